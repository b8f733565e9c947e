import 'fake-indexeddb/auto';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../lib/analytics/report-types';
import { createServer } from '../../../lib/api/server';
import { KeptAnswers } from '../../../lib/api/server-kept';
import type { Message } from '../../../lib/facts/message';
import { type FactBatch, Store } from '../../../lib/store/store';
import { SyncStore } from '../../../lib/store/sync-store';
import { batchOf, threadedOutreach } from '../../shared/threaded-outreach';

const world = threadedOutreach({ seed: 12, messages: 200, events: 4 });
const { messages, threads } = world;
const OLD = { messages, events: world.events.slice(0, -60) };
const FIRST = { events: world.events.slice(-60, -30) };
const SECOND = { events: world.events.slice(-30) };

function start(name: string) {
  const store = new Store(name);
  const waiting: (() => void)[] = [];
  const server = createServer(store, {
    build: 'one',
    now: () => world.now,
    tell: async () => undefined,
    openPage: async () => undefined,
    rememberView: async () => undefined,
    recallView: async () => null,
    forget: async () => undefined,
    later: (work) => void waiting.push(work),
  });
  const open = async (id: string, part: Partial<FactBatch>): Promise<void> => {
    await server.startImport({ id, name: id });
    await server.addFacts({ importId: id, number: 0, ...batchOf(part) });
  };
  const close = (id: string): Promise<void> => server.finishImport({ id, state: 'done', error: null });
  const bring = async (id: string, part: Partial<FactBatch>): Promise<void> => {
    await open(id, part);
    await close(id);
  };
  return { server, store, waiting, bring, open, close };
}

const kept = async (name: string): Promise<string | null> => {
  const store = new Store(name);
  const found = await new KeptAnswers(store, 'one').report();
  store.close();
  return found === null ? null : JSON.stringify(found.value);
};

/** @param once what happens each time the decisions have been read: after the facts were asked for, before they are counted */
function whileReading(store: Store, once: (time: number) => Promise<unknown>): { readonly times: number } {
  const read = store.decisions.bind(store);
  const seen = { times: 0 };
  store.decisions = async () => {
    const found = await read();
    await once(seen.times++);
    return found;
  };
  return seen;
}

/** All clicks as a background counts them that has only just started. */
async function fresh(name: string): Promise<Report['totals']['clicks']> {
  const { server, store } = start(name);
  const { totals } = await server.report();
  store.close();
  return totals.clicks;
}

describe('what comes while figures are made', () => {
  it('counts once, and whoever asked does not wait until nothing comes any more', async () => {
    const { bring, server, store } = start('races-1');
    await bring('old', OLD);
    await store.startImport({ id: 'poll', name: 'poll', startedAt: world.now });
    const seen = whileReading(store, (time) =>
      store.addFacts('poll', batchOf({ events: FIRST.events.slice(time, time + 1) })),
    );
    const clicks = (await server.report()).totals.clicks;
    expect(seen.times).toBe(1);
    expect(clicks).toEqual(await fresh('races-1'));
    store.decisions = Store.prototype.decisions;
    // What was in that run is no news to what is taken in after it. Verdicts may follow news later, sums may not.
    await store.addFacts('poll', batchOf({ events: FIRST.events.slice(1) }));
    const { raw } = (await server.report()).totals.clicks;
    expect(raw).toBeGreaterThan(clicks.raw);
    expect(raw).toBe((await fresh('races-1')).raw);
    store.close();
  });

  it('is in the answer where it is a decision, and in those after it', async () => {
    const { bring, server, store } = start('races-6');
    await bring('old', OLD);
    const id = (await server.report()).sequences[0]?.id ?? '';
    const name = async (): Promise<string | undefined> =>
      (await server.report()).sequences.find((sequence) => sequence.id === id)?.name;
    await server.decideSequence({ kind: 'rename', sequence: id, name: 'One' });
    whileReading(store, async (time) => {
      if (time === 0) await server.decideSequence({ kind: 'rename', sequence: id, name: 'Two' });
    });
    expect(await name()).toBe('Two');
    await bring('first', FIRST);
    expect(await name()).toBe('Two');
    store.close();
  });
});

/** Threads that a new background answers otherwise than the one that was killed. */
async function staleThreads({ server, store }: ReturnType<typeof start>): Promise<string[]> {
  const report = JSON.stringify(await server.report());
  await expect.poll(async () => (await kept(store.name)) === report).toBe(true);
  store.close();
  const next = start(store.name);
  const stale: string[] = [];
  for (const threadId of threads.values()) {
    const [ours, theirs] = [await server.thread({ threadId }), await next.server.thread({ threadId })];
    if (!isDeepStrictEqual(ours, theirs)) stale.push(threadId);
  }
  next.store.close();
  return stale;
}

describe('threads that are kept', () => {
  it('are those of the answers beside them after figures that were made while facts came in', async () => {
    const one = start('races-2');
    await one.bring('old', OLD);
    await one.server.overview();
    await expect.poll(() => kept('races-2')).not.toBeNull();
    await one.open('first', FIRST);
    await one.server.overview();
    await one.close('first');
    await one.bring('second', SECOND);
    expect(await staleThreads(one)).toEqual([]);
  });

  it('are those of the answers beside them after figures that were old before they were written', async () => {
    const one = start('races-3');
    await one.bring('old', OLD);
    await one.server.overview();
    await expect.poll(() => kept('races-3')).not.toBeNull();
    await one.bring('first', FIRST);
    const stamp = one.store.stamp.bind(one.store);
    // Asked for when the answers to the first news are to be written.
    const brought = new Promise<void>((resolve) => {
      one.store.stamp = async () => {
        one.store.stamp = stamp;
        await one.bring('second', SECOND);
        resolve();
        return stamp();
      };
    });
    await one.server.overview();
    await brought;
    expect(await staleThreads(one)).toEqual([]);
  });
});

describe('a mailbox kept up with', () => {
  it('is in no kept answer once it is disconnected and erased', async () => {
    const first = start('races-4');
    await first.bring('gmail:sam@plumb.test', OLD);
    await first.server.overview();
    await expect.poll(() => kept('races-4')).not.toBeNull();
    first.store.close();
    const { server, store } = start('races-4');
    expect((await server.overview()).sent.outreach).toBeGreaterThan(0);
    await new SyncStore(store).disconnect('sam@plumb.test', true);
    expect((await server.overview()).sent.outreach).toBe(0);
  });

  it('has not only grown where a label changed', async () => {
    const store = new Store('races-5');
    const mailbox = new SyncStore<null, null>(store);
    const sent = messages.find(({ direction }) => direction === 'sent');
    if (sent === undefined) throw new Error('the world has no sent message');
    const now = (): number => world.now;
    const step = async (labels: readonly string[]): Promise<void> => {
      const fact: Message = { ...sent, gmailId: 'a1', labels };
      const entry = { id: 'a1', threadId: 't1', sent: true, at: sent.at, fact };
      const stored = { threads: [{ threadId: 't1', messages: [entry] }], gone: [], finished: [] };
      await mailbox.commit(sent.account, 'me', { job: null, page: null, ...stored }, now);
    };
    await mailbox.connect(sent.account, null, null, world.now);
    await mailbox.take(sent.account, 'me', now, false);
    await step(['SENT', 'Spring']);
    const mark = store.markOf(await store.facts());
    await step(['SENT', 'Autumn']);
    const facts = await store.facts();
    expect(facts.messages[0]?.labels).toEqual(['SENT', 'Autumn']);
    expect(store.factsSince(mark, facts)).toBeNull();
  });
});
