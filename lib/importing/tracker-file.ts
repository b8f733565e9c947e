import { parsedOrText } from '../trackers/fields';
import type { Json } from '../trackers/format';
import type { Mapping } from '../trackers/mapping';
import { RecordsReader } from '../trackers/read-records';
import { form } from '../trackers/text-within';
import { Batch, type EventSink, type TrackerStep } from './batch';
import { decode } from './decode';
import { type JsonPiece, JsonPieces } from './json-pieces';
import { UnusableFile } from './source';
import { couldBeHeadings, headingsIn, planTable, SAMPLE, type TablePlan } from './table-plan';
import { type TableRow, TableRows } from './table-rows';

const STRANGER = 'No tracker that Plumbline knows writes such a record. It was left out.';

/**
 * Reads records: a JSON list, NDJSON, one object or page, in any wrapping. Memory does not grow with the file. A file
 * that breaks off gives what came before the break.
 * @throws UnusableFile after the last record where none was of a tracker.
 */
export async function* readJson(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  sink: EventSink | null = null,
): AsyncGenerator<TrackerStep> {
  const reader = new JsonReader(name, sink);
  const pieces = new JsonPieces();
  let bytes = 0;
  for await (const chunk of decode(chunks)) {
    bytes = chunk.bytes;
    for (const piece of pieces.push(chunk.text)) {
      reader.piece(piece);
      if (reader.batch.full) yield reader.batch.take(bytes);
    }
  }
  for (const piece of pieces.end()) reader.piece(piece);
  reader.usable();
  yield reader.batch.finish(bytes);
}

/** Reads bodies of form posts, one a line: `mandrill_events=…`, Mailgun's old webhooks. */
export async function* readForms(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  sink: EventSink | null = null,
): AsyncGenerator<TrackerStep> {
  const reader = new JsonReader(name, sink);
  let bytes = 0;
  let rest = '';
  let line = 0;
  for await (const chunk of decode(chunks)) {
    bytes = chunk.bytes;
    const lines = (rest + chunk.text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const text of lines) reader.line(text, ++line);
    if (reader.batch.full) yield reader.batch.take(bytes);
  }
  reader.line(rest, ++line);
  reader.usable();
  yield reader.batch.finish(bytes);
}

class JsonReader {
  readonly batch: Batch;
  private readonly records = new RecordsReader();
  private count = 0;
  private recognised = 0;
  private lastProblem = '';

  constructor(
    private readonly name: string,
    sink: EventSink | null,
  ) {
    this.batch = new Batch(name, sink);
  }

  piece(piece: JsonPiece): void {
    this.count++;
    const record = `record ${this.count}`;
    const where = piece.listed
      ? piece.line > 1
        ? `${record} (line ${piece.line})`
        : record
      : `line ${piece.line}`;
    const value = piece.broken ? undefined : parsed(piece.text);
    if (value === undefined)
      this.problem(where, 'This is not valid JSON, or it was cut off. It was left out.');
    else this.value(value, where, piece.aside);
  }

  /** One slip can leave several odd ends: each place is told of once. */
  private problem(where: string, message: string): void {
    if (where === this.lastProblem) return;
    this.lastProblem = where;
    this.batch.problem(where, message);
  }

  line(text: string, line: number): void {
    if (text.trim() === '') return;
    const value = form(text.trim()) ?? parsedOrText(text);
    if (typeof value === 'string')
      this.batch.problem(`line ${line}`, 'This line is no form post. It was left out.');
    else this.value(value, `line ${line}`, false);
  }

  private value(value: Json, where: string, aside: boolean): void {
    const { events, counters, problems, recognised } = this.records.read(value);
    this.recognised += recognised;
    this.batch.add(events, counters);
    for (const { path, message } of problems)
      this.batch.problem(path === '' ? where : `${where}, ${path}`, message);
    if (recognised === 0 && problems.length === 0 && !aside && !isEmpty(value)) this.problem(where, STRANGER);
  }

  usable(): void {
    if (this.count > 0 && this.recognised === 0)
      throw new UnusableFile(`${this.name}: JSON, but from no tracker that Plumbline knows.`);
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch {
    // Told as a problem by the caller.
    return undefined;
  }
}

function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/**
 * Reads a table (CSV, TSV, any delimiter) in bounded memory.
 * @param mapping what the user has said the columns mean; null: found out.
 * @throws UnusableFile where its columns say nothing that can be used, or are not those of the mapping.
 */
export async function* readTable(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  mapping: Mapping | null = null,
  sink: EventSink | null = null,
): AsyncGenerator<TrackerStep> {
  const reader = new TableReader(name, mapping, sink);
  const rows = new TableRows();
  let bytes = 0;
  for await (const chunk of decode(chunks)) {
    bytes = chunk.bytes;
    reader.rows(rows.push(chunk.text));
    if (reader.batch.full) yield reader.batch.take(bytes);
  }
  reader.rows(rows.end());
  reader.finish();
  yield reader.batch.finish(bytes);
}

class TableReader {
  readonly batch: Batch;
  private readonly records = new RecordsReader();
  private plan: TablePlan | null = null;
  /** Rows that wait for enough of a sample. */
  private waiting: TableRow[] = [];
  /** Rows that looked like the headings of another export and were none: a file of bad rows must not be slow. */
  private disappointments = 0;

  constructor(
    private readonly name: string,
    private readonly mapping: Mapping | null,
    sink: EventSink | null,
  ) {
    this.batch = new Batch(name, sink);
  }

  rows(rows: readonly TableRow[]): void {
    if (this.plan !== null) {
      this.read(rows, this.plan);
      return;
    }
    for (const row of rows) this.waiting.push(row);
    if (this.waiting.length > SAMPLE) this.begin();
  }

  finish(): void {
    if (this.plan === null) this.begin();
  }

  private begin(): void {
    const rows = this.waiting;
    this.waiting = [];
    if (rows.length === 0) throw new UnusableFile(`${this.name}: the table is empty.`);
    this.plan = planTable(rows, this.mapping, this.records);
    if (this.plan === null) throw new UnusableFile(`${this.name}: ${this.reason(rows)}`);
    if (this.plan.note !== null) this.batch.problem('', this.plan.note);
    // The rows above the headings and they themselves are no data; a broken line among them still is told.
    let skip = this.plan.skip;
    this.read(
      rows.filter((row) => row.problem !== null || skip-- <= 0),
      this.plan,
    );
  }

  private reason(rows: readonly TableRow[]): string {
    const shown = headingsIn(rows)
      .slice(0, 6)
      .map((cell) => cell.trim().slice(0, 30))
      .join(', ');
    if (this.mapping !== null)
      return `a table, but its headings (${shown}) are not those the mapping was made for.`;
    return `a table, but its headings (${shown}) do not say who did what and when. Say what its columns mean and import it again.`;
  }

  private read(rows: readonly TableRow[], plan: TablePlan): void {
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index];
      if (row === undefined) continue;
      const { cells, line, problem } = row;
      if (problem !== null) {
        this.batch.problem(`line ${line}`, problem);
        continue;
      }
      const reading = plan.read(cells);
      if (
        reading.problem !== null &&
        this.mapping === null &&
        this.disappointments < 20 &&
        couldBeHeadings(cells)
      ) {
        // Another export begins here, with headings of its own.
        const next = planTable(rows.slice(index), null, this.records);
        if (next !== null && next.skip === 1) {
          this.plan = next;
          this.read(rows.slice(index + 1), next);
          return;
        }
        this.disappointments++;
      }
      this.batch.add(reading.events, reading.counters);
      if (reading.problem !== null) this.batch.problem(`line ${line}`, reading.problem);
    }
  }
}
