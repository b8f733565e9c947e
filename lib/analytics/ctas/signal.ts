/** What a sentence asks for, before the sentences of an email are put together. */
export type Goal =
  | 'book'
  | 'call'
  | 'resource'
  | 'referral'
  | 'attachment'
  /** A request to do or answer something named: "could you send me …", "please confirm …". */
  | 'request'
  /** A general sign of interest: "thoughts?", "worth exploring?". Closes an ask, or is the ask where there is no other. */
  | 'interest'
  /** A question without any of these: a hook, unless it is the last thing asked. */
  | 'question';

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
