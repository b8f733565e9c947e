import type { Sent } from '../analyse';
import { clickRateOf } from '../phantom/interval';
import type {
  AnswerCounts,
  ClickCounts,
  CtaCounts,
  EmailCounts,
  ProspectCounts,
  Rates,
} from '../report-types';
import { doingsOf } from './doings';
import { DEFAULT_PACE, type Pace } from './learn';
import { expectedShare } from './maturity';
import { rate, tidy } from './rate';
import { type Tallied, TallyUp } from './tallied';
import type { Outcome, Tally } from './tally';

export interface Counted {
  readonly prospects: ProspectCounts;
  readonly emails: EmailCounts;
  readonly rates: Rates;
  readonly ratesPerEmail: Rates;
  readonly clicks: ClickCounts;
  readonly answers: AnswerCounts;
  readonly ctas: CtaCounts;
}

/** The share of the answers of each kind that are to be expected by now, 0 to 1. */
export interface Shares<T> {
  click(tally: T): number;
  reply(tally: T): number;
}

/**
 * The rates of a set of prospects (or of emails, each as one). One pass: there is a tally for each prospect and each email,
 * and every report reads them all.
 */
export function ratesOf<T extends Outcome>(
  tallies: readonly T[],
  opensTracked: boolean,
  shares: Shares<T>,
): Rates {
  let delivered = 0;
  let clicksDue = 0;
  let answersDue = 0;
  let hits = 0;
  let doubt = 0;
  let raw = 0;
  let clickable = 0;
  let clickableHits = 0;
  let clickableDoubt = 0;
  let opened = 0;
  let replied = 0;
  let autoReplied = 0;
  let unsubscribed = 0;
  for (const tally of tallies) {
    if (tally.delivered === 0) continue;
    delivered++;
    clicksDue += shares.click(tally);
    answersDue += shares.reply(tally);
    const clicked = 1 - tally.noClick;
    hits += clicked;
    doubt += clicked * (1 - clicked);
    raw += 1 - tally.noRaw;
    if (tally.clickable) {
      clickable++;
      clickableHits += clicked;
      clickableDoubt += clicked * (1 - clicked);
    }
    // A human click implies an open, so the click-to-open rate never passes 100 %.
    opened += tally.opened ? 1 : clicked;
    if (tally.replied) replied++;
    if (tally.autoReplied) autoReplied++;
    if (tally.unsubscribed) unsubscribed++;
  }
  if (!opensTracked) opened = 0;
  const maturity = delivered === 0 ? 1 : clicksDue / delivered;
  const answersMaturity = delivered === 0 ? 1 : answersDue / delivered;
  return {
    click: clickRateOf({ hits, doubt }, delivered, maturity),
    rawClick: rate(raw, delivered, maturity),
    clickableClick: clickRateOf({ hits: clickableHits, doubt: clickableDoubt }, clickable, maturity),
    clickToOpen: rate(opensTracked ? hits : 0, opened, maturity),
    open: rate(opened, opensTracked ? delivered : 0, maturity),
    reply: rate(replied, delivered, answersMaturity),
    bounce: rate(tallies.length - delivered, tallies.length, 1),
    autoReply: rate(autoReplied, delivered, answersMaturity),
    unsubscribe: rate(unsubscribed, delivered, maturity),
  };
}

/**
 * Counts a set of outreach emails: per prospect (did it work on people?) and per email (which message did it?).
 * @param pace how long this user's answers take (`learnPace` of all outreach)
 */
export function countFigures(emails: readonly Sent[], now: number, pace: Pace = DEFAULT_PACE): Counted {
  const tallied = new TallyUp();
  for (const sent of emails) tallied.add(sent, doingsOf(sent));
  return figuresOf(tallied, now, pace);
}

/** @param tallied all of a set's emails */
export function figuresOf(tallied: Tallied, now: number, pace: Pace): Counted {
  const {
    people: prospects,
    emails: byEmail,
    answers,
    opensTracked,
    clicks,
    human,
    asks,
    mostAsks,
  } = tallied;
  const shares: Shares<Tally> = {
    click: ({ since }) => expectedShare(now - since, pace.click),
    reply: ({ since }) => expectedShare(now - since, pace.reply),
  };
  const rates = ratesOf(prospects, opensTracked, shares);
  const ratesPerEmail = ratesOf(byEmail, opensTracked, shares);
  const delivered = rates.click.of;
  const deliveredEmails = ratesPerEmail.click.of;
  return {
    prospects: {
      reached: prospects.length,
      delivered,
      bounced: prospects.length - delivered,
    },
    emails: {
      sent: byEmail.length,
      delivered: deliveredEmails,
      bounced: byEmail.length - deliveredEmails,
      clickable: ratesPerEmail.clickableClick.of,
    },
    rates,
    ratesPerEmail,
    clicks: { raw: clicks, human: tidy(human), phantom: tidy(clicks - human) },
    answers: {
      reply: answers.get('reply') ?? 0,
      autoReply: answers.get('auto-reply') ?? 0,
      calendar: answers.get('calendar') ?? 0,
      challenge: answers.get('challenge') ?? 0,
    },
    ctas: { perEmail: byEmail.length === 0 ? 0 : tidy(asks / byEmail.length), max: mostAsks },
  };
}
