import type { Outbound } from '../mailbox';
import { IntPool } from './int-map';
import { placeKey, putSubjectShingles, SUBJECT_WEIGHT, type WordSource, wholeKey } from './shingles';
import { HashSet } from './vocabulary';

/** Below this many shingles a message is too short to tell whose template it is: it is placed by position. */
const MIN_SHINGLES = 6;
/** How many earlier messages of a thread a quote is looked for in. */
const QUOTED = 20;
/** Later messages of a thread have no place. */
const MAX_PLACE = 20;
/** Bits of the sieve that most shingles of earlier messages fall through; a power of two. */
const SIEVE = 4096;

/**
 * Reads messages in time order; knows the threads so far. Messages have numbers from 0 on in the order they are read, and
 * threads in the order they appear. All that is known of them stands in columns, for a mailbox has many.
 */
export class ThreadReader {
  private readonly numbers = new Map<string, number>();
  /** Thread → messages of ours in it so far, and the last that was read + 1. */
  private readonly mailsIn = new IntPool();
  private readonly lastIn = new IntPool();

  /** Message → its thread, and the message of its thread that was read before it + 1. */
  readonly threads = new IntPool();
  private readonly before = new IntPool();
  /** Message → see `MailWords`. */
  readonly lengths = new IntPool();
  readonly texts = new IntPool();
  readonly subjects = new IntPool();
  /** Message → 1 where it opens its thread as far as our own mail tells, and does not claim to answer. */
  readonly opens = new IntPool();
  /** The hashes of all messages; those of the subject of a message come after those of its text. */
  readonly hashes: IntPool;
  /** Message → where its hashes begin, where those of its text end, and how many count: none where they tell nothing. */
  readonly starts = new IntPool();
  private readonly ends = new IntPool();
  readonly counts = new IntPool();
  /** Keys of the places of all messages: its index in its thread with the whole masked subject, then with each three words of it. */
  readonly places = new IntPool();
  /** Message → where its places begin. */
  readonly placeStarts = new IntPool();

  private readonly seen = new HashSet();
  private readonly sieve = new Int32Array(SIEVE / 32);

  /** @param expected messages, about */
  constructor(expected = 64) {
    this.hashes = new IntPool(expected * 48);
  }

  /** Messages read. */
  get size(): number {
    return this.starts.size;
  }

  /** The number of a thread; undefined for one that no message of ours is in. */
  threadOf(key: string): number | undefined {
    return this.numbers.get(key);
  }

  get threadCount(): number {
    return this.mailsIn.size;
  }

  /** @returns false for internal mail, which has no number; it is a message of its thread all the same */
  read(mail: Outbound, reader: WordSource): boolean {
    let thread = this.numbers.get(mail.thread);
    if (thread === undefined) {
      thread = this.mailsIn.size;
      this.numbers.set(mail.thread, thread);
      this.mailsIn.push(0);
      this.lastIn.push(0);
    }
    const index = this.mailsIn.at(thread);
    this.mailsIn.values[thread] = index + 1;
    if (mail.prospects.length === 0) return false;
    const { length, text, subject, claims, numbers, from, middle, end } = reader.words(mail.fact);
    const refers = mail.fact.inReplyTo !== null || mail.fact.references.length > 0;
    // Some first emails begin with a false “Re:”; without references it is one.
    const opens = index === 0 && !(claims && refers);
    const before = this.lastIn.at(thread);

    const start = this.hashes.size;
    const into = this.hashes.room(end - middle + SUBJECT_WEIGHT);
    for (let at = middle; at < end; at++) into[start + at - middle] = numbers[at] ?? 0;
    const own = this.withoutQuoted(start, start + end - middle, text, before);
    // In a thread every step has the first step's subject: it tells only where it opens one.
    const withSubject = opens && !claims && middle > from;
    if (withSubject) putSubjectShingles(subject, into, own);
    const all = withSubject ? own + SUBJECT_WEIGHT : own;
    this.hashes.size = all;

    this.lastIn.values[thread] = this.size + 1;
    this.threads.push(thread);
    this.before.push(before);
    this.lengths.push(length);
    this.texts.push(text);
    this.subjects.push(subject);
    this.opens.push(opens ? 1 : 0);
    this.starts.push(start);
    this.ends.push(own);
    this.counts.push(all - start < MIN_SHINGLES ? 0 : all - start);
    this.placeStarts.push(this.places.size);
    if (index <= MAX_PLACE && middle > from) {
      const place = index * 2 + (claims ? 1 : 0);
      this.places.push(wholeKey(subject, place));
      for (let at = from; at + 3 <= middle; at++) this.places.push(placeKey(numbers, at, at + 3, place + 64));
    }
    return true;
  }

  /**
   * What an earlier email of ours in the thread said already is a quote that was not recognised as one. Takes it out of the
   * hashes from `start` to before `end`, and returns where the rest ends.
   * @param last the message read last in the thread + 1
   */
  private withoutQuoted(start: number, end: number, text: number, last: number): number {
    if (last === 0) return end;
    const { seen, sieve } = this;
    const hashes = this.hashes.values;
    // Sent twice, word for word: that is no quote.
    for (let mail = last, n = 0; mail > 0 && n < QUOTED; mail = this.before.at(mail - 1), n++)
      if (this.texts.at(mail - 1) === (text | 0)) return end;
    sieve.fill(0);
    for (let at = start; at < end; at++) {
      const bit = (hashes[at] ?? 0) & (SIEVE - 1);
      sieve[bit >>> 5] = (sieve[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
    let quoted = false;
    for (let mail = last, n = 0; mail > 0 && n < QUOTED; mail = this.before.at(mail - 1), n++) {
      const until = this.ends.at(mail - 1);
      for (let at = this.starts.at(mail - 1); at < until; at++) {
        const hash = hashes[at] ?? 0;
        const bit = hash & (SIEVE - 1);
        if (((sieve[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
        if (!quoted) seen.clear();
        quoted = true;
        seen.add(hash);
      }
    }
    if (!quoted) return end;
    let kept = start;
    for (let at = start; at < end; at++) {
      const hash = hashes[at] ?? 0;
      if (!seen.has(hash)) hashes[kept++] = hash;
    }
    return kept;
  }
}
