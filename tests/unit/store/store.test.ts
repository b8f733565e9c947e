import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { MAX_PROBLEMS, Store } from '../../../lib/store/store';
import { readFacts } from '../../shared/facts';
import { sampleFiles } from '../../shared/sample';

let count = 0;
const opened: Store[] = [];
function open(name = `test-${count++}`): Store {
  const store = new Store(name);
  opened.push(store);
  return store;
}

afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

const start = (id: string): { id: string; name: string; startedAt: number } => ({
  id,
  name: `${id}.mbox`,
  startedAt: 1,
});

describe('the store', () => {
  it('gives back what it was given, also to the next one that opens it', async () => {
    const facts = await readFacts(sampleFiles());
    const name = `test-${count++}`;
    const first = open(name);
    await first.startImport(start('a'));
    const added = await first.addFacts('a', facts);
    expect(added).toEqual({ messages: facts.messages.length, events: facts.events.length, duplicates: 0 });
    first.close();
    const second = open(name);
    const stored = await second.facts();
    expect(stored.messages).toEqual(facts.messages);
    expect(stored.events).toEqual(facts.events);
  });

  it('stores a fact once: the same batch again, half of it, or within one batch', async () => {
    const { messages, events } = await readFacts(sampleFiles());
    const store = open();
    const none = { counters: [], problems: [] };
    await store.startImport(start('a'));
    await store.addFacts('a', {
      messages: messages.slice(0, 100),
      events: [...events.slice(0, 10), ...events.slice(0, 10)],
      ...none,
    });
    expect(
      await store.addFacts('a', { messages: messages.slice(50, 150), events: events.slice(0, 10), ...none }),
    ).toEqual({ messages: 50, events: 0, duplicates: 60 });
    const stored = await store.facts();
    expect(stored.messages).toEqual(messages.slice(0, 150));
    expect(stored.events).toEqual(events.slice(0, 10));
  });

  it('a batch whose answer was lost and that is sent again is not counted twice', async () => {
    const { messages } = await readFacts(sampleFiles());
    const store = open();
    await store.startImport(start('a'));
    const batch = {
      messages: messages.slice(0, 9),
      events: [],
      counters: [],
      problems: [{ file: 'x', where: '', message: 'bad' }],
    };
    await store.addFacts('a', batch, 0);
    await store.addFacts('a', batch, 0);
    const [row] = await store.imports();
    expect(row).toMatchObject({ messages: 9, duplicates: 0, problemCount: 1 });
  });

  it('keeps messages apart that a broken tool gave one Message-ID', async () => {
    const { messages } = await readFacts(sampleFiles());
    const store = open();
    await store.startImport(start('a'));
    const same = messages.slice(0, 5).map((message) => ({ ...message, messageId: 'one@broken.example' }));
    expect(
      await store.addFacts('a', { messages: same, events: [], counters: [], problems: [] }),
    ).toMatchObject({ messages: 5 });
    expect(
      await store.addFacts('a', { messages: same, events: [], counters: [], problems: [] }),
    ).toMatchObject({ messages: 0 });
  });

  it('two batches at once are stored one after the other', async () => {
    const { messages } = await readFacts(sampleFiles());
    const store = open();
    await store.startImport(start('a'));
    const batch = { messages: messages.slice(0, 100), events: [], counters: [], problems: [] };
    const both = await Promise.all([store.addFacts('a', batch), store.addFacts('a', batch)]);
    expect(both.map((added) => added.messages)).toEqual([100, 0]);
  });

  it('changes its version exactly when the facts change', async () => {
    const { messages } = await readFacts(sampleFiles());
    const store = open();
    await store.startImport(start('a'));
    const batch = { messages: messages.slice(0, 3), events: [], counters: [], problems: [] };
    const before = store.version;
    await store.addFacts('a', batch);
    const after = store.version;
    expect(after).not.toBe(before);
    await store.addFacts('a', batch);
    expect(store.version).toBe(after);
  });

  it('keeps the first problems and counts all', async () => {
    const store = open();
    await store.startImport(start('a'));
    const problems = Array.from({ length: MAX_PROBLEMS + 7 }, (_, n) => ({
      file: 'x.csv',
      where: `row ${n}`,
      message: 'bad',
    }));
    await store.addFacts('a', { messages: [], events: [], counters: [], problems });
    const [row] = await store.imports();
    expect(row?.problems).toHaveLength(MAX_PROBLEMS);
    expect(row?.problemCount).toBe(MAX_PROBLEMS + 7);
  });

  it('a batch of an import that is not known is refused, and stores nothing', async () => {
    const { messages } = await readFacts(sampleFiles());
    const store = open();
    await expect(
      store.addFacts('ghost', { messages, events: [], counters: [], problems: [] }),
    ).rejects.toThrow('Drop the file again');
    expect((await store.facts()).messages).toEqual([]);
  });

  it('undoes an import as a whole, but for what another import held too', async () => {
    const { messages, events } = await readFacts(sampleFiles());
    const none = { counters: [], problems: [] };
    const store = open();
    await store.startImport(start('a'));
    await store.addFacts('a', { messages: messages.slice(0, 100), events: events.slice(0, 50), ...none });
    await store.startImport({ ...start('b'), startedAt: 2 });
    await store.addFacts('b', { messages: messages.slice(80, 150), events: events.slice(40, 60), ...none });
    await store.undoImport('a');
    const ids = (list: readonly { messageId: string }[]): string[] =>
      list.map((message) => message.messageId).sort();
    const left = await store.facts();
    expect(ids(left.messages)).toEqual(ids(messages.slice(80, 150)));
    expect(left.events.map((event) => event.key).sort()).toEqual(
      events
        .slice(40, 60)
        .map((event) => event.key)
        .sort(),
    );
    expect((await store.imports()).map((row) => row.id)).toEqual(['b']);
    await store.undoImport('b');
    expect((await store.facts()).messages).toEqual([]);
  });

  it('erases everything', async () => {
    const facts = await readFacts(sampleFiles());
    const store = open();
    await store.startImport(start('a'));
    await store.addFacts('a', facts);
    await store.erase();
    expect((await store.facts()).messages).toEqual([]);
    expect(await store.imports()).toEqual([]);
  });
});
