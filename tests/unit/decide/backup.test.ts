import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBackup, reconcile } from '../../../lib/api/backup';
import { counterFact, eventFact, messageFact } from '../../../lib/api/fact-schemas';
import { backupHandlers } from '../../../lib/api/server-backup';
import { Store } from '../../../lib/store/store';
import { readFacts } from '../../shared/facts';
import { sampleFiles } from '../../shared/sample';
import { desk, sequenceId, withSample } from './world';

describe('a backup', () => {
  it('brings names, words and ids back after everything was erased, and nothing twice', async () => {
    const { server } = await withSample('backup-1');
    const id = await sequenceId(server, 'Closing the books');
    await server.decideSequence({ kind: 'rename', sequence: id, name: 'Books' });
    await server.decideClick({ about: { company: 'acme.example' }, by: 'machine' });
    const backup = JSON.parse(JSON.stringify(await server.backup()));
    await server.erase();
    expect(await server.decisions()).toEqual([]);
    expect((await server.backup()).sequences).toEqual([]);
    expect(await server.restore(backup)).toMatchObject({ added: 2, known: 0, problems: [] });
    expect(await server.restore(backup)).toMatchObject({ added: 0, known: 2, sequences: 0 });
    const facts = await readFacts(sampleFiles());
    await server.startImport({ id: 'b', name: 'b' });
    await server.addFacts({ importId: 'b', number: 0, ...facts });
    await server.finishImport({ id: 'b', state: 'done', error: null });
    expect((await server.sequence({ id }))?.name).toBe('Books');
    expect((await server.decisions()).map(({ at }) => at)).toEqual(
      backup.decisions.map(({ at }: { at: number }) => at),
    );
  });

  it('names each entry that it cannot use and takes the rest', async () => {
    const { server } = desk('backup-2');
    const outcome = await server.restore({
      plumbline: 'backup',
      version: 1,
      decisions: [
        { room: 'click', at: 1, word: { about: { company: 'acme.example' }, by: 'human' } },
        { room: 'click', at: 2, word: { about: { company: 'acme.example' }, by: 'a ghost' } },
        { room: 'sequence', at: 3, word: { kind: 'rename', sequence: 's', name: '' } },
        'nonsense',
      ],
      sequences: [{ id: 'x' }],
      settings: { 'tracker-keys': 'secret' },
    });
    expect(outcome.added).toBe(1);
    expect(outcome.problems.map(({ where }) => where)).toEqual([
      'setting tracker-keys',
      'decision 2',
      'decision 3',
      'decision 4',
      'sequence 1',
    ]);
    for (const { message } of outcome.problems) expect(message).not.toBe('');
  });

  it('refuses what is none, and what is of a later version', async () => {
    const { server } = desk('backup-3');
    await expect(server.restore({ hello: 'world' })).rejects.toThrow('no backup of Plumbline');
    await expect(server.restore(null)).rejects.toThrow('no backup of Plumbline');
    await expect(server.restore({ plumbline: 'backup', version: 2 })).rejects.toThrow('Update Plumbline');
  });

  it('takes whatever is in a file without a fault of its own', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (decisions, sequences) => {
        const read = (): unknown =>
          readBackup({ plumbline: 'backup', version: 1, decisions: [decisions], sequences: [sequences] }, {});
        expect(read).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  it('leaves ids in use alone and makes restored decisions speak of them', () => {
    const members = ['a', 'b', 'c', 'd'];
    const entry = (id: string, of: readonly string[]) =>
      ({ id, name: id, origin: 'template', members: of }) as const;
    const { decisions, ledger } = reconcile(
      {
        decisions: [
          { room: 'sequence', at: 1, word: { kind: 'rename', sequence: 'old', name: 'New name' } },
          { room: 'sequence', at: 2, word: { kind: 'merge', from: 'old', into: 'elsewhere' } },
        ],
        sequences: [entry('old', members), entry('elsewhere', ['x', 'y'])],
      },
      [entry('now', ['b', 'c', 'd', 'e'])],
    );
    expect(ledger.map(({ id }) => id)).toEqual(['now', 'elsewhere']);
    expect(decisions.map(({ word }) => word)).toEqual([
      { kind: 'rename', sequence: 'now', name: 'New name' },
      { kind: 'merge', from: 'now', into: 'elsewhere' },
    ]);
  });

  it('holds the settings that are named for it, checked when they come back', async () => {
    const store = new Store('backup-4');
    await store.saveSetting('theme', 'dark', false);
    await store.saveSetting('tracker-keys', 'secret', false);
    const world = { now: () => 0, changed: async () => undefined };
    const { backup, restore } = backupHandlers(store, world, { theme: z.enum(['dark', 'light']) });
    const made = await backup();
    expect(made.settings).toEqual({ theme: 'dark' });
    expect(JSON.stringify(made)).not.toContain('secret');
    await store.saveSetting('theme', 'light', false);
    await restore(made);
    expect(await store.setting('theme')).toBe('dark');
    expect((await restore({ ...made, settings: { theme: 'plaid' } })).problems[0]?.where).toBe(
      'setting theme',
    );
    store.close();
  });
});

describe('facts in a backup', () => {
  it('come in pages, and every stored fact is one that a restore takes, unchanged', async () => {
    const { server } = await withSample('facts-1');
    for (const [kind, schema] of [
      ['messages', messageFact],
      ['events', eventFact],
      ['counters', counterFact],
    ] as const) {
      let seen = 0;
      for (;;) {
        const { items, total } = await server.facts({ kind, offset: seen, limit: 300 });
        for (const item of items) expect(schema.parse(JSON.parse(JSON.stringify(item)))).toEqual(item);
        seen += items.length;
        if (seen >= total) break;
      }
      expect(seen).toBe((await server.kept()).find((entry) => entry.kind === kind)?.items);
    }
  });

  it('refuses what is no fact', () => {
    expect(messageFact.safeParse({ direction: 'sent', messageId: 'a' }).success).toBe(false);
    expect(eventFact.safeParse({ key: 'a', tracker: 'csv', kind: 'wink' }).success).toBe(false);
  });
});
