import type { Counter, Problem, TrackerEvent } from '../facts/event';
import type { MailRead } from '../mail/read';
import type { Mapping } from '../trackers/mapping';
import type { EventSink } from './batch';
import type { MailFacts } from './mail-facts';
import { readEml, readMbox } from './mail-file';
import {
  fittingMapping,
  HEAD,
  leavesNothingOpen,
  looksLikeATable,
  previewTable,
  rowsIn,
  type TablePreview,
} from './preview-file';
import { sniff } from './sniff';
import { peek, type SourceFile, UnusableFile } from './source';
import { readForms, readJson, readTable } from './tracker-file';
import { gunzip, unzip } from './unpack';

/** Facts read from one file since the step before. */
export interface ImportStep {
  readonly mail: readonly MailRead[];
  readonly events: readonly TrackerEvent[];
  readonly counters: readonly Counter[];
  readonly problems: readonly Problem[];
  /** Bytes of the file (of the unpacked file, inside a packed one) dealt with so far. */
  readonly bytes: number;
  /** A table that was left out: the user must say first what its columns mean. */
  readonly unmapped?: TablePreview;
}

export interface ImportOptions {
  /** What the user has said the columns of this table mean. */
  readonly mapping?: Mapping;
  /** What the user has said of one table, by the name it had in its preview (`clicks.zip/march.csv`). */
  readonly mapped?: { readonly table: string; readonly mapping: Mapping };
  /** Remembered ones: the first that was made for a table's headings is used. */
  readonly mappings?: readonly Mapping[];
  /** Takes the events, in place of the steps' own lists. */
  readonly sink?: EventSink;
  /** A table that leaves something open is left out and given as `unmapped`, instead of being read by a guess. */
  readonly ask?: boolean;
}

/** Rows of a preview: shown are fewer, but the order of day and month is told by more. */
const PREVIEWED = 200;

/** A zip in a gzip in a zip is enough. */
const DEEPEST_PACKING = 3;

/**
 * Reads any file Plumbline knows, recognised by its content, as a stream of steps; packed ones (gzip, zip with any
 * number of exports and mailboxes) are unpacked on the way. Mail whose mailbox is not yet known waits in `facts`: call
 * `facts.finish()` after the last file.
 * @throws UnusableFile for a file that is none of the supported formats.
 */
export function importFile(
  file: SourceFile,
  facts: MailFacts,
  options: ImportOptions = {},
): AsyncGenerator<ImportStep> {
  return read(file, facts, options, 0);
}

async function* read(
  file: SourceFile,
  facts: MailFacts,
  options: ImportOptions,
  depth: number,
): AsyncGenerator<ImportStep> {
  const { head, all } = await peek(file.chunks);
  const kind = sniff(head);
  switch (kind) {
    case 'empty':
      throw new UnusableFile(`${file.name}: the file is empty.`);
    case 'unknown':
      throw new UnusableFile(
        `${file.name}: neither a mailbox (.mbox, .eml) nor a tracker export (JSON, CSV) that Plumbline knows.`,
      );
    case 'gzip':
    case 'zip':
      if (depth >= DEEPEST_PACKING)
        throw new UnusableFile(
          `${file.name}: packed more than ${DEEPEST_PACKING} times over. Unpack it and give the file inside.`,
        );
      if (kind === 'gzip')
        yield* read({ name: file.name, chunks: gunzip(file.name, all) }, facts, options, depth + 1);
      else yield* readZip(file.name, all, facts, options, depth + 1);
      return;
    case 'mbox':
    case 'eml': {
      const steps = kind === 'mbox' ? readMbox(file.name, all, facts) : readEml(file.name, all, facts);
      for await (const { reads, problems, bytes } of steps)
        yield { mail: reads, events: [], counters: [], problems, bytes };
      return;
    }
    case 'json':
    case 'form':
    case 'table': {
      if (kind === 'table') {
        yield* readAnyTable(file.name, all, options);
        return;
      }
      const steps = (kind === 'json' ? readJson : readForms)(file.name, all, options.sink);
      for await (const step of steps) yield { mail: [], ...step };
      return;
    }
  }
}

/** A table by what is known of its columns: the user's word on it, a remembered mapping, its format, else a guess. */
async function* readAnyTable(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): AsyncGenerator<ImportStep> {
  const { mapped, mappings = [], ask = false } = options;
  let mapping = options.mapping ?? (mapped?.table === name ? mapped.mapping : null);
  let all = chunks;
  if (mapping === null && (ask || mappings.length > 0)) {
    const peeked = await peek(chunks, HEAD);
    all = peeked.all;
    const rows = await rowsIn(peeked.head);
    mapping = fittingMapping(rows, mappings);
    if (mapping === null && ask && looksLikeATable(rows)) {
      const unmapped = previewTable(name, rows, null, PREVIEWED);
      if (!leavesNothingOpen(unmapped)) {
        yield { mail: [], events: [], counters: [], problems: [], bytes: 0, unmapped };
        return;
      }
    }
  }
  for await (const step of readTable(name, all, mapping, options.sink)) yield { mail: [], ...step };
}

/** A stray file in a zip costs itself alone; a zip of nothing but strays is of no use. */
async function* readZip(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  facts: MailFacts,
  options: ImportOptions,
  depth: number,
): AsyncGenerator<ImportStep> {
  let used = 0;
  let files = 0;
  let workbook = false;
  let first: UnusableFile | null = null;
  for await (const entry of unzip(name, chunks)) {
    files++;
    workbook ||= entry.name === 'xl/workbook.xml';
    const inner = `${name}/${entry.name}`;
    try {
      yield* read({ name: inner, chunks: entry.chunks }, facts, options, depth);
      used++;
    } catch (error) {
      if (!(error instanceof UnusableFile)) throw error;
      first ??= error;
      yield {
        mail: [],
        events: [],
        counters: [],
        problems: [{ file: inner, where: '', message: error.message.replace(`${inner}: `, '') }],
        bytes: 0,
      };
    }
  }
  if (workbook) throw new UnusableFile(`${name}: an Excel workbook. Save the sheet as CSV and give that.`);
  if (files === 0) throw new UnusableFile(`${name}: the zip holds no file, or its end is missing.`);
  if (used === 0)
    throw files === 1 && first !== null
      ? first
      : new UnusableFile(`${name}: none of the ${files} files in it can be used.`);
}
