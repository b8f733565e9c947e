import { TextPool } from '../facts/columns';
import type { Counter } from '../facts/event';
import { type EventColumns, eventsIn, packEvents, unpackEvents } from '../facts/event-columns';
import type { Message } from '../facts/message';
import { counterId, eventId, keysOf, type Loaded, messageId } from './loaded';

/**
 * Tells which facts of a batch are new, and takes their keys in as known at once: one look at a set for each, for a million
 * pass here while the user waits. Whoever cannot store the batch gives them back.
 */
export class News {
  /** As claims name them: facts that were known before the batch. */
  readonly claimed: string[] = [];
  /** New ones of all kinds. */
  count = 0;
  private readonly taken: { readonly known: Set<string>; readonly keys: readonly string[] }[] = [];

  constructor(private readonly loaded: Loaded) {}

  messages(items: readonly Message[]): Message[] {
    return this.items(items, messageId, 'messageKeys');
  }

  counters(items: readonly Counter[]): Counter[] {
    return this.items(items, counterId, 'counterKeys');
  }

  /** @returns null where there is none */
  events(columns: EventColumns): EventColumns | null {
    if (eventsIn(columns) === 0) return null;
    const places = this.take(keysOf(columns), this.loaded.eventKeys, (key) => eventId({ key }));
    if (places === null) return columns;
    if (places.length === 0) return null;
    // Rare: files overlap, or a part of one is imported again.
    return packEvents(at(unpackEvents(columns, new TextPool()), places));
  }

  /** The batch was not stored: only what is on disk counts as known. */
  giveBack(): void {
    for (const { known, keys } of this.taken) for (const key of keys) known.delete(key);
  }

  private items<T>(
    items: readonly T[],
    nameOf: (item: T) => string,
    keys: 'messageKeys' | 'counterKeys',
  ): T[] {
    if (items.length === 0) return [];
    return at(
      items,
      this.take(items.map(nameOf), this.loaded[keys], (name) => name),
    );
  }

  /** @returns the places of those that are new; null: all are. A key that comes twice in one batch counts once. */
  private take(
    keys: readonly string[],
    known: Set<string>,
    nameOf: (key: string) => string,
  ): readonly number[] | null {
    let first = 0;
    for (let before = known.size; first < keys.length; first++, before++)
      if (known.add(keys[first] ?? '').size === before) break;
    if (first === keys.length) {
      this.taken.push({ known, keys });
      this.count += keys.length;
      return null;
    }
    // Something is known already: from here on it is asked of each whether this batch brought it.
    const mine = new Set(keys.slice(0, first));
    const places = Array.from(mine, (_, place) => place);
    const claimed = new Set<string>();
    for (let place = first; place < keys.length; place++) {
      const key = keys[place] ?? '';
      const before = known.size;
      if (known.add(key).size > before) {
        places.push(place);
        mine.add(key);
      } else if (!mine.has(key)) claimed.add(key);
    }
    this.taken.push({ known, keys: [...mine] });
    this.count += mine.size;
    for (const key of claimed) this.claimed.push(nameOf(key));
    return places;
  }
}

function at<T>(items: readonly T[], places: readonly number[] | null): T[] {
  if (places === null) return [...items];
  const found: T[] = [];
  for (const place of places) {
    const item = items[place];
    if (item !== undefined) found.push(item);
  }
  return found;
}
