import type { NumberColumn, Rare, TextColumn } from '../facts/columns';
import { EVENT_KINDS, type TrackerEvent } from '../facts/event';
import { type EventColumns, VERDICTS } from '../facts/event-columns';
import type { Carried } from '../facts/message';

/**
 * Events on their way from an import's reader to the background: a runtime message is JSON, and an event as an object is
 * 400 bytes of it. As columns, with each repeated text once and times as steps from the one before, it is 70.
 */

/** Null: nobody has one. A list: each its own. `which`: the number of the value plus one, 0 for null; one number: that one for all. */
type SentTexts =
  | null
  | readonly (string | null)[]
  | { readonly values: readonly string[]; readonly which: number | readonly number[] };

/** Null: nobody has one. A list: each its own. `steps`: whole numbers, each as what it is more than the one before. */
type SentNumbers =
  | null
  | readonly (number | null)[]
  | { readonly first: number; readonly steps: readonly number[] };

/** JSON only. A field of events that has no column here is asked for by the compiler. */
export interface EventMessage {
  readonly count: number;
  readonly columns: {
    readonly [Field in keyof EventColumns]: EventColumns[Field] extends TextColumn
      ? SentTexts
      : EventColumns[Field] extends NumberColumn
        ? SentNumbers
        : Field extends 'carries'
          ? Rare<Carried>
          : readonly number[] | null;
  };
}

/** More is no batch of an import: what a message may hold is bounded. */
const MOST = 100_000;

/**
 * Gathers events for a message. Each is taken apart as it comes: a batch of objects that waits to be sent survives the
 * collector's quick rounds and is copied in each, which cost more than reading them.
 */
export class EventGatherer {
  private count = 0;
  private columns = newColumns();

  /** Since the last message. */
  get size(): number {
    return this.count;
  }

  add(event: TrackerEvent): void {
    const { columns } = this;
    columns.key.add(event.key);
    columns.tracker.add(event.tracker);
    columns.kind.add(event.kind);
    columns.recipient.add(event.recipient);
    columns.url.add(event.url);
    columns.destination.add(event.destination);
    columns.leadsTo.add(event.leadsTo ?? null);
    if (event.carries !== undefined) columns.carries.push([this.count, event.carries]);
    columns.at.push(event.at);
    columns.ip.add(event.ip);
    columns.userAgent.add(event.userAgent);
    columns.method.add(event.method);
    columns.messageId.add(event.messageId);
    columns.trackerMessageId.add(event.trackerMessageId);
    columns.campaign.add(event.campaign);
    columns.step.add(event.step);
    columns.variant.add(event.variant);
    columns.subject.add(event.subject);
    columns.machine.add(event.machine === null ? null : VERDICTS.indexOf(event.machine));
    this.count++;
  }

  take(): EventMessage {
    const { columns, count } = this;
    this.columns = newColumns();
    this.count = 0;
    return {
      count,
      columns: {
        key: columns.key.end(),
        tracker: columns.tracker.end(),
        kind: columns.kind.end(),
        recipient: columns.recipient.end(),
        url: columns.url.end(),
        destination: columns.destination.end(),
        leadsTo: columns.leadsTo.end(),
        carries: columns.carries,
        at: sentNumbers(columns.at),
        ip: columns.ip.end(),
        userAgent: columns.userAgent.end(),
        method: columns.method.end(),
        messageId: columns.messageId.end(),
        trackerMessageId: columns.trackerMessageId.end(),
        campaign: columns.campaign.end(),
        step: columns.step.end(null),
        variant: columns.variant.end(),
        subject: columns.subject.end(),
        machine: columns.machine.end(0),
      },
    };
  }
}

function newColumns() {
  return {
    key: new TextGatherer('own'),
    tracker: new TextGatherer(),
    kind: new TextGatherer(),
    recipient: new TextGatherer(),
    url: new TextGatherer(),
    destination: new TextGatherer(),
    leadsTo: new TextGatherer(),
    carries: [] as [number, Carried][], // an empty list has no type of its own
    at: [] as (number | null)[], // as above
    ip: new TextGatherer(),
    userAgent: new TextGatherer(),
    method: new TextGatherer(),
    messageId: new TextGatherer(),
    trackerMessageId: new TextGatherer(),
    campaign: new TextGatherer(),
    step: new RareNumbers(),
    variant: new TextGatherer(),
    subject: new TextGatherer(),
    machine: new RareNumbers(),
  };
}

/** After so many texts it is asked once whether nearly all differ: then the rest are not looked for either. */
const ENOUGH = 1000;
const DIFFERENT = 0.7;

/** The texts of one field: as long as all are alike they are counted, then numbered, and where nearly all differ only listed. */
class TextGatherer {
  private readonly numbers = new Map<string, number>();
  private readonly values: string[] = [];
  private which: number[] | null = null;
  private own: (string | null)[] | null;
  private count = 0;
  private last: string | null = null;
  private lastNumber = 0;

  constructor(kind: 'own' | 'shared' = 'shared') {
    this.own = kind === 'own' ? [] : null;
  }

  add(text: string | null): void {
    if (this.own !== null) {
      this.own.push(text);
      return;
    }
    if (text !== this.last) {
      // The first of all is no change, whatever it is.
      if (this.count > 0) this.which ??= new Array<number>(this.count).fill(this.lastNumber);
      this.last = text;
      this.lastNumber = text === null ? 0 : this.numberOf(text);
    }
    this.count++;
    this.which?.push(this.lastNumber);
    if (this.count === ENOUGH && this.values.length > ENOUGH * DIFFERENT) this.list();
  }

  end(): SentTexts {
    if (this.own !== null) return this.own;
    if (this.values.length === 0) return null;
    return { values: this.values, which: this.which ?? this.lastNumber };
  }

  private numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.values.push(text);
    this.numbers.set(text, this.values.length);
    return this.values.length;
  }

  private list(): void {
    this.own = (this.which ?? []).map((number) => this.values[number - 1] ?? null);
    this.numbers.clear();
  }
}

/** Numbers that most files have for nobody: as long as that is so they are only counted. */
class RareNumbers {
  private values: (number | null)[] | null = null;
  private count = 0;

  add(value: number | null): void {
    if (value !== null) this.values ??= new Array<null>(this.count).fill(null);
    this.values?.push(value);
    this.count++;
  }

  /** @param none what stands for null */
  end<N extends number | null>(none: N): readonly (number | N)[] | null {
    return this.values?.map((value) => value ?? none) ?? null;
  }
}

function sentNumbers(values: readonly (number | null)[]): SentNumbers {
  const steps: number[] = [];
  let [before = null] = values;
  const first = before;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? null;
    // Of whole numbers only, so that the sums are exact.
    if (before === null || value === null || !Number.isSafeInteger(value) || Object.is(value, -0))
      return values;
    if (at > 0) steps.push(value - before);
    before = value;
  }
  return first === null ? values : { first, steps };
}

/** The message for these events. */
export function eventMessage(events: readonly TrackerEvent[]): EventMessage {
  const gatherer = new EventGatherer();
  for (const event of events) gatherer.add(event);
  return gatherer.take();
}

/** Why a message is refused: it was not made by this version of `eventMessage`. */
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
    step: reader.numbers('step'),
    variant: reader.texts('variant'),
    subject: reader.texts('subject'),
    machine: reader.verdicts('machine'),
  };
  const strange = Object.keys(message['columns']).find((field) => !Object.hasOwn(columns, field));
  if (strange !== undefined) throw new Refused(`“${strange.slice(0, 40)}” is no column of events`);
  every('tracker', columns.tracker, count);
  every('kind', columns.kind, count);
  const kinds: ReadonlySet<string | null> = new Set(EVENT_KINDS);
  if (!columns.kind.values.every((kind) => kinds.has(kind)))
    throw new Refused('a kind is none of those known');
  for (const time of columns.at) if (!(Math.abs(time) <= LATEST)) throw new Refused('a time is no time');
  return columns;
}

/** The last millisecond that a `Date` can hold; NaN fails the comparison. */
const LATEST = 8.64e15;

/** Every event has one. */
function every(field: string, { values, which }: TextColumn, count: number): void {
  const whole = which === null ? values.length === count && !values.includes(null) : !which.includes(0);
  if (!whole) throw new Refused(`one has no “${field}”`);
}

type Fields = { readonly [name: string]: unknown };

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The columns of a message, looked at value by value. */
class ColumnReader {
  constructor(
    private readonly fields: Fields,
    private readonly count: number,
  ) {}

  texts(field: keyof EventColumns): TextColumn {
    const { count } = this;
    const sent = this.sent(field);
    if (sent === null) return { values: [], which: new Uint16Array(count) };
    if (Array.isArray(sent)) {
      if (sent.length !== count) throw this.wrong(field);
      for (const text of sent as unknown[])
        if (text !== null && typeof text !== 'string') throw this.wrong(field);
      return { values: sent as (string | null)[], which: null }; // each was looked at
    }
    if (!isObject(sent)) throw this.wrong(field);
    const { values, which } = sent;
    if (!Array.isArray(values) || !values.every((text) => typeof text === 'string')) throw this.wrong(field);
    return { values: values as string[], which: this.numbersOf(field, which, values.length) }; // each was looked at
  }

  /** Of a field that every event must have one of, and not the empty one. */
  ownTexts(field: keyof EventColumns): TextColumn {
    const sent = this.sent(field);
    if (!Array.isArray(sent) || sent.length !== this.count) throw this.wrong(field);
    for (const text of sent as unknown[])
      if (typeof text !== 'string' || text === '') throw this.wrong(field);
    return { values: sent as string[], which: null }; // each was looked at
  }

  numbers(field: keyof EventColumns): NumberColumn {
    const { count } = this;
    const sent = this.sent(field);
    const column = new Float64Array(count).fill(Number.NaN);
    if (sent === null) return column;
    if (Array.isArray(sent)) {
      if (sent.length !== count) throw this.wrong(field);
      for (let at = 0; at < count; at++) {
        const value: unknown = sent[at];
        if (value !== null && !Number.isFinite(value)) throw this.wrong(field);
        column[at] = typeof value === 'number' ? value : Number.NaN;
      }
      return column;
    }
    if (!isObject(sent)) throw this.wrong(field);
    const { first, steps } = sent;
    if (!Number.isSafeInteger(first) || !Array.isArray(steps) || steps.length !== count - 1)
      throw this.wrong(field);
    let value = Number(first);
    column[0] = value;
    for (let at = 1; at < count; at++) {
      const step: unknown = steps[at - 1];
      if (typeof step !== 'number') throw this.wrong(field);
      value += step;
      if (!Number.isSafeInteger(value)) throw this.wrong(field);
      column[at] = value;
    }
    return column;
  }

  verdicts(field: keyof EventColumns): Uint8Array {
    const sent = this.sent(field);
    const column = new Uint8Array(this.count);
    if (sent === null) return column;
    if (!Array.isArray(sent) || sent.length !== this.count) throw this.wrong(field);
    for (let at = 0; at < sent.length; at++) column[at] = this.number(field, sent[at], VERDICTS.length - 1);
    return column;
  }

  carries(field: keyof EventColumns): Rare<Carried> {
    const sent = this.sent(field);
    if (!Array.isArray(sent)) throw this.wrong(field);
    return sent.map((entry: unknown): readonly [number, Carried] => {
      if (!Array.isArray(entry) || entry.length !== 2 || !isObject(entry[1])) throw this.wrong(field);
      const { recipient, messageId } = entry[1];
      return [
        this.number(field, entry[0], this.count - 1),
        { recipient: this.maybe(field, recipient), messageId: this.maybe(field, messageId) },
      ];
    });
  }

  private sent(field: keyof EventColumns): unknown {
    if (!Object.hasOwn(this.fields, field)) throw new Refused(`the column “${field}” is missing`);
    return this.fields[field];
  }

  /** For each event the number of its value. */
  private numbersOf(field: string, which: unknown, most: number): Uint16Array | Uint32Array {
    const column = most < 0xffff ? new Uint16Array(this.count) : new Uint32Array(this.count);
    if (typeof which === 'number') return column.fill(this.number(field, which, most));
    if (!Array.isArray(which) || which.length !== this.count) throw this.wrong(field);
    for (let at = 0; at < which.length; at++) column[at] = this.number(field, which[at], most);
    return column;
  }

  private number(field: string, value: unknown, most: number): number {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most)
      throw this.wrong(field);
    return value;
  }

  private maybe(field: string, value: unknown): string | null {
    if (value === null || typeof value === 'string') return value;
    throw this.wrong(field);
  }

  private wrong(field: string): Refused {
    return new Refused(`the column “${field}” is not as it must be`);
  }
}
