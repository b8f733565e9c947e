import { unpackEvents } from '../facts/column-event';
import { type JoinedTexts, joinedTexts, type TextColumn, TextPool } from '../facts/columns';
import type { Counter, TrackerEvent } from '../facts/event';
import { type EventColumns, eventsIn } from '../facts/event-columns';
import { stableHash } from '../facts/hash';
import { type Message, messageKey, recipientsOf } from '../facts/message';
import { KeySet } from './key-set';

/** A broken tool gives one Message-ID to many messages: these are not copies of each other. */
export const messageId = (message: Message): string =>
  `m${messageKey(message)}\n${stableHash([message.subject, message.at, ...recipientsOf(message)].join('|'))}`;
/** As claims name an event; in memory its key alone is known. */
export const eventId = ({ key }: Pick<TrackerEvent, 'key'>): string => `e${key}`;
export const counterId = (counter: Counter): string => `c${counter.key}`;

export function keysOf({ key }: EventColumns): JoinedTexts {
  return joinedTexts(key);
}

/**
 * In memory what is on disk: the facts in the order they came, and their natural keys. Events stay columns; the small objects
 * by which they are read are made when somebody asks for them: an import of a million makes no million that nobody looks at.
 */
export class Loaded {
  readonly messages: Message[] = [];
  readonly counters: Counter[] = [];
  private readonly made: TrackerEvent[] = [];
  private waiting: EventColumns[] = [];
  /** Of all events. */
  private readonly keys: TextColumn[] = [];
  private knownMessages: Set<string> | null = null;
  private knownEvents: KeySet | null = null;
  private knownCounters: Set<string> | null = null;

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

  // Only who adds facts needs keys, and those of their kind alone: whoever comes to read does not wait for them.

  get messageKeys(): Set<string> {
    this.knownMessages ??= new Set(this.messages.map(messageId));
    return this.knownMessages;
  }

  get eventKeys(): KeySet {
    if (this.knownEvents === null) {
      this.knownEvents = new KeySet();
      for (const keys of this.keys) this.knownEvents.take(joinedTexts(keys));
    }
    return this.knownEvents;
  }

  get counterKeys(): Set<string> {
    this.knownCounters ??= new Set(this.counters.map(counterId));
    return this.knownCounters;
  }
}

/** `push(...items)` overflows the stack from about 100,000 items on. */
export function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}
