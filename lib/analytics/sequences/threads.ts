import type { Outbound } from '../mailbox';
import { IntPool } from './int-map';
import { placeKey, type WordSource, wholeKey } from './shingles';
import { HashSet } from './vocabulary';
import { Wordings } from './wordings';

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
  readonly wordings: Wordings;
  /** Message → its wording. */
  readonly said = new IntPool();
  /** Keys of the places of all messages: its index in its thread with the whole masked subject, then with each three words of it. */
  readonly places = new IntPool();
  /** Message → where its places begin. */
  readonly placeStarts = new IntPool();

  private readonly seen = new HashSet();
  private readonly sieve = new Int32Array(SIEVE / 32);
  /** The hashes of a text without what is quoted; good until the next message is read. */
  private readonly rest = new IntPool();

  /** @param expected messages, about */
  constructor(expected = 64) {
    this.wordings = new Wordings(expected * 8);
  }

  /** Messages read. */
  get size(): number {
    return this.said.size;
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
    const { length, text, subject, claims, words, from, to, shingles, start, end } = reader.words(mail.fact);
    const refers = mail.fact.inReplyTo !== null || mail.fact.references.length > 0;
    // Some first emails begin with a false “Re:”; without references it is one.
    const opens = index === 0 && !(claims && refers);
    const before = this.lastIn.at(thread);
    // In a thread every step has the first step's subject: it tells only where it opens one.
    const telling = opens && !claims && to > from ? subject : 0;
    const said = this.isQuoting(shingles, start, end, text, before)
      ? this.wordings.of(text, this.rest.values, 0, this.rest.size, telling)
      : this.wordings.of(text, shingles, start, end, telling);

    this.lastIn.values[thread] = this.size + 1;
    this.threads.push(thread);
    this.before.push(before);
    this.lengths.push(length);
    this.texts.push(text);
    this.subjects.push(subject);
    this.opens.push(opens ? 1 : 0);
    this.said.push(said);
    this.placeStarts.push(this.places.size);
    if (index <= MAX_PLACE && to > from) {
      const place = index * 2 + (claims ? 1 : 0);
      this.places.push(wholeKey(subject, place));
      for (let at = from; at + 3 <= to; at++) this.places.push(placeKey(words, at, at + 3, place + 64));
    }
    return true;
  }

  /**
   * What an earlier email of ours in the thread said already is a quote that was not recognised as one: then what is left of
   * the hashes from `start` to before `end` is in `rest`.
   * @param last the message read last in the thread + 1
   */
  private isQuoting(hashes: Int32Array, start: number, end: number, text: number, last: number): boolean {
    if (last === 0) return false;
    const { seen, sieve, rest } = this;
    // Sent twice, word for word: that is no quote.
    for (let mail = last, n = 0; mail > 0 && n < QUOTED; mail = this.before.at(mail - 1), n++)
      if (this.texts.at(mail - 1) === (text | 0)) return false;
    sieve.fill(0);
    for (let at = start; at < end; at++) {
      const bit = (hashes[at] ?? 0) & (SIEVE - 1);
      sieve[bit >>> 5] = (sieve[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
    const { hashes: all, starts, ends } = this.wordings;
    const earlier = all.values;
    let quoted = false;
    for (let mail = last, n = 0; mail > 0 && n < QUOTED; mail = this.before.at(mail - 1), n++) {
      const wording = this.said.at(mail - 1);
      const until = ends.at(wording);
      for (let at = starts.at(wording); at < until; at++) {
        const hash = earlier[at] ?? 0;
        const bit = hash & (SIEVE - 1);
        if (((sieve[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
        if (!quoted) seen.clear();
        quoted = true;
        seen.add(hash);
      }
    }
    if (!quoted) return false;
    rest.size = 0;
    const into = rest.room(end - start);
    for (let at = start; at < end; at++) {
      const hash = hashes[at] ?? 0;
      if (!seen.has(hash)) into[rest.size++] = hash;
    }
    return true;
  }
}
