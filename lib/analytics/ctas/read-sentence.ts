import { askProbability } from './ask-model';
import { ENGLISH } from './english';
import { FRENCH } from './french';
import { GERMAN } from './german';
import type { Goal, Language } from './signal';
import { SPANISH } from './spanish';

const LANGUAGES: readonly Language[] = [ENGLISH, GERMAN, FRENCH, SPANISH];
/** Hostile mail may hold a "sentence" of a megabyte; nobody reads an ask beyond this many characters. */
const LONGEST = 600;
/** Readings to remember: bounded, so that a mailbox of a million different sentences does not fill the memory. */
const MOST_KNOWN = 20_000;

/** What one sentence asks for. Depends on nothing but its words and language, so it can be remembered. */
export interface Reading {
  /** Specific goals, each once. Empty where the sentence asks for nothing or only in general. */
  readonly goals: readonly Goal[];
  readonly interest: boolean;
  readonly question: boolean;
  /** Opt-outs, open doors, small talk: not even a question. */
  readonly nothing: boolean;
  /** The asset an offer names. */
  readonly asset: string | null;
  readonly attached: boolean;
  readonly handle: boolean;
  readonly conditional: boolean;
}

/** Of each small word the languages that have it, as bits in the order of `LANGUAGES`: one look-up instead of four. */
const COMMON: ReadonlyMap<string, number> = commonWords();
const LONGEST_COMMON = Math.max(...[...COMMON.keys()].map((word) => word.length));
/** Words that tell the language; more say nothing new. */
const WORDS_ENOUGH = 80;
const LONGEST_WORD = 20;

function commonWords(): Map<string, number> {
  const words = new Map<string, number>();
  LANGUAGES.forEach(({ common }, i) => {
    for (const word of common) words.set(word, (words.get(word) ?? 0) | (1 << i));
  });
  return words;
}

/** Whether a UTF-16 unit is a letter; asked of each letter beyond ASCII once. 0: not asked yet, 1: no, 2: yes. */
const letters = new Uint8Array(0x10000);

/** How many UTF-16 units the letter at a place of a lower-case text takes; 0 where there is none. */
function letterAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return code >= 97 && code <= 122 ? 1 : 0;
  // The first half of a pair: rare letters (and all emoji).
  if (code >= 0xd800 && code <= 0xdbff) return /^\p{L}/u.test(text.slice(at, at + 2)) ? 2 : 0;
  let known = letters[code];
  if (known === 0) {
    known = /\p{L}/u.test(String.fromCharCode(code)) ? 2 : 1;
    letters[code] = known;
  }
  return known === 2 ? 1 : 0;
}

/**
 * Of the words of an email that can be read at least this share are small words of its language: true of 98 in 100 gold emails,
 * whose median is .29. Dutch, Italian, Polish and Swedish have less; Portuguese may pass for Spanish.
 */
const SMALL_WORDS = 0.12;
/** Fewer words tell nothing about their language. */
const FEW_WORDS = 8;

/** The language a text is written in, by its small words; English where they do not tell. */
export function languageOf(text: string): Language {
  return guess(text).language;
}

/**
 * Whether there are rules for a text's language. Of one that cannot be read, "asks for nothing" must not be said. Texts of a few
 * words pass, and those in scripts that none of the languages uses do not.
 */
export function canRead(text: string): boolean {
  const letters = text.slice(0, 4000).match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  if (latin < letters.length / 2) return false;
  const { words, small } = guess(text);
  return words < FEW_WORDS || small / words >= SMALL_WORDS;
}

function guess(text: string): { language: Language; words: number; small: number } {
  const scores = LANGUAGES.map(() => 0);
  const lower = text.slice(0, 4000).toLowerCase();
  let words = 0;
  for (let at = 0; at < lower.length && words < WORDS_ENOUGH; ) {
    const from = at;
    let length = 0;
    for (let step = letterAt(lower, at); step > 0 && length < LONGEST_WORD; step = letterAt(lower, at)) {
      at += step;
      length++;
    }
    if (length === 0) {
      at++;
      continue;
    }
    words++;
    const which = at - from > LONGEST_COMMON ? 0 : (COMMON.get(lower.slice(from, at)) ?? 0);
    for (let i = 0; which >> i !== 0; i++) if ((which >> i) & 1) scores[i] = (scores[i] ?? 0) + 1;
  }
  let best = 0;
  scores.forEach((score, i) => {
    if (score > (scores[best] ?? 0)) best = i;
  });
  return { language: LANGUAGES[best] ?? ENGLISH, words, small: scores[best] ?? 0 };
}

/** Lower case, plain quotes, single spaces, no list markers or emphasis, links out of the way. */
export function plain(words: string): string {
  return words
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/https?:\/\/\S{1,600}/g, ' ')
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[*_]{1,3}/g, '')
    .replace(/^\W{0,3}p\.? ?s\.?[ :,.–-]{1,4}/, '')
    .replace(/^(?:[-•·–>]|\d{1,2}[.)]|[a-h]\))\s{0,3}/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const any = (rules: readonly RegExp[], words: string): boolean => rules.some((rule) => rule.test(words));

/** Whether a text asks something in any script: languages without rules here have question marks all the same. */
export function isQuestion(text: string): boolean {
  return /[?؟？]/.test(text);
}

export function readSentence(words: string, language: Language): Reading {
  const text = plain(words);
  const question = isQuestion(text);
  const asset = language.asset.exec(text)?.[0] ?? null;
  const attached = language.attached.test(text);
  const handle = language.handle.test(text);
  const conditional = language.conditional.test(text);
  const rest = { question, asset, attached, handle, conditional };
  const goals = new Set<Goal>();
  if (any(language.book, text)) goals.add('book');
  if (any(language.call, text)) goals.add('call');
  if (any(language.resource, text)) goals.add('resource');
  if (any(language.referral, text)) goals.add('referral');
  if (any(language.request, text)) goals.add('request');
  // "Whom should I speak to?", "would you make an intro?": talk of talking, but to somebody else.
  if (goals.has('referral') && !language.timed.test(text)) goals.delete('book');
  const nothing = any(language.nothing, text);
  // A sentence may open a door and ask as well ("no pressure, but would 15 minutes work?"): a meeting that is asked for stays.
  if (nothing && !(question && goals.has('book')))
    return { ...rest, goals: [], interest: false, question: false, nothing: true };
  // "Could you introduce me", "please forward", "send me a few slots": the request is that goal.
  if (goals.size > 1) goals.delete('request');
  return { ...rest, goals: [...goals], interest: any(language.interest, text), nothing: false };
}

/** A reader that remembers: outreach says the same sentences thousands of times. */
export class SentenceReader {
  private readonly known = new Map<string, Reading>();
  private readonly probabilities = new Map<string, number>();

  read(words: string, language: Language): Reading {
    const key = `${language.code}${words}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const reading = readSentence(words, language);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(key, reading);
    return reading;
  }

  /** The ask model's word on an English sentence. */
  askProbability(words: string, reading: Reading): number {
    const known = this.probabilities.get(words);
    if (known !== undefined) return known;
    const probability = askProbability(plain(words), reading);
    if (this.probabilities.size >= MOST_KNOWN) this.probabilities.clear();
    this.probabilities.set(words, probability);
    return probability;
  }
}
