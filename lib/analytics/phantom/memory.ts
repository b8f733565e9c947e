import type { Outbound } from '../mailbox';
import type { Learned } from './learned';
import type { Population } from './population';
import type { SharedOffsets } from './shared-offsets';

/**
 * What one run leaves for the judgement of a few clicks after it: what was learned, and what was counted over all
 * clicks. All of it goes by names, because every run numbers its sequences, trackers and gateways anew.
 */

/** What sequences, trackers and gateways are called, by number. */
export interface Names {
  /** Ids of sequences; null for mail that is in none. */
  readonly groups: readonly (string | null)[];
  readonly trackers: readonly string[];
  readonly gateways: readonly string[];
}

/** What the model learned. */
export interface Lessons {
  readonly learned: Learned;
  readonly population: Population;
  readonly shared: SharedOffsets;
}

/** What the model learned, and by what numbers. */
export interface Taught extends Lessons {
  readonly names: Names;
}

/** What the findings of one click take from all others. */
export interface Counts {
  /** By sequence: emails (to a prospect each) that were clicked, and those of them with a link that can be read. */
  readonly clicked: ReadonlyMap<string | null, { readonly all: number; readonly linked: number }>;
  /** Sequences whose opens are tracked. */
  readonly opens: ReadonlySet<string | null>;
  /** Emails that were clicked by nobody knows whom. */
  readonly nobodys: ReadonlySet<Outbound>;
  /** Trackers, and whether they usually give a user agent. */
  readonly tellsAgents: ReadonlyMap<string, boolean>;
  /** Whom an address clicked for: one prospect (0), several of one company (1), three companies or more (2). */
  reachOf(ip: string): 0 | 1 | 2;
}

/** What was learned, by the numbers of another run. What that run has and the lessons know nothing of is as at the start. */
export function renumbered({ learned, population, shared, names }: Taught, to: Names): Lessons {
  const from = (before: readonly (string | null)[], after: readonly (string | null)[]): Int32Array => {
    const numbers = new Map(before.map((name, number) => [name, number]));
    return Int32Array.from(after, (name) => numbers.get(name) ?? -1);
  };
  const groups = from(names.groups, to.groups);
  return {
    learned: {
      ...learned,
      groupRates: Float64Array.from(groups, (group) => learned.groupRates[group] ?? learned.rate),
    },
    population: population.renumbered(from(names.gateways, to.gateways)),
    shared: shared.renumbered(from(names.trackers, to.trackers)),
  };
}
