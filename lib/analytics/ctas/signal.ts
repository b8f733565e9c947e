/** What a sentence asks for, before the sentences of an email are put together: bits, so that one number holds all its goals. */
export const BOOK = 1;
export const CALL = 2;
export const RESOURCE = 4;
export const REFERRAL = 8;
/** A request to do or answer something named: "could you send me …", "please confirm …". */
export const REQUEST = 16;
export const ATTACHMENT = 32;

/** Goals by name, in the order of their bits. */
export const GOAL_NAMES: readonly (readonly [name: string, bit: number])[] = [
  ['book', BOOK],
  ['call', CALL],
  ['resource', RESOURCE],
  ['referral', REFERRAL],
  ['request', REQUEST],
  ['attachment', ATTACHMENT],
];

/** The rules of one language. Every pattern reads one sentence, lower-cased, with plain quotes and single spaces. */
export interface Language {
  readonly code: 'en' | 'de' | 'fr' | 'es';
  /** Small words that tell the language. */
  readonly common: ReadonlySet<string>;
  /** Sentences that ask for nothing, whatever else they hold: opt-outs, open doors, small talk. */
  readonly nothing: readonly RegExp[];
  readonly book: readonly RegExp[];
  readonly call: readonly RegExp[];
  readonly resource: readonly RegExp[];
  /** Nouns of assets. What is offered without one ("share how they did it") is what a meeting would be for. */
  readonly asset: RegExp;
  readonly referral: readonly RegExp[];
  /** A file is attached. */
  readonly attached: RegExp;
  /** …and this is to be done with it. */
  readonly handle: RegExp;
  readonly request: readonly RegExp[];
  readonly interest: readonly RegExp[];
  /** Begins like "if so, …", "should a colleague …": a fallback, not a new ask. */
  readonly conditional: RegExp;
  /** Names a day, an hour or a length. */
  readonly timed: RegExp;
  /** Link words that lead to a booking page. */
  readonly bookLink: RegExp;
}
