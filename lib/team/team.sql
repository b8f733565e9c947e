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
-- On other engines make the three tables or views in that engine's way and run the query below. What differs:
--
--   BigQuery    exp, ln, sqrt, greatest, least, logical_or: write logical_or for bool_or; float64 for double.
--   Spark       bool_or, greatest, least as here; double as here.
--   ClickHouse  max(column) for bool_or(column); Float64 for double; greatest, least as here; join_use_nulls = 1.
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
  select sdr, '' as sequence_id, 'prospects', prospect, reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from deliveries
  union all
  select '' as sdr, '' as sequence_id, 'prospects', prospect, reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from deliveries
  union all
  select sdr, sequence_id, 'emails', concat(sdr, ' ', email), reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from emails
  union all
  select sdr, '' as sequence_id, 'emails', concat(sdr, ' ', email), reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from emails
  union all
  select '' as sdr, '' as sequence_id, 'emails', concat(sdr, ' ', email), reached, clickable, no_raw, no_click,
         opened, replied, auto_replied, unsubscribed, click_share, reply_share
  from emails
),

-- One row for each prospect (or email): everything they did. A product is the exponential of a sum of logarithms, and 0
-- where a factor is 0. What did not reach anybody counts as sent and no more.
trials as (
  select sdr, sequence_id, level, trial,
         bool_or(reached) as delivered,
         bool_or(reached and clickable) as clickable,
         case when min(case when reached then no_raw else 1 end) <= 0 then cast(0 as double)
              else exp(sum(case when reached and no_raw > 0 then ln(no_raw) else 0 end)) end as no_raw,
         case when min(case when reached then no_click else 1 end) <= 0 then cast(0 as double)
              else exp(sum(case when reached and no_click > 0 then ln(no_click) else 0 end)) end as no_click,
         bool_or(reached and opened) as opened,
         bool_or(reached and replied) as replied,
         bool_or(reached and auto_replied) as auto_replied,
         bool_or(reached and unsubscribed) as unsubscribed,
         min(case when reached then click_share else 1 end) as click_share,
         min(case when reached then reply_share else 1 end) as reply_share
  from scoped
  group by sdr, sequence_id, level, trial
),

opens as (
  select sdr, sequence_id, bool_or(open_events) as tracked from emails group by sdr, sequence_id
  union all
  select sdr, '', bool_or(open_events) from emails group by sdr
  union all
  select '', '', bool_or(open_events) from emails
),

counts as (
  select t.sdr, t.sequence_id, t.level,
         count(*) as sent,
         sum(case when delivered then 1 else 0 end) as delivered,
         sum(case when delivered and clickable then 1 else 0 end) as clickable,
         sum(case when delivered then 1 - no_click else 0 end) as click_hits,
         sum(case when delivered then (1 - no_click) * no_click else 0 end) as click_doubt,
         sum(case when delivered then 1 - no_raw else 0 end) as raw_hits,
         sum(case when delivered and clickable then 1 - no_click else 0 end) as clickable_hits,
         sum(case when delivered and clickable then (1 - no_click) * no_click else 0 end) as clickable_doubt,
         sum(case when not delivered then 0 when opened then 1 else 1 - no_click end) as opened,
         max(case when o.tracked then 1 else 0 end) as opens_tracked,
         sum(case when delivered and replied then 1 else 0 end) as replied,
         sum(case when delivered and auto_replied then 1 else 0 end) as auto_replied,
         sum(case when delivered and unsubscribed then 1 else 0 end) as unsubscribed,
         sum(case when delivered then click_share else 0 end) as click_share,
         sum(case when delivered then reply_share else 0 end) as reply_share
  from trials t join opens o on o.sdr = t.sdr and o.sequence_id = t.sequence_id
  group by t.sdr, t.sequence_id, t.level
),

-- One row for each rate: hits out of `trials`, with the doubt that the verdicts on clicks leave.
rates as (
  select sdr, sequence_id, level, 'click' as rate, click_hits as hits, cast(delivered as double) as of_trials,
         click_doubt as doubt, click_share / nullif(delivered, 0) as maturity from counts
  union all
  select sdr, sequence_id, level, 'rawClick', raw_hits, delivered, 0, click_share / nullif(delivered, 0) from counts
  union all
  select sdr, sequence_id, level, 'clickableClick', clickable_hits, clickable, clickable_doubt,
         click_share / nullif(delivered, 0) from counts
  union all
  select sdr, sequence_id, level, 'clickToOpen', case when opens_tracked = 1 then click_hits else 0 end,
         case when opens_tracked = 1 then opened else 0 end, 0, click_share / nullif(delivered, 0) from counts
  union all
  select sdr, sequence_id, level, 'open', case when opens_tracked = 1 then opened else 0 end,
         case when opens_tracked = 1 then delivered else 0 end, 0, click_share / nullif(delivered, 0) from counts
  union all
  select sdr, sequence_id, level, 'reply', replied, delivered, 0, reply_share / nullif(delivered, 0) from counts
  union all
  select sdr, sequence_id, level, 'bounce', sent - delivered, sent, 0, 1 from counts
  union all
  select sdr, sequence_id, level, 'autoReply', auto_replied, delivered, 0, reply_share / nullif(delivered, 0) from counts
  union all
  select sdr, sequence_id, level, 'unsubscribe', unsubscribed, delivered, 0, click_share / nullif(delivered, 0) from counts
),

tidied as (
  select sdr, sequence_id, level, rate,
         round(hits * 1e9) / 1e9 as hits,
         round(of_trials * 1e9) / 1e9 as of_trials,
         round(doubt * 1e9) / 1e9 as doubt,
         round(coalesce(maturity, 1) * 1e9) / 1e9 as maturity
  from rates
),

-- What the uncertain verdicts leave of the sample, after Louis (1982): lib/analytics/phantom/interval.ts. The constants
-- are INTERVAL in lib/analytics/phantom/weights.ts.
effective as (
  select *,
         case when of_trials > 0 then least(cast(1 as double), hits / of_trials) end as p,
         cast(0.45 as double) as common, cast(0.15 as double) as least_known,
         cast('1.6448536269514722' as double) as z
  from tidied
),
known as (
  select *,
         case when of_trials > 0 and doubt > 1e-9 and p > 0 and p < 1
              then greatest(least_known * of_trials, of_trials - doubt / (p * (1 - p))) end as known_trials
  from effective
),
sized as (
  select *,
         case when known_trials is null then of_trials
              else greatest((p * (1 - p)) / ((p * (1 - p)) / known_trials
                   + ((common * doubt) / of_trials) * ((common * doubt) / of_trials)), cast(1 as double)) end as n
  from known
),
-- p once more from what Wilson is given: hits / trials, or (p * n) / n.
wilson as (
  select *, case when of_trials > 0 then
         case when known_trials is null then p else least(cast(1 as double), greatest(cast(0 as double), (p * n) / n)) end
         end as q
  from sized
)
select sdr, sequence_id, level, rate, hits, of_trials as "of",
       case when of_trials > 0 then hits / of_trials end as value,
       case when of_trials > 0 then case when q = 0 then cast(0 as double) else greatest(cast(0 as double),
            (q + (z * z) / (2 * n)) / (1 + (z * z) / n)
            - (z / (1 + (z * z) / n)) * sqrt((q * (1 - q)) / n + (z * z) / (4 * n * n))) end end as low,
       case when of_trials > 0 then case when q = 1 then cast(1 as double) else least(cast(1 as double),
            (q + (z * z) / (2 * n)) / (1 + (z * z) / n)
            + (z / (1 + (z * z) / n)) * sqrt((q * (1 - q)) / n + (z * z) / (4 * n * n))) end end as high,
       maturity
from wilson
order by sdr, sequence_id, level, rate;
