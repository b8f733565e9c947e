import { IntMap, IntPool } from './int-map';
import { putSubjectShingles, SUBJECT_WEIGHT } from './shingles';

/** Below this many shingles a wording is too short to tell whose template it is: its messages are placed by position. */
const MIN_SHINGLES = 6;

/**
 * What messages say, as shingles. Once merge values are masked a template's messages say the same to the word: a mailbox of
 * 50,000 messages has a few thousand wordings. Whatever depends on the words alone is done once for each, and each is kept once.
 */
export class Wordings {
  /** Of all wordings; those of the subject come after those of the text. */
  readonly hashes: IntPool;
  /** Wording → where its hashes begin, where those of its text end, and how many count: none where they tell nothing. */
  readonly starts = new IntPool();
  readonly ends = new IntPool();
  readonly counts = new IntPool();
  private readonly subjects = new IntPool();
  /** By key, the wording that came last + 1; and by wording the one of its key that came before it + 1. */
  private readonly byKey = new IntMap(1024);
  private readonly last = new IntPool();
  private readonly before = new IntPool();

  /** @param expected hashes, about */
  constructor(expected: number) {
    this.hashes = new IntPool(expected);
  }

  get size(): number {
    return this.starts.size;
  }

  /**
   * The number of a wording, a new one if nothing was worded so.
   * @param key equal for equal texts; where others have it, too, the hashes tell
   * @param hashes of the text: those from `from` to before `to`
   * @param subject that counts as part of it; 0 for none
   */
  of(key: number, hashes: Int32Array, from: number, to: number, subject: number): number {
    const place = this.byKey.put(key ^ subject);
    if (place === this.last.size) this.last.push(0);
    const last = this.last.at(place);
    for (let one = last; one > 0; one = this.before.at(one - 1))
      if (this.subjects.at(one - 1) === (subject | 0) && this.is(one - 1, hashes, from, to)) return one - 1;
    this.before.push(last);
    this.last.values[place] = this.size + 1;
    return this.add(hashes, from, to, subject);
  }

  private is(wording: number, hashes: Int32Array, from: number, to: number): boolean {
    const start = this.starts.at(wording);
    if (this.ends.at(wording) - start !== to - from) return false;
    const { values } = this.hashes;
    for (let at = from; at < to; at++) if (values[start + at - from] !== hashes[at]) return false;
    return true;
  }

  private add(hashes: Int32Array, from: number, to: number, subject: number): number {
    const start = this.hashes.size;
    const own = start + to - from;
    const into = this.hashes.room(to - from + SUBJECT_WEIGHT);
    for (let at = from; at < to; at++) into[start + at - from] = hashes[at] ?? 0;
    if (subject !== 0) putSubjectShingles(subject, into, own);
    const end = subject === 0 ? own : own + SUBJECT_WEIGHT;
    this.hashes.size = end;
    this.starts.push(start);
    this.ends.push(own);
    this.counts.push(end - start < MIN_SHINGLES ? 0 : end - start);
    this.subjects.push(subject);
    return this.size - 1;
  }
}
