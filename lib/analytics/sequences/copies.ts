import type { Chain, Mails } from './families';
import { IntMap } from './int-map';

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

/** Thirty emails show a template; more only cost time. */
const ENOUGH = 30;

/** Template group → how many of the part's messages in it were looked at, and their shingles. */
type Later = Map<number, { messages: number; readonly counts: IntMap }>;

function laterOf(chains: readonly Chain[], { reads, runs, groupOf }: Mails): Later {
  const { said } = reads;
  const { values, starts } = reads.shingles;
  const later: Later = new Map();
  for (const { start, end } of chains)
    for (let place = start + 1; place < end; place++) {
      const mail = runs.mails[place] ?? 0;
      const group = groupOf[mail] ?? -1;
      if (group < 0) continue;
      let of = later.get(group);
      if (of === undefined) {
        of = { messages: 0, counts: new IntMap(64) };
        later.set(group, of);
      }
      if (of.messages >= ENOUGH) continue;
      of.messages++;
      const wording = said[mail] ?? 0;
      for (let at = starts[wording] ?? 0, last = starts[wording + 1] ?? 0; at < last; at++)
        of.counts.add(values[at] ?? 0);
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
  for (const [group, { messages }] of b) if (!a.has(group) && messages >= 3) other += messages;
  for (const [group, inA] of a) {
    const inB = b.get(group);
    const messages = inA.messages + (inB?.messages ?? 0);
    if (messages < 3) continue;
    if (inB === undefined) {
      other += messages;
      continue;
    }
    if (inA.messages < 3 || inB.messages < 3) continue;
    let common = 0;
    let alone = 0;
    const compare = (countA: number, countB: number): void => {
      const shareA = countA / inA.messages;
      const shareB = countB / inB.messages;
      if (Math.max(shareA, shareB) < MOST || Math.max(countA, countB) < AT_LEAST) return;
      common++;
      if (Math.min(shareA, shareB) <= HARDLY) alone++;
    };
    for (let at = 0; at < inA.counts.size; at++)
      compare(inA.counts.countAt(at), inB.counts.get(inA.counts.keyAt(at)));
    for (let at = 0; at < inB.counts.size; at++)
      if (inA.counts.find(inB.counts.keyAt(at)) < 0) compare(0, inB.counts.countAt(at));
    if (common < MIN_SHINGLES) continue;
    if (alone >= MIN_SHINGLES && alone >= common * DIFFERS) other += messages;
    else same += messages;
  }
  return throughout ? same === 0 && other > 0 : other > same;
}

/** Whether the chains are those of as many prospects as a copy has. */
function hasPeople(chains: readonly Chain[]): boolean {
  const people = new Set<number>();
  for (const { person } of chains) if (people.add(person).size >= MIN_PROSPECTS) return true;
  return false;
}

/** No subject's key. */
const REST = -1;

/** One subject's chains of a family. */
class PartOf {
  family = -1;
  private all: Later | null = null;

  constructor(
    readonly subject: number,
    private readonly chains: readonly Chain[],
    private readonly mails: Mails,
  ) {}

  /** Most families have one part alone, and are never asked. */
  get later(): Later {
    this.all ??= laterOf(this.chains, this.mails);
    return this.all;
  }
}

/** Gives copies families of their own: numbered on from `next`, the largest part keeps the family's. */
export function splitCopies(chains: readonly Chain[], mails: Mails, next: number): Chain[] {
  const { reads, runs } = mails;
  let fresh = next;
  const out: Chain[] = [];
  for (const list of byFamily(chains).values()) {
    const parts = new Map<number, Chain[]>();
    for (const chain of list) {
      const first = runs.mails[chain.start] ?? 0;
      const subject = chain.head >= 0 && reads.opens[first] === 1 ? (reads.subjects[first] ?? 0) : 0;
      const part = parts.get(subject);
      if (part === undefined) parts.set(subject, [chain]);
      else part.push(chain);
    }
    // Those whose subjects are each another's (merge values that no address tells) are one part together.
    const few = [...parts].filter(([subject, part]) => subject !== 0 && !hasPeople(part));
    const rest = few.flatMap(([, part]) => part);
    if (few.length > 1 && hasPeople(rest)) {
      for (const [subject] of few) parts.delete(subject);
      parts.set(REST, rest);
    }
    const large = [...parts]
      .filter(([subject, part]) => subject !== 0 && hasPeople(part))
      .sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
      .slice(0, MAX_PARTS)
      .map(([subject, part]) => new PartOf(subject, part, mails));
    for (const [index, part] of large.entries()) {
      const like = large
        .slice(0, index)
        // Several subjects tell less than one: an edit in the middle of the time may part them by chance.
        .find((before) => !differs(before.later, part.later, part.subject === REST));
      part.family = like?.family ?? (index === 0 ? (list[0]?.family ?? -1) : fresh++);
    }
    const familyOf = new Map(large.map(({ subject, family }) => [subject, family]));
    for (const [subject, part] of parts) {
      const family = familyOf.get(subject);
      for (const chain of part) {
        if (family !== undefined) chain.family = family;
        out.push(chain);
      }
    }
  }
  rejoin(out, mails, next);
  return out;
}

export function byFamily(chains: readonly Chain[]): Map<number, Chain[]> {
  const families = new Map<number, Chain[]>();
  for (const chain of chains) {
    const list = families.get(chain.family);
    if (list === undefined) families.set(chain.family, [chain]);
    else list.push(chain);
  }
  return families;
}

/** Two families are one when their later emails are, in at least so many templates … */
const SAME_STEPS = 2;
/** … and in this share of their emails after the first. */
const SAME_SHARE = 0.75;

/**
 * A copy's own variants: their heads were compared while the copy was still part of another sequence. Only families that
 * a copy has just been taken out as are looked at.
 */
function rejoin(chains: readonly Chain[], mails: Mails, next: number): void {
  if (!chains.some(({ family }) => family >= next)) return;
  const profiles = [...byFamily(chains)].map(([family, list]) => ({ family, later: laterOf(list, mails) }));
  const into = new Map<number, number>();
  for (const copy of profiles) {
    if (copy.family < next) continue;
    const like = profiles.find(
      ({ family, later }) =>
        family < next &&
        sharesSteps(copy.later, later) &&
        sharesSteps(later, copy.later) &&
        !differs(copy.later, later),
    );
    if (like !== undefined) into.set(like.family, copy.family);
  }
  if (into.size > 0) for (const chain of chains) chain.family = into.get(chain.family) ?? chain.family;
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
