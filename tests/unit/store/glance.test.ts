import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Glance } from '../../../lib/api/glance-types';
import { createServer } from '../../../lib/api/server';
import { readGlance } from '../../../lib/store/glance';
import { Store } from '../../../lib/store/store';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

const facts = await readFacts(sampleFiles());
const BUILD = 'one';

async function filled(name: string) {
  const store = new Store(name);
  const server = createServer(store, {
    build: BUILD,
    now: () => SAMPLE_NOW,
    tell: async () => undefined,
    openPage: async () => undefined,
    rememberView: async () => undefined,
    recallView: async () => null,
    forget: async () => undefined,
  });
  await server.startImport({ id: 'a', name: 'sample' });
  await server.addFacts({ importId: 'a', number: 0, ...facts });
  await server.finishImport({ id: 'a', state: 'done', error: null });
  const glance = await server.glance();
  await expect.poll(async () => (await readGlance(name, 'glance', BUILD))?.current).toBe(true);
  return { store, server, glance };
}

const read = (name: string, build = BUILD) => readGlance(name, 'glance', build);

describe('the glance that needs no background', () => {
  it('is what the background answers, of this build alone', async () => {
    const { glance } = await filled('glance-same');
    expect(glance.sequences).toBe(6);
    expect((await read('glance-same'))?.value).toEqual({ at: SAMPLE_NOW, value: glance });
    expect(await read('glance-same', 'another')).toBeNull();
  });

  it('makes no database by looking for one', async () => {
    expect(await read('glance-nowhere')).toBeNull();
    expect((await indexedDB.databases()).some(({ name }) => name?.startsWith('glance-nowhere'))).toBe(false);
  });

  it.each([
    [
      'a decision',
      async ({ server }: Awaited<ReturnType<typeof filled>>) => {
        const { sequences } = await server.overview();
        await server.decideSequence({ kind: 'rename', sequence: sequences[0]?.id ?? '', name: 'Renamed' });
      },
    ],
    [
      'new facts',
      async ({ server }: Awaited<ReturnType<typeof filled>>) => {
        const [message] = facts.messages;
        if (message === undefined) throw new Error('The sample has no mail.');
        await server.startImport({ id: 'b', name: 'more' });
        const messages = [{ ...message, messageId: 'new@seller.example' }];
        await server.addFacts({
          importId: 'b',
          number: 0,
          messages,
          events: [],
          counters: [],
          problems: [],
        });
        await server.finishImport({ id: 'b', state: 'done', error: null });
      },
    ],
    [
      'an import taken back',
      async ({ server }: Awaited<ReturnType<typeof filled>>) => {
        await server.startImport({ id: 'b', name: 'more' });
        await server.addFacts({
          importId: 'b',
          number: 0,
          messages: [],
          events: facts.events.slice(0, 3).map((event) => ({ ...event, key: `${event.key} again` })),
          counters: [],
          problems: [],
        });
        await server.finishImport({ id: 'b', state: 'done', error: null });
        const before = await server.glance();
        await expect
          .poll(async () => (await read('glance-an import taken back'))?.value)
          .toEqual({ at: SAMPLE_NOW, value: before });
        await server.undoImport({ id: 'b' });
      },
    ],
    [
      'another threshold',
      async ({ server }: Awaited<ReturnType<typeof filled>>) => {
        await server.saveSettings({ thresholds: { tooManyCtas: 2 } });
      },
    ],
  ])('is known to be older after %s, until the background has counted anew', async (what, change) => {
    const name = `glance-${what}`;
    const world = await filled(name);
    await change(world);
    expect((await read(name))?.current).toBe(false);
    const next: Glance = await world.server.glance();
    await expect.poll(async () => (await read(name))?.current).toBe(true);
    expect((await read(name))?.value).toEqual({ at: SAMPLE_NOW, value: next });
  });

  it('is gone once everything is erased, even where only the facts are gone yet', async () => {
    const { store, server } = await filled('glance-erased');
    await store.erase();
    expect(await read('glance-erased')).toBeNull();
    await server.erase();
    expect(await read('glance-erased')).toBeNull();
  });
});
