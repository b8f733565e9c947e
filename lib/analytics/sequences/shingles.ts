import type { SentMessage } from '../../facts/message';
import { bareSubject, hasReplyPrefix } from './subject';
import { HashSet } from './vocabulary';
import { isMark, mergeValuesOf, roomForWords, textKey, wordsOf } from './words';

/** What one message says by itself, as numbers: a pure function of its text, subject and addresses. */
export interface MailWords {
  /** Number of words, merge values as one each. */
  readonly length: number;
  /** Equal for equal texts with merge values masked. */
  readonly text: number;
  /** Equal for equal subjects with merge values masked; 0 for none. */
  readonly subject: number;
  /** The first words of the subject; empty where it has nothing but merge values. */
  readonly subjectWords: Int32Array;
  /** The subject claims to answer or forward something. */
  readonly claims: boolean;
  /** Runs of three words of the text as hashes, each once, in the order they come. */
  readonly shingles: Int32Array;
}

const WIDTH = 3;
const SUBJECT_WORDS = 20;
/** In a short email the subject is much of what the template has: it counts as so many shingles. */
const SUBJECT_WEIGHT = 4;

/** Numbers to a pool. */
const POOL = 16_384;
const NOTHING = new Int32Array(0);

function mix(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x85ebca6b);
  return h ^ (h >>> 13);
}

/** The shingles that stand for the subject of a message that opens its thread. */
export function subjectShingles({ subject, subjectWords }: MailWords): readonly number[] {
  if (subjectWords.length === 0) return [];
  return Array.from({ length: SUBJECT_WEIGHT }, (_, copy) => mix(mix(0x51ed270b, subject), copy + 1));
}

/** One number for some words of a subject at a place of a thread. */
export function placeKey(words: Int32Array, from: number, to: number, place: number): number {
  let hash = mix(0x2545f491, place);
  for (let at = from; at < to; at++) hash = mix(hash, words[at] ?? 0);
  return hash;
}

/** Reads messages one after the other; keeps nothing of them. */
export class WordReader {
  private readonly words = roomForWords();
  private readonly seen = new HashSet();
  private pool = NOTHING;
  private used = 0;

  read(fact: Pick<SentMessage, 'from' | 'to' | 'cc' | 'subject' | 'text'>): MailWords {
    const { words } = this;
    const values = mergeValuesOf(fact);
    const inSubject = wordsOf(bareSubject(fact.subject), values, words);
    const subject = inSubject === 0 ? 0 : textKey(words, inSubject);
    let telling = false;
    for (let at = 0; at < inSubject && !telling; at++) telling = !isMark(words[at] ?? 0);
    const subjectWords = this.keep(telling ? Math.min(inSubject, SUBJECT_WORDS) : 0);
    const length = wordsOf(fact.text, values, words);
    const text = textKey(words, length);
    return {
      length,
      text,
      subject,
      subjectWords,
      claims: hasReplyPrefix(fact.subject),
      shingles: this.shingles(length),
    };
  }

  private shingles(length: number): Int32Array {
    const { words, seen } = this;
    seen.clear();
    let kept = 0;
    for (let at = 0; at + WIDTH <= length; at++) {
      let hash = 0x2545f491;
      for (let word = at; word < at + WIDTH; word++) hash = mix(hash, words[word] ?? 0);
      // The words before are read: their room takes the shingles.
      if (seen.add(hash)) words[kept++] = hash;
    }
    return this.keep(kept);
  }

  /** Many small arrays in one large one: each of its own would cost as much as what is in it. */
  private keep(count: number): Int32Array {
    if (count === 0) return NOTHING;
    if (this.used + count > this.pool.length) {
      this.pool = new Int32Array(POOL);
      this.used = 0;
    }
    const kept = this.pool.subarray(this.used, this.used + count);
    for (let at = 0; at < count; at++) kept[at] = this.words[at] ?? 0;
    this.used += count;
    return kept;
  }
}
