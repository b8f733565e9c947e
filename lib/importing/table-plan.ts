import type { Json, RecordFormat, RecordReading } from '../trackers/format';
import { formatOf } from '../trackers/formats';
import { readHeading } from '../trackers/headings';
import { mappedReader } from '../trackers/mapped-rows';
import { type Guess, guessMapping, type Mapping, mappingFits } from '../trackers/mapping';
import type { RecordsReader } from '../trackers/read-records';
import { timeOf } from '../trackers/time';
import type { TableRow } from './table-rows';

/** How the rows of a table are read from here on. */
export interface TablePlan {
  readonly headings: readonly string[];
  /** Rows above the first that holds data: titles, empty lines, the headings. */
  readonly skip: number;
  readonly read: (
    cells: readonly string[],
  ) => Pick<RecordReading, 'events' | 'counters'> & { readonly problem: string | null };
  /** Null where the rows are records of a format with a shape of its own. */
  readonly guess: Guess | null;
  /** For people, about the whole table; null for nothing. */
  readonly note: string | null;
}

/** The headings stand in one of the first rows: exports begin with a title now and then. */
const DEEPEST_HEADINGS = 12;
/** Rows that a guess is made from. */
export const SAMPLE = 2000;

/**
 * Finds out what a table is: one that the user has mapped, records of a tracker (with headings as field names, or a
 * request logger's with JSON in a cell), or any table whose headings and cells can be understood.
 * @returns null where it is none of these.
 */
export function planTable(
  rows: readonly TableRow[],
  mapping: Mapping | null,
  records: RecordsReader,
): TablePlan | null {
  const usable = rows.filter((row) => row.problem === null).slice(0, SAMPLE + DEEPEST_HEADINGS);
  for (let start = 0; start < Math.min(DEEPEST_HEADINGS, usable.length); start++) {
    const headings = usable[start]?.cells.map((cell) => cell.trim()) ?? [];
    if (!couldBeHeadings(headings)) continue;
    const sample = sampleBelow(usable, start);
    if (mapping !== null) {
      if (mappingFits(mapping, headings))
        return {
          headings,
          skip: start + 1,
          read: guarded(mappedReader(mapping, 'csv'), headings),
          guess: null,
          note: null,
        };
      continue;
    }
    const some = sample.length === 0 ? [[]] : sample.slice(0, 20);
    if (some.some((cells) => records.knows(recordOf(headings, cells))))
      return { headings, skip: start + 1, read: recordReader(headings, records), guess: null, note: null };
    const guess = guessMapping(headings, sample);
    // Titles above the headings name columns by chance: a guess there must be a good one.
    if (guess !== null && guess.confidence >= 0.25)
      return {
        headings,
        skip: start + 1,
        read: guarded(mappedReader(guess.mapping, 'csv'), headings),
        guess,
        note: noteOn(guess),
      };
  }
  if (mapping !== null)
    return mapping.headings.length === 0
      ? { headings: [], skip: 0, read: mappedReader(mapping, 'csv'), guess: null, note: null }
      : null;
  // No headings at all: the cells alone must tell.
  const guess = guessMapping(
    [],
    usable.map((row) => row.cells),
  );
  if (guess === null || guess.mapping.rows !== 'events' || guess.mapping.columns.at === undefined)
    return null;
  return {
    headings: [],
    skip: 0,
    read: mappedReader(guess.mapping, 'csv'),
    guess,
    note: 'The table has no headings; what its columns mean was told by what is in them.',
  };
}

/** The rows that belong to these headings: another export may begin among them, with headings of its own. */
function sampleBelow(rows: readonly TableRow[], start: number): (readonly string[])[] {
  const sample: (readonly string[])[] = [];
  for (const { cells } of rows.slice(start + 1, start + 1 + SAMPLE)) {
    if (
      sample.length > 0 &&
      couldBeHeadings(cells) &&
      cells.filter((cell) => readHeading(cell)[0]?.score === 1).length >= 2
    )
      break;
    sample.push(cells);
  }
  return sample;
}

/** What a table without a plan could be; for the one sentence that says why it cannot be used. */
export function headingsIn(rows: readonly TableRow[]): readonly string[] {
  return rows.find((row) => couldBeHeadings(row.cells))?.cells ?? rows[0]?.cells ?? [];
}

/** Headings are words: no addresses, links or times among them, and more than one. */
export function couldBeHeadings(cells: readonly string[]): boolean {
  const words = cells.filter((cell) => cell.trim() !== '');
  return (
    words.length >= 2 &&
    words.length <= 400 &&
    words.every(
      (cell) =>
        cell.length <= 120 && !/@[^@\s]+\.[a-z]{2,}|^https?:\/\//i.test(cell) && timeOf(cell) === null,
    ) &&
    words.some((cell) => /\p{L}{2}/u.test(cell))
  );
}

function noteOn(guess: Guess): string | null {
  if (guess.mapping.rows === 'counters')
    return 'The table holds sums, not single clicks: they are listed apart, unfiltered, and count in no rate.';
  if (guess.dates.certain || guess.mapping.dateOrder === null) return null;
  return `Dates were read with the ${guess.mapping.dateOrder === 'dmy' ? 'day' : 'month'} first, which is not certain. ${guess.dates.evidence}`;
}

/** A row as a record, its headings as the names of fields. */
export function recordOf(
  headings: readonly string[],
  cells: readonly string[],
): { readonly [name: string]: Json } {
  const record: Record<string, Json> = {};
  for (let index = 0; index < headings.length; index++) {
    const heading = headings[index] ?? '';
    if (heading === '' || heading === '__proto__') continue;
    const cell = cells[index] ?? '';
    const text = cell.charCodeAt(0) > 32 && cell.charCodeAt(cell.length - 1) > 32 ? cell : cell.trim();
    // Of two columns with one heading the first that holds something counts.
    if (text !== '' || record[heading] === undefined) record[heading] = text;
  }
  return record;
}

function recordReader(headings: readonly string[], records: RecordsReader): TablePlan['read'] {
  let format: RecordFormat | undefined;
  return guarded((cells) => {
    const record = recordOf(headings, cells);
    // Nearly every row is a record of a tracker as it stands, and of the same one as the row above: no two know one record.
    if (format === undefined || !format.recognises(record)) format = formatOf(record);
    if (format !== undefined) return format.read(record, NOWHERE);
    const { events, counters, problems, recognised } = records.read(record);
    const problem =
      recognised === 0
        ? 'No tracker that Plumbline knows writes such a row. It was left out.'
        : (problems[0]?.message ?? null);
    return { events, counters, problem };
  }, headings);
}

const NOWHERE = { receivedAt: null };

/** Rows that cannot be right by their width; and rows that repeat the headings, of files put one after the other. */
function guarded(read: TablePlan['read'], headings: readonly string[]): TablePlan['read'] {
  const width = headings.length;
  return (cells) => {
    if (cells.length === width)
      return cells[0]?.trim() === headings[0] && same(cells, headings)
        ? { events: [], counters: [], problem: null }
        : read(cells);
    if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== ''))
      return {
        events: [],
        counters: [],
        problem: `The row has ${cells.length} cells under ${width} headings. It was left out.`,
      };
    if (cells.length < Math.min(2, width) || (cells.length < width && cells.length * 2 < width))
      return {
        events: [],
        counters: [],
        problem: `The row has ${cells.length} of ${width} cells. It was left out.`,
      };
    return read(cells);
  };
}

function same(cells: readonly string[], headings: readonly string[]): boolean {
  return cells.every((cell, index) => cell.trim() === headings[index]);
}
