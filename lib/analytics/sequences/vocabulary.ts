/**
 * The shingles that may say something of a template, numbered, with how often and to how many people each went.
 * Open addressing on typed arrays: at 50,000 messages there are millions of shingles, and a Map is four times slower.
 */
export class Vocabulary {
  /** Hash and number + 1 side by side: one look into memory finds both. */
  private slots: Int32Array;
  private mask: number;
  /** Four for each number: messages that hold it, people who got it, the last person, the last message. */
  private facts: Int32Array;
  size = 0;

  constructor(expected = 4096) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity * 2);
    this.facts = new Int32Array(capacity * 2);
  }

  /** Messages that hold shingle `id`. */
  mailsOf(id: number): number {
    return this.facts[id * 4] ?? 0;
  }

  /** Prospects that got shingle `id`. */
  peopleOf(id: number): number {
    return this.facts[id * 4 + 1] ?? 0;
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
   * Notes that a message holds a shingle. All messages of one person must come in a row, or people are counted twice.
   * @param person, message numbers from 1 on
   */
  count(id: number, person: number, message: number): void {
    const { facts } = this;
    const at = id * 4;
    if (facts[at + 3] === message) return;
    facts[at + 3] = message;
    facts[at] = (facts[at] ?? 0) + 1;
    if (facts[at + 2] === person) return;
    facts[at + 2] = person;
    facts[at + 1] = (facts[at + 1] ?? 0) + 1;
  }

  private grow(): void {
    const old = this.slots;
    const capacity = (this.mask + 1) * 2;
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity * 2);
    const facts = new Int32Array(capacity * 2);
    facts.set(this.facts);
    this.facts = facts;
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

function spread(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
  return h ^ (h >>> 15);
}

/**
 * Tells, without naming them, which shingles more than one person may have got: most shingles are one email's alone, and
 * to look each up in a vocabulary would be most of the work. It errs on the safe side: two people's shingles that fall on
 * one place look like one shingle of two people.
 */
export class SeveralPeople {
  private readonly first: Int32Array;
  private readonly mask: number;

  /** @param shingles how many will be added */
  constructor(shingles: number) {
    const capacity = Math.min(MAX_PLACES, 2 ** Math.ceil(Math.log2(Math.max(1024, shingles))));
    this.mask = capacity - 1;
    this.first = new Int32Array(capacity);
  }

  /** @param person a number from 1 on */
  add(hashes: Int32Array, person: number): void {
    const { first, mask } = this;
    for (let i = 0; i < hashes.length; i++) {
      const at = spread(hashes[i] ?? 0) & mask;
      const before = first[at];
      if (before === 0) first[at] = person;
      else if (before !== person) first[at] = -1;
    }
  }

  has(hash: number): boolean {
    return this.first[spread(hash) & this.mask] === -1;
  }
}
/** 32 MB of places. */
const MAX_PLACES = 2 ** 23;

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

  private grow(): void {
    const { hashes, rounds, round } = this;
    this.hashes = new Int32Array(hashes.length * 2);
    this.rounds = new Int32Array(hashes.length * 2);
    this.round = 1;
    this.size = 0;
    for (const [at, hash] of hashes.entries()) if (rounds[at] === round) this.add(hash);
  }
}
