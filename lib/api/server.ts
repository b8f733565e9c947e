import { type Analysis, analyse } from '../analytics/analyse';
import { clickDetail, report } from '../analytics/report';
import type { Report } from '../analytics/report-types';
import type { Store } from '../store/store';
import { clickDecisions, sequenceDecisions } from './decisions';
import type { Protocol } from './protocol';
import { decisionHandlers, readDecisions, readLedger, writeLedger } from './server-decisions';
import { type PageWorld, pageHandlers } from './server-page';
import { overviewOf, threadViewOf } from './views';

/** What the server needs of the world; tests give their own. */
export interface World extends PageWorld {
  openPage(path: string): Promise<void>;
  /** Erases what is kept outside the store: settings, what Gmail tabs show. */
  forget(): Promise<void>;
}

interface Computed {
  readonly version: number;
  readonly analysis: Analysis;
  readonly report: Report;
}

/** Rates mature by the hour; an answer this old is good enough while nothing else has changed. */
const FRESH = 10 * 60_000;

/** During an import at most one part in this many goes into figures. */
const IMPORT_FIRST = 10;

/** Views are told of a running import this often. */
const FOLLOW = 5000;

type Handlers = {
  readonly [K in keyof Protocol]: (
    ...data: Parameters<Protocol[K]>
  ) => Promise<Awaited<ReturnType<Protocol[K]>>>;
};

/** The one place where store and analytics meet: every answer is facts → analysis → view. */
export function createServer(store: Store, world: World): Handlers {
  let computed: Computed | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  const running = new Set<string>();
  let computedAt = 0;
  let took = 0;

  const compute = async (): Promise<Computed> => {
    const facts = await store.facts();
    const { version } = store;
    const now = world.now();
    if (computed !== null && computed.version === version && now - computed.analysis.now < FRESH)
      return computed;
    // While an import runs the figures follow it, but reading goes first: a stale answer beats a slow import.
    if (computed !== null && running.size > 0 && now - computedAt < took * IMPORT_FIRST) return computed;
    const accounts = [...new Set(facts.messages.map((message) => message.account))].filter(
      (address) => address !== '',
    );
    const [decisions, ledger] = await Promise.all([readDecisions(store), readLedger(store)]);
    const analysis = analyse(facts, {
      now,
      accounts,
      decisions: clickDecisions(decisions),
      sequences: { known: ledger, decisions: sequenceDecisions(decisions) },
    });
    // Half an import must not fix a name for good: the ledger is written when nothing is being read.
    if (running.size === 0 && JSON.stringify(ledger) !== JSON.stringify(analysis.knownSequences))
      await writeLedger(store, analysis.knownSequences);
    computed = { version, analysis, report: report(analysis) };
    computedAt = world.now();
    took = computedAt - now;
    return computed;
  };

  const { forgetPage, ...page } = pageHandlers(store, world);
  return {
    ...page,
    ...decisionHandlers(store, { now: world.now, changed: () => world.tell({ notice: 'changed' }) }),
    overview: async () => {
      const { analysis, report: full } = await compute();
      return overviewOf(analysis, full);
    },
    sequence: async ({ id }) => (await compute()).report.sequences.find((entry) => entry.id === id) ?? null,
    thread: async ({ threadId }) => {
      const { analysis, report: full } = await compute();
      return threadViewOf(analysis, full, threadId);
    },
    report: async () => (await compute()).report,
    clicks: async ({ from, count }) => {
      const { analysis } = await compute();
      const detail = clickDetail(analysis);
      return { total: analysis.clicks.length, rows: analysis.clicks.slice(from, from + count).map(detail) };
    },
    imports: () => store.imports(),
    accounts: async () =>
      [...new Set((await store.facts()).messages.map((message) => message.account))].filter(
        (address) => address !== '',
      ),
    startImport: async ({ id, name }) => {
      await store.startImport({ id, name, startedAt: world.now() });
      toldAt = world.now();
      await world.tell({ notice: 'changed' });
    },
    addFacts: async ({ importId, number, ...batch }) => {
      running.add(importId);
      const added = await store.addFacts(importId, batch, number);
      // Open views follow a long import, but not every batch of it.
      if (world.now() - toldAt >= FOLLOW) {
        toldAt = world.now();
        await world.tell({ notice: 'changed' });
      }
      return added;
    },
    finishImport: async ({ id, state, error }) => {
      running.delete(id);
      await store.finishImport(id, state, error);
      await world.tell({ notice: 'changed' });
    },
    undoImport: async ({ id }) => {
      await store.undoImport(id);
      await world.tell({ notice: 'changed' });
    },
    erase: async () => {
      await forgetPage();
      await store.erase();
      running.clear();
      computed = null;
      await world.forget();
      await world.tell({ notice: 'changed' });
    },
    gmailView: ({ frame }) => world.recallView(frame),
    openDashboard: ({ path }) => world.openPage(path),
  };
}
