import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as analyse from '../../../lib/analytics/analyse';
import type { Report } from '../../../lib/analytics/report-types';
import { createServer } from '../../../lib/api/server';
import { type FactBatch, Store } from '../../../lib/store/store';
import { batchOf, threadedOutreach } from '../../shared/threaded-outreach';

const world = threadedOutreach({ seed: 12, messages: 700, events: 4 });
const { messages } = world;
const OLD = { messages: messages.slice(0, -30), events: world.events.slice(0, -70) };
const NEWS = { messages: messages.slice(-30), events: world.events.slice(-70) };

/** A world in which nothing is asked of the browser. */
const WORLD = {
  now: () => world.now,
  tell: async () => undefined,
  openPage: async () => undefined,
  rememberView: async () => undefined,
  frameOfTab: async () => null,
  recallView: async () => null,
  forget: async () => undefined,
};

function start(name: string, clock = { now: world.now }) {
  const store = new Store(name);
  const waiting: (() => void)[] = [];
  const server = createServer(store, {
    ...WORLD,
    build: 'one',
    now: () => clock.now,
    later: (work) => void waiting.push(work),
  });
  const bring = async (id: string, part: Partial<FactBatch>): Promise<void> => {
    await server.startImport({ id, name: id });
    await server.addFacts({ importId: id, number: 0, ...batchOf(part) });
    await server.finishImport({ id, state: 'done', error: null });
  };
  return { server, store, waiting, bring, clock };
}

/** Counts runs over all facts from here on. */
function countRuns(): () => number {
  const spy = vi.spyOn(analyse, 'work');
  return () => spy.mock.calls.length;
}

afterEach(() => vi.restoreAllMocks());

/** What was counted: the same whatever was learned. */
const countsOf = ({ sequences, totals }: Report) =>
  [totals, ...sequences].map(({ answers, clicks, emails, id, prospects, rates }) => ({
    id,
    answers,
    raw: clicks.raw,
    emails,
    prospects,
    reply: rates.reply,
    bounce: rates.bounce,
    rawClick: rates.rawClick,
  }));

describe('a server that has computed once', () => {
  it('takes in a few new facts, and answers as a fresh one over all facts would', async () => {
    const { bring, server, store } = start('live-1');
    await bring('old', OLD);
    await server.overview();
    const runs = countRuns();
    await bring('mail', { messages: NEWS.messages });
    await server.overview();
    await bring('clicks', { events: NEWS.events });
    const report = await server.report();
    expect(runs()).toBe(0);
    const fresh = createServer(new Store('live-1'), WORLD);
    const full = await fresh.report();
    expect(runs()).toBe(1);
    expect(countsOf(report)).toEqual(countsOf(full));
    expect(report.totals.rates.click.value).toBeCloseTo(full.totals.rates.click.value ?? 0, 2);
    for (const { threadId } of NEWS.messages) {
      const id = threadId ?? '';
      const [ours, theirs] = [await server.thread({ threadId: id }), await fresh.thread({ threadId: id })];
      expect(ours?.timeline.map(({ at, what }) => [what, at])).toEqual(
        theirs?.timeline.map(({ at, what }) => [what, at]),
      );
    }
    store.close();
  });

  it('computes all anew after anything but an addition', async () => {
    const { bring, server, clock } = start('live-2');
    await bring('old', OLD);
    const { sequences } = await server.overview();
    const runs = countRuns();
    await bring('clicks', { events: NEWS.events });
    await server.overview();
    expect(runs()).toBe(0);
    await server.decideSequence({ kind: 'rename', sequence: sequences[0]?.id ?? '', name: 'Another' });
    expect((await server.overview()).sequences.map(({ name }) => name)).toContain('Another');
    expect(runs()).toBe(1);
    await bring('mail', { messages: NEWS.messages });
    await server.overview();
    expect(runs()).toBe(1);
    await server.undoImport({ id: 'mail' });
    expect((await server.overview()).sent.outreach).toBeLessThan(messages.length);
    expect(runs()).toBe(2);
    await bring('mail again', { messages: NEWS.messages });
    clock.now += 11 * 60_000;
    await server.overview();
    expect(runs()).toBe(3);
  });

  it('computes as a whole what it took in, once nothing more comes', async () => {
    const { bring, server, waiting } = start('live-3');
    await bring('old', OLD);
    await server.overview();
    await bring('clicks', { events: NEWS.events });
    await server.overview();
    const runs = countRuns();
    for (const work of waiting.splice(0)) work();
    await expect.poll(runs).toBe(1);
  });

  it('keeps its answers for the next background, with the threads that changed', async () => {
    const { bring, server, store } = start('live-4');
    await bring('old', OLD);
    await server.overview();
    await expect.poll(async () => (await recalled('live-4'))?.generatedAt ?? null).not.toBeNull();
    await bring('news', NEWS);
    const report = await server.report();
    await expect.poll(async () => JSON.stringify(await recalled('live-4'))).toBe(JSON.stringify(report));
    store.close();
    const next = start('live-4');
    const runs = countRuns();
    const ids = [messages[5], ...NEWS.messages].map((message) => message?.threadId ?? '');
    for (const threadId of ids)
      expect(await next.server.thread({ threadId })).toEqual(await server.thread({ threadId }));
    expect(runs()).toBe(0);
  });
});

/** What a new background would answer at once; null where it would have to compute. */
async function recalled(name: string): Promise<Report | null> {
  const { KeptAnswers } = await import('../../../lib/api/server-kept');
  const store = new Store(name);
  const found = await new KeptAnswers(store, 'one').report();
  store.close();
  return found?.value ?? null;
}
