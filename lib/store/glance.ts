/**
 * Reads one kept answer without the background, for a page that must show it before a background could start. Of the
 * store's two databases it only reads: the kept answer with its stamp, and what the stamp of the facts is now. Plain IndexedDB,
 * because it runs before anything else of its page is loaded. A test holds its stamp to `Store.stamp`.
 */

/** What is kept, and whether it was made from the facts and decisions as they are now. */
export interface KeptValue {
  readonly value: unknown;
  readonly current: boolean;
}

/** While facts are being written the database lets nobody read: then the kept answer may be older than they are. In ms. */
const PATIENCE = 80;

function within<T>(ms: number, work: Promise<T>): Promise<T | ''> {
  return Promise.race([work, new Promise<''>((resolve) => setTimeout(() => resolve(''), ms))]);
}

/** Null where the database is not there: it is not made by looking. */
function open(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.transaction?.abort(); // it was not there
    request.onerror = () =>
      request.error?.name === 'AbortError' ? resolve(null) : reject(request.error ?? new Error('unreadable'));
    request.onblocked = () => resolve(null);
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => db.close();
      resolve(db);
    };
  });
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('unreadable'));
  });
}

/** `Store.stamp`, of a database that Dexie made; null where it holds nothing. */
async function stampOf(db: IDBDatabase): Promise<string | null> {
  const names = [...db.objectStoreNames];
  const transaction = db.transaction(names, 'readonly');
  const stores = names.map((name) => transaction.objectStore(name)).filter((store) => store.autoIncrement);
  const revision = answer(transaction.objectStore('settings').get('revision'));
  const parts = await Promise.all(
    stores.map(async (store) => {
      const [count, last] = await Promise.all([
        answer(store.count()),
        answer(store.openKeyCursor(null, 'prev')),
      ]);
      return [store.name, count, last?.primaryKey ?? 0] as const;
    }),
  );
  const found: unknown = await revision;
  const value = typeof found === 'object' && found !== null && 'value' in found ? found.value : null;
  if (parts.every(([, count]) => count === 0)) return null;
  return JSON.stringify([...parts.sort(([a], [b]) => (a < b ? -1 : 1)), value]);
}

async function readKept(db: IDBDatabase, key: string): Promise<{ stamp: string; value: unknown } | null> {
  const found: unknown = await answer(db.transaction('kept', 'readonly').objectStore('kept').get(key));
  if (typeof found !== 'object' || found === null || !('stamp' in found) || !('value' in found)) return null;
  return { stamp: String(found.stamp), value: found.value };
}

/**
 * @param name of the store
 * @param build that must have made it; another's is none
 * @returns null where nothing is kept
 * @throws where the browser refuses the database, as it may in a frame of another site
 */
export async function readGlance(name: string, key: string, build: string): Promise<KeptValue | null> {
  const [facts, cache] = await Promise.all([open(name), open(`${name}-cache`)]);
  try {
    if (facts === null || cache === null) return null;
    const [kept, stamp] = await Promise.all([readKept(cache, key), within(PATIENCE, stampOf(facts))]);
    // Everything was erased: what is left in the cache is about to go, too.
    if (stamp === null) return null;
    if (kept === null || !kept.stamp.startsWith(`${build} `)) return null;
    return { value: kept.value, current: kept.stamp === `${build} ${stamp}` };
  } finally {
    facts?.close();
    cache?.close();
  }
}
