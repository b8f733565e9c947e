import Dexie from 'dexie';
import type { TrackerEvent } from '../../../lib/facts/event';
import { Store } from '../../../lib/store/store';
import { makeOutreach } from '../../shared/outreach-world';

/** Events into a real IndexedDB: by the store, and as a row for each with the indexes that asking them would need. */

/** As an import hands them over. */
const AT_ONCE = 5000;

let events: readonly TrackerEvent[] = [];

function make(count: number): number {
  events = makeOutreach({ seed: 3, messages: Math.ceil(count / 4.5), events: 5 }).events.slice(0, count);
  return events.length;
}

function* batches(): Generator<TrackerEvent[]> {
  for (let at = 0; at < events.length; at += AT_ONCE) yield events.slice(at, at + AT_ONCE);
}

async function packed(): Promise<number> {
  const store = new Store('packed');
  await store.startImport({ id: 'i', name: 'i', startedAt: 0 });
  const began = performance.now();
  for (const batch of batches())
    await store.addFacts('i', { messages: [], events: batch, counters: [], problems: [] });
  const ms = performance.now() - began;
  store.close();
  await Dexie.delete('packed');
  return ms;
}

async function rows(): Promise<number> {
  const db = new Dexie('rows');
  db.version(1).stores({ events: 'key, recipient, messageId, at' });
  await db.open();
  const table = db.table('events');
  const began = performance.now();
  for (const batch of batches()) await table.bulkAdd(batch);
  const ms = performance.now() - began;
  db.close();
  await Dexie.delete('rows');
  return ms;
}

Object.assign(globalThis, { storing: { make, packed, rows } });
