import { t } from '../i18n/text';

/**
 * A click's reasons in the reader's language, from what the core says in English. In English they stay to the letter
 * (tests/unit/i18n/reasons.test.ts holds this list against the core's).
 */
const REASONS = {
  'from an ordinary network': 'reason.ordinaryNetwork',
  'from a cloud network': 'reason.cloudNetwork',
  'from an up-to-date browser': 'reason.agentFresh',
  'from an odd or outdated browser': 'reason.agentOdd',
  'the program says it is a bot': 'reason.agentBot',
  'asked for the headers only (HEAD)': 'reason.head',
  'the tracker itself calls it a person': 'reason.trackerPerson',
  'the tracker itself calls it a machine': 'reason.trackerMachine',
  'its address clicked for no one else': 'reason.addressAlone',
  'one address clicked for several people of this company': 'reason.addressPeople',
  'one address clicked for several companies': 'reason.addressCompanies',
  'one of two links': 'reason.oneOfTwo',
  'both links at the same moment': 'reason.bothAtOnce',
  'both links': 'reason.both',
  'one link out of several': 'reason.oneOfSeveral',
  'several links at the same moment': 'reason.severalAtOnce',
  'several links, with time between them': 'reason.several',
  'all links at the same moment': 'reason.allAtOnce',
  'all links of the email': 'reason.all',
  'no link that nobody reads': 'reason.readLinks',
  'only a link that nobody reads': 'reason.onlyUnread',
  'also links that nobody reads, such as unsubscribe': 'reason.alsoUnread',
  'no open before it': 'reason.noOpen',
  'opened before the click': 'reason.openBefore',
  'opened and clicked at the same moment': 'reason.openWith',
  'no reply after it': 'reason.noReply',
  'the prospect replied later': 'reason.replyLater',
  'the prospect replied within the hour': 'reason.replySoon',
  'the same link twice within seconds': 'reason.twice',
  'at the usual delay of this company’s scanner': 'reason.habit',
  'within seconds of other clicks at this company': 'reason.together',
  'emails to this company are rarely scanned': 'reason.rarely',
  'emails to this company are usually scanned': 'reason.usually',
  'no sign of a machine': 'reason.noMachine',
  'most clicks like it are machines’': 'reason.mostMachines',
  'a second look at the same link within seconds of a person’s click': 'reason.secondLook',
  'you said that a person clicked': 'reason.saidPerson',
  'you said that a machine clicked': 'reason.saidMachine',
  'you said of all clicks of this company that a person clicked': 'reason.saidAllPerson',
  'you said of all clicks of this company that a machine clicked': 'reason.saidAllMachine',
} as const;

const AFTER = /^(\d{1,9}) (second|minute|hour|day)s? after sending$/;
const SPANS = {
  second: 'reason.seconds',
  minute: 'reason.minutes',
  hour: 'reason.hours',
  day: 'reason.days',
} as const;

const has = <O extends object>(of: O, key: PropertyKey): key is keyof O => Object.hasOwn(of, key);

/** What this list does not know stays as it is. */
export function reasonWords(reason: string): string {
  if (has(REASONS, reason)) return t(REASONS[reason]);
  const [, number, unit] = AFTER.exec(reason) ?? [];
  if (number === undefined || unit === undefined || !has(SPANS, unit)) return reason;
  return t(SPANS[unit], Number(number), [number]);
}

export function reasonList(reasons: readonly string[]): string {
  return reasons.map(reasonWords).join('; ');
}
