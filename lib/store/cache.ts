import Dexie, { type EntityTable } from 'dexie';

interface Kept {
  key: string;
  /** What it was made from, and by which build. */
  stamp: string;
  value: unknown;
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

  /**
   * Null where nothing is kept under this key, or only something made from other things.
   * @param stamp may still be asked for: both databases are asked at once
   */
  async read(key: string, stamp: string | Promise<string>): Promise<unknown> {
    const [found, wanted] = await Promise.all([this.db.kept.get(key), stamp]);
    return found === undefined || found.stamp !== wanted ? null : found.value;
  }

  /** All of them or none. */
  async write(
    stamp: string,
    entries: readonly { readonly key: string; readonly value: unknown }[],
  ): Promise<void> {
    await this.db.kept.bulkPut(entries.map(({ key, value }) => ({ key, stamp, value })));
  }

  async clear(): Promise<void> {
    await this.db.kept.clear();
  }
}
