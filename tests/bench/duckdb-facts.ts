import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Bool,
  Dictionary,
  Float64,
  Int32,
  Table,
  TimestampMillisecond,
  tableToIPC,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import { type Analysis, analyse } from '../../lib/analytics/analyse';
import type { Rates } from '../../lib/analytics/report-types';
import { type OutcomeColumns, teamRows } from '../../lib/analytics/team/rows';
import type { BenchWorld } from './page/world';

/**
 * The same facts for DuckDB: every message and every event with all that is stored of it, as Arrow, the format it takes
 * fastest (its reader of Parquet is no part of the package: it would be fetched from its makers' server). What no SQL can find out (which sequence an email belongs to, how surely a click is a person's, how much of the
 * answers has come by that age) it is given as columns, so it does less than the report and must give the same numbers.
 */

const SDR = 'bench';

/** All of `lib/team/team.sql`. */
export const TEAM_SQL = readFileSync(
  fileURLToPath(new URL('../../lib/team/team.sql', import.meta.url)),
  'utf8',
)
  // One statement, without the comments and the semicolon at its end.
  .replace(/^--.*$/gm, '')
  .trim()
  .replace(/;$/, '');

/** Tables that the engine fills from files of the same name. */
export const FACT_TABLES = ['messages', 'events'];
export const JUDGED_TABLES = ['emails', 'deliveries'];

/** What the facts are joined to: what the rates need: who was reached, who opened, clicked, answered. */
export const JOIN_FACTS = [
  `create table emails as
   with bounced as (
     select message_id from events where kind = 'bounce'
     union select in_reply_to from messages where kind = 'bounce'
   ), seen as (
     select message_id,
            max(clicked) as clicked,
            bool_or(kind = 'open') as opened,
            bool_or(kind = 'unsubscribe') as unsubscribed
     from events group by message_id
   ), answers as (
     select in_reply_to, bool_or(kind = 'person') as replied, bool_or(kind = 'auto-reply') as auto_replied
     from messages where direction = 'received' group by in_reply_to
   )
   select '${SDR}' as sdr, m.sequence_id, m.message_id as email, m.to_address as prospect, m.clickable,
          b.message_id is null as reached,
          case when b.message_id is null and s.clicked is not null then 0.0::double else 1.0::double end as no_raw,
          case when b.message_id is null then 1.0::double - coalesce(s.clicked, 0) else 1.0::double end as no_click,
          coalesce(s.opened, false) as opened, coalesce(s.opened, false) as open_events,
          coalesce(s.unsubscribed, false) as unsubscribed,
          coalesce(a.replied, false) as replied, coalesce(a.auto_replied, false) as auto_replied,
          m.click_share, m.reply_share
   from messages m
   left join bounced b on b.message_id = m.message_id
   left join seen s on s.message_id = m.message_id
   left join answers a on a.in_reply_to = m.message_id
   where m.direction = 'sent' and m.sequence_id is not null`,
  'create view deliveries as select * from emails',
];

type Columns = Record<string, Vector>;

function write(folder: string, table: string, columns: Columns): Promise<void> {
  return writeFile(join(folder, `${table}.arrow`), tableToIPC(new Table(columns), 'stream'));
}

/** Each text as it is: fields in which hardly two are the same. */
const texts = <T>(items: readonly T[], of: (item: T) => string | null | undefined): Vector =>
  vectorFromArray(
    items.map((item) => of(item) ?? null),
    new Utf8(),
  );
/** Each text once. */
const words = <T>(items: readonly T[], of: (item: T) => string | null | undefined): Vector =>
  vectorFromArray(
    items.map((item) => of(item) ?? null),
    new Dictionary(new Utf8(), new Int32()),
  );
const reals = <T>(items: readonly T[], of: (item: T) => number | null | undefined): Vector =>
  vectorFromArray(
    items.map((item) => of(item) ?? null),
    new Float64(),
  );
const flags = <T>(items: readonly T[], of: (item: T) => boolean): Vector =>
  vectorFromArray(items.map(of), new Bool());
const times = <T extends { readonly at: number }>(items: readonly T[]): Vector =>
  vectorFromArray(
    items.map(({ at }) => at),
    new TimestampMillisecond(),
  );

/** The same analysis as the browser's: of the same facts, at the time its figures are for. */
export function analyseAt(world: BenchWorld, now: number): Analysis {
  const accounts = [...new Set(world.messages.map(({ account }) => account))];
  return analyse({ messages: world.messages, events: world.events }, { now, accounts });
}

export async function writeFacts(folder: string, world: BenchWorld, analysis: Analysis): Promise<void> {
  const rows = teamRows(analysis);
  const sent = new Map(analysis.sent.map((each) => [each.mail.fact.messageId, each]));
  const judged = new Map(
    analysis.sent
      .filter(({ placement }) => placement !== null)
      .map((each, n) => [each.mail.fact.messageId, rows.emails[n]]),
  );
  const clicked = new Map(
    analysis.clicks.filter(({ waiting }) => !waiting).map((click) => [click.joined.event.key, click.clicked]),
  );
  const { messages, events } = world;
  const rowOf = (id: string) => judged.get(id);
  await write(folder, 'messages', {
    message_id: texts(messages, (m) => m.messageId),
    account: words(messages, (m) => m.account),
    thread_id: texts(messages, (m) => m.threadId),
    direction: words(messages, (m) => m.direction),
    at: times(messages),
    from_address: words(messages, (m) => m.from.address),
    from_name: words(messages, (m) => m.from.name),
    to_address: words(messages, (m) => m.to[0]?.address),
    to_name: words(messages, (m) => m.to[0]?.name),
    subject: words(messages, (m) => m.subject),
    in_reply_to: texts(messages, (m) => m.inReplyTo),
    refs: texts(messages, (m) => m.references.join(' ')),
    labels: words(messages, (m) => m.labels.join(' ')),
    text: texts(messages, (m) => (m.direction === 'sent' ? m.text : null)),
    links: texts(messages, (m) => (m.direction === 'sent' ? JSON.stringify(m.links) : null)),
    kind: words(messages, (m) => (m.direction === 'received' ? m.reading.kind : null)),
    sequence_id: words(messages, (m) => rowOf(m.messageId)?.sequence),
    clickable: flags(messages, (m) => sent.get(m.messageId)?.clickable ?? false),
    click_share: reals(messages, (m) => rowOf(m.messageId)?.clickShare ?? 1),
    reply_share: reals(messages, (m) => rowOf(m.messageId)?.replyShare ?? 1),
  });
  await write(folder, 'events', {
    key: texts(events, (e) => e.key),
    tracker: words(events, (e) => e.tracker),
    kind: words(events, (e) => e.kind),
    recipient: words(events, (e) => e.recipient),
    url: words(events, (e) => e.url),
    destination: words(events, (e) => e.destination),
    at: times(events),
    ip: words(events, (e) => e.ip),
    user_agent: words(events, (e) => e.userAgent),
    message_id: words(events, (e) => e.messageId),
    clicked: reals(events, (e) => clicked.get(e.key)),
  });
}

function outcomes(rows: readonly OutcomeColumns[]): Columns {
  return {
    reached: flags(rows, (row) => row.reached),
    clickable: flags(rows, (row) => row.clickable),
    no_raw: reals(rows, (row) => row.noRaw),
    no_click: reals(rows, (row) => row.noClick),
    opened: flags(rows, (row) => row.opened),
    replied: flags(rows, (row) => row.replied),
    auto_replied: flags(rows, (row) => row.autoReplied),
    unsubscribed: flags(rows, (row) => row.unsubscribed),
    click_share: reals(rows, (row) => row.clickShare),
    reply_share: reals(rows, (row) => row.replyShare),
  };
}

/** The rows that are left when everything has been judged and joined: what a team shares, but for the columns no rate needs. */
export async function writeJudged(folder: string, analysis: Analysis): Promise<void> {
  const { emails, deliveries } = teamRows(analysis);
  await write(folder, 'emails', {
    sdr: words(emails, () => SDR),
    sequence_id: words(emails, (row) => row.sequence),
    email: texts(emails, (row) => row.email),
    open_events: flags(emails, (row) => row.openEvents),
    ...outcomes(emails),
  });
  await write(folder, 'deliveries', {
    sdr: words(deliveries, () => SDR),
    sequence_id: words(deliveries, (row) => row.sequence),
    prospect: words(deliveries, (row) => row.prospect),
    ...outcomes(deliveries),
  });
}

interface RatesOf {
  readonly rates: Rates;
  readonly ratesPerEmail: Rates;
}

/** Numbers that were compared with the report's. */
export interface Compared {
  readonly numbers: number;
  /** Not the same to the last digit, but within `ROUNDING`. */
  readonly rounded: number;
}

/**
 * Figures are rounded to nine decimals. The rows that DuckDB is given were judged in Node, the report's in Chromium: two builds of
 * V8, whose last bits may differ, and sums of many verdicts can fall on the other side of that rounding.
 */
const ROUNDING = 2e-9;

/** @throws where a number is not the same */
export function expectSame(
  rows: readonly Record<string, unknown>[],
  report: { readonly sequences: readonly (RatesOf & { readonly id: string })[]; readonly totals: RatesOf },
): Compared {
  const answer = new Map(
    rows.map((row) => [`${row['sdr']} ${row['sequence_id']} ${row['level']} ${row['rate']}`, row]),
  );
  let numbers = 0;
  let rounded = 0;
  for (const { id, rates, ratesPerEmail } of [...report.sequences, { ...report.totals, id: '' }])
    for (const [level, all] of [
      ['prospects', rates],
      ['emails', ratesPerEmail],
    ] as const)
      for (const [name, rate] of Object.entries(all)) {
        const row = answer.get(`${SDR} ${id} ${level} ${name}`);
        for (const field of ['hits', 'of', 'value', 'low', 'high', 'maturity'] as const) {
          // `of` is a word of SQL's own.
          const [theirs, ours] = [row?.[field === 'of' ? 'out_of' : field], rate[field]];
          numbers++;
          if (theirs === ours) continue;
          rounded++;
          const near =
            typeof theirs === 'number' &&
            typeof ours === 'number' &&
            Math.abs(theirs - ours) <= ROUNDING * Math.max(1, Math.abs(ours));
          if (!near)
            throw new Error(
              `${name} of ${id === '' ? 'all' : id} (${level}): ${field} is ${ours}, DuckDB says ${theirs}`,
            );
        }
      }
  return { numbers, rounded };
}
