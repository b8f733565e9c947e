import { type Rule, rulesOf } from './rules';
import { BOOK, CALL, type Language, REFERRAL, REQUEST, RESOURCE } from './signal';

/** Hostile mail may hold a "sentence" of a megabyte; nobody reads an ask beyond this many characters. */
const LONGEST = 600;

/** What one sentence asks for. Depends on nothing but its words and language, so it can be remembered. */
export interface Reading {
  /** Bits of its specific goals (`signal.ts`). 0 where the sentence asks for nothing or only in general. */
  readonly goals: number;
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

/** Whether a text asks something in any script: languages without rules here have question marks all the same. */
export function isQuestion(text: string): boolean {
  return /[?؟？]/.test(text);
}

export function readSentence(words: string, language: Language): Reading {
  const text = plain(words);
  const rules = rulesOf(language);
  rules.look(text);
  const is = (rule: Rule): boolean => rules.may(rule) && rule.pattern.test(text);
  const { single, several } = rules;
  const question = isQuestion(text);
  const asset = rules.may(single.asset) ? (single.asset.pattern.exec(text)?.[0] ?? null) : null;
  const attached = is(single.attached);
  const handle = is(single.handle);
  const conditional = is(single.conditional);
  const rest = { question, asset, attached, handle, conditional };
  let goals =
    (several.book.some(is) ? BOOK : 0) |
    (several.call.some(is) ? CALL : 0) |
    (several.resource.some(is) ? RESOURCE : 0) |
    (several.referral.some(is) ? REFERRAL : 0) |
    (several.request.some(is) ? REQUEST : 0);
  // "Whom should I speak to?", "would you make an intro?": talk of talking, but to somebody else.
  if ((goals & REFERRAL) !== 0 && !is(single.timed)) goals &= ~BOOK;
  const nothing = several.nothing.some(is);
  // A sentence may open a door and ask as well ("no pressure, but would 15 minutes work?"): a meeting that is asked for stays.
  if (nothing && !(question && (goals & BOOK) !== 0))
    return { ...rest, goals: 0, interest: false, question: false, nothing: true };
  // "Could you introduce me", "please forward", "send me a few slots": the request is that goal.
  if ((goals & ~REQUEST) !== 0) goals &= ~REQUEST;
  return { ...rest, goals, interest: several.interest.some(is), nothing: false };
}
