import { COMMON, FNV_PRIME, FNV_START, lowered, SEPARATOR, SIGN } from './letters';
import { type MergeValues, pairBit } from './merge-values';

/**
 * Words of a message as numbers. Words are compared and never shown, so a hash (32 bits, FNV-1a) stands for each; what a merge field
 * put in (the prospect's name and company, the sender's name, figures, addresses of pages) becomes one mark, so that
 * two renderings of one template read the same. No dictionary: this works in any language.
 */

/** A merge value: a name or a company. */
export const SLOT = 1;
/** A figure, a date, a price. */
export const FIGURE = 2;
/** The address of a page. */
export const PAGE = 3;
/** Words beyond this are not read: no email that a person reads is longer, and hostile ones must not cost time. */
const MAX_CHARS = 20_000;
const MAX_WORDS = 1_500;

/** Room that `wordsOf` needs. */
export function roomForWords(): Int32Array {
  return new Int32Array(MAX_WORDS);
}

/** Whether a word is a merge value's mark. */
export function isMark(word: number): boolean {
  return word >= 0 && word <= PAGE;
}

/**
 * The words of a text as hashes, merge values as marks; runs of one mark are one mark.
 * @param into where the words are put, from the beginning; made by `roomForWords`, and used again and again
 * @param onWord told where each kept word stands in `text` (UTF-16 offsets), for those who need the words themselves;
 *   `goesOn` where it belongs to the mark before it
 */
export function wordsOf(
  text: string,
  values: MergeValues,
  into: Int32Array,
  onWord?: (word: number, start: number, end: number, goesOn: boolean) => void,
): number {
  let count = 0;
  let last = 0;
  const end = Math.min(text.length, MAX_CHARS);
  const { low, high } = values;
  let at = 0;
  while (at < end && count < MAX_WORDS) {
    const start = at;
    const first = lowered(text, at);
    let word = 0;
    if (first === SEPARATOR) {
      at++;
      continue;
    }
    if (first === SIGN) {
      word = Math.imul(FNV_START ^ text.charCodeAt(at), FNV_PRIME);
      at++;
    } else if (first === LETTER_H && isAddress(text, at)) {
      while (at < end && text.charCodeAt(at) > 32 && text.charCodeAt(at) !== 62) at++;
      word = PAGE;
    } else {
      let figure = false;
      let hash = FNV_START;
      for (let ch = first; ch > SIGN; ) {
        if (ch <= 57) figure = true;
        hash = Math.imul(hash ^ ch, FNV_PRIME);
        if (++at >= end) break;
        // `lowered`, written out: nine of ten characters of a mailbox are read here.
        const code = text.charCodeAt(at);
        ch = code < COMMON.length ? (COMMON[code] ?? SEPARATOR) : lowered(text, at);
      }
      // Two looks at bits spare most words the look into the list.
      const merged =
        (low & (1 << (hash & 31))) !== 0 &&
        (high & (1 << ((hash >>> 5) & 31))) !== 0 &&
        values.words.includes(hash);
      // Only words with a capital or a figure first are looked up as a part of the company's name.
      if (merged || (isCapital(text, start, first) && isCompany(text, start, at, values))) word = SLOT;
      else if (figure) word = FIGURE;
      else word = isMark(hash) ? hash + 4 : hash;
    }
    const goesOn = word === last && isMark(word);
    if (!goesOn) into[count++] = word;
    last = word;
    if (onWord !== undefined) onWord(word, start, at, goesOn);
  }
  return count;
}

const LETTER_H = 104;

function isAddress(text: string, at: number): boolean {
  // The second character rules out nearly all words with an h.
  return (
    text.charCodeAt(at + 1) === 116 && (text.startsWith('http://', at) || text.startsWith('https://', at))
  );
}

/** @param first the character at `start`, in lower case */
function isCapital(text: string, start: number, first: number): boolean {
  return first <= 57 || text.charCodeAt(start) !== first;
}

function isCompany(text: string, start: number, end: number, { companies, pairs }: MergeValues): boolean {
  if (end - start < 4 || companies === '') return false;
  const one = text.charCodeAt(start);
  const two = text.charCodeAt(start + 1);
  // Only what begins like a part of the name is cut out and looked for. Beyond ASCII one character may become two in lower case.
  if (one < 128 && two < 128 && (pairs & pairBit(lowered(text, start), lowered(text, start + 1))) === 0)
    return false;
  return companies.includes(text.slice(start, end).toLowerCase());
}

/** One number for a list of words: equal for two renderings of a template without personal words. */
export function textKey(words: Int32Array, count: number): number {
  let hash = FNV_START;
  for (let i = 0; i < count; i++) hash = Math.imul(hash ^ (words[i] ?? 0), FNV_PRIME) ^ (hash >>> 15);
  return hash >>> 0;
}
