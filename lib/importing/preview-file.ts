import { formatOf } from '../trackers/formats';
import { type Guess, type Mapping, mappingFits } from '../trackers/mapping';
import { type PreviewRow, previewRows } from '../trackers/preview';
import { RecordsReader } from '../trackers/read-records';
import { timeOf } from '../trackers/time';
import { decode } from './decode';
import { sniff } from './sniff';
import { peek, type SourceFile } from './source';
import { couldBeHeadings, headingsIn, planTable, recordOf } from './table-plan';
import { type TableRow, TableRows } from './table-rows';
import { gunzip, unzip } from './unpack';

/** What the user is shown before a table is imported. */
export interface TablePreview {
  /** The file, or the file inside a packed one. */
  readonly name: string;
  /** Empty for a table without headings. */
  readonly headings: readonly string[];
  /** The tracker whose own export this is, as its makers write it: nothing needs to be said. Null: a mapping is needed. */
  readonly tracker: string | null;
  /** The mapping given, else the guess; null where nothing could be guessed and the user must say it all. */
  readonly mapping: Mapping | null;
  readonly guess: Guess | null;
  /** The first rows as they would be understood; with cells alone where there is no mapping. */
  readonly rows: readonly PreviewRow[];
}

/** Read for a preview: enough to tell the order of day and month by. */
export const HEAD = 512 * 1024;

/** Rows above the headings that a mapping looks past, as `planTable` does. */
const DEEPEST_HEADINGS = 12;

/**
 * The first rows of a table with what they would become.
 * @param mapping what the user has said so far; null: a guess is made.
 * @returns null for files that need no mapping (mail, JSON, what cannot be read): import them.
 */
export async function previewFile(
  file: SourceFile,
  mapping: Mapping | null = null,
  rows = 10,
): Promise<TablePreview | null> {
  const { head, all } = await peek(file.chunks, HEAD);
  const kind = sniff(head);
  if (kind === 'gzip') return previewFile({ name: file.name, chunks: gunzip(file.name, all) }, mapping, rows);
  if (kind === 'zip') {
    for await (const entry of unzip(file.name, all)) {
      const found = await previewFile(
        { name: `${file.name}/${entry.name}`, chunks: entry.chunks },
        mapping,
        rows,
      );
      if (found !== null) return found;
    }
    return null;
  }
  return kind === 'table' ? previewTable(file.name, await rowsIn(head), mapping, rows) : null;
}

/** What a table's first rows would become. */
export function previewTable(
  name: string,
  read: readonly TableRow[],
  mapping: Mapping | null,
  rows: number,
): TablePreview {
  const plan = planTable(read, mapping, new RecordsReader());
  const likely = headingsIn(read);
  // Where not even the first row could be headings there are none.
  const headings = plan?.headings ?? (couldBeHeadings(likely) ? likely.map((cell) => cell.trim()) : []);
  const skip =
    plan?.skip ?? (headings.length === 0 ? 0 : 1 + read.findIndex(({ cells }) => cells === likely));
  const below = read.filter((row) => row.problem === null).slice(skip, skip + rows);
  const cells = below.map((row) => row.cells);
  const used = mapping ?? plan?.guess?.mapping ?? null;
  const first = cells[0];
  const own = plan !== null && plan.guess === null && mapping === null;
  const format = own && first !== undefined ? formatOf(recordOf(headings, first)) : undefined;
  return {
    name,
    headings,
    tracker: own ? (format?.name ?? 'Webhooks') : null,
    mapping: used,
    guess: plan?.guess ?? null,
    rows:
      used === null
        ? cells.map((row) => ({ cells: row, event: null, counter: null, at: null, problem: null }))
        : previewRows(used, cells),
  };
}

/** The rows of a table's first bytes; without the last one where more may follow. */
export async function rowsIn(head: Uint8Array): Promise<TableRow[]> {
  const cutter = new TableRows();
  const read: TableRow[] = [];
  for await (const { text } of decode(one(head))) read.push(...cutter.push(text));
  read.push(...cutter.end());
  // The head ends in the middle of a row.
  if (head.length === HEAD) read.pop();
  return read;
}

/** The first of these mappings that was made for the headings of this table. */
export function fittingMapping(read: readonly TableRow[], mappings: readonly Mapping[]): Mapping | null {
  // Without headings nothing tells one table from another.
  const named = mappings.filter(({ headings }) => headings.length > 0);
  if (named.length === 0) return null;
  for (const { cells } of read.filter((row) => row.problem === null).slice(0, DEEPEST_HEADINGS)) {
    const fitting = named.find((mapping) => mappingFits(mapping, cells));
    if (fitting !== undefined) return fitting;
  }
  return null;
}

/**
 * From this confidence on every column a row needs is named outright by its heading (a word inside a heading gives .6)
 * and confirmed by half of its cells or more (.75); rows that do not fit are problems with their line.
 */
const OUTRIGHT = 0.7;

/**
 * Whether a table leaves nothing to ask: a tracker's own export, or one whose headings name outright what a row needs
 * and whose times can be read in one way only (no order of day and month, no zone left open).
 */
export function leavesNothingOpen({ tracker, guess, rows }: TablePreview): boolean {
  if (tracker !== null) return true;
  if (guess === null || guess.confidence < OUTRIGHT) return false;
  const { columns, rows: what } = guess.mapping;
  if (what === 'counters') return true;
  return (
    guess.dates.order === null && rows.every(({ cells }) => namesItsZone(cells, columns.at, columns.clock))
  );
}

/** Most rows of a table have the same number of cells; notes and web pages with commas in them do not. */
export function looksLikeATable(read: readonly TableRow[]): boolean {
  const widths = read.slice(0, 50).map(({ cells }) => cells.length);
  const tally = new Map<number, number>();
  for (const width of widths) if (width > 1) tally.set(width, (tally.get(width) ?? 0) + 1);
  return widths.length > 1 && Math.max(0, ...tally.values()) >= widths.length * 0.8;
}

/** Two zones, as far apart as can be: a time that is the same in both names its own. */
const ZONES = ['-12:00', '+14:00'] as const;

function namesItsZone(cells: readonly string[], date?: number, clock?: number): boolean {
  const text = [date, clock]
    .map((index) => (index === undefined ? '' : (cells[index] ?? '').trim()))
    .join(' ');
  const [west, east] = ZONES.map((zone) => timeOf(text.trim(), { order: null, zone }));
  return west === east;
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
