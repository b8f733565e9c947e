import type { Mailbox, Outbound } from '../mailbox';
import { type Conversations, isConversation } from './chains';
import { contextsOf } from './contexts';
import type { IntPool, Lists } from './int-map';
import { heardBy, numberShared } from './numbering';
import { numberPeople, type People } from './people';
import type { WordSource } from './shingles';
import { ThreadReader } from './threads';
import { Vocabulary } from './vocabulary';

/**
 * What finding sequences needs of all messages to prospects, read once: a column for each thing, and each message's place in
 * it is its number, in time order. The steps that follow hand on numbers and not objects: at 50,000 messages small
 * objects, and maps by text or object, took half of the time and left half a gigabyte of garbage.
 */
export interface Reads {
  readonly mails: readonly Outbound[];
  /** When it was sent, in milliseconds UTC. */
  readonly at: Float64Array;
  /** Equal for messages of one time and Message-ID, else in their order: the order of the mailbox. */
  readonly ranks: Int32Array;
  /** Number of words, merge values as one each. */
  readonly lengths: Int32Array;
  /** Equal for equal texts with merge values masked. */
  readonly texts: Uint32Array;
  /** Equal for equal subjects with merge values masked; 0 for none. */
  readonly subjects: Uint32Array;
  /** 1 where it opens its thread as far as our own mail tells, and does not claim to answer. */
  readonly opens: Uint8Array;
  /** 1 where a person had written in its thread before it. */
  readonly conversations: Uint8Array;
  readonly threads: Int32Array;
  readonly threadCount: number;
  readonly people: People;
  /** Which of the lists in `shingles` is its own: messages that say the same share one. */
  readonly said: Int32Array;
  /** By wording, its shingles that two people or more got, by number. The last list is empty: conversations tell nothing. */
  readonly shingles: Lists;
  /** How many shingles it has in all. */
  readonly all: Int32Array;
  /** See `contextsOf`. */
  readonly contexts: Int32Array;
}

/** One message that was read beside those that were read together. */
export interface ReadMail {
  readonly mail: Outbound;
  readonly text: number;
  readonly opens: boolean;
  readonly conversation: boolean;
  /** By number. */
  readonly shingles: Int32Array;
  /** How many shingles it has in all. */
  readonly all: number;
  /** Keys of its place, see `contextsOf`. */
  readonly places: Int32Array;
}

export interface ReadMailbox {
  readonly reads: Reads;
  readonly vocabulary: Vocabulary;
  /** To go on with new mail. */
  readonly threads: ThreadReader;
}

/** Reads all outreach candidates, in time order, and counts their shingles. */
export function readAll(mailbox: Mailbox, conversations: Conversations, reader: WordSource): ReadMailbox {
  const threads = new ThreadReader(mailbox.sent.length);
  const mails: Outbound[] = [];
  const { sent } = mailbox;
  for (let nth = 0; nth < sent.length; nth++) {
    const mail = sent[nth];
    if (mail !== undefined && threads.read(mail, reader)) mails.push(mail);
  }

  const count = mails.length;
  const spoken = spokenIn(threads, conversations);
  const threadOf = columnOf(threads.threads);
  const at = new Float64Array(count);
  const ranks = new Int32Array(count);
  const isTalk = new Uint8Array(count);
  const { wordings } = threads;
  const said = columnOf(threads.said).slice();
  const all = new Int32Array(count);
  let before: Outbound | null = null;
  for (let index = 0; index < count; index++) {
    const mail = mails[index];
    if (mail === undefined) break;
    const when = mail.fact.at;
    at[index] = when;
    const tied = before !== null && when === before.fact.at && mail.fact.messageId === before.fact.messageId;
    ranks[index] = tied ? (ranks[index - 1] ?? 0) : index;
    before = mail;
    all[index] = wordings.counts.at(said[index] ?? 0);
    if ((spoken[threadOf[index] ?? 0] ?? 0) > when) continue;
    isTalk[index] = 1;
    said[index] = wordings.size;
  }

  const people = numberPeople(mails);
  const vocabulary = new Vocabulary(wordings.size * 8);
  const placeStarts = new Int32Array(count + 1);
  placeStarts.set(columnOf(threads.placeStarts));
  placeStarts[count] = threads.places.size;
  const reads = {
    mails,
    at,
    ranks,
    lengths: columnOf(threads.lengths),
    texts: unsigned(threads.texts),
    subjects: unsigned(threads.subjects),
    opens: new Uint8Array(columnOf(threads.opens)),
    conversations: isTalk,
    threads: threadOf,
    threadCount: threads.threadCount,
    people,
    said,
    shingles: numberShared(wordings, heardBy(said, wordings.size, people), vocabulary),
    all,
    contexts: contextsOf({ values: columnOf(threads.places), starts: placeStarts }),
  };
  return { reads, vocabulary, threads };
}

function columnOf(pool: IntPool): Int32Array {
  return pool.values.subarray(0, pool.size);
}

function unsigned({ values, size }: IntPool): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, size);
}

/** Thread → when a person first wrote in it; never, for most. */
function spokenIn(threads: ThreadReader, conversations: Conversations): Float64Array {
  const since = new Float64Array(threads.threadCount).fill(Number.POSITIVE_INFINITY);
  for (const [key, at] of conversations.threads) {
    const thread = threads.threadOf(key);
    if (thread !== undefined) since[thread] = at;
  }
  return since;
}

/** A new message beside those that were read together. Nothing is counted for it. */
export function readOne(
  mail: Outbound,
  conversations: Conversations,
  { threads, vocabulary }: Pick<ReadMailbox, 'threads' | 'vocabulary'>,
  reader: WordSource,
): ReadMail | null {
  if (!threads.read(mail, reader)) return null;
  const number = threads.size - 1;
  const { wordings } = threads;
  const wording = threads.said.at(number);
  const start = wordings.starts.at(wording);
  const all = wordings.counts.at(wording);
  const places = columnOf(threads.places).slice(threads.placeStarts.at(number));
  return {
    mail,
    text: threads.texts.at(number) >>> 0,
    opens: threads.opens.at(number) === 1,
    conversation: isConversation(mail, conversations),
    shingles: wordings.hashes.values.slice(start, start + all).map((hash) => vocabulary.intern(hash)),
    all,
    places,
  };
}
