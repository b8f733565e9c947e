import { formatOf } from '../trackers/formats';
import type { Guess, Mapping } from '../trackers/mapping';
import { type PreviewRow, previewRows } from '../trackers/preview';
import { RecordsReader } from '../trackers/read-records';
import { decode } from './decode';
import { sniff } from './sniff';
import { peek, type SourceFile } from './source';
import { headingsIn, planTable, recordOf } from './table-plan';
import { TableRows } from './table-rows';
import { gunzip, unzip } from './unpack';

/** What the user is shown before a table is imported. */
export interface TablePreview {
  /** The file, or the file inside a packed one. */
  readonly name: string;
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
const HEAD = 512 * 1024;

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
  if (kind !== 'table') return null;
  const cutter = new TableRows();
  const read = [];
  for await (const { text } of decode(one(head))) read.push(...cutter.push(text));
  read.push(...cutter.end());
  // The head ends in the middle of a row.
  if (head.length === HEAD) read.pop();
  const plan = planTable(read, mapping, new RecordsReader());
  const headings = plan?.headings ?? headingsIn(read);
  const below = read.filter((row) => row.problem === null).slice(plan?.skip ?? 1, (plan?.skip ?? 1) + rows);
  const cells = below.map((row) => row.cells);
  const used = mapping ?? plan?.guess?.mapping ?? null;
  const first = cells[0];
  const format =
    plan === null || plan.guess !== null || mapping !== null || first === undefined
      ? undefined
      : formatOf(recordOf(headings, first));
  return {
    name: file.name,
    headings,
    tracker: plan !== null && plan.guess === null && mapping === null ? (format?.name ?? 'Webhooks') : null,
    mapping: used,
    guess: plan?.guess ?? null,
    rows:
      used === null
        ? cells.map((row) => ({ cells: row, event: null, counter: null, at: null, problem: null }))
        : previewRows(used, cells),
  };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
