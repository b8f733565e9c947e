import type { SentMessage } from '../../facts/message';
import { domainOf } from '../../facts/message';
import { isSharedDomain } from '../shared-domains';

/**
 * Words of a message as numbers. Words are compared and never shown, so a hash (32 bits, FNV-1a) stands for each; what a merge field
 * put in (the prospect's name and company, the sender's name, figures, addresses of pages) becomes one mark, so that
 * two renderings of one template read the same. No dictionary: this works in any language.
 */

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** A merge value: a name or a company. */
export const SLOT = 1;
/** A figure, a date, a price. */
export const FIGURE = 2;
/** The address of a page. */
export const PAGE = 3;
/** Words beyond this are not read: no email that a person reads is longer, and hostile ones must not cost time. */
const MAX_CHARS = 20_000;
const MAX_WORDS = 1_500;

const SEPARATOR = 0;
/** Scripts without blanks between words: each sign is a word. */
const SIGN = 1;

/** What a character is to a word: `SEPARATOR`, `SIGN`, or the lower-case character it counts as. */
function read(code: number): number {
  if (code < 128) {
    if (code >= 65 && code <= 90) return code + 32;
    return (code >= 97 && code <= 122) || isDigit(code) ? code : SEPARATOR;
  }
  // Latin-1 punctuation, general punctuation to dingbats, CJK punctuation, full-width forms, surrogates (emoji).
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? code : SEPARATOR;
  if (code === 0xd7 || code === 0xf7) return SEPARATOR;
  if (code >= 0x2000 && code < 0x2e80) return SEPARATOR;
  if (code >= 0x3000 && code < 0x3040) return SEPARATOR;
  if ((code >= 0x3040 && code < 0xa000) || (code >= 0x0e00 && code < 0x0e80)) return SIGN;
  if (code >= 0xd800 && code < 0xf900) return SEPARATOR;
  if (code >= 0xfe00) return SEPARATOR;
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Latin, Greek and Cyrillic, read beforehand: they are nearly all that is written. */
const READ = Uint16Array.from({ length: 0x530 }, (_, code) => read(code));

function readAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < READ.length ? (READ[code] ?? SEPARATOR) : read(code);
}

/** What of a message came from merge fields. */
export interface MergeValues {
  /** Names and company words, as hashes. */
  readonly words: readonly number[];
  /** A bit for each hash's low five bits: most words of a text are no merge value, and this tells at once. */
  readonly bits: number;
  /** Company labels of the recipients' domains, lower case: “Northwind Traders” is in `northwindtraders`. */
  readonly companies: string;
}

/** Adds the words of a name, an address or a domain, from `start` to `end`, that are long enough to be told apart. */
function addWords(words: number[], text: string, start: number, end: number, shortest: number): void {
  let hash = FNV_START;
  let length = 0;
  for (let at = start; at <= end; at++) {
    const ch = at < end ? readAt(text, at) : SEPARATOR;
    if (ch > SIGN) {
      hash = Math.imul(hash ^ ch, FNV_PRIME);
      length++;
      continue;
    }
    if (length >= shortest && !words.includes(hash | 0)) words.push(hash | 0);
    hash = FNV_START;
    length = 0;
  }
}

/** Longest name or address, in UTF-16 units, that is looked at. */
const MAX_NAME = 200;

function addName(words: number[], name: string, shortest: number): void {
  addWords(words, name, 0, Math.min(name.length, MAX_NAME), shortest);
}

function companyOf(words: number[], domain: string): string {
  if (domain === '' || isSharedDomain(domain)) return '';
  const labels = domain.split('.').slice(0, -1).slice(0, 4).join(' ').slice(0, 120);
  addName(words, labels, 3);
  return labels;
}

/** The values a sending tool would have merged into this message, as far as its addresses tell. */
export function mergeValuesOf(fact: Pick<SentMessage, 'from' | 'to' | 'cc'>): MergeValues {
  const words: number[] = [];
  const companies: string[] = [];
  addName(words, fact.from.name, 2);
  addName(words, localPart(fact.from.address), 3);
  for (const list of [fact.to, fact.cc])
    for (let index = 0; index < list.length && index < 20; index++) {
      const { address = '', name = '' } = list[index] ?? {};
      addName(words, name, 2);
      addName(words, localPart(address), 3);
      companies.push(companyOf(words, domainOf(address)));
    }
  let bits = 0;
  for (const word of words) bits |= 1 << (word & 31);
  return { words, bits, companies: companies.join(' ') };
}

function localPart(address: string): string {
  const at = address.indexOf('@');
  return at < 0 ? address : address.slice(0, at);
}

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
  const { words, bits, companies } = values;
  let at = 0;
  while (at < end && count < MAX_WORDS) {
    const start = at;
    const first = readAt(text, at);
    let word = 0;
    if (first === SEPARATOR) {
      at++;
      continue;
    }
    if (first === SIGN) {
      word = Math.imul(FNV_START ^ text.charCodeAt(at), FNV_PRIME);
      at++;
    } else if (first === 104 && (text.startsWith('http://', at) || text.startsWith('https://', at))) {
      while (at < end && text.charCodeAt(at) > 32 && text.charCodeAt(at) !== 62) at++;
      word = PAGE;
    } else {
      let figure = false;
      let hash = FNV_START;
      for (let ch = first; ch > SIGN; ch = at < end ? readAt(text, at) : SEPARATOR) {
        if (ch <= 57) figure = true;
        hash = Math.imul(hash ^ ch, FNV_PRIME);
        at++;
      }
      const merged = (bits & (1 << (hash & 31))) !== 0 && words.includes(hash);
      // Only words with a capital or a figure first are looked up as a part of the company's name.
      const capital = first <= 57 || text.charCodeAt(start) !== first;
      if (merged || (capital && isCompany(text, start, at, companies))) word = SLOT;
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

function isCompany(text: string, start: number, end: number, companies: string): boolean {
  return end - start >= 4 && companies !== '' && companies.includes(text.slice(start, end).toLowerCase());
}

/** One number for a list of words: equal for two renderings of a template without personal words. */
export function textKey(words: Int32Array, count: number): number {
  let hash = FNV_START;
  for (let i = 0; i < count; i++) hash = Math.imul(hash ^ (words[i] ?? 0), FNV_PRIME) ^ (hash >>> 15);
  return hash >>> 0;
}
