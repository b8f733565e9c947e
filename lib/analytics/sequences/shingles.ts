import type { SentMessage } from '../../facts/message';
import { MergeReader } from './merge-values';
import { readSubject } from './subject';
import { HashSet } from './vocabulary';
import { isMark, roomForWords, textKey, wordsOf } from './words';

/** What one message says by itself, as numbers: a pure function of its text, subject and addresses. */
export interface MailWords {
  /** Number of words, merge values as one each. */
  readonly length: number;
  /** Equal for equal texts with merge values masked: a whole number of 32 bits. */
  readonly text: number;
  /** Equal for equal subjects with merge values masked: a whole number of 32 bits; 0 for none. */
  readonly subject: number;
  /** The subject claims to answer or forward something. */
  readonly claims: boolean;
  /** The first words of the subject, from `from` to before `to`; none where it has nothing but merge values. */
  readonly words: Int32Array;
  readonly from: number;
  readonly to: number;
  /** The runs of three words of the text as hashes, each once, in the order they come: from `start` to before `end`. */
  readonly shingles: Int32Array;
  readonly start: number;
  readonly end: number;
}

const WIDTH = 3;
const SUBJECT_WORDS = 20;
/** In a short email the subject is much of what the template has: it counts as so many shingles. */
export const SUBJECT_WEIGHT = 4;

function mix(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x85ebca6b);
  return h ^ (h >>> 13);
}

/** Writes the shingles that stand for the subject of a message that opens its thread: `SUBJECT_WEIGHT` of them. */
export function putSubjectShingles(subject: number, into: Int32Array, at: number): void {
  for (let copy = 0; copy < SUBJECT_WEIGHT; copy++) into[at + copy] = mix(mix(0x51ed270b, subject), copy + 1);
}

/** One number for some words of a subject at a place of a thread. */
export function placeKey(words: Int32Array, from: number, to: number, place: number): number {
  let hash = mix(0x2545f491, place);
  for (let at = from; at < to; at++) hash = mix(hash, words[at] ?? 0);
  return hash;
}

/** One number for a whole subject at a place of a thread. */
export function wholeKey(subject: number, place: number): number {
  return mix(mix(0x2545f491, place), subject);
}

type Readable = Pick<SentMessage, 'from' | 'to' | 'cc' | 'subject' | 'text'>;

/** Says what messages say: good until the next one is asked for. */
export interface WordSource {
  words(fact: SentMessage): MailWords;
}

/** Reads messages one after the other. */
export class WordReader implements WordSource {
  private readonly merge = new MergeReader();
  private readonly room = roomForWords();
  private readonly seen = new HashSet();
  private readonly inSubject = new Int32Array(SUBJECT_WORDS);
  private readonly inText = new Int32Array(this.room.length);
  /** One for all: a mailbox has many messages, and each is used once. */
  private readonly out = {
    length: 0,
    text: 0,
    subject: 0,
    claims: false,
    words: this.inSubject,
    from: 0,
    to: 0,
    shingles: this.inText,
    start: 0,
    end: 0,
  };

  /** @returns what the message says: good until the next message is read */
  words(fact: Readable): MailWords {
    const { out, room: words } = this;
    const values = this.merge.of(fact);
    const { bare, claims } = readSubject(fact.subject);
    const inSubject = wordsOf(bare, values, words);
    out.subject = inSubject === 0 ? 0 : textKey(words, inSubject);
    out.claims = claims;
    let telling = false;
    for (let at = 0; at < inSubject && !telling; at++) telling = !isMark(words[at] ?? 0);
    out.to = telling ? Math.min(inSubject, SUBJECT_WORDS) : 0;
    for (let at = 0; at < out.to; at++) this.inSubject[at] = words[at] ?? 0;
    out.length = wordsOf(fact.text, values, words);
    out.text = textKey(words, out.length);
    out.end = this.shingles(out.length);
    return out;
  }

  /** @returns how many there are */
  private shingles(length: number): number {
    const { inText, room: words, seen } = this;
    let count = 0;
    for (let at = WIDTH - 1; at < length; at++)
      inText[count++] = mix(mix(mix(0x2545f491, words[at - 2] ?? 0), words[at - 1] ?? 0), words[at] ?? 0);
    seen.clear();
    return seen.keepNew(inText, 0, count);
  }
}
