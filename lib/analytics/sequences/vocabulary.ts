/**
 * The shingles that may say something of a template, numbered, with how often and to how many people each went.
 * Open addressing on typed arrays: at 50,000 messages there are a hundred thousand, and a Map is four times slower.
 */
export class Vocabulary {
  /** Hash and number + 1 side by side: one look into memory finds both. */
  private slots: Int32Array;
  private mask: number;
  private mails: Int32Array;
  private people: Int32Array;
  size = 0;

  constructor(expected = 4096) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity * 2);
    this.mails = new Int32Array(capacity / 2 + 1);
    this.people = new Int32Array(capacity / 2 + 1);
  }

  /** Messages that hold shingle `id`. */
  mailsOf(id: number): number {
    return this.mails[id] ?? 0;
  }

  /** Prospects that got shingle `id`. */
  peopleOf(id: number): number {
    return this.people[id] ?? 0;
  }

  /** The number of a shingle; a new one if it was never seen. */
  intern(hash: number): number {
    const { slots, mask } = this;
    let at = spread(hash) & mask;
    for (;;) {
      const number = slots[at * 2 + 1] ?? 0;
      if (number === 0) break;
      if (slots[at * 2] === hash) return number - 1;
      at = (at + 1) & mask;
    }
    if (this.size * 2 > mask) {
      this.grow();
      return this.intern(hash);
    }
    const id = this.size++;
    slots[at * 2] = hash;
    slots[at * 2 + 1] = id + 1;
    return id;
  }

  /**
   * Adds a shingle with what is known of it.
   * @returns its number
   */
  learn(hash: number, mails: number, people: number): number {
    const id = this.intern(hash);
    this.mails[id] = mails;
    this.people[id] = people;
    return id;
  }

  private grow(): void {
    const old = this.slots;
    const capacity = (this.mask + 1) * 2;
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity * 2);
    const widen = (narrow: Int32Array): Int32Array => {
      const wide = new Int32Array(capacity / 2 + 1);
      wide.set(narrow);
      return wide;
    };
    this.mails = widen(this.mails);
    this.people = widen(this.people);
    for (let from = 0; from < old.length; from += 2) {
      const number = old[from + 1] ?? 0;
      if (number === 0) continue;
      const hash = old[from] ?? 0;
      let at = spread(hash) & this.mask;
      while (this.slots[at * 2 + 1] !== 0) at = (at + 1) & this.mask;
      this.slots[at * 2] = hash;
      this.slots[at * 2 + 1] = number;
    }
  }
}

/** Spreads a hash over all 32 bits: the first and the last tell hashes apart equally well. */
export function spread(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
  return h ^ (h >>> 15);
}

/** A set of hashes that is emptied at once and used again. */
export class HashSet {
  private hashes = new Int32Array(4096);
  /** In which round each place was filled. */
  private rounds = new Int32Array(4096);
  private round = 1;
  private size = 0;

  clear(): void {
    this.round++;
    this.size = 0;
  }

  has(hash: number): boolean {
    const mask = this.hashes.length - 1;
    let at = spread(hash) & mask;
    while (this.rounds[at] === this.round) {
      if (this.hashes[at] === hash) return true;
      at = (at + 1) & mask;
    }
    return false;
  }

  /** @returns false where it was in it already */
  add(hash: number): boolean {
    const mask = this.hashes.length - 1;
    let at = spread(hash) & mask;
    while (this.rounds[at] === this.round) {
      if (this.hashes[at] === hash) return false;
      at = (at + 1) & mask;
    }
    this.hashes[at] = hash;
    this.rounds[at] = this.round;
    if (++this.size * 2 > mask) this.grow();
    return true;
  }

  /**
   * Adds the hashes from `from` to before `to`, and moves those that were not in it together from `from` on.
   * @returns where they end
   */
  keepNew(hashes: Int32Array, from: number, to: number): number {
    while ((this.size + to - from) * 2 >= this.hashes.length) this.grow();
    const { hashes: places, rounds, round } = this;
    const mask = places.length - 1;
    let kept = from;
    for (let i = from; i < to; i++) {
      const hash = hashes[i] ?? 0;
      let at = spread(hash) & mask;
      while (rounds[at] === round && places[at] !== hash) at = (at + 1) & mask;
      if (rounds[at] === round) continue;
      places[at] = hash;
      rounds[at] = round;
      hashes[kept++] = hash;
    }
    this.size += kept - from;
    return kept;
  }

  private grow(): void {
    const { hashes, rounds, round } = this;
    this.hashes = new Int32Array(hashes.length * 2);
    this.rounds = new Int32Array(hashes.length * 2);
    this.round = 1;
    this.size = 0;
    for (const [at, hash] of hashes.entries()) if (rounds[at] === round) this.add(hash);
  }
}
