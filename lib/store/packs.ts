import type { EntityTable, InsertType } from 'dexie';
import { unpackEvents } from '../facts/column-event';
import { TextPool } from '../facts/columns';
import type { TrackerEvent } from '../facts/event';
import { type EventColumns, EventGatherer, packEvents } from '../facts/event-columns';
import type { EventPack, Pack } from './database';

/**
 * Takes a table's packs in order. Each is asked for by itself: while one is made into facts, the browser's own process reads
 * the next, and what was made is not held beside the columns of all.
 */
export async function eachPack<P extends { id: number }>(
  table: EntityTable<P, 'id'>,
  take: (pack: P) => void,
): Promise<void> {
  const ids = await table.toCollection().primaryKeys();
  let before: PromiseLike<void> = Promise.resolve();
  await Promise.all(
    ids.map((id) => {
      const pack = table.get(id);
      // Answers come in the order of the questions; waiting for the one before costs nothing and does not rely on it.
      before = Promise.all([pack, before]).then(([found]) => {
        if (found !== undefined) take(found);
      });
      return before;
    }),
  );
}

/** As `eachPack`, with one pack being read while another is looked at and never more: for whoever keeps little of each. */
export async function packByPack<P extends { id: number }>(
  table: EntityTable<P, 'id'>,
  take: (pack: P) => void,
): Promise<void> {
  const ids = await table.toCollection().primaryKeys();
  const ask = (n: number): PromiseLike<P | undefined> | undefined => {
    const id = ids[n];
    return id === undefined ? undefined : table.get(id);
  };
  let next = ask(0);
  for (let n = 1; n <= ids.length; n++) {
    const pack = await next;
    next = ask(n);
    if (pack !== undefined) take(pack);
  }
}

/** Deletes an import's packs; items that have an heir go on in a pack of the heir's. */
export async function hand<T>(
  table: EntityTable<Pack<T>, 'id'>,
  importId: string,
  heirOf: (item: T) => string | undefined,
): Promise<void> {
  const kept = new Map<string, T[]>();
  await table.where({ importId }).each(({ items }) => {
    for (const item of items) {
      const heir = heirOf(item);
      if (heir === undefined) continue;
      const list = kept.get(heir);
      if (list === undefined) kept.set(heir, [item]);
      else list.push(item);
    }
  });
  await table.where({ importId }).delete();
  // Dexie's insert type of a generic row is a conditional one that cannot be resolved here; `id` is the automatic key.
  for (const [heir, items] of kept) await table.add({ importId: heir, items } as InsertType<Pack<T>, 'id'>);
}

export function columnsOf({ columns, items }: EventPack): EventColumns {
  return columns ?? packEvents(items ?? []);
}

/** As `hand`, for events. */
export async function handEvents(
  table: EntityTable<EventPack, 'id'>,
  importId: string,
  heirOf: (event: TrackerEvent) => string | undefined,
): Promise<void> {
  const kept = new Map<string, EventGatherer>();
  await table.where({ importId }).each((pack) => {
    for (const event of unpackEvents(columnsOf(pack), new TextPool())) {
      const heir = heirOf(event);
      if (heir === undefined) continue;
      const gatherer = kept.get(heir) ?? new EventGatherer();
      kept.set(heir, gatherer);
      gatherer.add(event);
    }
  });
  await table.where({ importId }).delete();
  for (const [heir, gatherer] of kept) await table.add({ importId: heir, columns: gatherer.take() });
}
