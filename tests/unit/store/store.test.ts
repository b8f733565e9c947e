import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { plainEvent } from '../../../lib/facts/column-event';
import { packEvents } from '../../../lib/facts/event-columns';
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
    expect(stored.events.map(plainEvent)).toEqual(facts.events);
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
    expect(stored.events.map(plainEvent)).toEqual(events.slice(0, 10));
  });

  it('learns from a message that comes twice in one batch as from one that comes again', async () => {
    const [given] = (await readFacts(sampleFiles())).messages.filter(({ direction }) => direction === 'sent');
    if (given === undefined) throw new Error('The sample has no sent mail');
    const bare = { ...given, threadId: null, gmailId: null, labels: ['SENT'] };
    const copies = [
      bare,
      { ...bare, threadId: '18a' },
      { ...bare, gmailId: '18b', labels: ['SENT', 'Outreach'] },
    ];
    const none = { events: [], counters: [], problems: [] };
    const known = { threadId: '18a', gmailId: '18b', labels: ['SENT', 'Outreach'] };
    const [before = bare, ...after] = copies;
    for (const batches of [[copies], [[before], after], copies.map((copy) => [copy])]) {
      const store = open();
      await store.startImport(start('a'));
      let duplicates = 0;
      for (const messages of batches)
        duplicates += (await store.addFacts('a', { messages, ...none })).duplicates;
      expect(duplicates).toBe(2);
      expect((await store.facts()).messages).toEqual([{ ...bare, ...known }]);
    }
  });

  it('takes events as columns just as it takes them as objects: each once, in their order, with the same claims', async () => {
    const { messages, events } = await readFacts(sampleFiles());
    const part = (from: number, to: number) => [...events.slice(from, to), ...events.slice(from, from + 3)];
    const batches = [part(0, 20), part(10, 40), part(0, 20), []];
    const outcomes = [];
    for (const columns of [false, true]) {
      const store = open();
      await store.startImport(start('a'));
      await store.startImport(start('b'));
      const added = [];
      for (const [n, batch] of batches.entries()) {
        const given = columns ? { events: [], eventColumns: packEvents(batch) } : { events: batch };
        const rest = { messages: messages.slice(0, 5), counters: [], problems: [] };
        added.push(await store.addFacts(n % 2 === 0 ? 'a' : 'b', { ...rest, ...given }, n >> 1));
        // Asked in between once, so that some are objects already and others are not.
        if (n === 1) expect((await store.facts()).events.map(plainEvent)).toEqual(events.slice(0, 40));
      }
      const all = (await store.facts()).events.map(plainEvent);
      const rows = await store.imports();
      await store.undoImport('a');
      outcomes.push({ added, all, rows, left: (await store.facts()).events.map(plainEvent) });
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[1]?.all).toEqual(events.slice(0, 40));
    // What both imports held stays with the other one.
    expect(outcomes[1]?.left.map(({ key }) => key).sort()).toEqual(
      events
        .slice(10, 40)
        .map(({ key }) => key)
        .sort(),
    );
  });

  it('counts facts, and those since a mark, without looking at them', async () => {
    const { messages, events } = await readFacts(sampleFiles());
    const store = open();
    const none = { messages: [], events: [], counters: [], problems: [] };
    await store.startImport(start('a'));
    await store.addFacts('a', { ...none, messages, eventColumns: packEvents(events.slice(0, 30)) });
    const mark = store.markOf(await store.facts());
    expect(mark).toMatchObject({ messages: messages.length, events: 30, counters: 0 });
    await store.addFacts('a', { ...none, eventColumns: packEvents(events.slice(20, 50)) });
    const facts = await store.facts();
    expect(store.countSince(mark, facts)).toBe(20);
    expect(store.countSince(null, facts)).toBe(messages.length + 50);
    const since = store.factsSince(mark, facts);
    expect(since).toMatchObject({ messages: [], counters: [] });
    expect(since?.events.map(plainEvent)).toEqual(events.slice(30, 50));
  });

  it('knows nothing of a batch that could not be stored', async () => {
    const { events } = await readFacts(sampleFiles());
    const store = open();
    const batch = {
      messages: [],
      events: [],
      counters: [],
      problems: [],
      eventColumns: packEvents(events.slice(0, 9)),
    };
    await expect(store.addFacts('never started', batch)).rejects.toThrow('no longer known');
    expect((await store.facts()).events).toEqual([]);
    await store.startImport(start('a'));
    expect(await store.addFacts('a', batch)).toEqual({ messages: 0, events: 9, duplicates: 0 });
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
