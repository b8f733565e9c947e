import type { SentMessage } from '../../facts/message';
import { domainOf } from '../../facts/message';
import { isSharedDomain } from '../shared-domains';

/**
 * Words of a message as numbers. Words are compared and never shown, so a hash stands for each; what a merge field
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
const LETTER = 1;
const DIGIT = 2;
/** Scripts without blanks between words: each sign is a word. */
const SIGN = 3;

const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return letter ? LETTER : code >= 48 && code <= 57 ? DIGIT : SEPARATOR;
});

function classOf(code: number): number {
  if (code < 128) return ASCII[code] ?? SEPARATOR;
  // Latin-1 punctuation, general punctuation to dingbats, CJK punctuation, full-width forms, surrogates (emoji).
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? LETTER : SEPARATOR;
  if (code === 0xd7 || code === 0xf7) return SEPARATOR;
  if (code >= 0x2000 && code < 0x2e80) return SEPARATOR;
  if (code >= 0x3000 && code < 0x3040) return SEPARATOR;
  if ((code >= 0x3040 && code < 0xa000) || (code >= 0x0e00 && code < 0x0e80)) return SIGN;
  if (code >= 0xd800 && code < 0xf900) return SEPARATOR;
  if (code >= 0xfe00) return SEPARATOR;
  return LETTER;
}

function hashOf(word: string): number {
  let hash = FNV_START;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/** What of a message came from merge fields. */
export interface MergeValues {
  /** Names and company words, as hashes. */
  readonly words: ReadonlySet<number>;
  /** Company labels of the recipients' domains, lower case: “Northwind Traders” is in `northwindtraders`. */
  readonly companies: string;
}

function addName(values: Set<number>, name: string, shortest: number): void {
  for (const word of name
    .toLowerCase()
    .slice(0, 200)
    .split(/[^\p{L}\p{N}]+/u))
    if (word.length >= shortest) values.add(hashOf(word));
}

function companyOf(values: Set<number>, domain: string): string {
  if (domain === '' || isSharedDomain(domain)) return '';
  const labels = domain.split('.').slice(0, -1).slice(0, 4);
  for (const label of labels)
    for (const part of label.slice(0, 60).split(/[-_]/)) if (part.length >= 3) values.add(hashOf(part));
  return labels.join(' ').slice(0, 120);
}

/** The values a sending tool would have merged into this message, as far as its addresses tell. */
export function mergeValuesOf(fact: Pick<SentMessage, 'from' | 'to' | 'cc'>): MergeValues {
  const values = new Set<number>();
  const companies: string[] = [];
  addName(values, fact.from.name, 2);
  addName(values, fact.from.address.split('@')[0] ?? '', 3);
  for (const list of [fact.to, fact.cc])
    for (const { address, name } of list.slice(0, 20)) {
      addName(values, name, 2);
      addName(values, address.split('@')[0] ?? '', 3);
      companies.push(companyOf(values, domainOf(address)));
    }
  return { words: values, companies: companies.join(' ') };
}

/**
 * The words of a text as hashes, merge values as marks; runs of one mark are one mark.
 * @param onWord told where each kept word stands in `text` (UTF-16 offsets), for those who need the words themselves;
 *   `goesOn` where it belongs to the mark before it
 */
export function wordsOf(
  text: string,
  values: MergeValues,
  onWord?: (word: number, start: number, end: number, goesOn: boolean) => void,
): number[] {
  const words: number[] = [];
  const end = Math.min(text.length, MAX_CHARS);
  const put = (word: number, from: number, to: number): void => {
    if (word <= PAGE && words.length > 0 && words[words.length - 1] === word) {
      onWord?.(word, from, to, true);
      return;
    }
    words.push(word);
    onWord?.(word, from, to, false);
  };
  let at = 0;
  while (at < end && words.length < MAX_WORDS) {
    const code = text.charCodeAt(at);
    const kind = classOf(code);
    if (kind === SEPARATOR) {
      at++;
      continue;
    }
    if (kind === SIGN) {
      put(Math.imul(FNV_START ^ code, FNV_PRIME) >>> 0, at, at + 1);
      at++;
      continue;
    }
    const start = at;
    if (
      (code === 104 || code === 72) &&
      (text.startsWith('http://', at) || text.startsWith('https://', at))
    ) {
      while (at < end && text.charCodeAt(at) > 32 && text.charCodeAt(at) !== 62) at++;
      put(PAGE, start, at);
      continue;
    }
    // Only words with a capital are looked up as a part of the company's name.
    const first = code < 128 || lower(code) === code ? code : 65;
    let hash = FNV_START;
    let figure = false;
    for (; at < end; at++) {
      let ch = text.charCodeAt(at);
      const of = classOf(ch);
      if (of !== LETTER && of !== DIGIT) break;
      if (of === DIGIT) figure = true;
      if (ch >= 65 && ch <= 90) ch += 32;
      else if (ch >= 128) ch = lower(ch);
      hash = Math.imul(hash ^ ch, FNV_PRIME);
    }
    hash >>>= 0;
    if (values.words.has(hash) || (first < 97 && isCompany(text, start, at, values.companies)))
      put(SLOT, start, at);
    else if (figure) put(FIGURE, start, at);
    else put(hash <= PAGE ? hash + 4 : hash, start, at);
  }
  return words;
}

function isCompany(text: string, start: number, end: number, companies: string): boolean {
  return end - start >= 4 && companies !== '' && companies.includes(text.slice(start, end).toLowerCase());
}

const LOWER = new Map<number, number>();
function lower(code: number): number {
  let found = LOWER.get(code);
  if (found === undefined) {
    found = String.fromCharCode(code).toLowerCase().charCodeAt(0);
    LOWER.set(code, found);
  }
  return found;
}

/** One number for the whole text: equal for two renderings of a template without personal words. */
export function textKey(words: readonly number[]): number {
  let hash = FNV_START;
  for (const word of words) hash = Math.imul(hash ^ word, FNV_PRIME) ^ (hash >>> 15);
  return hash >>> 0;
}
