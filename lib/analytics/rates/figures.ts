import type { Sent } from '../analyse';
import { clickRate } from '../phantom/interval';
import type {
  AnswerCounts,
  ClickCounts,
  CtaCounts,
  EmailCounts,
  ProspectCounts,
  Rates,
} from '../report-types';
import { type Doings, doingsOf } from './doings';
import { DEFAULT_PACE, type Pace } from './learn';
import { expectedShare } from './maturity';
import { rate, tidy } from './rate';

/** Everything one prospect did with a set of emails. Probabilities are 0 to 1, counts of machines' doings apart. */
export interface Outcome {
  /** Emails that reached them. */
  delivered: number;
  clickable: boolean;
  /** P(no click event): below 1 and above 0 only where a click was one of several prospects'. */
  noRaw: number;
  /** P(no human click). */
  noClick: number;
  opened: boolean;
  replied: boolean;
  autoReplied: boolean;
  unsubscribed: boolean;
}

interface Tally extends Outcome {
  sent: number;
  /** Of the youngest delivered email, in milliseconds; for someone out of the office since the day they were back. */
  age: number;
}

export interface Counted {
  readonly prospects: ProspectCounts;
  readonly emails: EmailCounts;
  readonly rates: Rates;
  readonly ratesPerEmail: Rates;
  readonly clicks: ClickCounts;
  readonly answers: AnswerCounts;
  readonly ctas: CtaCounts;
}

function fresh(): Tally {
  return {
    sent: 0,
    delivered: 0,
    clickable: false,
    noRaw: 1,
    noClick: 1,
    opened: false,
    replied: false,
    autoReplied: false,
    unsubscribed: false,
    age: Number.POSITIVE_INFINITY,
  };
}

function add(tally: Tally, doings: Doings, clickable: boolean, now: number): void {
  tally.sent++;
  if (!doings.reached) return;
  tally.delivered++;
  tally.age = Math.min(tally.age, now - doings.since);
  tally.clickable ||= clickable;
  for (const [share, clicked] of doings.clickers) {
    tally.noRaw *= 1 - share;
    tally.noClick *= 1 - clicked * share;
  }
  tally.opened ||= doings.opened;
  tally.unsubscribed ||= doings.unsubscribed;
  tally.replied ||= doings.replied;
  tally.autoReplied ||= doings.autoReplied;
}

/** The share of the answers of each kind that are to be expected by now, 0 to 1. */
export interface Shares<T> {
  click(tally: T): number;
  reply(tally: T): number;
}

/** The rates of a set of prospects (or of emails, each as one). */
export function ratesOf<T extends Outcome>(
  tallies: readonly T[],
  opensTracked: boolean,
  shares: Shares<T>,
): Rates {
  const delivered = tallies.filter((tally) => tally.delivered > 0);
  const mature = (share: (tally: T) => number): number =>
    delivered.length === 0 ? 1 : sum(delivered, share) / delivered.length;
  const maturity = mature(shares.click);
  const answersMaturity = mature(shares.reply);
  const clicked = (tally: T): number => 1 - tally.noClick;
  const count = (of: readonly T[], has: (tally: T) => boolean): number => of.filter(has).length;
  const hits = sum(delivered, clicked);
  const clickable = delivered.filter((tally) => tally.clickable);
  // A human click implies an open, so the click-to-open rate never passes 100 %.
  const opened = opensTracked ? sum(delivered, (tally) => (tally.opened ? 1 : clicked(tally))) : 0;
  return {
    click: clickRate(delivered.map(clicked), delivered.length, maturity),
    rawClick: rate(
      sum(delivered, (tally) => 1 - tally.noRaw),
      delivered.length,
      maturity,
    ),
    clickableClick: clickRate(clickable.map(clicked), clickable.length, maturity),
    clickToOpen: rate(opensTracked ? hits : 0, opened, maturity),
    open: rate(opened, opensTracked ? delivered.length : 0, maturity),
    reply: rate(
      count(delivered, (tally) => tally.replied),
      delivered.length,
      answersMaturity,
    ),
    bounce: rate(tallies.length - delivered.length, tallies.length, 1),
    autoReply: rate(
      count(delivered, (tally) => tally.autoReplied),
      delivered.length,
      answersMaturity,
    ),
    unsubscribe: rate(
      count(delivered, (tally) => tally.unsubscribed),
      delivered.length,
      maturity,
    ),
  };
}

/**
 * Counts a set of outreach emails: per prospect (did it work on people?) and per email (which message did it?).
 * @param pace how long this user's answers take (`learnPace` of all outreach)
 */
export function countFigures(emails: readonly Sent[], now: number, pace: Pace = DEFAULT_PACE): Counted {
  const byProspect = new Map<string, Tally>();
  const byEmail: Tally[] = [];
  const answers = new Map<string, number>();
  let opensTracked = false;
  let clicks = 0;
  let human = 0;
  let asks = 0;
  let mostAsks = 0;
  for (const sent of emails) {
    const doings = doingsOf(sent);
    for (const [i, prospect] of sent.mail.prospects.entries()) {
      let tally = byProspect.get(prospect);
      if (tally === undefined) {
        tally = fresh();
        byProspect.set(prospect, tally);
      }
      add(tally, doings.each[i] ?? doings.all, sent.clickable, now);
    }
    const own = fresh();
    add(own, doings.all, sent.clickable, now);
    byEmail.push(own);
    opensTracked ||= doings.opensTracked;
    clicks += doings.clicks;
    human += doings.human;
    for (const { kind } of sent.answers) answers.set(kind, (answers.get(kind) ?? 0) + 1);
    asks += sent.ctas.length;
    mostAsks = Math.max(mostAsks, sent.ctas.length);
  }
  const prospects = [...byProspect.values()];
  const shares: Shares<Tally> = {
    click: ({ age }) => expectedShare(age, pace.click),
    reply: ({ age }) => expectedShare(age, pace.reply),
  };
  const deliveredEmails = byEmail.filter((tally) => tally.delivered > 0);
  return {
    prospects: {
      reached: prospects.length,
      delivered: prospects.filter((tally) => tally.delivered > 0).length,
      bounced: prospects.filter((tally) => tally.delivered === 0).length,
    },
    emails: {
      sent: byEmail.length,
      delivered: deliveredEmails.length,
      bounced: byEmail.length - deliveredEmails.length,
      clickable: deliveredEmails.filter((tally) => tally.clickable).length,
    },
    rates: ratesOf(prospects, opensTracked, shares),
    ratesPerEmail: ratesOf(byEmail, opensTracked, shares),
    clicks: { raw: clicks, human: tidy(human), phantom: tidy(clicks - human) },
    answers: {
      reply: answers.get('reply') ?? 0,
      autoReply: answers.get('auto-reply') ?? 0,
      calendar: answers.get('calendar') ?? 0,
      challenge: answers.get('challenge') ?? 0,
    },
    ctas: { perEmail: emails.length === 0 ? 0 : tidy(asks / emails.length), max: mostAsks },
  };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}
