import type { SentMessage } from '../../facts/message';

/** What is wrong with a subject line, in plain words; empty where nothing is. */
export type SubjectTrick = 'fake-reply' | 'capitals' | 'promise';

const REPLY_OR_FORWARD =
  /^\s{0,5}(?:re|aw|antw|sv|vs|rif|odp|res|fwd?|wg|tr|rv|enc|i)\s{0,2}(?:\[\d{1,3}\])?\s{0,2}:/i;

/**
 * Words that promise something of the reader's own, and what the body would have to mention to keep the promise.
 * Each pair: in the subject, in the body.
 */
const PROMISES: readonly (readonly [subject: RegExp, body: RegExp])[] = [
  [/\b(?:invoice|rechnung|facture|factura)\b/i, /invoice|rechnung|factur/i],
  [
    /\b(?:your|our) (?:order|contract|account|payment|refund|booking|subscription)\b/i,
    /order|contract|account|payment|refund|booking|subscription/i,
  ],
  [/\b(?:overdue|past due|final notice|mahnung)\b/i, /overdue|due|notice|mahnung/i],
  [
    /\b(?:gift ?card|voucher|gutschein|carte cadeau|tarjeta regalo)\b/i,
    /gift|voucher|gutschein|cadeau|regalo/i,
  ],
  [/\b(?:you(?:'ve| have)? won|winner|prize)\b/i, /won|winner|prize/i],
  [
    /\b(?:our|the|your) (?:meeting|call|appointment) (?:today|tomorrow|on|at|confirmed)\b/i,
    /meeting|call|appointment/i,
  ],
  [/\b(?:job offer|your application|stellenangebot)\b/i, /job|application|role|position|stelle/i],
  [/\burgent\b|\bdringend\b|\burgente?\b/i, /urgent|dringend|deadline|today|heute|hoy|aujourd|expire|frist/i],
  [/\b(?:\d{1,3} ?%|half) off\b|\brabatt\b|\bdiscount\b/i, /off\b|rabatt|discount|price|preis/i],
];

/** All letters capital: two words or more, eight letters or more, so that "API" and "IBM Q3" are none. */
function shouts(subject: string): boolean {
  // Nearly no subject does: small ASCII letters enough to make up a fifth of it tell so at once.
  let small = 0;
  for (let i = 0; i < subject.length; i++) {
    const code = subject.charCodeAt(i);
    if (code >= 97 && code <= 122) small++;
  }
  if (small * 5 >= subject.length) return false;
  const letters = subject.match(/\p{L}/gu) ?? [];
  const words = subject.split(/\s+/).filter((word) => (word.match(/\p{L}/gu) ?? []).length > 1);
  const capital = letters.filter((ch) => ch !== ch.toLowerCase() && ch === ch.toUpperCase()).length;
  return letters.length >= 8 && words.length >= 2 && capital / letters.length > 0.8;
}

/** What a subject says by itself. */
interface Saying {
  readonly replies: boolean;
  readonly shouts: boolean;
  /** Of each promise it makes, what the body would have to mention. */
  readonly promised: readonly RegExp[];
}

/** A sequence writes the same subject to hundreds: so many are kept, until others come. */
const KEPT = 2048;
const sayings = new Map<string, Saying>();

function sayingOf(full: string): Saying {
  let saying = sayings.get(full);
  if (saying === undefined) {
    const subject = full.slice(0, 300);
    saying = {
      replies: REPLY_OR_FORWARD.test(subject),
      shouts: shouts(subject),
      promised: PROMISES.flatMap(([promise, kept]) => (promise.test(subject) ? [kept] : [])),
    };
    if (sayings.size >= KEPT) sayings.clear();
    sayings.set(full, saying);
  }
  return saying;
}

const NONE: readonly SubjectTrick[] = [];

/**
 * @param opensThread whether nothing of the conversation came before it: then "Re:" answers nothing
 */
export function subjectTricks(
  message: Pick<SentMessage, 'subject' | 'text' | 'inReplyTo' | 'references'>,
  opensThread: boolean,
): readonly SubjectTrick[] {
  const saying = sayingOf(message.subject);
  if (!saying.replies && !saying.shouts && saying.promised.length === 0) return NONE;
  const tricks: SubjectTrick[] = [];
  if (opensThread && message.inReplyTo === null && message.references.length === 0 && saying.replies)
    tricks.push('fake-reply');
  if (saying.shouts) tricks.push('capitals');
  if (saying.promised.length > 0) {
    const body = message.text.slice(0, 20_000);
    if (saying.promised.some((kept) => !kept.test(body))) tricks.push('promise');
  }
  return tricks;
}

export const TRICK_WORDS: Readonly<Record<SubjectTrick, string>> = {
  'fake-reply': 'starts with “Re:” or “Fwd:” although nothing came before',
  capitals: 'is all capitals',
  promise: 'promises something the email does not mention',
};
