import { type Group, GroupIndex } from './group-index';
import type { IntMap } from './int-map';

/** Which first emails begin one sequence: variants and edits of one text, followed by the same. */

/** Two heads whose later steps are as like as this are variants of one first step. */
const SAME_LATER = 0.75;
/** … and below this they are different sequences, however like their first emails are. */
const OTHER_LATER = 0.3;
const NEAR_SAME_TEXT = 0.72;
const SIMILAR_TEXT = 0.4;
/** A later step that more heads than this lead to is a phrase of the user's, not a step of one sequence. */
const COMMON_STEP = 6;

/** What is known of a head: a group that sequences begin with. */
export interface HeadFacts {
  people: number;
  /** Chains that go on. */
  longer: number;
  /** Later group → chains that hold it. */
  readonly later: IntMap;
  from: number;
  to: number;
  /** Subject → chains; as whole numbers of 32 bits. */
  readonly subjects: IntMap;
}

function mainSubject(facts: HeadFacts): number {
  let best = 0;
  let most = 0;
  for (let at = 0; at < facts.subjects.size; at++) {
    const subject = facts.subjects.keyAt(at) >>> 0;
    const count = facts.subjects.countAt(at);
    if (count > most || (count === most && subject < best)) {
      best = subject;
      most = count;
    }
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
  for (let at = 0; at < a.later.size; at++) {
    const group = a.later.keyAt(at);
    if (!telling(group)) continue;
    const share = a.later.countAt(at) / a.longer;
    ownA += share * share;
    const other = b.later.get(group);
    if (other === 0) continue;
    shared += (share * other) / b.longer;
    steps++;
  }
  for (let at = 0; at < b.later.size; at++)
    if (telling(b.later.keyAt(at))) ownB += (b.later.countAt(at) / b.longer) ** 2;
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

/** @returns head → the head that its sequence goes by */
export function joinHeads(
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
    for (let at = 0; at < of.later.size; at++) {
      const group = of.later.keyAt(at);
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
