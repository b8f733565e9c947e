import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { plainEvent } from '../../../lib/facts/column-event';
import type { TrackerEvent } from '../../../lib/facts/event';
import { packEvents } from '../../../lib/facts/event-columns';
import { MOST_UNASKED } from '../../../lib/store/memory';
import { Store } from '../../../lib/store/store';
import { readFacts } from '../../shared/facts';
import { sampleFiles } from '../../shared/sample';

let count = 0;
const opened: Store[] = [];
function open(name = `memory-${count++}`): Store {
  const store = new Store(name);
  opened.push(store);
  return store;
}

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

const none = { messages: [], events: [], counters: [], problems: [] };
const start = (id: string) => ({ id, name: `${id}.csv`, startedAt: 1 });
const AT_ONCE = 10_000;

function numbered(from: number, to: number): TrackerEvent[] {
  return Array.from({ length: to - from }, (_, n) => ({
    key: `csv:${from + n}`,
    tracker: 'csv',
    kind: 'click',
    recipient: 'ann@example.com',
    url: null,
    destination: null,
    at: from + n,
    ip: null,
    userAgent: null,
    method: null,
    messageId: null,
    trackerMessageId: null,
    campaign: null,
    step: null,
    variant: null,
    subject: null,
    machine: null,
  }));
}

const batch = (from: number, to = from + AT_ONCE) => ({
  ...none,
  eventColumns: packEvents(numbered(from, to)),
});
const keys = async (store: Store): Promise<string[]> => (await store.facts()).events.map(({ key }) => key);
const MANY = 2 * MOST_UNASKED;

describe('what the store holds in memory', () => {
  it('holds keys alone while an import runs that nobody looks at, and gives all facts to whoever asks', async () => {
    const store = open();
    await store.startImport(start('a'));
    let most = 0;
    for (let from = 0; from < MANY; from += AT_ONCE) {
      await store.addFacts('a', batch(from));
      most = Math.max(most, store.held.events);
    }
    expect(most).toBe(0);
    expect(store.held.keys).toBe(MANY);
    expect(await keys(store)).toEqual(numbered(0, MANY).map(({ key }) => key));
    expect(store.held.events).toBe(MANY);
  });

  it('lets go of facts that were asked for once when an import goes on, and not of those that are asked for again', async () => {
    const store = open();
    await store.startImport(start('a'));
    expect(await keys(store)).toEqual([]);
    let most = 0;
    for (let from = 0; from < MANY; from += AT_ONCE) {
      await store.addFacts('a', batch(from));
      most = Math.max(most, store.held.events);
    }
    expect(most).toBeLessThanOrEqual(MOST_UNASKED);
    expect(store.held.events).toBe(0);
    for (let from = MANY; from < MANY + 3 * AT_ONCE; from += AT_ONCE) {
      await store.addFacts('a', batch(from));
      expect(await keys(store)).toHaveLength(from + AT_ONCE);
      expect(store.held.events).toBe(from + AT_ONCE);
    }
  });

  it('gives facts in their order with a mark from before they were let go', async () => {
    const store = open();
    await store.startImport(start('a'));
    await store.addFacts('a', batch(0));
    const mark = store.markOf(await store.facts());
    for (let from = AT_ONCE; from < MANY; from += AT_ONCE) await store.addFacts('a', batch(from));
    expect(store.atHand).toBe(false);
    const facts = await store.facts();
    expect(store.countSince(mark, facts)).toBe(MANY - AT_ONCE);
    const since = store.factsSince(mark, facts)?.events ?? [];
    expect(since.map(({ key }) => key)).toEqual(numbered(AT_ONCE, MANY).map(({ key }) => key));
    expect(since.slice(-5).map(plainEvent)).toEqual(numbered(MANY - 5, MANY));
  });

  it('knows equal events of an earlier background by their keys alone, and takes an import back', async () => {
    const name = `memory-${count++}`;
    const first = open(name);
    await first.startImport(start('a'));
    await first.addFacts('a', batch(0));
    first.close();
    const store = open(name);
    await store.startImport(start('b'));
    const added = await store.addFacts('b', batch(7500, 7500 + AT_ONCE));
    expect(added).toEqual({ messages: 0, events: 7500, duplicates: 2500 });
    expect(store.held).toEqual({ messages: 0, events: 0, counters: 0, keys: 2 * AT_ONCE });
    await store.undoImport('a');
    expect((await keys(store)).sort()).toEqual(
      numbered(7500, 7500 + AT_ONCE)
        .map(({ key }) => key)
        .sort(),
    );
    expect(await store.addFacts('b', batch(0))).toEqual({ messages: 0, events: 7500, duplicates: 2500 });
  });

  it('gives every batch that is stored, once, to views that ask while others are being stored', async () => {
    const store = open();
    await store.startImport(start('a'));
    const seen: Promise<string[]>[] = [];
    const stored: Promise<unknown>[] = [];
    for (let from = 0; from < MANY; from += AT_ONCE) {
      stored.push(store.addFacts('a', batch(from)));
      seen.push(keys(store));
    }
    await Promise.all(stored);
    const all = numbered(0, MANY).map(({ key }) => key);
    for (const some of await Promise.all(seen)) expect(some).toEqual(all.slice(0, some.length));
    expect(await keys(store)).toEqual(all);
  });

  it('reads no event for mail, and holds no message for the list of accounts', async () => {
    const { messages, events } = await readFacts(sampleFiles());
    const name = `memory-${count++}`;
    const first = open(name);
    await first.startImport(start('a'));
    await first.addFacts('a', { ...none, messages: messages.slice(0, 50), events });
    first.close();
    const store = open(name);
    const accounts = [...new Set(messages.slice(0, 50).map(({ account }) => account))];
    expect(await store.accounts()).toEqual(accounts);
    expect(store.held).toEqual({ messages: 0, events: 0, counters: 0, keys: 0 });
    await store.addFacts('a', { ...none, messages: messages.slice(40, 60) });
    expect(store.held).toEqual({ messages: 60, events: 0, counters: 0, keys: 0 });
    expect(await store.accounts()).toEqual(accounts);
    const facts = await store.facts();
    expect(facts.messages).toEqual(messages.slice(0, 60));
    expect(facts.events.map(plainEvent)).toEqual(events);
  });

  it('holds keys alone while mail is imported, and reads it when some of it comes again and knows more', async () => {
    const { messages } = await readFacts(sampleFiles());
    const bare = messages.map((message) => ({ ...message, threadId: null }));
    const name = `memory-${count++}`;
    const store = open(name);
    await store.startImport(start('a'));
    for (let from = 0; from < bare.length; from += 40) {
      const some = bare.slice(from, from + 40);
      expect(await store.addFacts('a', { ...none, messages: some })).toMatchObject({ messages: some.length });
      expect(store.held.messages).toBe(0);
    }
    // The last of the first import and what only the second knows, in one batch.
    const fresh = messages.slice(0, 3).map((message, n) => ({ ...message, messageId: `fresh-${n}@example` }));
    const again = messages.slice(-20).map((message) => ({ ...message, threadId: 'abc' }));
    expect(await store.addFacts('a', { ...none, messages: [...fresh, ...again] })).toMatchObject({
      messages: 3,
      duplicates: 20,
    });
    const all = [...bare.slice(0, -20), ...again, ...fresh];
    expect((await store.facts()).messages).toEqual(all);
    // What is known now is known by its key, whoever brings it.
    expect(await store.addFacts('a', { ...none, messages: all })).toMatchObject({ messages: 0 });
    const other = open(name);
    expect((await other.facts()).messages).toEqual(all);
  });

  it('knows nothing of mail whose batch could not be stored', async () => {
    const { messages } = await readFacts(sampleFiles());
    const store = open();
    await expect(
      store.addFacts('never-started', { ...none, messages: messages.slice(0, 5) }),
    ).rejects.toThrow(/no longer known/);
    await store.startImport(start('a'));
    expect(await store.addFacts('a', { ...none, messages: messages.slice(0, 5) })).toMatchObject({
      messages: 5,
    });
    expect((await store.facts()).messages).toEqual(messages.slice(0, 5));
  });
});
