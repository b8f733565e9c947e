import { type JoinedTexts, joinedTexts, TextJoiner, TextPool } from '../facts/columns';
import type { Counter, TrackerEvent } from '../facts/event';
import { type EventColumns, eventsIn, unpackEvents } from '../facts/event-columns';
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
 * In memory what is on disk: the facts in the order they came, and their natural keys. Events that come as columns stay
 * columns until somebody asks for them: an import of a million makes no million objects that nobody looks at.
 */
export class Loaded {
  readonly messages: Message[] = [];
  readonly counters: Counter[] = [];
  private readonly made: TrackerEvent[] = [];
  private waiting: EventColumns[] = [];
  private knownMessages: Set<string> | null = null;
  private knownEvents: KeySet | null = null;
  private knownCounters: Set<string> | null = null;

  get events(): readonly TrackerEvent[] {
    if (this.waiting.length > 0) {
      const pool = new TextPool();
      for (const columns of this.waiting) append(this.made, unpackEvents(columns, pool));
      this.waiting = [];
    }
    return this.made;
  }

  /** How many there are, without making any. */
  get eventCount(): number {
    return this.waiting.reduce((sum, columns) => sum + eventsIn(columns), this.made.length);
  }

  addEvents(events: readonly TrackerEvent[]): void {
    append(this.made, events);
  }

  addColumns(columns: EventColumns): void {
    this.waiting.push(columns);
  }

  // Only who adds facts needs keys, and those of their kind alone: whoever comes to read does not wait for them.

  get messageKeys(): Set<string> {
    this.knownMessages ??= new Set(this.messages.map(messageId));
    return this.knownMessages;
  }

  get eventKeys(): KeySet {
    if (this.knownEvents === null) {
      this.knownEvents = new KeySet();
      const joiner = new TextJoiner();
      for (const { key } of this.made) joiner.add(key);
      this.knownEvents.take(joiner.end());
      for (const columns of this.waiting) this.knownEvents.take(keysOf(columns));
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
