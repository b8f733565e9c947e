import { IntMap, IntPool } from './int-map';

/** Longest list of groups kept for one shingle: what more groups share tells none of them apart. */
const MAX_POSTINGS = 48;
/** A centroid is settled by this many members; later ones only join. */
export const SETTLED = 40;
/** Candidates that are compared in full. */
const CANDIDATES = 4;

export interface Group {
  /** Numbers of its messages. */
  members: number[];
  /** Shingle → how many of the counted members hold it. */
  readonly counts: IntMap;
  /** How many members the counts come from. */
  counted: number;
  /** Sum over the counted members of the weight of what they alone hold. */
  alone: number;
  /** Σ weight · count². */
  squares: number;
  /** Σ weight · share² and what they alone hold: the mean likeness of its members. */
  own: number;
}

/** @param shingles that it will have at first, about */
export function newGroup(shingles = 0): Group {
  return { members: [], counts: new IntMap(shingles), counted: 0, alone: 0, squares: 0, own: 0 };
}

/** A group that a message is like; `like` is the cosine with its centroid, `holds` the share of its weight that the message holds. */
export interface Likest {
  readonly group: number;
  readonly like: number;
  readonly holds: number;
}

/** Groups that can be asked which of them a message is like. */
export class GroupIndex {
  readonly groups: Group[] = [];
  /** Grows whenever an answer may become another: a group is opened, or its centroid moves. */
  version = 0;
  /** Shingle → the groups that hold it: lists by number, each from its first entry on. Entries count from 1. */
  private readonly lists = new IntMap(64);
  private readonly heads = new IntPool(64);
  private readonly tails = new IntPool(64);
  private readonly lengths = new IntPool(64);
  private readonly posted = new IntPool(64);
  private readonly next = new IntPool(64);
  /** For `candidates` alone; the scores are 0 before and after. */
  private score = new Float64Array(16);
  private readonly touched = new IntPool(16);
  private readonly best = new Int32Array(CANDIDATES + 1);
  private readonly telling = new IntPool(64);

  constructor(private readonly weights: Float64Array) {}

  private weight(id: number): number {
    return this.weights[id] ?? 0;
  }

  /** @param shingles that it will have at first, about */
  open(shingles = 0): number {
    this.groups.push(newGroup(shingles));
    this.version++;
    if (this.groups.length > this.score.length) this.score = new Float64Array(this.groups.length * 2);
    return this.groups.length - 1;
  }

  private post(id: number, group: number): void {
    const list = this.lists.put(id);
    if (list === this.heads.size) {
      this.heads.push(0);
      this.tails.push(0);
      this.lengths.push(0);
    }
    const length = this.lengths.at(list);
    if (length >= MAX_POSTINGS) return;
    this.posted.push(group);
    this.next.push(0);
    const entry = this.posted.size;
    if (length === 0) this.heads.values[list] = entry;
    else this.next.values[this.tails.at(list) - 1] = entry;
    this.tails.values[list] = entry;
    this.lengths.values[list] = length + 1;
  }

  /**
   * Adds a message to a group.
   * @param ids its shingles: those from `from` to before `to`
   */
  add(group: number, message: number, ids: Int32Array, from: number, to: number, alone: number): void {
    const into = this.groups[group];
    if (into === undefined) return;
    into.members.push(message);
    if (into.counted >= SETTLED) return;
    this.version++;
    for (let at = from; at < to; at++) {
      const id = ids[at] ?? 0;
      const before = into.counts.add(id);
      if (before === 0) this.post(id, group);
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
    this.version++;
    for (const member of other.members) into.members.push(member);
    for (let at = 0; at < other.counts.size; at++) {
      const id = other.counts.keyAt(at);
      if (into.counts.add(id, other.counts.countAt(at)) === 0) this.post(id, group);
    }
    into.counted += other.counted;
    into.alone += other.alone;
    // Summed anew: the other group's weights may not be these.
    into.squares = this.squaresOf(into);
    into.own = (into.alone + into.squares) / (into.counted * into.counted);
  }

  private squaresOf({ counts }: Group): number {
    let squares = 0;
    for (let at = 0; at < counts.size; at++) {
      const count = counts.countAt(at);
      squares += this.weight(counts.keyAt(at)) * count * count;
    }
    return squares;
  }

  private ownOf(group: Group): number {
    return (group.alone + this.squaresOf(group)) / (group.counted * group.counted);
  }

  /**
   * A message joins the likest group, or opens one.
   * @returns the group
   */
  lead(message: number, ids: Int32Array, from: number, to: number, alone: number, threshold: number): number {
    const found = this.likest(ids, from, to, alone, 'like');
    const group = found !== null && found.like >= threshold ? found.group : this.open(to - from);
    this.add(group, message, ids, from, to, alone);
    return group;
  }

  /**
   * The groups that share most with these shingles, best first, in `best`.
   * @returns how many
   */
  private candidates(ids: Int32Array, from: number, to: number): number {
    const { score, touched, best, weights, lists } = this;
    const heads = this.heads.values;
    const posted = this.posted.values;
    const next = this.next.values;
    touched.size = 0;
    for (let at = from; at < to; at++) {
      const id = ids[at] ?? 0;
      const list = lists.find(id);
      if (list < 0) continue;
      const weight = weights[id] ?? 0;
      for (let entry = heads[list] ?? 0; entry > 0; entry = next[entry - 1] ?? 0) {
        const group = posted[entry - 1] ?? 0;
        const before = score[group] ?? 0;
        if (before === 0) touched.push(group);
        score[group] = before + weight;
      }
    }
    let found = 0;
    for (let nth = 0; nth < touched.size; nth++) {
      const group = touched.at(nth);
      const own = score[group] ?? 0;
      let at = found;
      while (at > 0 && (score[best[at - 1] ?? 0] ?? 0) < own) at--;
      if (at >= CANDIDATES) continue;
      best.copyWithin(at + 1, at, found);
      best[at] = group;
      if (found < CANDIDATES) found++;
    }
    for (let nth = 0; nth < touched.size; nth++) score[touched.at(nth)] = 0;
    return found;
  }

  /**
   * @param ids the message's shingles: those from `from` to before `to`
   * @returns the likest group
   */
  likest(ids: Int32Array, from: number, to: number, alone: number, by: 'like' | 'holds'): Likest | null {
    const { weights } = this;
    let all = alone;
    for (let at = from; at < to; at++) all += weights[ids[at] ?? 0] ?? 0;
    if (all <= 0) return null;
    const found = this.candidates(ids, from, to);
    let best: Likest | null = null;
    for (let nth = 0; nth < found; nth++) {
      const index = this.best[nth] ?? 0;
      const group = this.groups[index];
      if (group === undefined || group.own <= 0) continue;
      let shared = 0;
      for (let at = from; at < to; at++) {
        const id = ids[at] ?? 0;
        shared += (weights[id] ?? 0) * group.counts.get(id);
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
    for (let at = 0; at < small.counts.size; at++) {
      const id = small.counts.keyAt(at);
      shared += this.weight(id) * small.counts.countAt(at) * large.counts.get(id);
    }
    return shared / (a.counted * b.counted) / Math.sqrt(ownA * ownB);
  }

  likestTo(group: Group): { group: number; like: number } | null {
    // What one member alone holds is noise in a centroid, and there is much of it.
    const { telling } = this;
    telling.size = 0;
    for (let at = 0; at < group.counts.size; at++) {
      const count = group.counts.countAt(at);
      if (count * 4 >= group.counted && (group.counted < 3 || count > 1))
        telling.push(group.counts.keyAt(at));
    }
    const own = this.ownOf(group);
    const found = this.candidates(telling.values, 0, telling.size);
    let best: { group: number; like: number } | null = null;
    for (let nth = 0; nth < found; nth++) {
      const index = this.best[nth] ?? 0;
      const other = this.groups[index];
      if (other === undefined) continue;
      const like = this.alike(group, other, own, other.own);
      if (best === null || like > best.like) best = { group: index, like };
    }
    return best;
  }
}
