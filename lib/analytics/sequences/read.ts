import type { Mailbox, Outbound } from '../mailbox';
import { CachedReader, type WordCache } from './cache';
import { type Conversations, isConversation } from './chains';
import { numberShared } from './numbering';
import { type MailWords, placeKey, subjectShingles } from './shingles';
import { HashSet, Vocabulary } from './vocabulary';

/** What finding sequences needs of one message, read once. */
export interface ReadMail {
  readonly mail: Outbound;
  /** Number of words, merge values as one each. */
  readonly length: number;
  /** Equal for equal texts with merge values masked. */
  readonly text: number;
  /** Equal for equal subjects with merge values masked; 0 for none. */
  readonly subject: number;
  /** It opens its thread as far as our own mail tells, and does not claim to answer. */
  readonly opens: boolean;
  /** Shingles that two people or more got, by number. */
  readonly shingles: Int32Array;
  /** How many shingles it has in all. */
  readonly all: number;
  /** A person had written in its thread before it. */
  readonly conversation: boolean;
  /** Keys of its place: its index in its thread with the whole masked subject, then with each three words of it. */
  readonly places: readonly number[];
}

/** A message before its shingles have numbers. */
interface Unnumbered extends Omit<ReadMail, 'shingles' | 'all'> {
  readonly hashes: Int32Array;
}

/** Below this many shingles a message is too short to tell whose template it is: it is placed by position. */
const MIN_SHINGLES = 6;

/** How many earlier messages of a thread a quote is looked for in. */
const QUOTED = 20;
const NOTHING = new Int32Array(0);

/** What we sent in a thread so far. */
interface Thread {
  mails: number;
  readonly said: { readonly text: number; readonly hashes: Int32Array }[];
}

/** Reads messages in time order; knows the threads so far. */
export class ThreadReader {
  private readonly threads = new Map<string, Thread>();
  private readonly seen = new HashSet();

  /** @param wordsOf what a message says by itself; not asked for internal mail */
  read(mail: Outbound, conversations: Conversations, wordsOf: () => MailWords): Unnumbered | null {
    let thread = this.threads.get(mail.thread);
    if (thread === undefined) {
      thread = { mails: 0, said: [] };
      this.threads.set(mail.thread, thread);
    }
    const index = thread.mails++;
    if (mail.prospects.length === 0) return null;
    const words = wordsOf();
    const { length, text, subject, claims } = words;
    const refers = mail.fact.inReplyTo !== null || mail.fact.references.length > 0;
    // Some first emails begin with a false “Re:”; without references it is one.
    const opens = index === 0 && !(claims && refers);
    const hashes = this.withoutQuoted(words, thread);
    thread.said.push({ text, hashes });
    if (thread.said.length > QUOTED) thread.said.shift();
    // In a thread every step has the first step's subject: it tells only where it opens one.
    const all = opens && !claims ? withSubject(hashes, subjectShingles(words)) : hashes;
    return {
      mail,
      length,
      text,
      subject,
      opens,
      hashes: all.length < MIN_SHINGLES ? NOTHING : all,
      conversation: isConversation(mail, conversations),
      places: placesOf(words, index),
    };
  }

  /** What an earlier email of ours in the thread said already is a quote that was not recognised as one. */
  private withoutQuoted({ text, shingles }: MailWords, { said }: Thread): Int32Array {
    // Sent twice, word for word: that is no quote.
    if (said.length === 0 || said.some((before) => before.text === text)) return shingles;
    const { seen } = this;
    seen.clear();
    for (const { hashes } of said) for (let i = 0; i < hashes.length; i++) seen.add(hashes[i] ?? 0);
    for (let i = 0; i < shingles.length; i++)
      if (seen.has(shingles[i] ?? 0)) return shingles.filter((hash) => !seen.has(hash));
    return shingles;
  }
}

function withSubject(hashes: Int32Array, subject: readonly number[]): Int32Array {
  if (subject.length === 0) return hashes;
  const all = new Int32Array(hashes.length + subject.length);
  all.set(hashes);
  all.set(subject, hashes.length);
  return all;
}

function placesOf({ subjectWords, subject, claims }: MailWords, index: number): number[] {
  if (index > 20 || subjectWords.length === 0) return [];
  const place = index * 2 + (claims ? 1 : 0);
  const keys = [placeKey(Int32Array.of(subject), 0, 1, place)];
  for (let i = 0; i + 3 <= subjectWords.length; i++) keys.push(placeKey(subjectWords, i, i + 3, place + 64));
  return keys;
}

/**
 * One number per email: equal for those that came at one place of their threads under one subject. Where too few have
 * the whole subject (merge values that no address tells), the commonest three words of it stand for it.
 */
export function contextsOf(reads: readonly Pick<ReadMail, 'places'>[]): number[] {
  const seen = new Map<number, number>();
  for (const { places } of reads) for (const key of places) seen.set(key, (seen.get(key) ?? 0) + 1);
  return reads.map(({ places }) => {
    const [whole = 0, ...parts] = places;
    if ((seen.get(whole) ?? 0) >= COMMON_SUBJECT) return whole;
    let best = whole;
    let most = seen.get(whole) ?? 0;
    for (const key of parts) {
      const count = seen.get(key) ?? 0;
      if (count > most || (count === most && count > 1 && key < best)) {
        best = key;
        most = count;
      }
    }
    return best;
  });
}
const COMMON_SUBJECT = 4;

export interface ReadMailbox {
  /** In time order. */
  readonly reads: readonly ReadMail[];
  readonly vocabulary: Vocabulary;
  /** To go on with new mail. */
  readonly threads: ThreadReader;
}

/** Reads all outreach candidates, in time order, and counts their shingles. */
export function readAll(
  mailbox: Mailbox,
  conversations: Conversations,
  cache: WordCache | null = null,
): ReadMailbox {
  const reader = new CachedReader(cache);
  const threads = new ThreadReader();
  const found: Unnumbered[] = [];
  for (const mail of mailbox.sent) {
    const read = threads.read(mail, conversations, () => reader.read(mail.fact));
    if (read !== null) found.push(read);
  }
  reader.end();
  return { ...numbered(found), threads };
}

/** Numbers from 1 on for the people first written to, by order of appearance; and the messages of each in a row. */
function byPerson(found: readonly Unnumbered[]): { order: Int32Array; personOf: Int32Array } {
  const numbers = new Map<string, number>();
  const personOf = new Int32Array(found.length);
  for (const [index, { mail }] of found.entries()) {
    const who = mail.prospects[0] ?? '';
    let number = numbers.get(who);
    if (number === undefined) {
      number = numbers.size + 1;
      numbers.set(who, number);
    }
    personOf[index] = number;
  }
  // Counting sort: by person, and in time order within one.
  const starts = new Int32Array(numbers.size + 2);
  for (const person of personOf) starts[person + 1] = (starts[person + 1] ?? 0) + 1;
  for (let person = 1; person < starts.length; person++)
    starts[person] = (starts[person] ?? 0) + (starts[person - 1] ?? 0);
  const order = new Int32Array(found.length);
  const inOrder = new Int32Array(found.length);
  for (const [index, person] of personOf.entries()) {
    const at = starts[person] ?? 0;
    order[at] = index;
    inOrder[at] = person;
    starts[person] = at + 1;
  }
  return { order, personOf: inOrder };
}

function numbered(found: readonly Unnumbered[]): Pick<ReadMailbox, 'reads' | 'vocabulary'> {
  const { order, personOf } = byPerson(found);
  const vocabulary = new Vocabulary(found.length * 2);
  const lists = Array.from(order, (index) => {
    const read = found[index];
    return read === undefined || read.conversation ? NOTHING : read.hashes;
  });
  const shared = numberShared(lists, personOf, vocabulary);
  const shingles = new Array<Int32Array>(found.length).fill(NOTHING);
  for (let at = 0; at < order.length; at++) shingles[order[at] ?? 0] = shared[at] ?? NOTHING;
  return { reads: found.map((read, index) => withNumbers(read, shingles[index] ?? NOTHING)), vocabulary };
}

function withNumbers(read: Unnumbered, shingles: Int32Array): ReadMail {
  const { mail, length, text, subject, opens, hashes, conversation, places } = read;
  return { mail, length, text, subject, opens, shingles, all: hashes.length, conversation, places };
}

/** A new message beside those that were read together. Nothing is counted for it. */
export function readOne(
  mail: Outbound,
  conversations: Conversations,
  { threads, vocabulary }: Pick<ReadMailbox, 'threads' | 'vocabulary'>,
  reader: CachedReader,
): ReadMail | null {
  const read = threads.read(mail, conversations, () => reader.read(mail.fact));
  return read === null
    ? null
    : withNumbers(
        read,
        read.hashes.map((hash) => vocabulary.intern(hash)),
      );
}
