import Dexie from 'dexie';
import type { TrackerEvent } from '../../../lib/facts/event';
import type { Message } from '../../../lib/facts/message';
import { benchWorld } from './world';

/** What most extensions do: a row for each fact, `toArray()`, and one fold in which a click is a click. */

const AT_ONCE = 5000;

function open(): Dexie {
  const db = new Dexie('fold');
  db.version(1).stores({ messages: 'messageId', events: 'key' });
  return db;
}

async function fill(count: number, now: number, sets: number): Promise<void> {
  const db = open();
  const { messages, events } = benchWorld(count, now, sets);
  for (let at = 0; at < messages.length; at += AT_ONCE)
    await db.table('messages').bulkAdd(messages.slice(at, at + AT_ONCE));
  for (let at = 0; at < events.length; at += AT_ONCE)
    await db.table('events').bulkAdd(events.slice(at, at + AT_ONCE));
  db.close();
}

interface Folded {
  readonly ms: number;
  readonly sent: number;
  readonly delivered: number;
  readonly clickers: number;
  readonly repliers: number;
}

async function fold(): Promise<Folded> {
  const began = performance.now();
  const db = open();
  const messages = (await db.table('messages').toArray()) as Message[]; // only `fill` writes it
  const events = (await db.table('events').toArray()) as TrackerEvent[]; // only `fill` writes it
  const to = new Map<string, string>();
  const all = new Set<string>();
  const bounced = new Set<string>();
  const repliers = new Set<string>();
  for (const message of messages) {
    const address = message.to[0]?.address ?? '';
    if (message.direction !== 'sent') continue;
    to.set(message.messageId, address);
    all.add(address);
  }
  for (const message of messages) {
    if (message.direction !== 'received') continue;
    const address = to.get(message.inReplyTo ?? '');
    if (address === undefined) continue;
    if (message.reading.kind === 'bounce') bounced.add(address);
    if (message.reading.kind === 'person') repliers.add(address);
  }
  const clickers = new Set<string>();
  for (const event of events) {
    const address = to.get(event.messageId ?? '');
    if (address === undefined) continue;
    if (event.kind === 'bounce') bounced.add(address);
    if (event.kind === 'click') clickers.add(address);
  }
  db.close();
  for (const address of bounced) clickers.delete(address);
  return {
    ms: performance.now() - began,
    sent: all.size,
    delivered: all.size - bounced.size,
    clickers: clickers.size,
    repliers: repliers.size,
  };
}

Object.assign(globalThis, { fold: { fill, fold } });
