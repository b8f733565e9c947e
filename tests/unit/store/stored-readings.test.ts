import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { Readings } from '../../../lib/analytics/readings/readings';
import { report } from '../../../lib/analytics/report';
import { storedReadings } from '../../../lib/api/server-readings';
import type { Message } from '../../../lib/facts/message';
import type { MessageReader } from '../../../lib/store/packing/packed';
import { Store } from '../../../lib/store/store';
import { makeOutreach } from '../../shared/outreach-world';

const world = makeOutreach({ seed: 11, messages: 300, events: 2 });
const nothing = { messages: [], events: [], counters: [], problems: [] };

/** A reader that notes how many messages it was asked to read, and how many were given back. */
function noting(build: string): {
  reader: MessageReader;
  readings: Readings;
  read: number[];
  recalled: number[];
} {
  const readings = new Readings();
  const inner = storedReadings(readings, build);
  const read: number[] = [];
  const recalled: number[] = [];
  const reader: MessageReader = {
    stamp: build,
    read: (messages) => {
      read.push(messages.length);
      return inner.read(messages);
    },
    recall: (messages, columns) => {
      recalled.push(messages.length);
      inner.recall(messages, columns);
    },
  };
  return { reader, readings, read, recalled };
}

async function filled(
  name: string,
  build: string,
  messages: readonly Message[] = world.messages,
): Promise<void> {
  const store = new Store(name, noting(build).reader);
  await store.startImport({ id: 'one', name: 'one', startedAt: 0 });
  await store.addFacts('one', { ...nothing, messages, events: world.events });
  store.close();
}

/** The rows as they lie on disk. */
async function onDisk(name: string): Promise<{ readings?: { stamp: string } }[]> {
  const disk = new Dexie(name);
  await disk.open();
  const rows = (await disk.table('messagePacks').toArray()) as { readings?: { stamp: string } }[];
  disk.close();
  return rows;
}

describe('what messages say, stored beside them', () => {
  it('is given back to the next background of the same build, and changes no figure', async () => {
    await filled('readings-1', 'a');
    const { reader, readings, recalled } = noting('a');
    const store = new Store('readings-1', reader);
    const { messages, events } = await store.facts();
    expect(recalled).toEqual([world.messages.length]);
    const options = { now: world.now, accounts: [world.account] };
    expect(report(analyse({ messages, events }, { ...options, readings }))).toEqual(
      report(analyse({ messages, events }, options)),
    );
    expect(await store.readAgain()).toBe(0);
    store.close();
  });

  it('is not given to another build, which reads again and stores its own without changing a fact', async () => {
    await filled('readings-2', 'a');
    const { reader, recalled, read } = noting('b');
    const store = new Store('readings-2', reader);
    const before = structuredClone((await store.facts()).messages);
    const stamp = await store.stamp();
    expect(recalled).toEqual([]);
    expect(await store.readAgain()).toBe(1);
    expect(read).toEqual([world.messages.length]);
    expect((await onDisk('readings-2')).map(({ readings }) => readings?.stamp)).toEqual(['b']);
    expect(await store.stamp()).toBe(stamp);
    expect(await store.readAgain()).toBe(0);
    store.close();
    const later = noting('b');
    const reopened = new Store('readings-2', later.reader);
    expect((await reopened.facts()).messages).toEqual(before);
    expect(later.recalled).toEqual([world.messages.length]);
    reopened.close();
  });

  it('is there for what lay on disk before anybody read it, as soon as it was read once', async () => {
    const old = new Store('readings-3');
    await old.startImport({ id: 'one', name: 'one', startedAt: 0 });
    await old.addFacts('one', { ...nothing, messages: world.messages });
    old.close();
    const { reader } = noting('a');
    const store = new Store('readings-3', reader);
    await store.facts();
    expect(await store.readAgain()).toBe(1);
    store.close();
    expect((await onDisk('readings-3')).map(({ readings }) => readings?.stamp)).toEqual(['a']);
  });

  it('grows with a pack that grows, and follows messages that another import inherits', async () => {
    const first = world.messages.slice(0, 40);
    const more = world.messages.slice(40, 60);
    await filled('readings-4', 'a', first);
    const { reader } = noting('a');
    const store = new Store('readings-4', reader);
    await store.addFacts('one', { ...nothing, messages: more });
    await store.startImport({ id: 'two', name: 'two', startedAt: 1 });
    await store.addFacts('two', { ...nothing, messages: first.slice(0, 10) });
    await store.undoImport('one');
    store.close();
    const later = noting('a');
    const reopened = new Store('readings-4', later.reader);
    const { messages } = await reopened.facts();
    expect(messages).toHaveLength(10);
    expect(later.recalled).toEqual([10]);
    const options = { now: world.now, accounts: [world.account] };
    expect(analyse({ messages, events: [] }, { ...options, readings: later.readings }).sent).toEqual(
      analyse({ messages, events: [] }, options).sent,
    );
    reopened.close();
  });
});
