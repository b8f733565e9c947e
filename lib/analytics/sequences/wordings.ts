import { DistinctLists, IntPool } from './int-map';
import { putSubjectShingles, SUBJECT_WEIGHT } from './shingles';

/** Below this many shingles a wording is too short to tell whose template it is: its messages are placed by position. */
const MIN_SHINGLES = 6;

/**
 * What messages say, as shingles. Once merge values are masked a template's messages say the same to the word: a mailbox of
 * 50,000 messages has a few thousand wordings. Whatever depends on the words alone is done once for each, and each is kept once.
 */
export class Wordings {
  /** Those of the subject come after those of the text. */
  private readonly lists: DistinctLists;
  /** Wording → where its hashes begin, where those of its text end, and how many count: none where they tell nothing. */
  readonly starts = new IntPool();
  readonly ends = new IntPool();
  readonly counts = new IntPool();
  private readonly whole = new IntPool();

  /** @param expected hashes, about */
  constructor(expected: number) {
    this.lists = new DistinctLists(expected);
  }

  get size(): number {
    return this.starts.size;
  }

  /** Of all wordings, one after the other. */
  get hashes(): IntPool {
    return this.lists.values;
  }

  /**
   * The number of a wording, a new one if nothing was worded so.
   * @param key equal for equal texts
   * @param hashes of the text: those from `from` to before `to`
   * @param subject that counts as part of it; 0 for none
   */
  of(key: number, hashes: Int32Array, from: number, to: number, subject: number): number {
    const { lists, whole } = this;
    let wording: number;
    if (subject === 0) wording = lists.of(key, hashes, from, to);
    else {
      whole.size = 0;
      const into = whole.room(to - from + SUBJECT_WEIGHT);
      for (let at = from; at < to; at++) into[at - from] = hashes[at] ?? 0;
      putSubjectShingles(subject, into, to - from);
      wording = lists.of(key ^ subject, into, 0, to - from + SUBJECT_WEIGHT);
    }
    if (wording === this.size) {
      const start = lists.startOf(wording);
      const count = lists.endOf(wording) - start;
      this.starts.push(start);
      this.ends.push(start + to - from);
      this.counts.push(count < MIN_SHINGLES ? 0 : count);
    }
    return wording;
  }
}
