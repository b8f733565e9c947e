import type { SentMessage } from '../../facts/message';
import type { Sent } from '../analyse';
import type { Cta } from '../ctas/find';
import { canRead } from '../ctas/language';
import type { Flag } from '../report-types';
import { Asks, tricksOf } from './asks';
import { intervalEvidence, percent, type Rule, withInterval } from './rule';
import { TRICK_WORDS } from './subject';
import type { FlagThresholds } from './thresholds';

/** What the emails themselves ask and promise. */

/** An example for the evidence: the CTAs of the email that asks most, each by its words. */
function wordsOf(ctas: readonly Cta[]): string[] {
  return ctas.slice(0, 6).map(({ kind, text }) => `${kind}: ${text.replace(/\s+/g, ' ').slice(0, 80)}`);
}

/** Three or more distinct CTAs. */
export const tooManyCtas: Rule = (input, limits) => {
  const { emails, tooMany, worst } = input.asks ?? Asks.of(input.emails, limits);
  if (emails === 0 || tooMany / emails < limits.mostEmails) return null;
  return {
    code: 'too-many-ctas',
    severity: 'warning',
    message: `${percent(tooMany / emails)} of these emails ask for ${limits.tooManyCtas} or more different things. Keep the one that matters and drop the rest.`,
    evidence: {
      emails,
      withTooMany: tooMany,
      limit: limits.tooManyCtas,
      most: worst?.ctas.length ?? 0,
      asks: wordsOf(worst?.ctas ?? []),
    },
  };
};

/** Two CTAs of different kinds: not wrong, worth a thought. */
export const twoCtas: Rule = (input, limits) => {
  if (tooManyCtas(input, limits) !== null) return null;
  const { emails, firstTwo, two } = input.asks ?? Asks.of(input.emails, limits);
  if (emails === 0 || two / emails < limits.mostEmails) return null;
  return {
    code: 'two-ctas',
    severity: 'note',
    message: `${percent(two / emails)} of these emails ask for two different things. Try one without the second.`,
    evidence: { emails, withTwo: two, asks: wordsOf(firstTwo?.ctas ?? []) },
  };
};

/** A first email that asks for nothing gives nobody anything to do. */
export const noCta: Rule = (input, limits) => {
  if (input.level === 'step' && input.step !== 1) return null;
  const { first, silent } = input.asks ?? Asks.of(input.emails, limits);
  if (first === 0 || silent.length / first < limits.mostEmails) return null;
  // What is written in a language without rules may well ask for something.
  const read = silent.filter(isReadable).length;
  const of = first - silent.length + read;
  if (read === 0 || read / of < limits.mostEmails) return null;
  return {
    code: 'no-cta',
    severity: 'note',
    message: `${percent(read / of)} of the first emails ask for nothing. End with one question that is easy to answer.`,
    evidence: { emails: of, withoutCta: read },
  };
};

/** The same email is asked about for its step, its sequence and the total, and again in every later report. */
const readable = new WeakMap<SentMessage, boolean>();

function isReadable({ mail }: Sent): boolean {
  let can = readable.get(mail.fact);
  if (can === undefined) {
    can = canRead(mail.fact.text);
    readable.set(mail.fact, can);
  }
  return can;
}

/** Emails are counted in the order they came to be known, which is not always that of their times. */
function earlierOf(known: Sent | null, sent: Sent): Sent {
  return known === null || sent.mail.fact.at < known.mail.fact.at ? sent : known;
}

/**
 * A subject that tricks people into opening, with the numbers: a warning where they show that the opens led nowhere, a note
 * where there are too few to show it.
 */
export const clickbaitSubject: Rule = (input, limits) => {
  const { figures, level } = input;
  if (level === 'totals') return null;
  const asks = input.asks ?? Asks.of(input.emails, limits);
  const of = level === 'step' ? asks.emails : asks.first;
  const tricked = asks.tricked.filter((sent) => level === 'step' || sent.placement?.step === 1);
  const earliest = tricked.reduce<Sent | null>(earlierOf, null);
  if (earliest === null || tricked.length / of < limits.mostEmails) return null;
  const tricks = [...new Set(tricked.flatMap(tricksOf))].sort();
  const { open, reply, click } = figures.rates;
  const shown =
    figures.prospects.delivered >= limits.enoughProspects &&
    open.hits >= limits.minOpeners &&
    (reply.high ?? 1) < (open.low ?? 0) * limits.fewClicksOfOpens * 2;
  const numbers =
    open.of === 0
      ? `Replies: ${withInterval(reply)}.`
      : `Opened: ${withInterval(open)}; replies: ${withInterval(reply)}; human clicks: ${withInterval(click)}.`;
  return {
    code: 'clickbait-subject',
    severity: shown ? 'warning' : 'note',
    message: `The subject ${tricks.map((trick) => TRICK_WORDS[trick]).join(' and ')}. ${shown ? 'People open it and leave' : 'Too few opens to show what it does'}. ${numbers} Try a subject that says what the email says.`,
    evidence: {
      subject: earliest.mail.fact.subject,
      tricks,
      emails: of,
      withTrick: tricked.length,
      opened: open.hits,
      replies: reply.hits,
      ...intervalEvidence('open', open),
      ...intervalEvidence('reply', reply),
      ...intervalEvidence('click', click),
    },
  };
};

/** What one email by itself shows; numbers of one email carry nothing, so only its words are judged. */
export function messageFlags(sent: Sent, limits: FlagThresholds): Flag[] {
  const flags: Flag[] = [];
  if (sent.ctas.length >= limits.tooManyCtas)
    flags.push({
      code: 'too-many-ctas',
      severity: 'warning',
      message: `This email asks for ${sent.ctas.length} different things. Keep the one that matters and drop the rest.`,
      evidence: { most: sent.ctas.length, asks: wordsOf(sent.ctas) },
    });
  const tricks = tricksOf(sent);
  if (tricks.length > 0)
    flags.push({
      code: 'clickbait-subject',
      severity: 'note',
      message: `The subject ${tricks.map((trick) => TRICK_WORDS[trick]).join(' and ')}. Try one that says what the email says.`,
      evidence: { subject: sent.mail.fact.subject, tricks },
    });
  return flags;
}
