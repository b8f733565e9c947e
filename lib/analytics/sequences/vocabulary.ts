/**
 * Every shingle that was seen, numbered in order of appearance, with how often and to how many people it went.
 * Open addressing on typed arrays: at 50,000 messages there are millions of shingles, and a Map is four times slower.
 */
export class Vocabulary {
  private keys: Int32Array;
  private slots: Int32Array;
  private mask: number;
  /** Messages that hold shingle `id`. */
  mails: Int32Array;
  /** Prospects that got shingle `id`, counted exactly when messages come grouped by prospect. */
  people: Int32Array;
  private lastPerson: Int32Array;
  size = 0;

  constructor(expected = 4096) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity);
    this.keys = new Int32Array(capacity / 2);
    this.mails = new Int32Array(capacity / 2);
    this.people = new Int32Array(capacity / 2);
    this.lastPerson = new Int32Array(capacity / 2).fill(-1);
  }

  /** The number of a shingle; a new one if it was never seen. */
  intern(hash: number): number {
    const key = hash | 0;
    let at = Math.imul(key ^ (key >>> 16), 0x9e3779b1) & this.mask;
    for (;;) {
      const slot = this.slots[at] ?? 0;
      if (slot === 0) break;
      if (this.keys[slot - 1] === key) return slot - 1;
      at = (at + 1) & this.mask;
    }
    if (this.size >= this.keys.length) {
      this.grow();
      return this.intern(hash);
    }
    const id = this.size++;
    this.keys[id] = key;
    this.slots[at] = id + 1;
    return id;
  }

  /** Notes that a message to `person` holds these shingles, each named once. */
  count(shingles: Int32Array, person: number): void {
    for (let i = 0; i < shingles.length; i++) {
      const id = shingles[i] ?? 0;
      this.mails[id] = (this.mails[id] ?? 0) + 1;
      if (this.lastPerson[id] === person) continue;
      this.lastPerson[id] = person;
      this.people[id] = (this.people[id] ?? 0) + 1;
    }
  }

  private grow(): void {
    const capacity = (this.mask + 1) * 2;
    const widen = (old: Int32Array, fill = 0): Int32Array => {
      const wide = new Int32Array(capacity / 2).fill(fill);
      wide.set(old);
      return wide;
    };
    this.keys = widen(this.keys);
    this.mails = widen(this.mails);
    this.people = widen(this.people);
    this.lastPerson = widen(this.lastPerson, -1);
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity);
    for (let id = 0; id < this.size; id++) {
      const key = this.keys[id] ?? 0;
      let at = Math.imul(key ^ (key >>> 16), 0x9e3779b1) & this.mask;
      while ((this.slots[at] ?? 0) !== 0) at = (at + 1) & this.mask;
      this.slots[at] = id + 1;
    }
  }
}

const WIDTH = 3;
const SUBJECT_WEIGHT = 4;

function mix(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x85ebca6b);
  return (h ^ (h >>> 13)) | 0;
}

/**
 * The shingles of a message: runs of three words, and its subject where it opens a thread (four times over: in a short
 * email the subject is much of what the template has). Sorted, each once.
 */
export function shinglesOf(
  words: readonly number[],
  subject: readonly number[],
  vocabulary: Vocabulary,
): Int32Array {
  const ids: number[] = [];
  for (let i = 0; i + WIDTH <= words.length; i++) {
    let hash = 0x2545f491;
    for (let j = 0; j < WIDTH; j++) hash = mix(hash, words[i + j] ?? 0);
    ids.push(vocabulary.intern(hash));
  }
  if (subject.some((word) => word > 3)) {
    let hash = 0x51ed270b;
    for (const word of subject) hash = mix(hash, word);
    for (let copy = 1; copy <= SUBJECT_WEIGHT; copy++) ids.push(vocabulary.intern(mix(hash, copy)));
  }
  // `new` and not `from`: that one walks an iterator and is ten times slower.
  const sorted = new Int32Array(ids).sort();
  let kept = 0;
  for (let i = 0; i < sorted.length; i++) {
    const id = sorted[i] ?? 0;
    if (i === 0 || id !== sorted[i - 1]) sorted[kept++] = id;
  }
  return sorted.slice(0, kept);
}
