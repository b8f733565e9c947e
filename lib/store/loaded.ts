import { unpackEvents } from '../facts/column-event';
import { type JoinedTexts, joinedTexts, type TextColumn, TextPool } from '../facts/columns';
import type { Counter, TrackerEvent } from '../facts/event';
import { type EventColumns, eventsIn } from '../facts/event-columns';
import { stableHash } from '../facts/hash';
import { type Message, messageKey, recipientsOf } from '../facts/message';

/** A broken tool gives one Message-ID to many messages: these are not copies of each other. */
export const messageId = (message: Message): string =>
  `m${messageKey(message)}\n${stableHash([message.subject, message.at, ...recipientsOf(message)].join('|'))}`;
/** As claims name an event; in memory its key alone is known. */
export const eventId = ({ key }: Pick<TrackerEvent, 'key'>): string => `e${key}`;
export const counterId = (counter: Counter): string => `c${counter.key}`;

export function keysOf({ key }: EventColumns): JoinedTexts {
  return joinedTexts(key);
}

/** Messages as they are on disk, in the order they came. */
export class LoadedMessages {
  readonly messages: Message[] = [];

  /** @param known their keys, where somebody has read them already */
  constructor(private known: Set<string> | null = null) {}

  /** Only who adds messages needs them: whoever comes to read does not wait for them. */
  get messageKeys(): Set<string> {
    this.known ??= new Set(this.messages.map(messageId));
    return this.known;
  }
}

/**
 * What trackers recorded, as it is on disk, in the order it came. Events stay columns; the small objects by which they are
 * read are made when somebody asks for them.
 */
export class LoadedTracked {
  readonly counters: Counter[] = [];
  private readonly made: TrackerEvent[] = [];
  private waiting: EventColumns[] = [];
  /** Of all events. */
  readonly keys: TextColumn[] = [];

  get events(): readonly TrackerEvent[] {
    if (this.waiting.length > 0) this.make(new TextPool());
    return this.made;
  }

  /** How many there are, without making any. */
  get eventCount(): number {
    return this.waiting.reduce((sum, columns) => sum + eventsIn(columns), this.made.length);
  }

  /** @param pool given where events are made at once, beside the facts that come with them */
  addColumns(columns: EventColumns, pool: TextPool | null = null): void {
    this.waiting.push(columns);
    this.keys.push(columns.key);
    if (pool !== null) this.make(pool);
  }

  private make(pool: TextPool): void {
    for (const columns of this.waiting) append(this.made, unpackEvents(columns, pool));
    this.waiting = [];
  }
}

/** In memory what is on disk. It grows with the facts as long as the memory holds them. */
export class Loaded {
  readonly messages: readonly Message[];
  readonly counters: readonly Counter[];

  constructor(
    mail: LoadedMessages,
    private readonly tracked: LoadedTracked,
  ) {
    this.messages = mail.messages;
    this.counters = tracked.counters;
  }

  get events(): readonly TrackerEvent[] {
    return this.tracked.events;
  }

  get eventCount(): number {
    return this.tracked.eventCount;
  }
}

/** `push(...items)` overflows the stack from about 100,000 items on. */
export function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}
