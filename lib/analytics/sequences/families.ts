import type { Runs } from './chains';
import { splitCopies } from './copies';
import type { Group } from './group-index';
import { type HeadFacts, joinHeads } from './heads';
import { IntMap, Marks } from './int-map';
import type { Reads } from './read';

/** All messages, and what is known of them by now. */
export interface Mails {
  readonly reads: Reads;
  readonly runs: Runs;
  /** Message → the template group it is in; −1 for none. */
  readonly groupOf: Int32Array;
  /** Number of groups. */
  readonly groups: number;
}

/** Some messages of a run, and the sequence they belong to. Places are those in `Runs.mails`. */
export interface Chain {
  /** The prospect, by number. */
  readonly person: number;
  /**
   * From `before` to before `start`: what came shortly before the head and is in no group: one-offs, or a first step too
   * personal to be seen as one.
   */
  before: number;
  /** From `start` to before `end`: its messages. */
  start: number;
  readonly end: number;
  /** Head group it begins with; −1 where its first step is not in the mailbox. */
  readonly head: number;
  family: number;
}

/** A group whose messages mostly come first begins a sequence. */
const HEAD_SHARE = 0.5;
/** Fewer first messages are enough where what comes before them is this mixed. */
const MIXED_HEAD_SHARE = 0.25;
const MIXED_PREDECESSOR = 0.6;

/** So many people must have got the steps after a first email that has no template. */
const MIN_SECOND = 2;

/** @returns group → 1 for heads */
function findHeads({ reads, runs, groupOf, groups }: Mails): Uint8Array {
  const first = new Int32Array(groups);
  const total = new Int32Array(groups);
  const before: (IntMap | undefined)[] = new Array(groups);
  // Group → chains that begin with an email too personal for a template, go on with it in the thread, and then further.
  const second = new Int32Array(groups);
  // Group → the run it was last seen in + 1.
  const seen = new Int32Array(groups);
  for (let run = 0; run < runs.people.length; run++) {
    const start = runs.starts[run] ?? 0;
    const end = runs.starts[run + 1] ?? 0;
    let previous = -1;
    for (let at = start; at < end; at++) {
      const mail = runs.mails[at] ?? 0;
      const group = groupOf[mail] ?? -1;
      if (group < 0) continue;
      if (seen[group] !== run + 1) {
        seen[group] = run + 1;
        total[group] = (total[group] ?? 0) + 1;
        // A one-off before the first step is no predecessor: only templates are.
        if (previous >= 0) {
          const counts = before[group] ?? new IntMap();
          before[group] = counts;
          counts.add(previous);
        } else if (reads.opens[mail] === 1) first[group] = (first[group] ?? 0) + 1;
        else if (goesOn(runs, groupOf, at, end) && followsOpening(reads, runs, start, at))
          second[group] = (second[group] ?? 0) + 1;
      }
      previous = group;
    }
  }
  const heads = new Uint8Array(groups);
  for (let group = 0; group < groups; group++) {
    const all = total[group] ?? 0;
    const count = first[group] ?? 0;
    if (count >= 2) {
      const commonest = largest(before[group]);
      // Of those that something came before: what is first only where the step before it is older than the mailbox is no head.
      const mixed =
        count >= 3 && count >= all * MIXED_HEAD_SHARE && commonest <= (all - count) * MIXED_PREDECESSOR;
      if (count >= all * HEAD_SHARE || mixed) heads[group] = 1;
    }
    const seconds = second[group] ?? 0;
    if (seconds >= MIN_SECOND && seconds >= all * HEAD_SHARE) heads[group] = 1;
  }
  return heads;
}

function largest(counts: IntMap | undefined): number {
  let most = 0;
  for (let at = 0; at < (counts?.size ?? 0); at++) most = Math.max(most, counts?.countAt(at) ?? 0);
  return most;
}

/** Whether a message of another template comes after that at `at`. */
function goesOn({ mails }: Runs, groupOf: Int32Array, at: number, end: number): boolean {
  const own = groupOf[mails[at] ?? 0];
  for (let later = at + 1; later < end; later++) {
    const group = groupOf[mails[later] ?? 0] ?? -1;
    if (group >= 0 && group !== own) return true;
  }
  return false;
}

/** Whether the message that opens the thread of that at `at` comes before it. */
function followsOpening({ opens, threads }: Reads, { mails }: Runs, start: number, at: number): boolean {
  const thread = threads[mails[at] ?? 0];
  for (let earlier = start; earlier < at; earlier++) {
    const mail = mails[earlier] ?? 0;
    if (opens[mail] === 1 && threads[mail] === thread) return true;
  }
  return false;
}

/** Cuts runs where another sequence begins. `familyOf` says which heads are one. */
function cut({ reads, runs, groupOf }: Mails, heads: Uint8Array, familyOf: Int32Array): Chain[] {
  const chains: Chain[] = [];
  for (let run = 0; run < runs.people.length; run++) {
    const person = runs.people[run] ?? 0;
    const end = runs.starts[run + 1] ?? 0;
    let start = runs.starts[run] ?? 0;
    let before = start;
    let head = -1;
    let grouped = false;
    for (let at = start; at <= end; at++) {
      const mail = runs.mails[at] ?? 0;
      const group = at < end ? (groupOf[mail] ?? -1) : -1;
      const begins =
        group >= 0 &&
        heads[group] === 1 &&
        (head < 0 || (reads.opens[mail] === 1 && familyOf[group] !== familyOf[head]));
      if (at === end || (begins && (head >= 0 || grouped))) {
        if (at > start && (head >= 0 || runs.afterReply[run] === 0))
          chains.push({ person, before, start, end: at, head, family: head });
        before = at;
        start = at;
        grouped = false;
      }
      if (begins) {
        start = at;
        head = group;
      }
      if (group >= 0) grouped = true;
    }
  }
  return chains;
}

function headFacts(
  { reads, runs, groupOf, groups }: Mails,
  chains: readonly Chain[],
): Map<number, HeadFacts> {
  const facts = new Map<number, HeadFacts>();
  // Group → the chain it was last seen in + 1.
  const seen = new Int32Array(groups);
  for (let index = 0; index < chains.length; index++) {
    const chain = chains[index];
    if (chain === undefined || chain.head < 0) continue;
    const { head, start, end } = chain;
    const opening = runs.mails[start] ?? 0;
    const at = reads.at[opening] ?? 0;
    let of = facts.get(head);
    if (of === undefined) {
      of = { people: 0, longer: 0, later: new IntMap(), from: at, to: at, subjects: new IntMap() };
      facts.set(head, of);
    }
    of.people++;
    of.from = Math.min(of.from, at);
    of.to = Math.max(of.to, at);
    const subject = reads.subjects[opening] ?? 0;
    if (subject !== 0) of.subjects.add(subject | 0);
    let longer = false;
    for (let place = start + 1; place < end; place++) {
      const group = groupOf[runs.mails[place] ?? 0] ?? -1;
      if (group < 0 || group === head || seen[group] === index + 1) continue;
      seen[group] = index + 1;
      of.later.add(group);
      longer = true;
    }
    if (longer) of.longer++;
  }
  return facts;
}

/** Which later groups belong to which family: how often each follows its heads. */
type Followers = readonly (IntMap | undefined)[];

function followers({ runs, groupOf, groups }: Mails, chains: readonly Chain[]): Followers {
  const of: (IntMap | undefined)[] = new Array(groups);
  for (let index = 0; index < chains.length; index++) {
    const { start = 0, end = 0, family = -1 } = chains[index] ?? {};
    for (let at = start; at < end; at++) {
      const group = groupOf[runs.mails[at] ?? 0] ?? -1;
      if (group < 0) continue;
      const counts = of[group] ?? new IntMap();
      of[group] = counts;
      counts.add(family);
    }
  }
  return of;
}

/**
 * The family that a chain's later emails are all of, where its own family has none of them: its first email was taken
 * for another sequence's, and what follows tells better.
 */
function familyByLater(
  { start, end, head, family }: Chain,
  { runs, groupOf }: Mails,
  follows: Followers,
  asked: Marks,
): number {
  let found = -1;
  asked.clear();
  for (let at = start + 1; at < end; at++) {
    const group = groupOf[runs.mails[at] ?? 0] ?? -1;
    if (group < 0 || group === head || asked.has(group)) continue;
    asked.add(group);
    let own = 0;
    for (let place = start; place < end; place++) if (groupOf[runs.mails[place] ?? 0] === group) own++;
    const counts = follows[group];
    if ((counts?.get(family) ?? 0) > own) return family;
    const of = mainFamily(counts, family);
    if (of < 0 || (counts?.get(of) ?? 0) < 2 || (found >= 0 && found !== of)) return family;
    found = of;
  }
  return found >= 0 ? found : family;
}

const ORPHAN_SHARE = 0.6;

/** The family most of a group's messages are in, where that is clear. */
function mainFamily(counts: IntMap | undefined, except = -1): number {
  if (counts === undefined) return -1;
  let best = -1;
  let most = 0;
  let all = 0;
  for (let at = 0; at < counts.size; at++) {
    const family = counts.keyAt(at);
    if (family === except) continue;
    const count = counts.countAt(at);
    all += count;
    if (count > most || (count === most && family < best)) {
      best = family;
      most = count;
    }
  }
  return most >= all * ORPHAN_SHARE ? best : -1;
}

/**
 * A chain whose first step is older than the mailbox, or too personal to tell: its later steps say where it belongs.
 * @param mainOf group → its main family
 * @returns whether they do
 */
function placeOrphan(chain: Chain, { reads, runs, groupOf }: Mails, mainOf: Int32Array): boolean {
  for (let at = chain.start; at < chain.end; at++) {
    const anchor = runs.mails[at] ?? 0;
    const group = groupOf[anchor] ?? -1;
    const family = group < 0 ? -1 : (mainOf[group] ?? -1);
    if (family < 0) continue;
    let from = chain.start;
    while (from < at && reads.threads[runs.mails[from] ?? 0] !== reads.threads[anchor]) from++;
    chain.before = from;
    chain.start = from;
    chain.family = family;
    return true;
  }
  return false;
}

/** From template groups and runs to sequences: heads, variants of a head, and the chain of each prospect. */
export function findFamilies(mails: Mails, groups: readonly Group[], weights: Float64Array): Chain[] {
  const heads = findHeads(mails);
  const familyOf = Int32Array.from(groups, (_, group) => group);
  const single = cut(mails, heads, familyOf);
  for (const [head, family] of joinHeads(headFacts(mails, single), groups, weights)) familyOf[head] = family;
  const headed: Chain[] = [];
  const lost: Chain[] = [];
  for (const chain of cut(mails, heads, familyOf)) {
    if (chain.head < 0) lost.push(chain);
    else {
      chain.family = familyOf[chain.head] ?? chain.head;
      headed.push(chain);
    }
  }
  const followsHead = followers(mails, headed);
  const asked = new Marks(groups.length);
  for (const chain of headed) chain.family = familyByLater(chain, mails, followsHead, asked);
  const follows = followers(mails, headed);
  const mainOf = Int32Array.from(groups, (_, group) => mainFamily(follows[group]));
  for (const chain of lost) if (placeOrphan(chain, mails, mainOf)) headed.push(chain);
  return splitCopies(headed, mails, groups.length);
}
