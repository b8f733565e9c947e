import type { FamilyChain } from './families';
import type { ReadMail } from './read';

/**
 * Tells a copied sequence from a variant. Both begin with nearly the same email under another subject. A variant's
 * later emails are the same for everybody; a copy's differ throughout, and always in step with its first email.
 */

/** Fewer prospects under one subject are no copy. */
const MIN_PROSPECTS = 3;
const MAX_PARTS = 12;
/** A shingle is one part's alone when most of it have it and hardly anybody else. */
const MOST = 0.6;
const HARDLY = 0.15;
/** Two of three emails may well have a personal phrase in common: only what three have is the part's. */
const AT_LEAST = 3;
/** A template differs between two parts when this share of its common shingles is one part's alone. */
const DIFFERS = 0.12;
const MIN_SHINGLES = 6;

/** Template group → the shingles of the part's messages in it. */
type Later = Map<number, { messages: number; counts: Map<number, number> }>;

function laterOf(chains: readonly FamilyChain[], reads: readonly ReadMail[]): Later {
  const later: Later = new Map();
  for (const { entries } of chains)
    for (const { read, group } of entries.slice(1)) {
      const of = reads[read];
      if (of === undefined || group < 0) continue;
      let at = later.get(group);
      if (at === undefined) {
        at = { messages: 0, counts: new Map() };
        later.set(group, at);
      }
      // Thirty emails show a template; more only cost time.
      if (at.messages >= 30) continue;
      at.messages++;
      for (const id of of.shingles) at.counts.set(id, (at.counts.get(id) ?? 0) + 1);
    }
  return later;
}

/**
 * Whether what follows differs in step with the first email: judged on the messages of both parts.
 * @param throughout nothing may be alike
 */
function differs(a: Later, b: Later, throughout = false): boolean {
  let same = 0;
  let other = 0;
  for (const group of new Set([...a.keys(), ...b.keys()])) {
    const inA = a.get(group);
    const inB = b.get(group);
    const messages = (inA?.messages ?? 0) + (inB?.messages ?? 0);
    if (messages < 3) continue;
    if (inA === undefined || inB === undefined) {
      other += messages;
      continue;
    }
    if (inA.messages < 3 || inB.messages < 3) continue;
    let common = 0;
    let alone = 0;
    for (const id of new Set([...inA.counts.keys(), ...inB.counts.keys()])) {
      const countA = inA.counts.get(id) ?? 0;
      const countB = inB.counts.get(id) ?? 0;
      const shareA = countA / inA.messages;
      const shareB = countB / inB.messages;
      if (Math.max(shareA, shareB) < MOST || Math.max(countA, countB) < AT_LEAST) continue;
      common++;
      if (Math.min(shareA, shareB) <= HARDLY) alone++;
    }
    if (common < MIN_SHINGLES) continue;
    if (alone >= MIN_SHINGLES && alone >= common * DIFFERS) other += messages;
    else same += messages;
  }
  return throughout ? same === 0 && other > 0 : other > same;
}

function peopleOf(chains: readonly FamilyChain[]): number {
  return new Set(chains.map(({ prospect }) => prospect)).size;
}
/** No subject's key. */
const REST = -1;

/** Gives copies families of their own: numbered on from `next`, the largest part keeps the family's. */
export function splitCopies(
  chains: readonly FamilyChain[],
  reads: readonly ReadMail[],
  next: number,
): FamilyChain[] {
  const families = new Map<number, FamilyChain[]>();
  for (const chain of chains) {
    const list = families.get(chain.family);
    if (list === undefined) families.set(chain.family, [chain]);
    else list.push(chain);
  }
  let fresh = next;
  const out: FamilyChain[] = [];
  for (const list of families.values()) {
    const parts = new Map<number, FamilyChain[]>();
    for (const chain of list) {
      const read = reads[chain.entries[0]?.read ?? -1];
      const subject = read?.opens && chain.head >= 0 ? read.subject : 0;
      const part = parts.get(subject);
      if (part === undefined) parts.set(subject, [chain]);
      else part.push(chain);
    }
    // Those whose subjects are each another's (merge values that no address tells) are one part together.
    const few = [...parts].filter(([subject, part]) => subject !== 0 && peopleOf(part) < MIN_PROSPECTS);
    const rest = few.flatMap(([, part]) => part);
    if (few.length > 1 && peopleOf(rest) >= MIN_PROSPECTS) {
      for (const [subject] of few) parts.delete(subject);
      parts.set(REST, rest);
    }
    const large = [...parts]
      .filter(([subject, part]) => subject !== 0 && peopleOf(part) >= MIN_PROSPECTS)
      .sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
      .slice(0, MAX_PARTS)
      .map(([subject, part]) => ({ subject, later: laterOf(part, reads), family: -1 }));
    for (const [index, part] of large.entries()) {
      const like = large
        .slice(0, index)
        // Several subjects tell less than one: an edit in the middle of the time may part them by chance.
        .find((before) => !differs(before.later, part.later, part.subject === REST));
      part.family = like?.family ?? (index === 0 ? (list[0]?.family ?? -1) : fresh++);
    }
    const familyOf = new Map(large.map(({ subject, family }) => [subject, family]));
    for (const [subject, part] of parts)
      for (const chain of part) out.push({ ...chain, family: familyOf.get(subject) ?? chain.family });
  }
  return rejoined(out, reads, next);
}

/** Two families are one when their later emails are, in at least so many templates … */
const SAME_STEPS = 2;
/** … and in this share of their emails after the first. */
const SAME_SHARE = 0.75;

/**
 * A copy's own variants: their heads were compared while the copy was still part of another sequence. Only families that
 * a copy has just been taken out as are looked at.
 */
function rejoined(chains: readonly FamilyChain[], reads: readonly ReadMail[], next: number): FamilyChain[] {
  if (!chains.some(({ family }) => family >= next)) return [...chains];
  const families = new Map<number, FamilyChain[]>();
  for (const chain of chains) families.set(chain.family, [...(families.get(chain.family) ?? []), chain]);
  const profiles = [...families].map(([family, list]) => ({ family, later: laterOf(list, reads) }));
  const into = new Map<number, number>();
  for (const copy of profiles) {
    if (copy.family < next) continue;
    const like = profiles.find(
      ({ family, later }) =>
        family < next &&
        !differs(copy.later, later) &&
        sharesSteps(copy.later, later) &&
        sharesSteps(later, copy.later),
    );
    if (like !== undefined) into.set(like.family, copy.family);
  }
  return chains.map((chain) => ({ ...chain, family: into.get(chain.family) ?? chain.family }));
}

/** Whether most of what follows in `a` follows in `b`, too. */
function sharesSteps(a: Later, b: Later): boolean {
  let steps = 0;
  let shared = 0;
  let all = 0;
  for (const [group, { messages }] of a) {
    all += messages;
    if (!b.has(group)) continue;
    shared += messages;
    steps++;
  }
  return steps >= SAME_STEPS && shared >= all * SAME_SHARE;
}
