import type { Session } from './sessions';
import { TRAIT_NAMES, type TraitName } from './traits';
import { DAY, HOUR, MINUTE, SECOND } from './weights';

/** One piece of evidence in natural-log odds: above 0 for a person, below for a machine. */
export interface Term {
  readonly weight: number;
  readonly text: string;
}

/** What each finding means in words; index as in TRAITS. '' is never shown. */
const WORDS: Readonly<Record<TraitName, readonly string[]>> = {
  network: ['from an ordinary network', 'from a cloud network'],
  agent: ['from an up-to-date browser', 'from an odd or outdated browser', 'the program says it is a bot'],
  method: ['', 'asked for the headers only (HEAD)'],
  tracker: ['the tracker itself calls it a person', 'the tracker itself calls it a machine'],
  address: [
    'its address clicked for no one else',
    'one address clicked for several people of this company',
    'one address clicked for several companies',
  ],
  twoLinks: ['one of two links', 'both links at the same moment', 'both links'],
  manyLinks: [
    'one link out of several',
    'several links at the same moment',
    'several links, with time between them',
    'all links at the same moment',
    'all links of the email',
  ],
  unread: [
    'no link that nobody reads',
    'only a link that nobody reads',
    'also links that nobody reads, such as unsubscribe',
  ],
  open: ['no open before it', 'opened before the click', 'opened and clicked at the same moment'],
  reply: ['no reply after it', 'the prospect replied later', 'the prospect replied within the hour'],
  pair: ['', 'the same link twice within seconds'],
};

export function duration(ms: number): string {
  if (ms < 2 * MINUTE) {
    const seconds = Math.round(ms / SECOND);
    return seconds === 1 ? '1 second' : `${seconds} seconds`;
  }
  if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} minutes`;
  if (ms < 2 * DAY) return `${Math.round(ms / HOUR)} hours`;
  return `${Math.round(ms / DAY)} days`;
}

export interface SessionOdds {
  readonly timing: number;
  readonly habit: number;
  readonly together: number;
  /** Expected share of the company's emails that are scanned. */
  readonly scans: number;
  readonly traitWeights: readonly (readonly number[])[];
}

/** All evidence on a session, each with its weight and words. */
export function termsOf(session: Session, odds: SessionOdds): Term[] {
  const terms: Term[] = [];
  if (session.seconds !== null)
    terms.push({ weight: odds.timing, text: `${duration(session.seconds * SECOND)} after sending` });
  if (odds.habit < -0.1)
    terms.push({ weight: odds.habit, text: 'at the usual delay of this company’s scanner' });
  if (odds.together < -0.1)
    terms.push({ weight: odds.together, text: 'within seconds of other clicks at this company' });
  // Against a company of which nothing is known, about a quarter of whose emails are scanned.
  const habit = -Math.log((odds.scans + 0.02) / 0.25);
  terms.push({
    weight: habit,
    text:
      habit > 0 ? 'emails to this company are rarely scanned' : 'emails to this company are usually scanned',
  });
  TRAIT_NAMES.forEach((name, t) => {
    const value = session.traits[t] ?? -1;
    const text = value < 0 ? '' : (WORDS[name][value] ?? '');
    if (text !== '') terms.push({ weight: odds.traitWeights[t]?.[value] ?? 0, text });
  });
  return terms;
}

const LEAST = 0.15;

/** The two strongest reasons for the verdict; where it is open, the strongest on either side. */
export function strongest(terms: readonly Term[], human: number): string[] {
  let forHuman: Term | null = null;
  let nextHuman: Term | null = null;
  let forMachine: Term | null = null;
  let nextMachine: Term | null = null;
  for (const term of terms) {
    if (term.weight > LEAST) {
      if (forHuman === null || term.weight > forHuman.weight) {
        nextHuman = forHuman;
        forHuman = term;
      } else if (nextHuman === null || term.weight > nextHuman.weight) nextHuman = term;
    } else if (term.weight < -LEAST) {
      if (forMachine === null || term.weight < forMachine.weight) {
        nextMachine = forMachine;
        forMachine = term;
      } else if (nextMachine === null || term.weight < nextMachine.weight) nextMachine = term;
    }
  }
  const pick =
    human >= 0.8 ? [forHuman, nextHuman] : human <= 0.2 ? [forMachine, nextMachine] : [forHuman, forMachine];
  const texts = pick.flatMap((term) => (term === null ? [] : [term.text]));
  if (texts.length > 0) return texts;
  return [human >= 0.8 ? 'no sign of a machine' : 'most clicks like it are machines’'];
}
