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

/** The language a text is written in, by its small words; English where they do not tell. */
export function languageOf(text: string): Language {
  const scores = LANGUAGES.map(() => 0);
  let words = 0;
  for (const [word] of text
    .slice(0, 4000)
    .toLowerCase()
    .matchAll(/\p{L}{1,20}/gu)) {
    LANGUAGES.forEach((language, i) => {
      if (language.common.has(word)) scores[i] = (scores[i] ?? 0) + 1;
    });
    if (++words >= 80) break;
  }
  let best = 0;
  scores.forEach((score, i) => {
    if (score > (scores[best] ?? 0)) best = i;
  });
  return LANGUAGES[best] ?? ENGLISH;
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

export function readSentence(words: string, language: Language): Reading {
  const text = plain(words);
  const question = /\?["')»]{0,2}$/.test(text) || /\?/.test(text);
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
