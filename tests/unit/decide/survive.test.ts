import { describe, expect, it } from 'vitest';
import { readFacts } from '../../shared/facts';
import { sampleFiles } from '../../shared/sample';
import { desk, sequenceId, withSample } from './world';

const ALL = { step: null, text: '', offset: 0, limit: 1000 };

type Server = Awaited<ReturnType<typeof withSample>>['server'];

/** What the user sees: ids, names and how many emails each sequence has. */
async function seen(server: Server): Promise<string[]> {
  const { sequences } = await server.overview();
  return sequences.map(({ id, name, emails }) => `${id} ${name} ${emails.sent}`).sort();
}

describe('every decision at once', () => {
  it('stays through a restart, a re-import and a restore, and all of them can be undone', async () => {
    const first = await withSample('survive-1');
    const { server } = first;
    const before = await seen(server);
    const id = (name: string): Promise<string> => sequenceId(server, name);
    const [books, checklist, approvals, benchmarks, news] = [
      await id('Closing the books'),
      await id('The month-end'),
      await id('Approvals'),
      await id('Benchmarks'),
      await id('Everything new'),
    ];
    const [moved] = (await server.emails({ ...ALL, sequence: books, step: 1 })).rows;
    const made = [
      await server.decideSequence({ kind: 'rename', sequence: books, name: 'Mine' }),
      await server.decideSequence({ kind: 'split', sequence: checklist, step: 2, name: 'Its end' }),
      await server.decideSequence({ kind: 'merge', from: approvals, into: benchmarks }),
      await server.decideSequence({ kind: 'hide', sequence: news }),
      await server.decideSequence({
        kind: 'move',
        message: moved?.key ?? '',
        to: { sequence: benchmarks, step: 2 },
      }),
      await server.decideSequence({ kind: 'variants', from: checklist, into: books }),
    ];
    const decided = await seen(server);
    expect(decided).not.toEqual(before);
    expect(decided.some((row) => row.startsWith(`${books} Mine `))).toBe(true);

    const again = first.restart().server;
    expect(await seen(again)).toEqual(decided);
    const facts = await readFacts(sampleFiles());
    await again.startImport({ id: 'again', name: 'again' });
    await again.addFacts({ importId: 'again', number: 0, ...facts, messages: [...facts.messages].reverse() });
    await again.finishImport({ id: 'again', state: 'done', error: null });
    expect(await seen(again)).toEqual(decided);

    // Another browser: the backup first, the mail after it, in the other order.
    const other = desk('survive-2').server;
    await other.restore(await again.backup());
    await other.startImport({ id: 'there', name: 'there' });
    await other.addFacts({ importId: 'there', number: 0, ...facts, messages: [...facts.messages].reverse() });
    await other.finishImport({ id: 'there', state: 'done', error: null });
    expect(await seen(other)).toEqual(decided);

    for (const { id: decision } of made) await again.undoDecision({ id: decision });
    expect(await seen(again)).toEqual(before);
  });

  it('limits that the user set come back with a backup', async () => {
    const { server } = desk('survive-3');
    await server.saveSettings({ thresholds: { tooManyCtas: 5 }, matters: 0.02 });
    const other = desk('survive-4').server;
    await other.restore(await server.backup());
    expect((await other.settings()).thresholds.tooManyCtas).toBe(5);
    expect((await other.settings()).matters).toBe(0.02);
  });
});
