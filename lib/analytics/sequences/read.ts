import type { Mailbox, Outbound } from '../mailbox';
import { type Conversations, isConversation } from './chains';
import { bareSubject, hasReplyPrefix } from './subject';
import { shinglesOf, Vocabulary } from './vocabulary';
import { mergeValuesOf, textKey, wordsOf } from './words';

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
  /** All shingles, by number. */
  readonly shingles: Int32Array;
  /** A person had written in its thread before it. */
  readonly conversation: boolean;
  /** Keys of its place: its index in its thread with the whole masked subject, then with each three words of it. */
  readonly places: readonly number[];
}

/** Below this many shingles a message is too short to tell whose template it is: it is placed by position. */
const MIN_SHINGLES = 6;

/** How many earlier messages of a thread a quote is looked for in. */
const QUOTED = 20;
/** What was said in a thread so far. */
export interface Said {
  readonly text: number;
  readonly shingles: Int32Array;
}

/** What an earlier email of ours in the thread said already is a quote that was not recognised as one. */
function withoutQuoted(text: number, shingles: Int32Array, earlier: readonly Said[]): Int32Array {
  // Sent twice, word for word: that is no quote.
  if (earlier.some((before) => before.text === text)) return shingles;
  let rest = shingles;
  for (const { shingles: before } of earlier) {
    let at = 0;
    rest = rest.filter((id) => {
      while (at < before.length && (before[at] ?? 0) < id) at++;
      return before[at] !== id;
    });
  }
  return rest;
}

function placesOf(subject: readonly number[], index: number, claims: boolean): number[] {
  if (index > 20 || subject.every((word) => word <= 3)) return [];
  const place = [index, claims ? 1 : 0];
  const keys = [textKey([...subject, ...place])];
  for (let i = 0; i + 3 <= Math.min(subject.length, 20); i++)
    keys.push(textKey([...subject.slice(i, i + 3), ...place, 7]));
  return keys;
}

/**
 * One number per email: equal for those that came at one place of their threads under one subject. Where too few have
 * the whole subject (merge values that no address tells), the commonest three words of it stand for it.
 */
export function contextsOf(reads: readonly ReadMail[]): number[] {
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

export function readOne(
  mail: Outbound,
  mailbox: Pick<Mailbox, 'byThread'>,
  conversations: Conversations,
  vocabulary: Vocabulary,
  said: Map<string, Said[]>,
): ReadMail {
  const values = mergeValuesOf(mail.fact);
  const words = wordsOf(mail.fact.text, values);
  const subject = wordsOf(bareSubject(mail.fact.subject), values);
  const claims = hasReplyPrefix(mail.fact.subject);
  const refers = mail.fact.inReplyTo !== null || mail.fact.references.length > 0;
  // Some first emails begin with a false “Re:”; without references it is one.
  const opens = mailbox.byThread.get(mail.thread)?.[0] === mail && !(claims && refers);
  // In a thread every step has the first step's subject: it tells only where it opens one.
  const text = textKey(words);
  const earlier = said.get(mail.thread) ?? [];
  const shingles = withoutQuoted(
    text,
    shinglesOf(words, opens && !claims ? subject : [], vocabulary),
    earlier,
  );
  said.set(mail.thread, [...earlier, { text, shingles }].slice(-QUOTED));
  return {
    mail,
    length: words.length,
    text,
    subject: subject.length === 0 ? 0 : textKey(subject),
    opens,
    shingles: shingles.length < MIN_SHINGLES ? new Int32Array(0) : shingles,
    conversation: isConversation(mail, conversations),
    places: placesOf(subject, mailbox.byThread.get(mail.thread)?.indexOf(mail) ?? 0, claims),
  };
}

export interface ReadMailbox {
  /** In time order. */
  readonly reads: readonly ReadMail[];
  readonly vocabulary: Vocabulary;
  readonly said: Map<string, Said[]>;
}

/** Reads all outreach candidates, in time order, and counts their shingles. */
export function readAll(mailbox: Mailbox, conversations: Conversations): ReadMailbox {
  const vocabulary = new Vocabulary(mailbox.sent.length * 20);
  const reads: ReadMail[] = [];
  const said = new Map<string, Said[]>();
  for (const mail of mailbox.sent)
    if (mail.prospects.length > 0) reads.push(readOne(mail, mailbox, conversations, vocabulary, said));
  // Grouped by prospect, so that the vocabulary can tell people from messages.
  const person = new Map<string, number>();
  const keyed = reads.map((read, index) => {
    const who = read.mail.prospects[0] ?? '';
    let number = person.get(who);
    if (number === undefined) {
      number = person.size;
      person.set(who, number);
    }
    return { index, number };
  });
  keyed.sort((a, b) => a.number - b.number || a.index - b.index);
  for (const { index, number } of keyed) {
    const read = reads[index];
    if (read !== undefined && !read.conversation) vocabulary.count(read.shingles, number);
  }
  return { reads, vocabulary, said };
}
