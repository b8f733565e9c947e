import type { Run } from './chains';
import { type Group, GroupIndex } from './clusters';
import { splitCopies } from './copies';
import type { ReadMail } from './read';

/** One message in one prospect's chain. */
export interface Entry {
  /** Index of the message among those read. */
  readonly read: number;
  /** The template group it is in; -1 for none. */
  readonly group: number;
  readonly opens: boolean;
}

export interface Chain {
  readonly prospect: string;
  /** What came shortly before the head and is in no group: one-offs, or a first step too personal to be seen as one. */
  readonly before: readonly Entry[];
  readonly entries: readonly Entry[];
  /** Head group it begins with; -1 where its first step is not in the mailbox. */
  readonly head: number;
}

/** A chain and the sequence it belongs to, by number. */
export interface FamilyChain extends Chain {
  readonly family: number;
}

/** A group whose messages mostly come first begins a sequence. */
const HEAD_SHARE = 0.5;
/** Fewer first messages are enough where what comes before them is this mixed. */
const MIXED_HEAD_SHARE = 0.25;
const MIXED_PREDECESSOR = 0.6;
/** Two heads whose later steps are as like as this are variants of one first step. */
const SAME_LATER = 0.75;
/** … and below this they are different sequences, however like their first emails are. */
const OTHER_LATER = 0.3;
const NEAR_SAME_TEXT = 0.72;
const SIMILAR_TEXT = 0.4;
/** A later step that more heads than this lead to is a phrase of the user's, not a step of one sequence. */
const COMMON_STEP = 6;

/** So many people must have got the steps after a first email that has no template. */
const MIN_SECOND = 2;

export interface RunEntries {
  readonly run: Run;
  readonly entries: readonly Entry[];
}

function findHeads(runs: readonly RunEntries[], reads: readonly ReadMail[]): Set<number> {
  const first = new Map<number, number>();
  const total = new Map<number, number>();
  const before = new Map<number, Map<number, number>>();
  // Group → chains that begin with an email too personal for a template, go on with it in the thread, and then further.
  const second = new Map<number, number>();
  const bump = (map: Map<number, number>, key: number): void => {
    map.set(key, (map.get(key) ?? 0) + 1);
  };
  for (const { entries } of runs) {
    const seen = new Set<number>();
    for (const [index, entry] of entries.entries()) {
      if (entry.group < 0 || seen.has(entry.group)) continue;
      seen.add(entry.group);
      bump(total, entry.group);
      // A one-off before the first step is no predecessor: only templates are.
      const previous = entries.slice(0, index).findLast(({ group }) => group >= 0);
      if (previous !== undefined) {
        const map = before.get(entry.group) ?? new Map<number, number>();
        bump(map, previous.group);
        before.set(entry.group, map);
      } else if (entry.opens) bump(first, entry.group);
      else if (
        entries.slice(index + 1).some(({ group }) => group >= 0 && group !== entry.group) &&
        entries.slice(0, index).some(({ read, opens }) => opens && sameThread(reads[read], reads[entry.read]))
      )
        bump(second, entry.group);
    }
  }
  const heads = new Set<number>();
  for (const [group, count] of first) {
    if (count < 2) continue;
    const all = total.get(group) ?? count;
    const commonest = Math.max(0, ...(before.get(group)?.values() ?? []));
    // Of those that something came before: what is first only where the step before it is older than the mailbox is no head.
    const mixed =
      count >= 3 && count >= all * MIXED_HEAD_SHARE && commonest <= (all - count) * MIXED_PREDECESSOR;
    if (count >= all * HEAD_SHARE || mixed) heads.add(group);
  }
  for (const [group, count] of second)
    if (count >= MIN_SECOND && count >= (total.get(group) ?? count) * HEAD_SHARE) heads.add(group);
  return heads;
}

function sameThread(a: ReadMail | undefined, b: ReadMail | undefined): boolean {
  return a !== undefined && b !== undefined && a.mail.thread === b.mail.thread;
}

/** Cuts runs where another sequence begins. `familyOf` says which heads are one. */
function cut(
  runs: readonly RunEntries[],
  heads: ReadonlySet<number>,
  familyOf: (head: number) => number,
): Chain[] {
  const chains: Chain[] = [];
  for (const { run, entries } of runs) {
    let head = -1;
    let before: Entry[] = [];
    let current: Entry[] = [];
    const close = (): void => {
      if (current.length > 0 && (head >= 0 || !run.afterReply))
        chains.push({ prospect: run.prospect, before, entries: current, head });
      current = [];
      before = [];
    };
    for (const entry of entries) {
      if (heads.has(entry.group) && (head < 0 || (entry.opens && familyOf(entry.group) !== familyOf(head)))) {
        if (head < 0 && current.every(({ group }) => group < 0)) {
          before = current;
          current = [];
        } else close();
        head = entry.group;
      }
      current.push(entry);
    }
    close();
  }
  return chains;
}

interface HeadFacts {
  people: number;
  /** Chains that go on. */
  longer: number;
  /** Later group → chains that hold it. */
  readonly later: Map<number, number>;
  from: number;
  to: number;
  readonly subjects: Map<number, number>;
}

function headFacts(chains: readonly Chain[], reads: readonly ReadMail[]): Map<number, HeadFacts> {
  const facts = new Map<number, HeadFacts>();
  for (const { head, entries } of chains) {
    if (head < 0) continue;
    const read = reads[entries[0]?.read ?? -1];
    if (read === undefined) continue;
    const { at } = read.mail.fact;
    let of = facts.get(head);
    if (of === undefined) {
      of = { people: 0, longer: 0, later: new Map(), from: at, to: at, subjects: new Map() };
      facts.set(head, of);
    }
    of.people++;
    of.from = Math.min(of.from, at);
    of.to = Math.max(of.to, at);
    if (read.subject !== 0) of.subjects.set(read.subject, (of.subjects.get(read.subject) ?? 0) + 1);
    const later = new Set(
      entries.slice(1).flatMap(({ group }) => (group >= 0 && group !== head ? [group] : [])),
    );
    if (later.size > 0) of.longer++;
    for (const group of later) of.later.set(group, (of.later.get(group) ?? 0) + 1);
  }
  return facts;
}

function mainSubject(facts: HeadFacts): number {
  let best = 0;
  let most = 0;
  for (const [subject, count] of facts.subjects)
    if (count > most || (count === most && subject < best)) {
      best = subject;
      most = count;
    }
  return most * 2 >= facts.people ? best : 0;
}

/** Cosine of what follows two heads, and in how many templates; common phrases left out. */
function laterLikeness(
  a: HeadFacts,
  b: HeadFacts,
  leadIn: ReadonlyMap<number, number>,
): { like: number; steps: number } {
  let shared = 0;
  let steps = 0;
  let ownA = 0;
  let ownB = 0;
  const telling = (group: number): boolean => (leadIn.get(group) ?? 0) <= COMMON_STEP;
  for (const [group, count] of a.later) {
    if (!telling(group)) continue;
    const share = count / a.longer;
    ownA += share * share;
    const other = b.later.get(group);
    if (other === undefined) continue;
    shared += (share * other) / b.longer;
    steps++;
  }
  for (const [group, count] of b.later) if (telling(group)) ownB += (count / b.longer) ** 2;
  return { like: ownA > 0 && ownB > 0 ? shared / Math.sqrt(ownA * ownB) : 0, steps };
}

/** Share of the shorter time span in which both were sent. */
function overlap(a: HeadFacts, b: HeadFacts): number {
  const DAY = 86_400_000;
  const both = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  const shorter = Math.min(a.to - a.from, b.to - b.from);
  return (both + DAY / 2) / (shorter + DAY / 2);
}

function oneSequence(
  a: HeadFacts,
  b: HeadFacts,
  text: number,
  leadIn: ReadonlyMap<number, number>,
  heads: ReadonlyMap<number, number>,
): boolean {
  const known = a.longer >= 2 && b.longer >= 2;
  const { like: later, steps } =
    a.longer > 0 && b.longer > 0 ? laterLikeness(a, b, leadIn) : { like: 0, steps: 0 };
  if (known && later < OTHER_LATER) return false;
  if (text >= NEAR_SAME_TEXT) return true;
  const subject = mainSubject(a);
  const sameSubject = subject !== 0 && subject === mainSubject(b) && (heads.get(subject) ?? 0) <= 4;
  if (text >= SIMILAR_TEXT && sameSubject) return true;
  if (later < SAME_LATER || a.longer + b.longer < 3) return false;
  // Two steps alike are no chance; with one, a phrase of the user's may be all there is.
  return sameSubject || text >= SIMILAR_TEXT || steps >= 2 || overlap(a, b) >= 0.3;
}

function joinHeads(
  facts: ReadonlyMap<number, HeadFacts>,
  groups: readonly Group[],
  weights: Float64Array,
): Map<number, number> {
  const parent = new Map<number, number>();
  for (const head of facts.keys()) parent.set(head, head);
  const find = (head: number): number => {
    let root = head;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    return root;
  };
  // Pairs worth a look share a later step, a subject or text.
  const leadIn = new Map<number, number>();
  const bySign = new Map<string, number[]>();
  const sign = (key: string, head: number): void => {
    const list = bySign.get(key);
    if (list === undefined) bySign.set(key, [head]);
    else list.push(head);
  };
  const bySubject = new Map<number, number>();
  const heads = [...facts].sort(([a], [b]) => a - b);
  for (const [head, of] of heads) {
    for (const group of of.later.keys()) {
      leadIn.set(group, (leadIn.get(group) ?? 0) + 1);
      sign(`later ${group}`, head);
    }
    const subject = mainSubject(of);
    if (subject !== 0) {
      bySubject.set(subject, (bySubject.get(subject) ?? 0) + 1);
      sign(`subject ${subject}`, head);
    }
  }
  const texts = new GroupIndex(weights);
  const pairs = new Set<string>();
  const pair = (a: number, b: number): void => {
    if (a !== b) pairs.add(a < b ? `${a} ${b}` : `${b} ${a}`);
  };
  const opened: number[] = [];
  for (const [head] of heads) {
    const group = groups[head];
    if (group === undefined || group.counted === 0) continue;
    const found = texts.likestTo(group);
    if (found !== null && found.like >= SIMILAR_TEXT) pair(head, opened[found.group] ?? head);
    texts.absorb(texts.open(), group);
    opened.push(head);
  }
  for (const list of bySign.values())
    if (list.length <= 2 * COMMON_STEP)
      for (const [index, a] of list.entries()) for (const b of list.slice(index + 1)) pair(a, b);
  for (const key of [...pairs].sort()) {
    const [a = -1, b = -1] = key.split(' ').map(Number);
    const factsA = facts.get(a);
    const factsB = facts.get(b);
    const groupA = groups[a];
    const groupB = groups[b];
    if (!factsA || !factsB || !groupA || !groupB) continue;
    const text = groupA.counted > 0 && groupB.counted > 0 ? texts.alike(groupA, groupB) : 0;
    if (!oneSequence(factsA, factsB, text, leadIn, bySubject)) continue;
    const rootA = find(a);
    const rootB = find(b);
    if (rootA !== rootB) parent.set(Math.max(rootA, rootB), Math.min(rootA, rootB));
  }
  return new Map([...facts.keys()].map((head) => [head, find(head)]));
}

/** Which later groups belong to which family: how often each follows its heads. */
function followers(chains: readonly FamilyChain[]): Map<number, Map<number, number>> {
  const of = new Map<number, Map<number, number>>();
  for (const { entries, family } of chains)
    for (const { group } of entries) {
      if (group < 0) continue;
      const map = of.get(group) ?? new Map<number, number>();
      map.set(family, (map.get(family) ?? 0) + 1);
      of.set(group, map);
    }
  return of;
}

/**
 * The family that a chain's later emails are all of, where its own family has none of them: its first email was taken
 * for another sequence's, and what follows tells better.
 */
function familyByLater(
  { entries, head, family }: FamilyChain,
  follows: ReadonlyMap<number, ReadonlyMap<number, number>>,
): number {
  let found = -1;
  for (const group of new Set(entries.slice(1).map((entry) => entry.group))) {
    if (group < 0 || group === head) continue;
    const counts = follows.get(group);
    const own = entries.filter((entry) => entry.group === group).length;
    if ((counts?.get(family) ?? 0) > own) return family;
    const of = mainFamily(new Map([...(counts ?? [])].filter(([other]) => other !== family)));
    if (of < 0 || (counts?.get(of) ?? 0) < 2 || (found >= 0 && found !== of)) return family;
    found = of;
  }
  return found >= 0 ? found : family;
}

const ORPHAN_SHARE = 0.6;

/** The family most of a group's messages are in, where that is clear. */
function mainFamily(counts: ReadonlyMap<number, number> | undefined): number {
  if (counts === undefined) return -1;
  let best = -1;
  let most = 0;
  let all = 0;
  for (const [family, count] of counts) {
    all += count;
    if (count > most || (count === most && family < best)) {
      best = family;
      most = count;
    }
  }
  return most >= all * ORPHAN_SHARE ? best : -1;
}

/** From template groups and runs to sequences: heads, variants of a head, and the chain of each prospect. */
export function findFamilies(
  runs: readonly RunEntries[],
  reads: readonly ReadMail[],
  groups: readonly Group[],
  weights: Float64Array,
): FamilyChain[] {
  const heads = findHeads(runs, reads);
  const single = cut(runs, heads, (head) => head);
  const familyOf = joinHeads(headFacts(single, reads), groups, weights);
  const chains = cut(runs, heads, (head) => familyOf.get(head) ?? head);
  const byHead = chains
    .filter(({ head }) => head >= 0)
    .map((chain) => ({ ...chain, family: familyOf.get(chain.head) ?? chain.head }));
  const followsHead = followers(byHead);
  const headed = byHead.map((chain) => ({ ...chain, family: familyByLater(chain, followsHead) }));
  const follows = followers(headed);
  // A chain whose first step is older than the mailbox, or too personal to tell: its later steps say where it belongs.
  const orphans = chains.flatMap((chain) => {
    if (chain.head >= 0) return [];
    const known = chain.entries.findIndex(({ group }) => mainFamily(follows.get(group)) >= 0);
    const anchor = chain.entries[known];
    if (anchor === undefined) return [];
    const family = mainFamily(follows.get(anchor.group));
    const thread = reads[anchor.read]?.mail.thread;
    const from = chain.entries.findIndex((entry) => reads[entry.read]?.mail.thread === thread);
    return [{ ...chain, entries: chain.entries.slice(Math.min(known, from < 0 ? known : from)), family }];
  });
  return splitCopies([...headed, ...orphans], reads, groups.length);
}
