import type { Workings } from '../analytics/analyse';
import { type Extended, LiveAnalysis, type LiveOptions } from '../analytics/live/live';
import { NeedsFull } from '../analytics/live/needs-full';
import type { Report } from '../analytics/report-types';
import type { FactMark, Store, StoredFacts } from '../store/store';
import type { DecisionView } from './decisions';

/** A full run's learning is good for so many facts after it: then all is learned anew. */
const MOST_SINCE = 2000;
/** More at once is an import, and is computed as a whole. */
const MOST_AT_ONCE = 500;

/** A full run as it was made. */
export interface FullRun {
  readonly facts: StoredFacts;
  readonly mark: FactMark;
  readonly workings: Workings;
  readonly report: Report;
  readonly options: LiveOptions;
  readonly decisions: readonly DecisionView[];
}

/**
 * The last full run, and the facts that were taken in since. It takes in facts that were added and nothing else; it is
 * forgotten with any other change, with too many facts, and with those that only a full run can place.
 */
export class LiveRun {
  private run: FullRun | null = null;
  private live: LiveAnalysis | null = null;
  private taken: FactMark | null = null;
  /** Where the full run stood. */
  private since: FactMark | null = null;
  private decisions: readonly DecisionView[] = [];

  constructor(private readonly store: Store) {}

  begin(run: FullRun): void {
    this.forget();
    this.run = run;
    this.taken = run.mark;
    this.decisions = run.decisions;
  }

  forget(): void {
    this.run = null;
    this.live = null;
    this.taken = null;
  }

  /** Makes ready for news: a tenth of a full run's time, so better done before there is any. */
  prepare(): void {
    if (this.run === null) return;
    const { facts, options, report, workings } = this.run;
    this.live = new LiveAnalysis(facts, workings, report, options);
    this.since = this.run.mark;
    // The run's own workings are no longer needed, and are large.
    this.run = null;
  }

  /**
   * @param facts as `store.facts` has just given them
   * @returns null where a full run is needed
   */
  extend(
    facts: StoredFacts,
    now: number,
  ): (Extended & { readonly decisions: readonly DecisionView[] }) | null {
    const { store, taken } = this;
    const first = this.run?.mark ?? this.since;
    if (first === null || taken === null) return this.none();
    // Counted before any is looked at: what an import brings is made into facts when somebody asks for them.
    const came = store.countSince(taken, facts);
    if (came > MOST_AT_ONCE || store.countSince(first, facts) > MOST_SINCE) return this.none();
    const news = store.factsSince(taken, facts);
    if (news === null || news.counters.length > 0) return this.none();
    this.prepare();
    const { live } = this;
    // Whatever goes wrong, it is not asked again.
    this.live = null;
    const done = live?.extend(news, now) ?? null;
    if (done === null || done instanceof NeedsFull) return this.none();
    this.live = live;
    this.taken = store.markOf(facts);
    return { ...done, decisions: this.decisions };
  }

  private none(): null {
    this.forget();
    return null;
  }
}
