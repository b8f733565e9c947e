import Dexie, { type EntityTable } from 'dexie';

interface Kept {
  key: string;
  /** What it was made from, and by which build. */
  stamp: string;
  value: unknown;
}

export interface CacheEntry {
  readonly key: string;
  readonly value: unknown;
}

class Database extends Dexie {
  declare kept: EntityTable<Kept, 'key'>;

  constructor(name: string) {
    super(name);
    this.version(1).stores({ kept: 'key' });
  }
}

/**
 * Derived things that spare work, each under a stamp of what it was made from. A database of its own: it can be thrown
 * away at any time without touching a fact, and a new shape of it never has to be migrated.
 */
export class Cache {
  private readonly db: Database;

  /** @param name of the store it belongs to */
  constructor(name: string) {
    this.db = new Database(`${name}-cache`);
  }

  /** Null where nothing is kept under this key, or only something made from other things. */
  async read(key: string, stamp: string): Promise<unknown> {
    return (await this.readAll([key], stamp))?.[0] ?? null;
  }

  /**
   * Values in the order of their keys; null where one is not kept, or was made from other things.
   * @param stamp may still be asked for: both databases are asked at once
   */
  async readAll(keys: readonly string[], stamp: string | Promise<string>): Promise<unknown[] | null> {
    const [rows, wanted] = await Promise.all([this.db.kept.bulkGet([...keys]), stamp]);
    const values = rows.flatMap((row) => (row?.stamp === wanted ? [row.value] : []));
    return values.length < keys.length ? null : values;
  }

  /** All of them or none, beside what is there. */
  async write(stamp: string, entries: readonly CacheEntry[]): Promise<void> {
    await this.db.kept.bulkPut(entries.map(({ key, value }) => ({ key, stamp, value })));
  }

  /** As `write`, and nothing else is kept from then on. */
  async replace(stamp: string, entries: readonly CacheEntry[]): Promise<void> {
    const { db } = this;
    await db.transaction('rw', db.kept, async () => {
      await db.kept.clear();
      await this.write(stamp, entries);
    });
  }

  async clear(): Promise<void> {
    await this.db.kept.clear();
  }
}
