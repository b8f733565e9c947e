/**
 * The folder that this Plumbline's numbers for the team are written into. It lies in a small database of the page's own,
 * not in the store: the background owns that, and a directory's handle cannot go there, since messages of extensions are
 * JSON. The background opens this one only to erase it.
 */
const DATABASE = 'plumbline-team-folder';
const TABLE = 'folder';
/** There is one folder at most. */
const KEY = 'one';

export interface TeamFolder {
  readonly handle: FileSystemDirectoryHandle;
  /** Name in the team. */
  readonly sdr: string;
  /** The team's key, in a form that signs but gives no script its text; null: addresses are written as they are. */
  readonly key: CryptoKey | null;
  readonly daily: boolean;
  /** ms UTC */
  readonly writtenAt: number;
}

/** Null where no folder is remembered. */
export function readTeamFolder(): Promise<TeamFolder | null> {
  return inTable('readonly', (table, done) => {
    const found = table.get(KEY);
    found.onsuccess = () => done((found.result as TeamFolder | undefined) ?? null); // only rememberTeamFolder and changeTeamFolder write here
  });
}

export async function rememberTeamFolder(folder: TeamFolder): Promise<void> {
  await inTable('readwrite', (table, done) => {
    table.put(folder, KEY);
    done(null);
  });
  tell();
}

/** Changes a remembered folder; one that was forgotten meanwhile stays forgotten. */
export async function changeTeamFolder(change: Partial<TeamFolder>): Promise<void> {
  await inTable('readwrite', (table, done) => {
    const found = table.get(KEY);
    found.onsuccess = () => {
      if (found.result !== undefined) table.put({ ...found.result, ...change }, KEY);
      done(null);
    };
  });
  tell();
}

/** The files in the folder stay; Plumbline knows it no longer. */
export async function forgetTeamFolder(): Promise<void> {
  await inTable('readwrite', (table, done) => {
    table.clear();
    done(null);
  });
  tell();
}

/** Calls back when the folder was remembered, changed or forgotten, on whichever page. @returns how to stop. */
export function onTeamFolder(callback: () => void): () => void {
  const channel = new BroadcastChannel(DATABASE);
  channel.onmessage = callback;
  return () => channel.close();
}

function tell(): void {
  const channel = new BroadcastChannel(DATABASE);
  channel.postMessage(null);
  channel.close();
}

function inTable<T>(
  mode: IDBTransactionMode,
  work: (table: IDBObjectStore, done: (value: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const failed = (error: DOMException | null): void =>
      reject(
        new Error(
          `The browser does not open what it remembers of the team’s folder (${error?.message ?? 'no reason given'}). Is the disk full?`,
        ),
      );
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(TABLE, mode);
      let value: { readonly is: T } | null = null;
      // Only now is it on disk.
      transaction.oncomplete = () => {
        database.close();
        if (value !== null) resolve(value.is);
      };
      transaction.onabort = () => {
        database.close();
        failed(transaction.error);
      };
      work(transaction.objectStore(TABLE), (is) => {
        value = { is };
      });
    };
  });
}
