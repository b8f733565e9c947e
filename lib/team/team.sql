-- Plumbline: the rates of a whole team, by SDR and sequence, from the Parquet files that each Plumbline writes
-- (version 1; the tables and columns are described in lib/team/README.md).
--
-- How to run it on DuckDB, from the folder that holds the files:
--
--   create view emails     as select * from read_parquet('plumbline-1-*-emails.parquet');
--   create view deliveries as select * from read_parquet('plumbline-1-*-deliveries.parquet');
--   create view clicks     as select * from read_parquet('plumbline-1-*-clicks.parquet');
--   .read team.sql
--
-- On other engines make the three tables or views in that engine's way and run the query as it is: it is written in what
-- all of them understand. No type is named, constants are doubles (0e0; a bare 0.45 is a decimal on DuckDB and Spark), no
-- aggregate of booleans, no new name that hides a column (ClickHouse would take the new one). What differs:
--
--   BigQuery    load data into emails from files (format = 'PARQUET', uris = ['gs://…/plumbline-1-*-emails.parquet']), or
--               external tables; name the data set before the tables, or set a default one.
--   Spark       create temporary view emails using parquet options (path '…/plumbline-1-*-emails.parquet').
--   ClickHouse  create view emails as select * from file('plumbline-1-*-emails.parquet', 'Parquet'), or s3(…). round() takes
--               an exact half to its even neighbour there, away from zero elsewhere: it would show in a ninth decimal.
--   all three   exp, ln and sqrt are their own, so the last digit of an interval may differ. CI compares on DuckDB.
--
-- An engine does not see whether a set is whole; on a synced drive one file may come before another. written_at is the
-- same in all four files of a set, and `about` says how many rows each has. So these are the SDRs to wait for (with a view
-- `about` made as the others):
--
--   select a.sdr from about a
--   left join (select sdr, written_at, count(*) as n from emails group by sdr, written_at) e
--     on e.sdr = a.sdr and e.written_at = a.written_at
--   left join (select sdr, written_at, count(*) as n from deliveries group by sdr, written_at) d
--     on d.sdr = a.sdr and d.written_at = a.written_at
--   where coalesce(e.n, 0) <> a.emails or coalesce(d.n, 0) <> a.deliveries;
--
-- The same numbers as Plumbline's own report, to the last digit: sums of fractions are rounded to nine decimals before
-- anything is divided by them, so the order in which an engine adds does not show.
--
-- Rows with sequence_id = '' are all sequences of an SDR, rows with sdr = '' all SDRs. level says what is counted:
-- prospects (did it work on people?) or emails (which message did it?).

with
-- Each row once for its sequence, once for its SDR, once for the team.
scoped as (
  select sdr, sequence_id, 'prospects' as level, prospect as trial, reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from deliveries
  union all
  select sdr, '' as sequence_id, 'prospects' as level, prospect as trial, reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from deliveries
  union all
  select '' as sdr, '' as sequence_id, 'prospects' as level, prospect as trial, reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from deliveries
  union all
  select sdr, sequence_id, 'emails' as level, concat(sdr, ' ', email) as trial, reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from emails
  union all
  select sdr, '' as sequence_id, 'emails' as level, concat(sdr, ' ', email) as trial, reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from emails
  union all
  select '' as sdr, '' as sequence_id, 'emails' as level, concat(sdr, ' ', email) as trial, reached, clickable, no_raw,
         no_click, opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from emails
),

-- One row for each prospect (or email): everything they did, 1 or 0. A product is the exponential of a sum of logarithms,
-- and 0 where a factor is 0. What did not reach anybody counts as sent and no more.
trials as (
  select sdr, sequence_id, level, trial,
         max(case when reached then 1 else 0 end) as has_reached,
         max(case when reached and clickable then 1 else 0 end) as has_link,
         case when min(case when reached then no_raw else 1e0 end) <= 0 then 0e0
              else exp(sum(case when reached and no_raw > 0 then ln(no_raw) else 0e0 end)) end as misses_raw,
         case when min(case when reached then no_click else 1e0 end) <= 0 then 0e0
              else exp(sum(case when reached and no_click > 0 then ln(no_click) else 0e0 end)) end as misses,
         max(case when reached and opened then 1 else 0 end) as has_opened,
         max(case when reached and replied then 1 else 0 end) as has_replied,
         max(case when reached and auto_replied then 1 else 0 end) as has_auto_replied,
         max(case when reached and unsubscribed then 1 else 0 end) as has_unsubscribed,
         min(case when reached then click_share else 1e0 end) as click_age,
         min(case when reached then reply_share else 1e0 end) as reply_age
  from scoped
  group by sdr, sequence_id, level, trial
),

opens as (
  select sdr, sequence_id, max(case when open_events then 1 else 0 end) as tracked from emails group by sdr, sequence_id
  union all
  select sdr, '' as sequence_id, max(case when open_events then 1 else 0 end) as tracked from emails group by sdr
  union all
  select '' as sdr, '' as sequence_id, max(case when open_events then 1 else 0 end) as tracked from emails
),

counts as (
  select t.sdr, t.sequence_id, t.level,
         count(*) as sent,
         sum(has_reached) as delivered,
         sum(has_reached * has_link) as clickable,
         sum(case when has_reached = 1 then 1e0 - misses else 0e0 end) as click_hits,
         sum(case when has_reached = 1 then (1e0 - misses) * misses else 0e0 end) as click_doubt,
         sum(case when has_reached = 1 then 1e0 - misses_raw else 0e0 end) as raw_hits,
         sum(case when has_link = 1 then 1e0 - misses else 0e0 end) as clickable_hits,
         sum(case when has_link = 1 then (1e0 - misses) * misses else 0e0 end) as clickable_doubt,
         sum(case when has_reached = 0 then 0e0 when has_opened = 1 then 1e0 else 1e0 - misses end) as opened,
         max(o.tracked) as opens_tracked,
         sum(has_replied) as replied,
         sum(has_auto_replied) as auto_replied,
         sum(has_unsubscribed) as unsubscribed,
         sum(case when has_reached = 1 then click_age else 0e0 end) as click_ages,
         sum(case when has_reached = 1 then reply_age else 0e0 end) as reply_ages
  from trials t join opens o on o.sdr = t.sdr and o.sequence_id = t.sequence_id
  group by t.sdr, t.sequence_id, t.level
),

-- One row for each rate: hits out of trials, with the doubt that the verdicts on clicks leave.
rates as (
  select sdr, sequence_id, level, 'click' as rate, click_hits as found, delivered * 1e0 as tried,
         click_doubt as unsure, click_ages / nullif(delivered, 0) as ripe from counts
  union all
  select sdr, sequence_id, level, 'rawClick' as rate, raw_hits as found, delivered * 1e0 as tried, 0e0 as unsure,
         click_ages / nullif(delivered, 0) as ripe from counts
  union all
  select sdr, sequence_id, level, 'clickableClick' as rate, clickable_hits as found, clickable * 1e0 as tried,
         clickable_doubt as unsure, click_ages / nullif(delivered, 0) as ripe from counts
  union all
  select sdr, sequence_id, level, 'clickToOpen' as rate, opens_tracked * click_hits as found,
         opens_tracked * opened as tried, 0e0 as unsure, click_ages / nullif(delivered, 0) as ripe from counts
  union all
  select sdr, sequence_id, level, 'open' as rate, opens_tracked * opened as found,
         opens_tracked * delivered * 1e0 as tried, 0e0 as unsure, click_ages / nullif(delivered, 0) as ripe from counts
  union all
  select sdr, sequence_id, level, 'reply' as rate, replied * 1e0 as found, delivered * 1e0 as tried,
         0e0 as unsure, reply_ages / nullif(delivered, 0) as ripe from counts
  union all
  select sdr, sequence_id, level, 'bounce' as rate, (sent - delivered) * 1e0 as found, sent * 1e0 as tried,
         0e0 as unsure, 1e0 as ripe from counts
  union all
  select sdr, sequence_id, level, 'autoReply' as rate, auto_replied * 1e0 as found, delivered * 1e0 as tried,
         0e0 as unsure, reply_ages / nullif(delivered, 0) as ripe from counts
  union all
  select sdr, sequence_id, level, 'unsubscribe' as rate, unsubscribed * 1e0 as found, delivered * 1e0 as tried,
         0e0 as unsure, click_ages / nullif(delivered, 0) as ripe from counts
),

tidied as (
  select sdr, sequence_id, level, rate,
         round(found * 1e9) / 1e9 as hits,
         round(tried * 1e9) / 1e9 as out_of,
         round(unsure * 1e9) / 1e9 as doubt,
         round(coalesce(ripe, 1e0) * 1e9) / 1e9 as maturity
  from rates
),

-- What the uncertain verdicts leave of the sample, after Louis (1982): lib/analytics/phantom/interval.ts. The constants
-- are INTERVAL in lib/analytics/phantom/weights.ts.
effective as (
  select sdr, sequence_id, level, rate, hits, out_of, doubt, maturity,
         case when out_of > 0 then least(1e0, hits / out_of) end as p,
         0.45e0 as common, 0.15e0 as least_known, 1.6448536269514722e0 as z
  from tidied
),
known as (
  select sdr, sequence_id, level, rate, hits, out_of, doubt, maturity, p, common, z,
         case when out_of > 0 and doubt > 1e-9 and p > 0 and p < 1
              then greatest(least_known * out_of, out_of - doubt / (p * (1 - p))) end as known_trials
  from effective
),
sized as (
  select sdr, sequence_id, level, rate, hits, out_of, maturity, p, known_trials, z,
         case when known_trials is null then out_of
              else greatest((p * (1 - p)) / ((p * (1 - p)) / known_trials
                   + ((common * doubt) / out_of) * ((common * doubt) / out_of)), 1e0) end as n
  from known
),
-- p once more from what Wilson is given: hits / trials, or (p * n) / n.
wilson as (
  select sdr, sequence_id, level, rate, hits, out_of, maturity, n, z,
         case when out_of > 0 then
         case when known_trials is null then p else least(1e0, greatest(0e0, (p * n) / n)) end end as q
  from sized
)
select sdr, sequence_id, level, rate, hits, out_of,
       case when out_of > 0 then hits / out_of end as value,
       case when out_of > 0 then case when q = 0 then 0e0 else greatest(0e0,
            (q + (z * z) / (2 * n)) / (1 + (z * z) / n)
            - (z / (1 + (z * z) / n)) * sqrt((q * (1 - q)) / n + (z * z) / (4 * n * n))) end end as low,
       case when out_of > 0 then case when q = 1 then 1e0 else least(1e0,
            (q + (z * z) / (2 * n)) / (1 + (z * z) / n)
            + (z / (1 + (z * z) / n)) * sqrt((q * (1 - q)) / n + (z * z) / (4 * n * n))) end end as high,
       maturity
from wilson
order by sdr, sequence_id, level, rate;
