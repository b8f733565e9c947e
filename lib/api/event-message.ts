import {
  type JoinedTexts,
  type NumberColumn,
  type NumberedTexts,
  type Rare,
  type TextColumn,
  unpackTexts,
} from '../facts/columns';
import { EVENT_KINDS, type TrackerEvent } from '../facts/event';
import { type EventColumns, eventsIn, packEvents, VERDICTS } from '../facts/event-columns';
import type { Carried } from '../facts/message';
import { base64, bytesOf } from './base64';

/**
 * Events on their way from an import's reader to the background, as columns. A parcel (parcels.ts) carries these as they are.
 * A runtime message is JSON, and an event as an object is 400 bytes of it; as columns, with each repeated text once, it is 90,
 * most of them in a few long texts: JSON of these is written and read at the speed of memory, of a million short texts and
 * numbers one by one.
 */

/** The bytes of a column of numbers, in base64. Both ends are one browser on one machine: its own order of bytes will do. */
type Bytes = string;

/** As the kinds of `TextColumn`, but that a column without any number is null. */
type SentTexts =
  | { readonly all: string | null }
  | { readonly text: string; readonly ends: Bytes; readonly without: Bytes | null }
  | { readonly values: readonly (string | null)[]; readonly which: Bytes | null };

/** Null: nobody has one. */
type SentNumbers = null | Bytes;

/** As it is in a parcel: nothing is made of it that is no number, text or array of numbers. */
export interface EventMessage {
  readonly count: number;
  readonly columns: EventColumns;
}

/** JSON only. A field of events that has no column here is asked for by the compiler. */
export interface JsonEventMessage {
  readonly count: number;
  readonly columns: {
    readonly [Field in keyof EventColumns]: EventColumns[Field] extends TextColumn
      ? SentTexts
      : Field extends 'carries'
        ? Rare<Carried>
        : SentNumbers;
  };
}

/** More is no batch of an import: what a message may hold is bounded. */
const MOST = 100_000;

/** The message for these events. */
export function eventMessage(events: readonly TrackerEvent[]): EventMessage {
  return columnsMessage(packEvents(events));
}

/** The message for events that are columns already. */
export function columnsMessage(columns: EventColumns): EventMessage {
  return { count: eventsIn(columns), columns };
}

/** The same for where a message must be JSON. */
export function jsonEventMessage({ count, columns }: EventMessage): JsonEventMessage {
  return {
    count,
    columns: {
      key: sentTexts(columns.key),
      tracker: sentTexts(columns.tracker),
      kind: sentTexts(columns.kind),
      recipient: sentTexts(columns.recipient),
      url: sentTexts(columns.url),
      destination: sentTexts(columns.destination),
      leadsTo: sentTexts(columns.leadsTo),
      carries: columns.carries,
      at: base64(columns.at),
      ip: sentTexts(columns.ip),
      userAgent: sentTexts(columns.userAgent),
      method: sentTexts(columns.method),
      messageId: sentTexts(columns.messageId),
      trackerMessageId: sentTexts(columns.trackerMessageId),
      campaign: sentTexts(columns.campaign),
      step: columns.step.every(Number.isNaN) ? null : base64(columns.step),
      variant: sentTexts(columns.variant),
      subject: sentTexts(columns.subject),
      machine: columns.machine.some((verdict) => verdict !== 0) ? base64(columns.machine) : null,
    },
  };
}

function sentTexts(column: TextColumn): SentTexts {
  if ('text' in column) {
    const { text, ends, without } = column;
    return { text, ends: base64(ends), without: without.length === 0 ? null : base64(without) };
  }
  if ('count' in column) return { all: column.all };
  const { values, which } = column;
  return { values, which: which === null ? null : base64(numbers(which, values.length)) };
}

/** As few bytes for each number as the values need. */
function numbers(which: Uint16Array | Uint32Array, values: number): Uint16Array | Uint32Array {
  return values < 0xffff ? Uint16Array.from(which) : Uint32Array.from(which);
}

/** Why a message is refused: it was not made by this version of `columnsMessage` or `jsonEventMessage`. */
class Refused extends Error {
  constructor(what: string) {
    super(`These events cannot be stored: ${what}. Reload this page and drop the file again.`);
  }
}

/**
 * Looks at every value of what another part of the extension has sent, once, and makes columns of it.
 * @throws with one sentence for people where anything is not as it must be
 */
export function readEventMessage(message: unknown): EventColumns {
  if (!isObject(message) || !isObject(message['columns'])) throw new Refused('they are no columns');
  const { count } = message;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > MOST)
    throw new Refused(`their number must be from 0 to ${MOST}`);
  const reader = new ColumnReader(message['columns'], count);
  const columns: EventColumns = {
    key: reader.ownTexts('key'),
    tracker: reader.texts('tracker'),
    kind: reader.texts('kind'),
    recipient: reader.texts('recipient'),
    url: reader.texts('url'),
    destination: reader.texts('destination'),
    leadsTo: reader.texts('leadsTo'),
    carries: reader.carries('carries'),
    at: reader.numbers('at'),
    ip: reader.texts('ip'),
    userAgent: reader.texts('userAgent'),
    method: reader.texts('method'),
    messageId: reader.texts('messageId'),
    trackerMessageId: reader.texts('trackerMessageId'),
    campaign: reader.texts('campaign'),
    step: reader.rareNumbers('step'),
    variant: reader.texts('variant'),
    subject: reader.texts('subject'),
    machine: reader.verdicts('machine'),
  };
  const strange = Object.keys(message['columns']).find((field) => !Object.hasOwn(columns, field));
  if (strange !== undefined) throw new Refused(`“${strange.slice(0, 40)}” is no column of events`);
  every('tracker', columns.tracker);
  every('kind', columns.kind);
  const kinds: ReadonlySet<string | null> = new Set(EVENT_KINDS);
  for (const kind of valuesOf(columns.kind))
    if (!kinds.has(kind)) throw new Refused('a kind is none of those known');
  for (const time of columns.at) if (!(Math.abs(time) <= LATEST)) throw new Refused('a time is no time');
  for (const step of columns.step)
    if (Math.abs(step) === Number.POSITIVE_INFINITY) throw new Refused('a step is no number');
  return columns;
}

/** The last millisecond that a `Date` can hold; NaN fails the comparison. */
const LATEST = 8.64e15;

/** Every event has one. */
function every(field: string, column: TextColumn): void {
  const whole =
    'text' in column
      ? column.without.length === 0
      : 'count' in column
        ? column.all !== null || column.count === 0
        : column.which === null
          ? !column.values.includes(null)
          : !column.which.includes(0);
  if (!whole) throw new Refused(`one has no “${field}”`);
}

/** The different texts of a column, some of them more than once. */
function valuesOf(column: TextColumn): readonly (string | null)[] {
  if ('count' in column) return column.count === 0 ? [] : [column.all];
  return 'which' in column ? column.values : unpackTexts(column);
}

type Fields = { readonly [name: string]: unknown };

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;
interface NumbersClass<T extends Numbers> {
  new (buffer: ArrayBuffer): T;
  readonly BYTES_PER_ELEMENT: number;
}

/** The columns of a message, looked at value by value. */
class ColumnReader {
  constructor(
    private readonly fields: Fields,
    private readonly count: number,
  ) {}

  texts(field: keyof EventColumns): TextColumn {
    const sent = this.sent(field);
    if (!isObject(sent)) throw this.wrong(field);
    if (Object.hasOwn(sent, 'text')) return this.joined(field, sent);
    if (Object.hasOwn(sent, 'all')) return { all: this.maybe(field, sent['all']), count: this.count };
    return this.numbered(field, sent);
  }

  /** Of a field that every event must have one of, and not the empty one. */
  ownTexts(field: keyof EventColumns): TextColumn {
    const sent = this.sent(field);
    if (!isObject(sent)) throw this.wrong(field);
    const column = this.joined(field, sent);
    let from = 0;
    for (const end of column.ends) {
      if (end === from) throw this.wrong(field);
      from = end;
    }
    if (column.without.length > 0) throw this.wrong(field);
    return column;
  }

  numbers(field: keyof EventColumns): NumberColumn {
    return this.array(field, this.sent(field), Float64Array, this.count);
  }

  /** Of a field that need not be there in any. */
  rareNumbers(field: keyof EventColumns): NumberColumn {
    const sent = this.sent(field);
    if (sent === null || (sent instanceof Float64Array && sent.length === 0)) return new Float64Array(0);
    return this.numbers(field);
  }

  verdicts(field: keyof EventColumns): Uint8Array {
    const sent = this.sent(field);
    if (sent === null) return new Uint8Array(this.count);
    const column = this.array(field, sent, Uint8Array, this.count);
    for (const verdict of column) if (verdict >= VERDICTS.length) throw this.wrong(field);
    return column;
  }

  carries(field: keyof EventColumns): Rare<Carried> {
    const sent = this.sent(field);
    if (!Array.isArray(sent)) throw this.wrong(field);
    return sent.map((entry: unknown): readonly [number, Carried] => {
      if (!Array.isArray(entry) || entry.length !== 2 || !isObject(entry[1])) throw this.wrong(field);
      const at: unknown = entry[0];
      if (typeof at !== 'number' || !Number.isInteger(at) || at < 0 || at >= this.count)
        throw this.wrong(field);
      const { recipient, messageId } = entry[1];
      return [at, { recipient: this.maybe(field, recipient), messageId: this.maybe(field, messageId) }];
    });
  }

  private sent(field: keyof EventColumns): unknown {
    if (!Object.hasOwn(this.fields, field)) throw new Refused(`the column “${field}” is missing`);
    return this.fields[field];
  }

  private joined(field: string, { text, ends: sentEnds, without: sentWithout }: Fields): JoinedTexts {
    if (typeof text !== 'string') throw this.wrong(field);
    const ends = this.array(field, sentEnds, Uint32Array, this.count);
    let from = 0;
    for (const end of ends) {
      if (end < from) throw this.wrong(field);
      from = end;
    }
    if (from !== text.length) throw this.wrong(field);
    const without =
      sentWithout === null ? new Uint32Array(0) : this.array(field, sentWithout, Uint32Array, null);
    for (let n = 0, next = 0; n < without.length; n++) {
      const at = without[n] ?? 0;
      if (at < next || at >= this.count) throw this.wrong(field);
      next = at + 1;
    }
    return { text, ends, without };
  }

  private numbered(field: string, { values, which: sentWhich }: Fields): NumberedTexts {
    if (!Array.isArray(values)) throw this.wrong(field);
    for (const text of values as unknown[])
      if (typeof text !== 'string' && (text !== null || sentWhich !== null)) throw this.wrong(field);
    const texts = values as (string | null)[]; // each was looked at
    if (sentWhich === null) {
      if (texts.length !== this.count) throw this.wrong(field);
      return { values: texts, which: null };
    }
    const which =
      texts.length < 0xffff
        ? this.array(field, sentWhich, Uint16Array, this.count)
        : this.array(field, sentWhich, Uint32Array, this.count);
    for (const number of which) if (number > texts.length) throw this.wrong(field);
    return { values: texts, which };
  }

  /**
   * Numbers, as they are or their bytes.
   * @param length how many there must be; null: any number of them
   */
  private array<T extends Numbers>(
    field: string,
    sent: unknown,
    Kind: NumbersClass<T>,
    length: number | null,
  ): T {
    const numbers = sent instanceof Kind ? sent : this.fromBytes(field, sent, Kind);
    if (length !== null && numbers.length !== length) throw this.wrong(field);
    return numbers;
  }

  private fromBytes<T extends Numbers>(field: string, sent: unknown, Kind: NumbersClass<T>): T {
    if (typeof sent !== 'string') throw this.wrong(field);
    const bytes = bytesOf(sent);
    if (bytes === null || bytes.length % Kind.BYTES_PER_ELEMENT !== 0) throw this.wrong(field);
    return new Kind(bytes.buffer);
  }

  private maybe(field: string, value: unknown): string | null {
    if (value === null || typeof value === 'string') return value;
    throw this.wrong(field);
  }

  private wrong(field: string): Refused {
    return new Refused(`the column “${field}” is not as it must be`);
  }
}
