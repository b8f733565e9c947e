import type { Vocabulary } from './vocabulary';

/**
 * Groups messages by the template behind them.
 *
 * A shingle that only one person ever got says nothing about a template, so personal sentences vanish before anything
 * is compared. A group is known by its centroid: for each shingle, the share of its members that hold it. Comparing
 * with the centroid is average linkage: a message joins a group when it is like its members in the mean, never because
 * it is like one of them, so groups do not chain through near-duplicates.
 */

/** A member and a group are alike from here on (cosine), first strictly, then among what is left. */
const ALIKE_STRICT = 0.58;
export const ALIKE_LOOSE = 0.36;
/** Two groups are one template from here on (cosine of their centroids). */
const ONE_TEMPLATE = 0.62;
/** A message holds a template when it holds this share of its weight. */
export const HOLDS = 0.55;
/** … and is not quite another text that happens to hold it. */
export const HOLDS_LIKE = 0.25;
/** Longest list of groups kept for one shingle: what more groups share tells none of them apart. */
const MAX_POSTINGS = 48;
/** A centroid is settled by this many members; later ones only join. */
const SETTLED = 40;
/** Candidates that are compared in full. */
const CANDIDATES = 4;

export interface Group {
  /** Indexes of its messages. */
  members: number[];
  /** Shingle → how many of the counted members hold it. */
  readonly counts: Map<number, number>;
  /** How many members the counts come from. */
  counted: number;
  /** Sum over the counted members of the weight of what they alone hold. */
  alone: number;
  /** Σ weight · count². */
  squares: number;
  /** Σ weight · share² and what they alone hold: the mean likeness of its members. */
  own: number;
}

export interface Corpus {
  /** Each message's shingles that at least two people got; empty for messages too short to tell. */
  readonly shingles: readonly Int32Array[];
  /** What a shingle tells, by number. */
  readonly weights: Float64Array;
  /**
   * Weight of each message's other shingles, those it alone has. Small, for personal text must not count against a
   * template; not nothing, or long messages with one common phrase would look the same.
   */
  readonly alone: Float64Array;
  /** Number of all shingles of each message. */
  readonly lengths: readonly number[];
  /** Messages with one number other than 0 came at one place under one subject: most likely one template's. */
  readonly contexts: readonly number[];
}

const NOTHING = new Int32Array(0);

/** Fewer messages in one place than this show no template. */
const MIN_CONTEXT = 4;
/** Within one place, what fewer share than this is personal. */
const CONTEXT_SHARE = 0.12;

/**
 * Templates seen by their place: among emails under one subject at one place of the thread, what recurs is the template
 * and what does not is personal, even when the same personal sentence went to many people elsewhere. Several templates
 * under one subject come apart.
 */
function groupByContext(corpus: Corpus, order: readonly number[]): Group[] {
  const places = new Map<number, number[]>();
  for (const message of order) {
    const context = corpus.contexts[message] ?? 0;
    if (context === 0 || (corpus.shingles[message]?.length ?? 0) === 0) continue;
    const list = places.get(context);
    if (list === undefined) places.set(context, [message]);
    else list.push(message);
  }
  const groups: Group[] = [];
  // How many messages of one place hold each shingle; zero again before the next place.
  const counts = new Int32Array(corpus.weights.length);
  let common = new Int32Array(256);
  for (const list of places.values()) {
    if (list.length < MIN_CONTEXT) continue;
    for (const message of list) {
      const of = corpus.shingles[message] ?? NOTHING;
      for (let i = 0; i < of.length; i++) {
        const id = of[i] ?? 0;
        counts[id] = (counts[id] ?? 0) + 1;
      }
    }
    const enough = Math.max(2, list.length * CONTEXT_SHARE);
    const index = new GroupIndex(corpus.weights);
    for (const message of list) {
      const of = corpus.shingles[message] ?? NOTHING;
      if (of.length > common.length) common = new Int32Array(of.length * 2);
      let kept = 0;
      for (let i = 0; i < of.length; i++) {
        const id = of[i] ?? 0;
        if ((counts[id] ?? 0) >= enough) common[kept++] = id;
      }
      index.lead(message, common.subarray(0, kept), 0, ALIKE_STRICT);
    }
    for (const message of list) {
      const of = corpus.shingles[message] ?? NOTHING;
      for (let i = 0; i < of.length; i++) counts[of[i] ?? 0] = 0;
    }
    for (const group of index.groups)
      if (group.members.length >= 3 && hasTemplate(group, corpus)) groups.push(group);
  }
  return groups;
}

/** What a shingle counts that nobody else got, beside one that two people did. */
const ALONE = 0.2;

export function aloneWeight(shingles: number, mails: number): number {
  return shingles * ALONE * Math.sqrt(Math.log(1 + mails / 2));
}

/**
 * What each shingle tells: rare ones more than common ones, and next to nothing those that one person got again and
 * again (footers and greetings come with every step, a template's words with one).
 */
export function weigh(vocabulary: Vocabulary, mails: number): Float64Array {
  const weights = new Float64Array(vocabulary.size);
  for (let id = 0; id < weights.length; id++) weights[id] = weightOf(vocabulary, id, mails);
  return weights;
}

export function weightOf(vocabulary: Vocabulary, id: number, mails: number): number {
  const seen = vocabulary.mailsOf(id);
  const people = vocabulary.peopleOf(id);
  if (people < 2) return 0;
  const once = people / seen;
  // The square root keeps one sentence that many share from outweighing the template of a large sequence.
  return Math.sqrt(Math.log(1 + mails / seen)) * Math.max(0.02, once * once * once);
}

/** What most members share must be this share of what they say, or there is no template. */
const TEMPLATE_SHARE = 0.14;
const TEMPLATE_SHINGLES = 4;

/** A shingle speaks for a group when it tells at least this share of what one found there alone would. */
const SPEAKS = 0.5;

function hasTemplate(group: Group, { lengths, weights }: Corpus): boolean {
  const enough = SPEAKS * Math.sqrt(Math.log(1 + lengths.length / group.members.length));
  let shared = 0;
  for (const [id, count] of group.counts)
    if (count * 2 >= group.counted && (weights[id] ?? 0) >= enough) shared++;
  let all = 0;
  const sample = group.members.slice(0, SETTLED);
  for (const member of sample) all += lengths[member] ?? 0;
  return shared >= TEMPLATE_SHINGLES && shared * sample.length >= all * TEMPLATE_SHARE;
}

function newGroup(): Group {
  return { members: [], counts: new Map(), counted: 0, alone: 0, squares: 0, own: 0 };
}

/** Groups that can be asked which of them a message is like. */
export class GroupIndex {
  readonly groups: Group[] = [];
  private readonly postings = new Map<number, number[]>();
  private readonly score: number[] = [];

  constructor(private readonly weights: Float64Array) {}

  private weight(id: number): number {
    return this.weights[id] ?? 0;
  }

  open(): number {
    this.groups.push(newGroup());
    this.score.push(0);
    return this.groups.length - 1;
  }

  private post(id: number, group: number): void {
    const list = this.postings.get(id);
    if (list === undefined) this.postings.set(id, [group]);
    else if (list.length < MAX_POSTINGS) list.push(group);
  }

  /** Adds a message to a group. */
  add(group: number, message: number, shingles: Int32Array, alone: number): void {
    const into = this.groups[group];
    if (into === undefined) return;
    into.members.push(message);
    if (into.counted >= SETTLED) return;
    for (let i = 0; i < shingles.length; i++) {
      const id = shingles[i] ?? 0;
      const before = into.counts.get(id) ?? 0;
      if (before === 0) this.post(id, group);
      into.counts.set(id, before + 1);
      into.squares += this.weight(id) * (2 * before + 1);
    }
    into.counted++;
    into.alone += alone;
    into.own = (into.alone + into.squares) / (into.counted * into.counted);
  }

  /** Adds another group's members and centroid. */
  absorb(group: number, other: Group): void {
    const into = this.groups[group];
    if (into === undefined) return;
    for (const member of other.members) into.members.push(member);
    for (const [id, count] of other.counts) {
      const before = into.counts.get(id) ?? 0;
      if (before === 0) this.post(id, group);
      into.counts.set(id, before + count);
    }
    into.counted += other.counted;
    into.alone += other.alone;
    // Summed anew: the other group's weights may not be these.
    into.squares = this.squaresOf(into);
    into.own = (into.alone + into.squares) / (into.counted * into.counted);
  }

  private squaresOf({ counts }: Group): number {
    let squares = 0;
    for (const [id, count] of counts) squares += this.weight(id) * count * count;
    return squares;
  }

  private ownOf(group: Group): number {
    return (group.alone + this.squaresOf(group)) / (group.counted * group.counted);
  }

  /** A message joins the likest group, or opens one. */
  lead(message: number, shingles: Int32Array, alone: number, threshold: number): void {
    if (shingles.length === 0) return;
    const found = this.likest(shingles, alone, 'like');
    const group = found !== null && found.like >= threshold ? found.group : this.open();
    this.add(group, message, shingles, alone);
  }

  /** The groups that share most with these shingles, best first. */
  private candidates(ids: ArrayLike<number>): number[] {
    const touched: number[] = [];
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? 0;
      const list = this.postings.get(id);
      if (list === undefined) continue;
      const weight = this.weight(id);
      for (const group of list) {
        const before = this.score[group] ?? 0;
        if (before === 0) touched.push(group);
        this.score[group] = before + weight;
      }
    }
    const best: number[] = [];
    for (const group of touched) {
      const score = this.score[group] ?? 0;
      let at = best.length;
      while (at > 0 && (this.score[best[at - 1] ?? 0] ?? 0) < score) at--;
      if (at < CANDIDATES) {
        best.splice(at, 0, group);
        if (best.length > CANDIDATES) best.pop();
      }
    }
    for (const group of touched) this.score[group] = 0;
    return best;
  }

  /**
   * @returns the likest group; `like` is the cosine with its centroid, `holds` the share of its weight that the message holds
   */
  likest(
    shingles: Int32Array,
    alone: number,
    by: 'like' | 'holds',
  ): { group: number; like: number; holds: number } | null {
    let all = alone;
    for (let i = 0; i < shingles.length; i++) all += this.weight(shingles[i] ?? 0);
    if (all <= 0) return null;
    let best: { group: number; like: number; holds: number } | null = null;
    for (const index of this.candidates(shingles)) {
      const group = this.groups[index];
      if (group === undefined || group.own <= 0) continue;
      let shared = 0;
      for (let i = 0; i < shingles.length; i++) {
        const id = shingles[i] ?? 0;
        const count = group.counts.get(id);
        if (count !== undefined) shared += this.weight(id) * count;
      }
      shared /= group.counted;
      const like = shared / Math.sqrt(all * group.own);
      const holds = shared / group.own;
      const better =
        best === null ||
        (by === 'like' ? like > best.like : Math.min(1, holds) * like > Math.min(1, best.holds) * best.like);
      if (better) best = { group: index, like, holds };
    }
    return best;
  }

  /** Cosine of two centroids, by this index's weights. */
  alike(a: Group, b: Group, ownA = this.ownOf(a), ownB = this.ownOf(b)): number {
    if (ownA <= 0 || ownB <= 0) return 0;
    const [small, large] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
    let shared = 0;
    for (const [id, count] of small.counts) {
      const other = large.counts.get(id);
      if (other !== undefined) shared += this.weight(id) * count * other;
    }
    return shared / (a.counted * b.counted) / Math.sqrt(ownA * ownB);
  }

  likestTo(group: Group): { group: number; like: number } | null {
    // What one member alone holds is noise in a centroid, and there is much of it.
    const telling: number[] = [];
    for (const [id, count] of group.counts)
      if (count * 4 >= group.counted && (group.counted < 3 || count > 1)) telling.push(id);
    const own = this.ownOf(group);
    let best: { group: number; like: number } | null = null;
    for (const index of this.candidates(telling)) {
      const other = this.groups[index];
      if (other === undefined) continue;
      const like = this.alike(group, other, own, other.own);
      if (best === null || like > best.like) best = { group: index, like };
    }
    return best;
  }
}

/** One pass: each message, in order, joins the likest group or opens one. */
function lead(corpus: Corpus, order: readonly number[], threshold: number): GroupIndex {
  const index = new GroupIndex(corpus.weights);
  for (const message of order)
    index.lead(message, corpus.shingles[message] ?? NOTHING, corpus.alone[message] ?? 0, threshold);
  return index;
}

/** Larger groups first: their centroids are the surest. Ties by first message, so that input order does not matter. */
function bySize(a: Group, b: Group): number {
  return b.members.length - a.members.length || (a.members[0] ?? 0) - (b.members[0] ?? 0);
}

function mergeAlike(groups: readonly Group[], weights: Float64Array): GroupIndex {
  const index = new GroupIndex(weights);
  for (const group of [...groups].sort(bySize)) {
    const found = index.likestTo(group);
    index.absorb(found !== null && found.like >= ONE_TEMPLATE ? found.group : index.open(), group);
  }
  return index;
}

/** Shingles that several groups hold tell less; those that none holds are noise. */
function disperse(groups: readonly Group[], weights: Float64Array): Float64Array {
  const holders = new Map<number, number>();
  for (const group of groups)
    for (const [id, count] of group.counts)
      if (count * 4 >= group.counted) holders.set(id, (holders.get(id) ?? 0) + 1);
  const dispersed = new Float64Array(weights.length);
  for (let id = 0; id < weights.length; id++) {
    const groupsWith = holders.get(id) ?? 0;
    dispersed[id] = (weights[id] ?? 0) * (groupsWith === 0 ? 0.5 : 1 / Math.sqrt(groupsWith));
  }
  return dispersed;
}

/**
 * @param order indexes of the messages to group, in time order
 * @returns groups of at least two messages, and the weights that tell them apart
 */
export function groupMessages(
  corpus: Corpus,
  order: readonly number[],
): { groups: Group[]; weights: Float64Array } {
  const seeds = groupByContext(corpus, order);
  const seeded = new Set<number>();
  for (const group of seeds) for (const member of group.members) seeded.add(member);
  const strict = lead(
    corpus,
    order.filter((message) => !seeded.has(message)),
    ALIKE_STRICT,
  );
  const merged = mergeAlike(
    [...seeds, ...strict.groups.filter((group) => group.members.length >= 2)],
    corpus.weights,
  );
  const kept = merged.groups.filter((group) => group.members.length >= 3);
  const weights = disperse(kept, corpus.weights);
  const sharp = mergeAlike(kept, weights);

  // Whoever is in no group of three may hold a template among much personal text.
  const placed = new Set<number>();
  for (const group of sharp.groups) for (const member of group.members) placed.add(member);
  const rest: number[] = [];
  for (const message of order) {
    if (placed.has(message)) continue;
    const shingles = corpus.shingles[message];
    if (shingles === undefined || shingles.length === 0) continue;
    const found = sharp.likest(shingles, corpus.alone[message] ?? 0, 'holds');
    if (found !== null && found.holds >= HOLDS && found.like >= HOLDS_LIKE)
      sharp.groups[found.group]?.members.push(message);
    else rest.push(message);
  }

  const loose = lead({ ...corpus, weights }, rest, ALIKE_LOOSE);
  const late = mergeAlike(
    [...sharp.groups, ...loose.groups.filter((group) => group.members.length >= 2)],
    weights,
  );
  const real = late.groups.filter((group) => hasTemplate(group, corpus));
  for (const group of real) group.members.sort((a, b) => a - b);
  return { groups: real.sort(bySize), weights };
}
