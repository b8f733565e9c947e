import { JSONParser } from '@streamparser/json';
import Papa from 'papaparse';
import type { Counter, Problem, TrackerEvent } from '../facts/event';
import {
  isRecord,
  type Json,
  type JsonFormat,
  type JsonRecord,
  type RecordReading,
} from '../trackers/format';
import { JSON_FORMATS, TABLE_FORMATS } from '../trackers/formats';
import { encodingOf } from './sniff';
import { UnusableFile } from './source';

export interface TrackerStep {
  readonly events: readonly TrackerEvent[];
  readonly counters: readonly Counter[];
  readonly problems: readonly Problem[];
  /** Bytes of the file dealt with so far. */
  readonly bytes: number;
}

const BATCH = 5000;

class Batch {
  private events: TrackerEvent[] = [];
  private counters: Counter[] = [];
  private problems: Problem[] = [];
  constructor(private readonly file: string) {}

  add(reading: RecordReading, where: string): void {
    this.events.push(...reading.events);
    this.counters.push(...reading.counters);
    if (reading.problem !== null) this.problem(where, reading.problem);
  }

  problem(where: string, message: string): void {
    this.problems.push({ file: this.file, where, message });
  }

  get full(): boolean {
    return this.events.length + this.counters.length + this.problems.length >= BATCH;
  }

  take(bytes: number): TrackerStep {
    const step = { events: this.events, counters: this.counters, problems: this.problems, bytes };
    this.events = [];
    this.counters = [];
    this.problems = [];
    return step;
  }
}

/** Reads a JSON array, NDJSON, or one JSON object. A file that breaks off gives what came before the break. */
export async function* readJson(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<TrackerStep> {
  let text = '';
  let bytes = 0;
  let decoder: TextDecoder | null = null;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    text += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
  }
  text += decoder?.decode() ?? '';
  const batch = new Batch(name);
  let format: JsonFormat | undefined;
  let records = 0;
  let recognised = 0;
  for (const { value, where, problem } of jsonRecords(text)) {
    records++;
    if (problem !== null) batch.problem(where, problem);
    else if (!isRecord(value)) batch.problem(where, 'This is no record of an event. It was left out.');
    else {
      const found = formatOf(value, format);
      if (found === undefined)
        batch.problem(where, 'No tracker that Plumbline knows writes such a record. It was left out.');
      else {
        format = found;
        recognised++;
        batch.add(found.read(value), where);
      }
    }
    if (batch.full) yield batch.take(bytes);
  }
  if (records > 0 && recognised === 0)
    throw new UnusableFile(`${name}: JSON, but from no tracker that Plumbline knows.`);
  yield batch.take(bytes);
}

/** The format of the record before, where it still fits; else the first that does. */
function formatOf(record: JsonRecord, before: JsonFormat | undefined): JsonFormat | undefined {
  if (before?.recognises(record)) return before;
  return JSON_FORMATS.find((format) => format.recognises(record));
}

interface JsonItem {
  readonly value: Json | undefined;
  readonly where: string;
  readonly problem: string | null;
}

function* jsonRecords(text: string): Generator<JsonItem> {
  let whole: Json;
  try {
    whole = JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch {
    // Not one JSON text: NDJSON, or a text that breaks off.
    yield* /^\s*\[/.test(text) ? brokenArray(text) : jsonLines(text);
    return;
  }
  const items = Array.isArray(whole) ? whole : [whole];
  for (const [index, value] of items.entries()) yield { value, where: `record ${index + 1}`, problem: null };
}

function* jsonLines(text: string): Generator<JsonItem> {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const where = `line ${index + 1}`;
    try {
      const value = JSON.parse(line) as Json; // JSON.parse gives JSON
      for (const item of Array.isArray(value) ? value : [value]) yield { value: item, where, problem: null };
    } catch {
      yield { value: undefined, where, problem: 'The line is not valid JSON. It was left out.' };
    }
  }
}

/** The records of an array up to where it breaks. */
function brokenArray(text: string): JsonItem[] {
  const items: JsonItem[] = [];
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false });
  parser.onValue = ({ value }) => {
    // The parser's own JSON type is wider by `undefined` alone.
    items.push({ value: value as Json | undefined, where: `record ${items.length + 1}`, problem: null });
  };
  let broken = false;
  parser.onError = () => {
    broken = true;
  };
  try {
    parser.write(text);
    broken ||= !parser.isEnded;
  } catch {
    broken = true;
  }
  if (broken)
    items.push({
      value: undefined,
      where: `record ${items.length + 1}`,
      problem:
        'The file is not valid JSON from here on: it may have been cut off. What came before was read.',
    });
  return items;
}

/** Reads a table (CSV, TSV, any delimiter) in bounded memory. */
export async function* readTable(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<TrackerStep> {
  const batch = new Batch(name);
  let rest = '';
  let bytes = 0;
  let line = 1;
  let decoder: TextDecoder | null = null;
  let delimiter: string | null = null;
  let headings: string[] | null = null;
  let read: ((row: readonly string[]) => RecordReading) | null = null;

  const consume = (text: string, last: boolean): string => {
    delimiter ??= Papa.parse<string[]>(text.slice(0, 50_000), { preview: 20 }).meta.delimiter;
    // The low-level parser tells how far it got (`cursor`), so a row that a chunk cuts in two waits for its rest.
    const result = new Papa.Parser({ delimiter }).parse(text, 0, !last) as Papa.ParseResult<string[]>; // rows are arrays without `header`
    for (const row of result.data) {
      const start = line;
      line += 1 + row.reduce((breaks, cell) => breaks + (cell.match(/\n/g)?.length ?? 0), 0);
      if (row.length === 1 && row[0]?.trim() === '') continue;
      if (headings === null) {
        headings = row.map((cell) => cell.trim());
        read = TABLE_FORMATS.reduce<typeof read>(
          (found, format) => found ?? format.reader(headings ?? []),
          null,
        );
        if (read === null)
          throw new UnusableFile(
            `${name}: a table, but its headings (${headings.slice(0, 6).join(', ')}) name no time with a recipient, link or message.`,
          );
        continue;
      }
      if (row.length < 2 && headings.length > 1)
        batch.problem(
          `row ${start}`,
          `The row has ${row.length} of ${headings.length} cells. It was left out.`,
        );
      else if (read !== null) batch.add(read(row), `row ${start}`);
    }
    return last ? '' : text.slice(result.meta.cursor);
  };

  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    rest += decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    if (rest.length < 262_144) continue;
    rest = consume(rest, false);
    if (batch.full) yield batch.take(bytes);
  }
  rest += decoder?.decode() ?? '';
  consume(rest, true);
  if (headings === null) throw new UnusableFile(`${name}: the table is empty.`);
  yield batch.take(bytes);
}
