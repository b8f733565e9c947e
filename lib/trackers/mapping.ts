import type { EventKind } from '../facts/event';
import { type DateOrderFinding, inferDateOrder } from './date-order';
import { countOf, flagOf } from './fields';
import { kindInHeading, MEANINGS, type Meaning, readHeading, zoneInHeading } from './headings';
import { tellsKind } from './kinds';
import { type DateOrder, timeOf } from './time';

/**
 * What the columns of a table mean. JSON-safe: it can be kept, exported, and given back for the next table with the
 * same headings (`mappingFits`).
 */
export interface Mapping {
  readonly version: 1;
  /** The headings it was made for, in order; empty for a table without headings. */
  readonly headings: readonly string[];
  /** Column (from 0) of each meaning that the table has. */
  readonly columns: { readonly [meaning in Meaning]?: number };
  /** Whether a row is one event, or sums (then unfiltered). */
  readonly rows: 'events' | 'counters';
  /** What a row tells where no column says it. */
  readonly kind: EventKind;
  /** Null where the dates need none. */
  readonly dateOrder: DateOrder | null;
  /** Zone of times that name none: `UTC`, `+02:00`, `Europe/Berlin`. */
  readonly zone: string;
}

export interface Guess {
  readonly mapping: Mapping;
  /** 0 to 1: the weakest of the columns a row needs, less where day and month are a guess. */
  readonly confidence: number;
  /** How sure each column is, 0 to 1. */
  readonly scores: { readonly [meaning in Meaning]?: number };
  readonly dates: DateOrderFinding;
  /** Where the zone comes from: a heading, or nothing (then UTC). */
  readonly zoneFrom: 'heading' | 'assumed';
}

/** Whether a remembered mapping was made for a table with these headings. */
export function mappingFits(mapping: Mapping, headings: readonly string[]): boolean {
  return (
    mapping.headings.length === headings.length &&
    mapping.headings.every(
      (heading, index) => heading.trim().toLowerCase() === headings[index]?.trim().toLowerCase(),
    )
  );
}

const EMAIL = /^(?:[^<>]{0,100}<)?(?:mailto:)?[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}\.[^\s@<>,;.]{2,24}>?$/;
const anyTime = (cell: string): boolean =>
  timeOf(cell, { order: 'dmy', zone: 'UTC' }) !== null ||
  timeOf(cell, { order: 'mdy', zone: 'UTC' }) !== null;
const isCount = (cell: string): boolean => countOf(cell) !== null || flagOf(cell) !== null;

/** What cells of a meaning look like. */
const SHAPES: { readonly [meaning in Meaning]?: (cell: string) => boolean } = {
  recipient: (cell) => EMAIL.test(cell),
  url: (cell) =>
    /^(?:https?:\/\/|www\.)\S{1,4000}$|^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}(?:[/?#]\S{0,4000})?$/i.test(
      cell,
    ),
  at: anyTime,
  clock: (cell) => /^\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:[ap]\.?m\.?)?$/i.test(cell),
  kind: tellsKind,
  ip: (cell) => /^(?:\d{1,3}\.){3}\d{1,3}$|^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}$/i.test(cell),
  userAgent: (cell) => /[A-Za-z]\/\d|Mozilla/.test(cell),
  method: (cell) => /^(?:GET|HEAD|POST|OPTIONS|PUT)$/i.test(cell),
  messageId: (cell) => /^<?[^<>\s@]{1,400}@[^<>\s@]{1,255}>?$/.test(cell),
  step: (cell) => stepIn(cell) !== null,
  machine: (cell) => flagOf(cell) !== null,
  human: (cell) => flagOf(cell) !== null,
  sent: isCount,
  opens: isCount,
  clicks: isCount,
  replies: isCount,
  bounces: isCount,
};

/** Found by their cells alone, under any heading or none. */
const TELLING: ReadonlySet<Meaning> = new Set<Meaning>(['recipient', 'url', 'at', 'ip', 'userAgent']);

interface Candidate {
  readonly meaning: Meaning;
  readonly index: number;
  readonly score: number;
}

/**
 * Guesses what the columns mean, from the headings and a sample of rows.
 * @returns null where no reading makes events or counters of the rows.
 */
export function guessMapping(
  headings: readonly string[],
  sample: readonly (readonly string[])[],
): Guess | null {
  const width = Math.max(headings.length, ...sample.slice(0, 50).map((row) => row.length));
  const cellsOf = (index: number): string[] =>
    sample.flatMap((row) => {
      const cell = row[index]?.trim() ?? '';
      return cell === '' || cell === '-' || cell.toLowerCase() === 'null' ? [] : [cell];
    });
  const cells = Array.from({ length: Math.min(width, 400) }, (_, index) => cellsOf(index));
  const candidates = cells.flatMap((column, index) => candidatesOf(headings[index] ?? '', index, column));
  const taken = new Map<Meaning, Candidate>();
  const used = new Set<number>();
  const order = (a: Candidate, b: Candidate): number =>
    b.score - a.score || MEANINGS.indexOf(a.meaning) - MEANINGS.indexOf(b.meaning) || a.index - b.index;
  for (const candidate of candidates.sort(order)) {
    if (taken.has(candidate.meaning) || used.has(candidate.index)) continue;
    taken.set(candidate.meaning, candidate);
    used.add(candidate.index);
  }
  const rows = rowsOf(taken, headings, cells);
  if (rows === null) return null;
  if (rows.kind === 'counters') for (const meaning of ['at', 'clock', 'kind'] as const) taken.delete(meaning);
  else
    for (const meaning of ['sent', 'opens', 'clicks', 'replies', 'bounces'] as const) taken.delete(meaning);
  const at = taken.get('at');
  if (at === undefined || rows.kind === 'counters') taken.delete('clock');
  const dates = inferDateOrder(at === undefined ? [] : (cells[at.index] ?? []), headings);
  const zone = zoneIn(headings, [at?.index, taken.get('clock')?.index]);
  const scores = Object.fromEntries([...taken].map(([meaning, { score }]) => [meaning, Math.min(1, score)]));
  const needed = [rows.kind === 'events' ? (at?.score ?? 0) : 1, rows.who, rows.what];
  return {
    mapping: {
      version: 1,
      headings: [...headings],
      columns: Object.fromEntries([...taken].map(([meaning, { index }]) => [meaning, index])),
      rows: rows.kind,
      kind: rows.event,
      dateOrder: dates.order,
      zone: zone ?? 'UTC',
    },
    confidence: Math.min(1, ...needed) * (dates.certain ? 1 : 0.6),
    scores,
    dates,
    zoneFrom: zone === null ? 'assumed' : 'heading',
  };
}

function zoneIn(headings: readonly string[], columns: readonly (number | undefined)[]): string | null {
  for (const index of columns) {
    const zone = index === undefined ? null : zoneInHeading(headings[index] ?? '');
    if (zone !== null) return zone;
  }
  // A column of its own, `Timezone`, names it in its cells: that is for the user to say.
  return null;
}

function candidatesOf(heading: string, index: number, cells: readonly string[]): Candidate[] {
  const found: Candidate[] = [];
  const readings = readHeading(heading);
  const share = (meaning: Meaning): number | null => {
    const shape = SHAPES[meaning];
    if (shape === undefined || cells.length === 0) return null;
    const some = cells.slice(0, 200);
    return some.filter(shape).length / some.length;
  };
  for (const { meaning, score } of readings) {
    const fits = share(meaning);
    if (fits === null)
      found.push({ meaning, index, score: SHAPES[meaning] === undefined ? score : score * 0.8 });
    // Few words of a tool are known: a column of events with one known word in five still is one.
    else if (fits >= (meaning === 'kind' ? 0.2 : 0.5))
      found.push({ meaning, index, score: score * (0.5 + fits / 2) });
  }
  for (const meaning of TELLING) {
    if (readings.some((reading) => reading.meaning === meaning)) continue;
    const fits = share(meaning);
    if (fits !== null && fits >= 0.9)
      found.push({ meaning, index, score: meaning === 'at' && /^\d+$/.test(cells[0] ?? '') ? 0.2 : 0.45 });
  }
  return found.map((candidate) =>
    candidate.meaning === 'at' ? { ...candidate, score: candidate.score + leaning(heading) } : candidate,
  );
}

/** Of several times the click's own is wanted, not when the email went out. */
function leaning(heading: string): number {
  const kind = kindInHeading(heading);
  if (kind === 'click') return 0.2;
  if (kind !== null) return -0.2;
  return /event|ereignis|evenement|evento|timestamp/i.test(heading)
    ? 0.1
    : /creat|updat|erstellt|import|sched/i.test(heading)
      ? -0.1
      : 0;
}

interface Rows {
  readonly kind: 'events' | 'counters';
  readonly event: EventKind;
  readonly who: number;
  readonly what: number;
}

/** Whether the rows are events or sums, and by what one knows; null where neither. */
function rowsOf(
  taken: ReadonlyMap<Meaning, Candidate>,
  headings: readonly string[],
  cells: readonly (readonly string[])[],
): Rows | null {
  const score = (meaning: Meaning): number => taken.get(meaning)?.score ?? 0;
  const who = Math.max(score('recipient'), score('messageId'), score('url'));
  const at = taken.get('at');
  const timeKind = at === undefined ? null : kindInHeading(headings[at.index] ?? '');
  const clickWord = headings.some((heading) => kindInHeading(heading) === 'click');
  const counts = Math.max(score('opens'), score('clicks'), score('replies'), score('bounces'));
  const single = score('ip') > 0 || score('userAgent') > 0;
  const who3 = Math.max(who, score('campaign'));
  if (at !== undefined && who > 0) {
    if (taken.has('kind')) return { kind: 'events', event: 'other', who, what: Math.max(0.5, score('kind')) };
    // `Clicked at`, some cells empty: those rows were not clicked.
    if (timeKind === 'click' && (counts === 0 || (cells[at.index]?.length ?? 0) > 0))
      return { kind: 'events', event: 'click', who, what: 1 };
    if (counts === 0 || single) {
      if (timeKind === null && (taken.has('url') || clickWord))
        return {
          kind: 'events',
          event: 'click',
          who,
          what: taken.has('url') ? Math.max(0.5, score('url')) : 0.5,
        };
      if (timeKind !== null && timeKind !== 'sent' && timeKind !== 'delivered')
        return { kind: 'events', event: timeKind, who, what: 0.8 };
    }
  }
  if (counts > 0 && who3 > 0) return { kind: 'counters', event: 'other', who: who3, what: counts };
  return null;
}

/** `2`, `Step 2`, `Schritt 2`: 2; null for anything else. */
export function stepIn(cell: string): number | null {
  const number = /^(?:[\p{L}#.\s]{0,20})?(\d{1,3})$/u.exec(cell.trim())?.[1];
  return number === undefined || Number(number) < 1 ? null : Number(number);
}
