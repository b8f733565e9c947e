import { type Analysis, type Sent, work } from '../analytics/analyse';
import type { FlagThresholds } from '../analytics/flags/thresholds';
import { Readings } from '../analytics/readings/readings';
import { clickDetail, report } from '../analytics/report';
import type { Report, SequenceReport } from '../analytics/report-types';
import { periodChanges } from '../analytics/trend/changes';
import type { Store } from '../store/store';
import {
  clickDecisions,
  currentSequence,
  type DecisionView,
  ofShownClicks,
  sequenceDecisions,
} from './decisions';
import { glanceOf } from './glance-view';
import { type GmailServer, noGmail } from './gmail-server';
import type { Protocol } from './protocol';
import { auditHandlers } from './server-audit';
import { backupHandlers } from './server-backup';
import { connectorHandlers, NO_TRACKERS, TrackerPoller } from './server-connectors';
import { decisionHandlers, readDecisions, readLedger, writeLedger } from './server-decisions';
import { createImports, type ImportWorld } from './server-imports';
import { insightHandlers, readSettings } from './server-insight';
import { KeptAnswers, type Recalled } from './server-kept';
import { LiveRun } from './server-live';
import { mappingHandlers } from './server-mappings';
import { type PageWorld, pageHandlers } from './server-page';
import { sequenceHandlers } from './server-sequences';
import { surfaceHandlers } from './server-surfaces';
import { CHANGE_DAYS } from './surface-types';
import { countersOf, unjoinedOf } from './tracking-views';
import { overviewOf, threadViewOf } from './views';

/** What the server needs of the world; tests give their own. */
export interface World extends PageWorld, ImportWorld {
  /** What emails say by themselves: the store was given the same. Absent: it is read anew by each background. */
  readonly readings?: Readings;
  /** Names the build that runs: answers are kept for a later background of the same build. Absent: none are kept. */
  readonly build?: string;
  openPage(path: string): Promise<void>;
  /** Does something later, where nothing waits for it. Absent: it is done when it is asked for. */
  later?(work: () => void, ms: number): void;
  /** Erases what is kept outside the store: settings, what Gmail tabs show. */
  forget(): Promise<void>;
  /** Told of faults that cost nobody an answer. Absent: they are of no interest. */
  report?(fault: unknown): void;
}

interface Computed {
  readonly version: number;
  readonly analysis: Analysis;
  readonly report: Report;
  readonly decisions: readonly DecisionView[];
  readonly thresholds: FlagThresholds;
  /** When the full run was made that it comes from, and whether facts were taken in since. */
  readonly fullAt: number;
  readonly extended: boolean;
}

/** Rates mature by the hour; an answer this old is good enough while nothing else has changed. */
const FRESH = 10 * 60_000;

/** A full run that takes longer (ms) waits so long for smaller questions that views ask together with it. */
const LONG = 500;
const SMALL_FIRST = 50;
/** The time of a run over fewer facts than this says little about a run over more: these take about so long each (ms). */
const LEAST_TOLD = 1000;
const USUAL = 0.01;

/** During an import at most one part in this many goes into figures. */
const IMPORT_FIRST = 10;

/**
 * After this long without news what was taken in is computed as a whole: the longer a whole run takes, the rarer, but
 * sooner than the browser stops an idle background (30 s).
 */
const CALM = { least: 3000, most: 25_000 };
/** What takes in news is made ready this long after a full run: the answer goes first. */
const AFTER_ANSWER = 1000;

type Handlers = {
  readonly [K in keyof Protocol]: (
    ...data: Parameters<Protocol[K]>
  ) => Promise<Awaited<ReturnType<Protocol[K]>>>;
};

/** The one place where store and analytics meet: every answer is facts → analysis → view. */
export function createServer(
  store: Store,
  world: World,
  trackers: TrackerPoller = new TrackerPoller(store, NO_TRACKERS),
  gmail: GmailServer = noGmail(),
): Handlers {
  let computed: Computed | null = null;
  const imports = createImports(store, world);
  /** Facts are coming in: an import, or Gmail. */
  const reading = (): boolean => imports.running() || gmail.busy();
  const kept = new KeptAnswers(store, world.build ?? null);
  const readings = world.readings ?? new Readings();
  const live = new LiveRun(store);
  let refreshing = false;
  const fault = (error: unknown): void => world.report?.(error);
  let computedAt = 0;
  let took = 0;
  let tookFor = 0;
  let cameBefore = 0;

  let computing: Promise<Computed> | null = null;

  /** Several views that ask at once wait for one computation. */
  const compute = async (): Promise<Computed> => {
    for (;;) {
      computing ??= computeOnce().finally(() => {
        computing = null;
      });
      const found = await computing;
      // Facts may have changed while it ran; whoever asked after that must not get the answer from before.
      if (found.version === store.version || reading()) return found;
    }
  };

  /** Milliseconds a full run will take now, by the last one: its time grows with the facts. */
  const expected = (): number => {
    const facts = tookFor + store.came - cameBefore;
    return tookFor < LEAST_TOLD ? facts * USUAL : took * Math.max(1, facts / tookFor);
  };
  /** While an import or the sync runs the figures follow it, but reading goes first: a stale answer beats a slow import. */
  const early = (now: number): boolean => reading() && now - computedAt < expected() * IMPORT_FIRST;

  /** Nothing is answered while a full run goes on: small questions that came with it go first. */
  const breath = (): Promise<void> =>
    new Promise((resolve) => (world.later === undefined ? resolve() : world.later(resolve, SMALL_FIRST)));

  /** @param breathed small questions have had their turn */
  const computeOnce = async (breathed = false): Promise<Computed> => {
    const now = world.now();
    // Facts that an import has let go of are read again only when their figures are due.
    if (computed !== null && !store.atHand && early(now)) return computed;
    const found = await store.facts();
    const { version } = store;
    const { upheavals } = store.markOf(found);
    if (computed !== null && now - computed.fullAt < FRESH) {
      if (computed.version === version) return computed;
      const done = live.extend(found, now);
      if (done !== null) {
        const { analysis, changed, decisions, report: full } = done;
        computed = {
          version,
          analysis,
          report: full,
          decisions: ofShownClicks(decisions, analysis.clicks),
          thresholds: computed.thresholds,
          fullAt: computed.fullAt,
          extended: true,
        };
        keep(computed, changed);
        settleLater();
        return computed;
      }
    }
    if (computed !== null && early(now)) return computed;
    if (!breathed && expected() > LONG) {
      await breath();
      return computeOnce(true);
    }
    const [decisions, ledger, { thresholds }] = await Promise.all([
      readDecisions(store),
      readLedger(store),
      readSettings(store),
    ]);
    // Facts that have come meanwhile are in the lists, and count; what else has changed may be in none of these, so the next
    // who asks finds the figures old. Not read again until nothing comes: an import would never let it end.
    const facts = await store.facts();
    const stood = store.markOf(facts);
    const mark = { ...stood, upheavals };
    const asOf = stood.upheavals === upheavals ? stood.version : version;
    cameBefore = store.came;
    const accounts = [...new Set(facts.messages.map((message) => message.account))].filter(
      (address) => address !== '',
    );
    live.forget();
    const { messages, events } = facts;
    const workings = work(
      { messages, events, distinctEvents: true },
      {
        now,
        readings,
        accounts,
        decisions: clickDecisions(decisions),
        sequences: { known: ledger, decisions: sequenceDecisions(decisions) },
      },
    );
    const { analysis } = workings;
    // Half an import must not fix a name for good: the ledger is written when nothing is being read.
    const known = analysis.knownSequences;
    const news = !reading() && JSON.stringify(ledger) !== JSON.stringify(known);
    // The disk works while the report is counted.
    const written = news ? writeLedger(store, known) : null;
    const full = report(analysis, { counters: facts.counters, thresholds });
    await written;
    computed = {
      version: asOf,
      analysis,
      report: full,
      decisions: ofShownClicks(decisions, analysis.clicks),
      thresholds,
      fullAt: now,
      extended: false,
    };
    computedAt = world.now();
    took = computedAt - now;
    tookFor = store.countSince(null, facts);
    keep(computed, null);
    live.begin({
      facts,
      mark,
      workings,
      report: full,
      options: { readings, decisions: clickDecisions(decisions), counters: facts.counters, thresholds },
      decisions,
    });
    world.later?.(() => live.prepare(), AFTER_ANSWER);
    return computed;
  };

  /** @param changed emails that changed since the answers were kept before; null: all */
  const keep = (
    { analysis, decisions, report: full, version, thresholds }: Computed,
    changed: readonly Sent[] | null,
  ): void => {
    if (reading()) {
      kept.pass(changed);
      return;
    }
    // A cache that could not be written (a full disk) costs the next background time, and this one's answers nothing.
    const done = kept.keep(analysis, full, decisions, version, thresholds, changed);
    // Nobody waits for it: what another build has read of messages is read again, so that the next background need not.
    if (changed === null) done.then(() => store.readAgain()).catch(fault);
    else done.catch(fault);
  };

  const settleLater = (): void => {
    const { version } = store;
    world.later?.(() => settle(version), Math.min(CALM.most, Math.max(CALM.least, took * IMPORT_FIRST)));
  };

  /**
   * What was taken in fact by fact is computed as a whole, when nothing more comes.
   * @param version of the facts when it was put off: where others have come since, it was put off again
   */
  const settle = (version: number): void => {
    if (computed === null || !computed.extended) return;
    if (computed.version !== version || store.version !== version) return;
    if (reading()) {
      settleLater();
      return;
    }
    live.forget();
    computed = { ...computed, version: -1 };
    refresh();
  };

  /** Once the figures are there, views ask again; one that fails to come is computed by the next question, and says why. */
  const refresh = (): void => {
    if (refreshing) return;
    refreshing = true;
    compute()
      .then(() => world.tell({ notice: 'changed' }))
      .catch(fault)
      .finally(() => {
        refreshing = false;
      });
  };

  /** What an earlier background has left is answered at once, and made anew behind it where it is old. */
  const answer = async <T>(
    recall: () => Promise<Recalled<T> | null>,
    from: (fresh: Computed) => T,
    stale: 'will do' | 'will not do' = 'will do',
  ): Promise<T> => {
    if (computed === null && !reading()) {
      const found = await recall();
      const old = found !== null && world.now() - found.at >= FRESH;
      if (old && stale === 'will do') refresh();
      if (found !== null && !(old && stale === 'will not do')) return found.value;
    }
    return from(await compute());
  };

  const told = { now: world.now, changed: () => world.tell({ notice: 'changed' }) };
  const { forgetPage, ...page } = pageHandlers(store, world);
  return {
    ...gmail.handlers,
    ...page,
    ...imports.calls,
    ...decisionHandlers(store, {
      ...told,
      alsoReported: async (key) =>
        (await compute()).analysis.clicks
          .find(({ joined }) => joined.event.key === key)
          ?.joined.twins.map((twin) => twin.key) ?? [],
    }),
    ...mappingHandlers(store, told),
    ...connectorHandlers(trackers),
    ...auditHandlers(compute),
    ...sequenceHandlers(store, compute),
    ...surfaceHandlers(store, compute, () =>
      answer(
        () => kept.changes(),
        ({ analysis }) => periodChanges(analysis, CHANGE_DAYS),
      ),
    ),
    ...backupHandlers(store, told),
    ...insightHandlers(store, async () => (await compute()).analysis, told.changed),
    counters: async ({ sequence }) => {
      const { analysis, report: full } = await compute();
      const all = countersOf(analysis, full);
      return sequence === null ? all : all.filter((counter) => counter.sequence?.id === sequence);
    },
    unjoined: async (query) => unjoinedOf((await compute()).analysis, query),
    glance: () =>
      answer(
        () => kept.glance(),
        ({ analysis, report: full }) => glanceOf(analysis, full),
      ),
    overview: () =>
      answer(
        () => kept.overview(),
        ({ analysis, report: full }) => overviewOf(analysis, full),
      ),
    sequence: async ({ id }) => {
      const named = (wanted: string): Promise<SequenceReport | null> =>
        answer(
          () => kept.sequence(wanted),
          ({ report: full }) => full.sequences.find((entry) => entry.id === wanted) ?? null,
        );
      const found = await named(id);
      if (found !== null) return found;
      // An old address leads on to what its sequence was merged into.
      const now = currentSequence(id, await readDecisions(store));
      return now === id ? null : named(now);
    },
    thread: ({ threadId }) =>
      answer(
        () => kept.thread(threadId),
        ({ analysis, report: full, decisions, thresholds }) =>
          threadViewOf(analysis, full, threadId, decisions, thresholds),
      ),
    // What is exported is no older than what is computed anew.
    report: () =>
      answer(
        () => kept.report(),
        (fresh) => fresh.report,
        'will not do',
      ),
    clicks: async ({ from, count }) => {
      const { analysis } = await compute();
      const detail = clickDetail(analysis);
      return { total: analysis.clicks.length, rows: analysis.clicks.slice(from, from + count).map(detail) };
    },
    imports: () => store.imports(),
    accounts: () => store.accounts(),
    erase: async () => {
      await forgetPage();
      await trackers.stopAll();
      await gmail.forget();
      await store.erase();
      imports.forget();
      computed = null;
      live.forget();
      await kept.forget();
      await world.forget();
      await world.tell({ notice: 'changed' });
    },
    gmailView: ({ frame }) => world.recallView(frame),
    openDashboard: ({ path }) => world.openPage(path),
  };
}
