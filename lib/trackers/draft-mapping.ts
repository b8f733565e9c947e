import { inferDateOrder } from './date-order';
import type { Meaning } from './headings';
import type { Mapping } from './mapping';

/** A mapping while the user corrects it. Pure: each change gives a new one. */

/** Where nothing could be guessed: no column means anything yet. */
export function emptyMapping(headings: readonly string[]): Mapping {
  return { version: 1, headings, columns: {}, rows: 'events', kind: 'click', dateOrder: null, zone: 'UTC' };
}

/** Meanings that a row of events has, and one of sums; in the order they are offered. */
const EVENT_MEANINGS: readonly Meaning[] = [
  'recipient',
  'url',
  'at',
  'clock',
  'kind',
  'campaign',
  'step',
  'subject',
  'messageId',
  'eventId',
  'variant',
  'ip',
  'userAgent',
  'method',
  'machine',
  'human',
];
const COUNTER_MEANINGS: readonly Meaning[] = [
  'campaign',
  'recipient',
  'url',
  'messageId',
  'step',
  'variant',
  'sent',
  'opens',
  'clicks',
  'replies',
  'bounces',
];

export function meaningsOf(rows: Mapping['rows']): readonly Meaning[] {
  return rows === 'events' ? EVENT_MEANINGS : COUNTER_MEANINGS;
}

/** What a column means; null for one that is not used. */
export function meaningAt(mapping: Mapping, column: number): Meaning | null {
  return meaningsOf(mapping.rows).find((meaning) => mapping.columns[meaning] === column) ?? null;
}

/** The same with another meaning of one column: no meaning has two columns, so one that had it has none. */
export function withMeaning(
  mapping: Mapping,
  column: number,
  meaning: Meaning | null,
  rows: readonly (readonly string[])[],
): Mapping {
  const left = Object.entries(mapping.columns).filter(
    ([name, index]) => index !== column && name !== meaning,
  );
  const columns: Mapping['columns'] = Object.fromEntries(
    meaning === null ? left : [...left, [meaning, column]],
  );
  const next = { ...mapping, columns };
  return columns.at === mapping.columns.at ? next : { ...next, dateOrder: orderIn(next, rows) };
}

/** What day and month of the time column are by all rows at hand. */
export function orderIn(mapping: Mapping, rows: readonly (readonly string[])[]): Mapping['dateOrder'] {
  const { at } = mapping.columns;
  if (at === undefined) return null;
  return inferDateOrder(
    rows.map((row) => row[at] ?? ''),
    mapping.headings,
  ).order;
}

/** What a mapping still lacks before a row can be read by it; null where it lacks nothing. */
export type Lack = 'time' | 'who' | 'count' | 'campaign';

export function lackOf({ columns, rows }: Mapping): Lack | null {
  const has = (...meanings: readonly Meaning[]): boolean =>
    meanings.some((meaning) => columns[meaning] !== undefined);
  if (rows === 'events') {
    if (!has('at')) return 'time';
    return has('recipient', 'url', 'messageId') ? null : 'who';
  }
  if (!has('sent', 'opens', 'clicks', 'replies', 'bounces')) return 'count';
  return has('campaign', 'url', 'recipient', 'messageId') ? null : 'campaign';
}

/** What a row's time says, date and clock together; `''` where it says nothing. */
export function timeTextOf({ columns }: Mapping, row: readonly string[]): string {
  return [columns.at, columns.clock]
    .map((index) => (index === undefined ? '' : (row[index] ?? '').trim()))
    .filter((text) => text !== '')
    .join(' ');
}
