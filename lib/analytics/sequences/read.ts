import type { Mailbox, Outbound } from '../mailbox';
import { type Conversations, isConversation } from './chains';
import { hasReplyPrefix, normalSubject } from './subject';
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
}

/** Below this many shingles a message is too short to tell whose template it is: it is placed by position. */
const MIN_SHINGLES = 6;

export function readOne(
  mail: Outbound,
  mailbox: Pick<Mailbox, 'byThread'>,
  conversations: Conversations,
  vocabulary: Vocabulary,
): ReadMail {
  const values = mergeValuesOf(mail.fact);
  const words = wordsOf(mail.fact.text, values);
  const plain = normalSubject(mail.fact.subject);
  const subject = wordsOf(plain, values);
  const claims = hasReplyPrefix(mail.fact.subject);
  const refers = mail.fact.inReplyTo !== null || mail.fact.references.length > 0;
  // Some first emails begin with a false “Re:”; without references it is one.
  const opens = mailbox.byThread.get(mail.thread)?.[0] === mail && !(claims && refers);
  // In a thread every step has the first step's subject: it tells only where it opens one.
  const shingles = shinglesOf(words, opens && !claims ? subject : [], vocabulary);
  return {
    mail,
    length: words.length,
    text: textKey(words),
    subject: subject.length === 0 ? 0 : textKey(subject),
    opens,
    shingles: shingles.length < MIN_SHINGLES ? new Int32Array(0) : shingles,
    conversation: isConversation(mail, conversations),
  };
}

/** Reads all outreach candidates, in time order, and counts their shingles. */
export function readAll(
  mailbox: Mailbox,
  conversations: Conversations,
): { reads: ReadMail[]; vocabulary: Vocabulary } {
  const vocabulary = new Vocabulary(mailbox.sent.length * 20);
  const reads: ReadMail[] = [];
  for (const mail of mailbox.sent)
    if (mail.prospects.length > 0) reads.push(readOne(mail, mailbox, conversations, vocabulary));
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
  return { reads, vocabulary };
}

/** The words a person would see behind a mask: see `template.ts`. */
export function maskedWordsOf(mail: Outbound): { word: number; text: string }[] {
  const out: { word: number; text: string }[] = [];
  const { text } = mail.fact;
  wordsOf(text, mergeValuesOf(mail.fact), (word, start, end) =>
    out.push({ word, text: text.slice(start, end) }),
  );
  return out;
}
