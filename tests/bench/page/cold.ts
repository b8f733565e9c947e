import { Readings } from '../../../lib/analytics/readings/readings';
import { storedReadings } from '../../../lib/api/server-readings';
import { Store } from '../../../lib/store/store';
import { type BenchWorld, benchWorld } from './world';

/** What the bench of the first report runs inside a page of the extension: the same origin, so the same database. */

declare const chrome: { readonly runtime: { sendMessage(message: unknown): Promise<unknown> } };

const MESSAGES_AT_ONCE = 1000;
const EVENTS_AT_ONCE = 5000;

let later: BenchWorld['later'] = [];

/** A worker that is just being stopped does not answer; the product asks again, too (lib/api/ask-again.ts). */
const TRIES = 500;

async function send(message: unknown, tries: number): Promise<unknown> {
  try {
    return await chrome.runtime.sendMessage(message);
  } catch (error) {
    if (tries === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return send(message, tries - 1);
  }
}

async function ask(what: string, data: unknown): Promise<unknown> {
  const message = { id: Math.floor(Math.random() * 1e9), type: what, data, timestamp: Date.now() };
  const said = await send(message, TRIES);
  const { res, err } = said as { res?: unknown; err?: { message: string } }; // the messaging library's own envelope
  if (err !== undefined) throw new Error(`${what}: ${err.message}`);
  return res;
}

async function timed(what: string, data: unknown): Promise<{ ms: number; answer: unknown }> {
  const began = performance.now();
  const answer = await ask(what, data);
  return { ms: performance.now() - began, answer };
}

function pieces<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}

/** Fills the database through the store's own code, in the batches of a large import. */
async function fill(count: number, now: number, sets: number): Promise<{ messages: number; events: number }> {
  const world = benchWorld(count, now, sets);
  later = world.later;
  const store = new Store('plumbline', storedReadings(new Readings(), import.meta.env.CORE_STAMP));
  await store.startImport({ id: 'bench', name: 'bench', startedAt: now });
  const nothing = { messages: [], events: [], counters: [], problems: [] };
  for (const messages of pieces(world.messages, MESSAGES_AT_ONCE))
    await store.addFacts('bench', { ...nothing, messages });
  for (const events of pieces(world.events, EVENTS_AT_ONCE))
    await store.addFacts('bench', { ...nothing, events });
  await store.finishImport('bench', 'done', null);
  store.close();
  return { messages: world.messages.length, events: world.events.length };
}

/** The sets of new facts, to be handed to a later page. */
const heldBack = (): BenchWorld['later'] => later;

async function erase(name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error(`${name} could not be deleted`));
    request.onblocked = () => reject(new Error(`${name} is still open: the worker lives`));
  });
}

/**
 * What was ever computed from more than one email goes: the kept answers, and what the first report remembered of the
 * sequences.
 */
async function forgetComputed(): Promise<void> {
  for (const { name } of await indexedDB.databases())
    if (name !== undefined && name !== 'plumbline') await erase(name);
  await change('settings', (settings) => settings.clear());
}

/** What each email says, read when it was stored, goes too: as after an update, whose build trusts no other's readings. */
async function forgetReadings(): Promise<void> {
  await change('messagePacks', (packs) => {
    const request = packs.openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null) return;
      const { readings: _, ...pack } = cursor.value as { readings?: unknown }; // lib/store/packing/packed.ts writes it
      cursor.update(pack);
      cursor.continue();
    };
  });
}

/** Changes a table of the facts behind the store's back: its worker is dead. */
async function change(table: string, how: (table: IDBObjectStore) => void): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('plumbline');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database could not be opened'));
  });
  await new Promise<void>((resolve, reject) => {
    const transaction = db.transaction(table, 'readwrite');
    how(transaction.objectStore(table));
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error(`${table} could not be changed`));
  });
  db.close();
}

/** Stores new facts as the product does. @returns how long each part took */
async function addAndAsk(
  set: BenchWorld['later'][number],
  id: string,
): Promise<{ stored: number; answered: number }> {
  await ask('startImport', { id, name: id });
  const began = performance.now();
  await ask('addFacts', { importId: id, number: 0, ...set, counters: [], problems: [] });
  await ask('finishImport', { id, state: 'done', error: null });
  const stored = performance.now();
  await ask('overview', undefined);
  return { stored: stored - began, answered: performance.now() - stored };
}

Object.assign(globalThis, {
  bench: { fill, heldBack, forgetComputed, forgetReadings, ask, timed, addAndAsk },
});
