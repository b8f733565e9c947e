import type { Counter, TrackerEvent } from '../facts/event';
import { timeAt } from './fields';
import { isList, isRecord, type Json, type JsonRecord, type RecordReading } from './format';
import { formatOf } from './formats';
import { mappedReader, type RowReader } from './mapped-rows';
import { guessMapping } from './mapping';
import { plainText, textWithin } from './text-within';

/** What was read out of one value of a file, whatever it was wrapped in. */
export interface ValueReading {
  readonly events: readonly TrackerEvent[];
  readonly counters: readonly Counter[];
  readonly problems: readonly { readonly path: string; readonly message: string }[];
  /** How many records of a format that is known were in it. */
  readonly recognised: number;
}

/** Deeper than any logger wraps; hostile nesting ends here. */
const DEEPEST = 16;

interface Gathered {
  events: TrackerEvent[];
  counters: Counter[];
  problems: { path: string; message: string }[];
  recognised: number;
}

/**
 * Finds the records of trackers in any JSON value: lists, pages of lists, envelopes of APIs (`{items: […]}`) and of
 * request loggers (webhook.site, RequestBin, Hookdeck, ngrok, svix, API Gateway), JSON inside JSON strings (SNS), form
 * posts (`mandrill_events=…`), base64. No logger is known by name: a record that no format recognises is opened, and
 * what lies in it is looked at. Records of unknown tools are read by the names of their fields, innermost first.
 */
export class RecordsReader {
  private readonly guesses = new Map<string, { paths: readonly string[]; read: RowReader } | null>();

  read(value: Json): ValueReading {
    const all: Gathered = { events: [], counters: [], problems: [], recognised: 0 };
    this.look(value, '', 0, null, all);
    return all.events.length > 1 ? { ...all, events: once(all.events) } : all;
  }

  /** Only what a format with a shape of its own recognises counts: for telling what a table is. */
  knows(value: Json): boolean {
    const all: Gathered = { events: [], counters: [], problems: [], recognised: 0 };
    this.look(value, '', 0, null, all, false);
    return all.recognised > 0;
  }

  private look(
    value: Json,
    path: string,
    depth: number,
    receivedAt: number | null,
    all: Gathered,
    guess = true,
  ): boolean {
    if (depth > DEEPEST) return false;
    if (typeof value === 'string') {
      const inner = textWithin(value);
      return inner !== undefined && this.look(inner, path, depth + 1, receivedAt, all, guess);
    }
    if (isList(value)) return this.list(value, path, depth, receivedAt, all, guess);
    if (!isRecord(value)) return false;
    const format = formatOf(value);
    if (format !== undefined) {
      add(all, format.read(value, { receivedAt }), path);
      return true;
    }
    const came = receivedTime(value) ?? receivedAt;
    let known = false;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'object' && (typeof inner !== 'string' || inner.length < 12)) continue;
      if (this.look(inner, path === '' ? name : `${path}.${name}`, depth + 1, came, all, guess)) known = true;
    }
    return known || (guess && this.byNames(value, path, all));
  }

  private list(
    list: readonly Json[],
    path: string,
    depth: number,
    receivedAt: number | null,
    all: Gathered,
    guess: boolean,
  ): boolean {
    const strangers: number[] = [];
    let known = false;
    for (const [index, item] of list.entries()) {
      if (this.look(item, `${path}[${index + 1}]`, depth + 1, receivedAt, all, guess)) known = true;
      else strangers.push(index);
    }
    // Beside records of a tracker a stranger is a bad record; a list of nothing but strangers is somebody else's.
    if (known)
      for (const index of strangers)
        all.problems.push({
          path: `${path}[${index + 1}]`,
          message: 'No tracker that Plumbline knows writes such a record. It was left out.',
        });
    return known;
  }

  /** A record of an unknown tool, by the names of its fields. It must name a person or a message, or it is a logger's. */
  private byNames(record: JsonRecord, path: string, all: Gathered): boolean {
    const fields = new Map<string, string>();
    flatten(record, '', 0, fields);
    if (fields.size < 3 || fields.size > 200) return false;
    const paths = [...fields.keys()];
    const signature = paths.join('\n');
    let guess = this.guesses.get(signature);
    if (guess === undefined) {
      guess = guessOf(paths, [...fields.values()]);
      if (this.guesses.size >= 200) this.guesses.clear();
      this.guesses.set(signature, guess);
    }
    if (guess === null) return false;
    add(all, guess.read([...fields.values()]), path);
    return true;
  }
}

function guessOf(
  paths: readonly string[],
  cells: readonly string[],
): { paths: readonly string[]; read: RowReader } | null {
  const guess = guessMapping(
    paths.map((path) => path.slice(path.lastIndexOf('.') + 1)),
    [cells],
  );
  if (guess === null || guess.mapping.rows !== 'events' || guess.confidence < 0.4) return null;
  const { recipient, messageId, kind, url } = guess.mapping.columns;
  if (recipient === undefined && messageId === undefined) return null;
  if (kind === undefined && url === undefined) return null;
  return { paths, read: mappedReader(guess.mapping, 'json') };
}

function flatten(record: JsonRecord, path: string, depth: number, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(record)) {
    const full = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'string') into.set(full, plainText(value));
    else if (typeof value === 'number' || typeof value === 'boolean') into.set(full, String(value));
    else if (isList(value) && value.length === 1 && typeof value[0] === 'string')
      into.set(full, plainText(value[0]));
    else if (isRecord(value) && depth < 3) flatten(value, full, depth + 1, into);
  }
}

function add(all: Gathered, reading: RecordReading, path: string): void {
  all.recognised++;
  for (const event of reading.events) all.events.push(event);
  for (const counter of reading.counters) all.counters.push(counter);
  if (reading.problem !== null) all.problems.push({ path, message: reading.problem });
}

/** A logger often keeps the body twice: as text and parsed. */
function once(events: readonly TrackerEvent[]): TrackerEvent[] {
  const seen = new Set<string>();
  return events.filter(({ key }) => !seen.has(key) && seen.add(key));
}

const RECEIVED = [
  'received_at',
  'receivedAt',
  'created_at',
  'createdAt',
  'timestamp',
  'Timestamp',
  'time',
  'start',
  'startedDateTime',
  'ingested_at',
  'requestContext.timeEpoch',
];

function receivedTime(record: JsonRecord): number | null {
  return timeAt(record, ...RECEIVED);
}
