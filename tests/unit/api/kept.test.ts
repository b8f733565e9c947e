import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../lib/api/protocol';
import { createServer } from '../../../lib/api/server';
import { makeSample } from '../../../lib/sample/sample';
import { Store } from '../../../lib/store/store';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

const facts = await readFacts(sampleFiles());
const threadId = makeSample(SAMPLE_NOW).showcase;

/** A background that has just been started: `reads` counts how often it read all facts. */
function start(name: string, now = SAMPLE_NOW, build = 'one') {
  const told: Notice[] = [];
  const store = new Store(name);
  let reads = 0;
  const read = store.facts.bind(store);
  store.facts = () => {
    reads++;
    return read();
  };
  const server = createServer(store, {
    build,
    now: () => now,
    tell: async (notice) => void told.push(notice),
    openPage: async () => undefined,
    rememberView: async () => undefined,
    recallView: async () => null,
    forget: async () => undefined,
  });
  return { server, store, told, reads: () => reads };
}

/** Answers are kept behind the answer: waits until a new background finds them. */
async function keptBy(name: string): Promise<void> {
  await expect.poll(async () => (await probe(name)) !== null, { timeout: 5000 }).toBe(true);
}
async function probe(name: string): Promise<unknown> {
  const next = start(name);
  await next.server.overview();
  const found = next.reads() === 0 ? 'kept' : null;
  next.store.close();
  return found;
}

async function filled(name: string) {
  const first = start(name);
  await first.server.startImport({ id: 'a', name: 'sample' });
  await first.server.addFacts({ importId: 'a', number: 0, ...facts });
  await first.server.finishImport({ id: 'a', state: 'done', error: null });
  const answers = {
    overview: await first.server.overview(),
    report: await first.server.report(),
    thread: await first.server.thread({ threadId }),
    sequence: await first.server.sequence({ id: (await first.server.overview()).sequences[0]?.id ?? '' }),
  };
  await keptBy(name);
  return { first, answers };
}

describe('a background that was killed', () => {
  it('answers at once what the one before it answered, without reading a fact', async () => {
    const { first, answers } = await filled('kept-1');
    first.store.close();
    const { server, reads } = start('kept-1', SAMPLE_NOW + 60_000);
    expect(await server.overview()).toEqual(answers.overview);
    expect(await server.report()).toEqual(answers.report);
    expect(answers.thread).not.toBeNull();
    expect(await server.thread({ threadId })).toEqual(answers.thread);
    expect(await server.thread({ threadId: 'ffff' })).toBeNull();
    expect(answers.sequence).not.toBeNull();
    expect(await server.sequence({ id: answers.sequence?.id ?? '' })).toEqual(answers.sequence);
    expect(await server.sequence({ id: 'nobody' })).toBeNull();
    expect(reads()).toBe(0);
  });

  it('answers an old figure at once, computes it anew behind it and says so; an export waits', async () => {
    const { first, answers } = await filled('kept-2');
    first.store.close();
    const later = SAMPLE_NOW + 3_600_000;
    const { server, told } = start('kept-2', later);
    expect((await server.overview()).generatedAt).toBe(answers.overview.generatedAt);
    await expect.poll(() => told).toEqual([{ notice: 'changed' }]);
    expect((await server.overview()).generatedAt).toBe(new Date(later).toISOString());
    const other = start('kept-2', later + 3_600_000);
    expect((await other.server.report()).generatedAt).toBe(new Date(later + 3_600_000).toISOString());
  });

  it('computes anew after new facts, a decision, an import taken back, or another build', async () => {
    const { first, answers } = await filled('kept-3');
    first.store.close();
    const another = start('kept-3', SAMPLE_NOW, 'two');
    await another.server.overview();
    expect(another.reads()).toBeGreaterThan(0);
    another.store.close();

    await keptBy('kept-3');
    const decided = start('kept-3');
    const id = answers.overview.sequences[0]?.id ?? '';
    await decided.store.addDecision({ room: 'sequence', at: SAMPLE_NOW, value: { what: 'nothing' } });
    decided.store.close();
    const after = start('kept-3');
    expect((await after.server.sequence({ id }))?.id).toBe(id);
    expect(after.reads()).toBeGreaterThan(0);
    await after.server.undoImport({ id: 'a' });
    expect((await after.server.overview()).sequences).toEqual([]);
    after.store.close();
    expect((await start('kept-3').server.overview()).sequences).toEqual([]);
  });

  it('keeps nothing of what was erased', async () => {
    const { first } = await filled('kept-4');
    await first.server.erase();
    first.store.close();
    const next = start('kept-4');
    expect((await next.server.overview()).sequences).toEqual([]);
    expect(await next.server.thread({ threadId })).toBeNull();
  });
});
