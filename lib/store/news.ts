import { unpackEvents } from '../facts/column-event';
import { TextPool } from '../facts/columns';
import type { Counter } from '../facts/event';
import { type EventColumns, eventsIn, packEvents } from '../facts/event-columns';
import type { Message } from '../facts/message';
import { counterId, eventId, keysOf, messageId } from './loaded';
import type { Known } from './memory';

/**
 * Tells which facts of a batch are new, and takes their keys in as known at once: one look at a set for each, for a million
 * pass here while the user waits. Whoever cannot store the batch gives them back.
 */
export class News {
  /** As claims name them: facts that were known before the batch. */
  readonly claimed: string[] = [];
  /** New ones of all kinds. */
  count = 0;
  private readonly giving: (() => void)[] = [];

  constructor(private readonly known: Known) {}

  messages(items: readonly Message[]): Message[] {
    return this.items(items, messageId, 'messageKeys');
  }

  counters(items: readonly Counter[]): Counter[] {
    return this.items(items, counterId, 'counterKeys');
  }

  /** @returns null where there is none */
  events(columns: EventColumns): EventColumns | null {
    const count = eventsIn(columns);
    if (count === 0) return null;
    const { eventKeys } = this.known;
    const { mark } = eventKeys;
    const { fresh, known } = eventKeys.take(keysOf(columns));
    this.giving.unshift(() => eventKeys.backTo(mark));
    for (const key of known) this.claimed.push(eventId({ key }));
    this.count += fresh?.length ?? count;
    if (fresh === null) return columns;
    if (fresh.length === 0) return null;
    // Rare: files overlap, or a part of one is imported again.
    return packEvents(at(unpackEvents(columns, new TextPool()), fresh));
  }

  /** The batch was not stored: only what is on disk counts as known. */
  giveBack(): void {
    for (const give of this.giving) give();
  }

  /** Those that are new. A key that comes twice in one batch counts once. */
  private items<T>(
    items: readonly T[],
    nameOf: (item: T) => string,
    keys: 'messageKeys' | 'counterKeys',
  ): T[] {
    if (items.length === 0) return [];
    const known = this.known[keys];
    const mine = new Set<string>();
    const claimed = new Set<string>();
    const fresh: T[] = [];
    for (const item of items) {
      const key = nameOf(item);
      const before = known.size;
      if (known.add(key).size > before) {
        mine.add(key);
        fresh.push(item);
      } else if (!mine.has(key)) claimed.add(key);
    }
    this.giving.push(() => {
      for (const key of mine) known.delete(key);
    });
    this.count += fresh.length;
    for (const key of claimed) this.claimed.push(key);
    return fresh;
  }
}

function at<T>(items: readonly T[], places: readonly number[]): T[] {
  const found: T[] = [];
  for (const place of places) {
    const item = items[place];
    if (item !== undefined) found.push(item);
  }
  return found;
}
