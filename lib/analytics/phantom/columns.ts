import type { JoinedEvent } from '../attribution/clicks';
import type { Arena } from './arena';
import type { Counts, Names } from './memory';

/**
 * The fast shape, described here alone: what the judgement reads is laid out as typed arrays ("columns"), sessions
 * numbered pair by pair and pairs company by company, and every name (address, company, gateway, sequence, network
 * address, tracker) is a small integer. Why: a report judges a quarter of a million clicks, and with an object, a Map
 * and a Set for each of them most of the time went into the garbage collector (8 s instead of under one). Inner loops
 * walk ranges of columns, allocate nothing and look nothing up by text; words are made last (reasons.ts). The model's
 * own columns are made for a portion of the companies at a time (arena.ts).
 */
export interface Sessions {
  readonly count: number;
  /** By session: when its first click happened, ms UTC. */
  readonly at: Float64Array;
  /** By session: seconds since sending; below 0 where that is not known. */
  readonly seconds: Float64Array;
  /** TRAIT_COUNT findings for each session, in the order of TRAIT_NAMES; -1: nothing to go by. */
  readonly traits: Int8Array;
  /** By session: the user's word, as SAID_HUMAN or SAID_MACHINE; 0 for none. */
  readonly said: Uint8Array;
  readonly tracker: Int32Array;
  /** Trackers are numbered below this. */
  readonly trackers: number;
  /** A pair is one email to one prospect. Its sessions: `pairStart[pair]` up to `pairStart[pair + 1]`. */
  readonly pairStart: Int32Array;
  /** By pair: which sequence; and which prospect, below 0 where nobody is named. A company's prospects are numbered side by side. */
  readonly pairGroup: Int32Array;
  readonly pairProspect: Int32Array;
  /** Prospects are numbered below this. */
  readonly prospects: number;
  /** A company's pairs, and so on. All companies here have clicks; those without are `silent`. */
  readonly companyStart: Int32Array;
  /** By company: the security gateway its own mail shows, below 0 where none shows. */
  readonly companyGateway: Int32Array;
  /** By company: tracked emails to its prospects without any click. */
  readonly companyUntouched: Int32Array;
  /** By company: 1 where strangers share the domain: no two of its prospects are colleagues. */
  readonly companyShared: Uint8Array;
  readonly silent: readonly SilentCompanies[];
  /** By group (sequence): tracked emails to prospects, clicked or not. */
  readonly groupSizes: Float64Array;
  /** Gateways are numbered below this. */
  readonly gateways: number;
}

/** Companies none of whose emails was clicked, all alike to the model. */
export interface SilentCompanies {
  readonly gateway: number;
  readonly untouched: number;
  readonly count: number;
}

/** Sessions, and the clicks they are made of. */
export interface Observed extends Sessions {
  /** Click events in the order given. */
  readonly clicks: readonly JoinedEvent[];
  /** By click: when it happened, ms UTC. */
  readonly clickAt: Float64Array;
  /** A session's clicks in time order: `clickOf[p]` for `p` from `sessionStart[session]` up to that of the next. */
  readonly clickOf: Int32Array;
  readonly sessionStart: Int32Array;
  /** By click: 1 where it is the other half of a pair whose first half is another's. */
  readonly twins: Uint8Array;
  /** By click: the user's word, and whether it was said of the whole company. */
  readonly words: Uint8Array;
  readonly names: Names;
  readonly counts: Omit<Counts, 'reachOf'>;
}

export const SAID_HUMAN = 1;
export const SAID_MACHINE = 2;
/** Added to either in `words`. */
export const SAID_OF_COMPANY = 4;

/** Some companies with their sessions, numbered anew; everything that is counted over all companies stays as it is. */
export function select(all: Sessions, companies: readonly number[], arena: Arena): Sessions {
  const { companyStart, pairStart } = all;
  let pairs = 0;
  let count = 0;
  for (const c of companies) {
    const from = companyStart[c] ?? 0;
    const to = companyStart[c + 1] ?? 0;
    pairs += to - from;
    count += (pairStart[to] ?? 0) - (pairStart[from] ?? 0);
  }
  const width = all.count === 0 ? 0 : all.traits.length / all.count;
  const part = {
    at: arena.floats(count),
    seconds: arena.floats(count),
    traits: new Int8Array(count * width),
    said: arena.bytes(count),
    tracker: arena.ints(count),
    pairStart: arena.ints(pairs + 1),
    pairGroup: arena.ints(pairs),
    pairProspect: arena.ints(pairs),
    companyStart: arena.ints(companies.length + 1),
    companyGateway: arena.ints(companies.length),
    companyUntouched: arena.ints(companies.length),
    companyShared: arena.bytes(companies.length),
  };
  let pair = 0;
  let session = 0;
  let prospects = 0;
  companies.forEach((c, own) => {
    const from = companyStart[c] ?? 0;
    const to = companyStart[c + 1] ?? 0;
    const first = pairStart[from] ?? 0;
    const last = pairStart[to] ?? 0;
    part.companyGateway[own] = all.companyGateway[c] ?? -1;
    part.companyUntouched[own] = all.companyUntouched[c] ?? 0;
    part.companyShared[own] = all.companyShared[c] ?? 0;
    // A company's prospects have numbers side by side.
    let least = Number.POSITIVE_INFINITY;
    let most = -1;
    for (let p = from; p < to; p++) {
      const prospect = all.pairProspect[p] ?? -1;
      if (prospect >= 0) least = Math.min(least, prospect);
      most = Math.max(most, prospect);
    }
    for (let p = from; p < to; p++) {
      const prospect = all.pairProspect[p] ?? -1;
      part.pairGroup[pair + p - from] = all.pairGroup[p] ?? 0;
      part.pairProspect[pair + p - from] = prospect < 0 ? -1 : prospects + prospect - least;
      part.pairStart[pair + p - from + 1] = session + (pairStart[p + 1] ?? 0) - first;
    }
    if (most >= 0) prospects += most - least + 1;
    for (let i = first; i < last; i++) {
      const to = session + i - first;
      part.at[to] = all.at[i] ?? 0;
      part.seconds[to] = all.seconds[i] ?? -1;
      part.said[to] = all.said[i] ?? 0;
      part.tracker[to] = all.tracker[i] ?? 0;
    }
    part.traits.set(all.traits.subarray(first * width, last * width), session * width);
    pair += to - from;
    session += last - first;
    part.companyStart[own + 1] = pair;
  });
  const { groupSizes, gateways, silent, trackers } = all;
  return { ...part, count, prospects, groupSizes, gateways, silent, trackers };
}

/** Every n-th company, and the same share of everything that is counted: enough to learn from. */
export function everyNth(all: Sessions, nth: number, arena: Arena): Sessions {
  const companies: number[] = [];
  for (let c = 0; c + 1 < all.companyStart.length; c += nth) companies.push(c);
  const part = select(all, companies, arena);
  const silent = all.silent.map((group) => ({ ...group, count: group.count / nth }));
  const share = emails({ ...part, silent }) / Math.max(1, emails(all));
  return { ...part, silent, groupSizes: all.groupSizes.map((size) => size * share) };
}

function emails({ companyUntouched, pairGroup, silent }: Sessions): number {
  return (
    pairGroup.length +
    companyUntouched.reduce((sum, count) => sum + count, 0) +
    silent.reduce((sum, group) => sum + group.untouched * group.count, 0)
  );
}
