import type { Analysis, Sent } from '../analytics/analyse';
import type { FlagThresholds } from '../analytics/flags/thresholds';
import type { Report, SequenceReport } from '../analytics/report-types';
import { type PeriodChanges, periodChanges } from '../analytics/trend/changes';
import { stableHash } from '../facts/hash';
import { Cache, type CacheEntry } from '../store/cache';
import type { Store } from '../store/store';
import type { DecisionView } from './decisions';
import type { Glance, KeptGlance } from './glance-types';
import { glanceOf } from './glance-view';
import type { Overview, ThreadView } from './protocol';
import { CHANGE_DAYS } from './surface-types';
import { flagsFor, overviewOf, threadViewOf } from './views';

/** An answer that an earlier background computed, and the time its figures are for (milliseconds UTC). */
export interface Recalled<T> {
  readonly at: number;
  readonly value: T;
}

/** The report, its list of sequences empty: each lies by itself, for most questions are about one. */
interface KeptReport {
  readonly at: number;
  readonly report: Report;
  /** Ids of its sequences, in order. */
  readonly sequences: readonly string[];
  /** What the threads were written under; those of `NEWS` changed since. */
  readonly threads: string;
  /** How many records the threads lie in. */
  readonly records: number;
}

/** A thread without what it shares with its whole sequence. */
type KeptThread = Omit<ThreadView, 'generatedAt' | 'sequence' | 'flags'> & { readonly sequenceId: string };

type KeptThreads = Readonly<Record<string, KeptThread>>;

/** So many threads lie together in a record: one record is read for one question, and writing them all stays cheap. */
const TOGETHER = 64;
const OVERVIEW = 'overview';
const REPORT = 'report';
const CHANGES = 'changes';
/** The popup reads it by itself: `lib/api/glance.ts`. */
const GLANCE = 'glance';
/** Threads that changed after all were written: a few new facts must not cost writing them all. */
const NEWS = 'threads:news';
const recordOf = (threadId: string, records: number): string =>
  `threads:${Number.parseInt(stableHash(threadId), 36) % records}`;
const sequenceKey = (id: string): string => `sequence:${id}`;

/**
 * The last answers, kept on disk: a background that was killed answers from them at once instead of computing everything
 * anew first. They hold for exactly the facts and decisions they were made from, and for the build that made them.
 * Losing them costs time, nothing else.
 */
export class KeptAnswers {
  private readonly cache: Cache;
  /** What all threads were written under last, in how many records, and those that changed since. */
  private base: { readonly stamp: string; readonly records: number } | null = null;
  private news: Record<string, KeptThread> = {};
  /** Threads (as the mailbox names them) that changed since, and are not written yet. */
  private readonly owed = new Set<string>();
  /** The stamp of the facts as this background found them. */
  private first: Promise<string> | null = null;
  /** Writes go one after the other: nothing is written behind `forget`'s back. */
  private writing: Promise<unknown> = Promise.resolve();

  /** @param build tells one build's answers from another's; null keeps nothing */
  constructor(
    private readonly store: Store,
    private readonly build: string | null,
  ) {
    this.cache = new Cache(store.name);
  }

  async overview(): Promise<Recalled<Overview> | null> {
    // Only `keep` writes under these keys, and the stamp says that this very build did.
    return (await this.read(OVERVIEW)) as Recalled<Overview> | null;
  }

  async changes(): Promise<Recalled<PeriodChanges> | null> {
    return (await this.read(CHANGES)) as Recalled<PeriodChanges> | null; // see `overview`
  }

  async glance(): Promise<Recalled<Glance> | null> {
    return (await this.read(GLANCE)) as Recalled<Glance> | null; // see `overview`
  }

  async report(): Promise<Recalled<Report> | null> {
    const kept = await this.bareReport();
    if (kept === null) return null;
    const sequences = await this.readAll(kept.sequences.map(sequenceKey));
    if (sequences === null) return null;
    return { at: kept.at, value: { ...kept.report, sequences: sequences as SequenceReport[] } }; // see `overview`
  }

  /** Null where it must be computed; a value of null where no sequence has this id. */
  async sequence(id: string): Promise<Recalled<SequenceReport | null> | null> {
    const [kept, found] = await Promise.all([this.bareReport(), this.read(sequenceKey(id))]);
    if (kept === null || (found === null && kept.sequences.includes(id))) return null;
    return { at: kept.at, value: found as SequenceReport | null }; // see `overview`
  }

  /** Null where it must be computed; a value of null where the thread holds no outreach. */
  async thread(threadId: string): Promise<Recalled<ThreadView | null> | null> {
    const report = await this.bareReport();
    if (report === null) return null;
    const [all, changed] = await Promise.all([
      this.cache.read(recordOf(threadId, report.records), report.threads),
      this.read(NEWS),
    ]);
    if (all === null) return null;
    const news = changed as KeptThreads | null; // see `overview`
    const record = news !== null && Object.hasOwn(news, threadId) ? news : (all as KeptThreads); // see `overview`
    const kept = Object.hasOwn(record, threadId) ? record[threadId] : undefined;
    if (kept === undefined) return { at: report.at, value: null };
    const { sequenceId, ...rest } = kept;
    const sequence = (await this.read(sequenceKey(sequenceId))) as SequenceReport | null; // see `overview`
    if (sequence === null) return null;
    const { generatedAt } = report.report;
    return { at: report.at, value: { ...rest, generatedAt, sequence, flags: flagsFor(sequence, kept.step) } };
  }

  /**
   * Keeps what was computed from the facts as they were at `version`.
   * @param changed emails that changed since it was called before; null: any may have
   * @returns whether it was: not where facts have changed since
   */
  keep(
    analysis: Analysis,
    report: Report,
    decisions: readonly DecisionView[],
    version: number,
    limits: FlagThresholds,
    changed: readonly Sent[] | null = null,
  ): Promise<boolean> {
    return this.inTurn(() =>
      changed === null
        ? this.write(analysis, report, decisions, version, limits)
        : this.writeNews(analysis, report, decisions, version, limits, changed),
    );
  }

  /**
   * Figures that are not kept: what they changed is written with the next that are.
   * @param changed as for `keep`
   */
  pass(changed: readonly Sent[] | null): void {
    void this.inTurn(async () => {
      if (changed === null) this.leave();
      else this.owe(changed);
    });
  }

  async forget(): Promise<void> {
    await this.inTurn(async () => {
      this.leave();
      await this.cache.clear();
    });
  }

  /** What lies there is no base for news any more. */
  private leave(): void {
    this.base = null;
    this.news = {};
    this.owed.clear();
  }

  private owe(changed: readonly Sent[]): void {
    for (const { mail } of changed) this.owed.add(mail.thread);
  }

  private async write(
    analysis: Analysis,
    report: Report,
    decisions: readonly DecisionView[],
    version: number,
    limits: FlagThresholds,
  ): Promise<boolean> {
    this.leave();
    if (this.build === null) return false;
    const stamp = await this.stamp();
    if (this.store.version !== version) return false;
    const at = analysis.now;
    const changes = periodChanges(analysis, CHANGE_DAYS);
    const glance: KeptGlance = { at, value: glanceOf(analysis, report, changes) };
    const threads = threadsOf(analysis);
    const records = Math.max(1, Math.ceil(threads.size / TOGETHER));
    await this.cache.replace(stamp, [
      { key: GLANCE, value: glance },
      { key: OVERVIEW, value: { at, value: overviewOf(analysis, report) } },
      { key: CHANGES, value: { at, value: changes } },
      ...reportEntries(report, { at, threads: stamp, records }),
      ...threadEntries(threads, records, (threadId, sent) =>
        keptThread({ ...analysis, sent }, report, threadId, decisions, limits),
      ),
    ]);
    this.base = { stamp, records };
    return true;
  }

  /** The first answers and the threads that changed; what compares periods is computed when it is asked for. */
  private async writeNews(
    analysis: Analysis,
    report: Report,
    decisions: readonly DecisionView[],
    version: number,
    limits: FlagThresholds,
    changed: readonly Sent[],
  ): Promise<boolean> {
    const { base } = this;
    if (base === null) return false;
    this.owe(changed);
    // Asked of the database first: the answer itself goes out meanwhile.
    const stamp = await this.stamp();
    if (this.store.version !== version) return false;
    const threads = new Map<string, Sent[]>();
    for (const thread of this.owed)
      for (const mail of analysis.mailbox.byThread.get(thread) ?? []) {
        const { threadId } = mail.fact;
        if (threadId !== null) threads.set(threadId, []);
      }
    for (const sent of analysis.sent) threads.get(sent.mail.fact.threadId ?? '')?.push(sent);
    for (const [threadId, sent] of threads) {
      const kept = keptThread({ ...analysis, sent }, report, threadId, decisions, limits);
      if (kept !== null) this.news[threadId] = kept;
    }
    const at = analysis.now;
    await this.cache.write(stamp, [
      { key: GLANCE, value: { at, value: glanceOf(analysis, report) } satisfies KeptGlance },
      { key: OVERVIEW, value: { at, value: overviewOf(analysis, report) } },
      ...reportEntries(report, { at, threads: base.stamp, records: base.records }),
      { key: NEWS, value: this.news },
    ]);
    this.owed.clear();
    return true;
  }

  private async bareReport(): Promise<KeptReport | null> {
    return (await this.read(REPORT)) as KeptReport | null; // see `overview`
  }

  private async read(key: string): Promise<unknown> {
    return (await this.readAll([key]))?.[0] ?? null;
  }

  private async readAll(keys: readonly string[]): Promise<unknown[] | null> {
    // What changed since this background began is not computed yet, or it would not be asked for here.
    if (this.build === null || this.store.version > 0) return null;
    this.first ??= this.stamp().catch((error: unknown) => {
      this.first = null; // the next question asks again
      throw error;
    });
    return this.cache.readAll(keys, this.first);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.writing.then(work);
    // The next one goes on whether this one succeeded or not; the caller gets the failure.
    this.writing = result.catch(() => undefined);
    return result;
  }

  private async stamp(): Promise<string> {
    return `${this.build} ${await this.store.stamp()}`;
  }
}

function reportEntries(report: Report, about: Pick<KeptReport, 'at' | 'threads' | 'records'>): CacheEntry[] {
  const { sequences } = report;
  const bare = { ...report, sequences: [] };
  const kept: KeptReport = { ...about, report: bare, sequences: sequences.map(({ id }) => id) };
  return [
    { key: REPORT, value: kept },
    ...sequences.map((sequence) => ({ key: sequenceKey(sequence.id), value: sequence })),
  ];
}

/** By thread, the emails of ours in it. */
function threadsOf({ sent }: Analysis): Map<string, Sent[]> {
  const threads = new Map<string, Sent[]>();
  for (const one of sent) {
    const { threadId } = one.mail.fact;
    if (threadId === null) continue;
    const list = threads.get(threadId);
    if (list === undefined) threads.set(threadId, [one]);
    else list.push(one);
  }
  return threads;
}

function threadEntries(
  threads: ReadonlyMap<string, Sent[]>,
  records: number,
  keptOf: (threadId: string, sent: Sent[]) => KeptThread | null,
): CacheEntry[] {
  const entries = new Map<string, Record<string, KeptThread>>();
  // Every record is there, so that a thread that is in none of them is known to hold no outreach.
  for (let n = 0; n < records; n++) entries.set(`threads:${n}`, {});
  for (const [threadId, sent] of threads) {
    const kept = keptOf(threadId, sent);
    const record = entries.get(recordOf(threadId, records));
    if (kept !== null && record !== undefined) record[threadId] = kept;
  }
  return [...entries].map(([key, value]) => ({ key, value }));
}

/** @param analysis its `sent` is that of the thread alone */
function keptThread(
  analysis: Analysis,
  report: Report,
  threadId: string,
  decisions: readonly DecisionView[],
  limits: FlagThresholds,
): KeptThread | null {
  const view = threadViewOf(analysis, report, threadId, decisions, limits);
  if (view === null) return null;
  const { generatedAt: _at, sequence, flags: _flags, ...rest } = view;
  return { ...rest, sequenceId: sequence.id };
}
