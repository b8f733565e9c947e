import type { EntityTable, InsertType } from 'dexie';

interface PackLike<T> {
  id: number;
  importId: string;
  items: T[];
}

/** What comes in small steps goes on in the import's last pack, until it holds this many: then it is too large to write again. */
const FULL = 200;

/**
 * Stores items of an import, packed; inside the caller's transaction.
 * @returns whether a record that was there has grown, which the table's own numbers do not show
 */
export async function appendPack<T>(
  table: EntityTable<PackLike<T>, 'id'>,
  importId: string,
  items: T[],
): Promise<boolean> {
  if (items.length < FULL) {
    const last = await table.where({ importId }).last();
    if (last !== undefined && last.items.length + items.length <= FULL) {
      await table.put({ ...last, items: [...last.items, ...items] });
      return true;
    }
  }
  // Dexie's insert type of a generic row is a conditional one that cannot be resolved here; `id` is the automatic key.
  await table.add({ importId, items } as InsertType<PackLike<T>, 'id'>);
  return false;
}
