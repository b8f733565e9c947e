import type { Sent } from '../analyse';
import { clickersOf } from '../phantom/clickers';
import { clickRate } from '../phantom/interval';
import type {
  AnswerCounts,
  ClickCounts,
  CtaCounts,
  EmailCounts,
  ProspectCounts,
  Rates,
} from '../report-types';
import { DEFAULT_PACE, type Pace, waitingSince } from './learn';
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

/**
 * Everything that happened between one email and one prospect (or all of its prospects together). It is the same for the
 * email's step, its sequence and the total, so it is worked out once and added three times.
 */
export interface Doings {
  readonly reached: boolean;
  /** Since when they could answer, milliseconds UTC. */
  readonly since: number;
  /** Of each clicker: the share of the click that is this prospect's, and the probability that they clicked. */
  readonly clickers: readonly (readonly [share: number, clicked: number])[];
  readonly opened: boolean;
  readonly unsubscribed: boolean;
  readonly replied: boolean;
  readonly autoReplied: boolean;
}

export interface EmailDoings {
  /** Of all its prospects together. */
  readonly all: Doings;
  /** In the order of the email's prospects. */
  readonly each: readonly Doings[];
}

/** An email with all that happened to it never changes, and goes with its analysis. */
const known = new WeakMap<Sent, EmailDoings>();

/** What happened with an email, of all its prospects together and of each. */
export function doingsOf(sent: Sent): EmailDoings {
  let doings = known.get(sent);
  if (doings === undefined) {
    const all = doingsWith(sent, null);
    const { prospects } = sent.mail;
    // Nearly all outreach goes to one person: what happened to the email happened with them, unless others are named.
    const each =
      prospects.length === 1 && nobodyElse(sent, prospects[0] ?? null)
        ? [all]
        : prospects.map((prospect) => doingsWith(sent, prospect));
    doings = { all, each };
    known.set(sent, doings);
  }
  return doings;
}

/** Whether all that happened was this prospect's doing or nobody's by name. */
function nobodyElse({ clicks, events, answers }: Sent, prospect: string | null): boolean {
  const theirs = (who: string | null): boolean => who === null || who === prospect;
  return (
    clicks.every(({ joined }) => theirs(joined.prospect)) &&
    events.every((event) => theirs(event.prospect)) &&
    answers.every((answer) => theirs(answer.prospect))
  );
}

const NO_CLICKERS: Doings['clickers'] = [];

/** @param prospect null: all of the email's prospects together */
function doingsWith(sent: Sent, prospect: string | null): Doings {
  const { prospects } = sent.mail;
  const concerns = (who: string | null): boolean =>
    prospect === null || who === prospect || (who === null && prospects.length === 1);
  const reached =
    prospect === null ? prospects.some((who) => !sent.failed.has(who)) : !sent.failed.has(prospect);
  let clickers = NO_CLICKERS;
  let opened = false;
  let unsubscribed = false;
  let replied = false;
  let autoReplied = false;
  if (reached && sent.clicks.length > 0) {
    const found: [number, number][] = [];
    for (const [who, clicked] of clickersOf(sent.clicks)) {
      if (who !== null ? sent.failed.has(who) || !concerns(who) : prospects.length === 0) continue;
      // The tracker names no prospect: each who got it is as likely as the others, and together they are the one clicker.
      const share =
        who !== null || prospect === null
          ? 1
          : 1 / prospects.filter((other) => !sent.failed.has(other)).length;
      found.push([share, clicked]);
    }
    clickers = found;
  }
  for (const { event, prospect: who } of sent.events) {
    if (!concerns(who)) continue;
    if (event.kind === 'open' && event.machine !== true) opened = true;
    if (event.kind === 'unsubscribe') unsubscribed = true;
  }
  for (const answer of sent.answers) {
    if (!concerns(answer.prospect)) continue;
    if (answer.kind === 'reply') replied = true;
    if (answer.kind === 'auto-reply') autoReplied = true;
  }
  const since = waitingSince(sent, prospect);
  return { reached, since, clickers, opened, unsubscribed, replied, autoReplied };
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

/** Clicks in an email that count by now, and how many of them are to be expected a person's. */
export function clickCounts(sent: Sent): { raw: number; human: number } {
  let raw = 0;
  let human = 0;
  for (const click of sent.clicks) {
    if (click.waiting) continue;
    raw++;
    if (!neverCame(sent, click.joined.prospect)) human += click.human;
  }
  return { raw, human };
}

function neverCame(sent: Sent, prospect: string | null): boolean {
  if (prospect !== null) return sent.failed.has(prospect);
  const { prospects } = sent.mail;
  return prospects.length > 0 && prospects.every((who) => sent.failed.has(who));
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
  // Who never got an email has not clicked in it: what the tracker saw then was the server that refused it.
  let human = 0;
  let asks = 0;
  let mostAsks = 0;
  for (const sent of emails) {
    const { all, each } = doingsOf(sent);
    for (const [i, prospect] of sent.mail.prospects.entries()) {
      let tally = byProspect.get(prospect);
      if (tally === undefined) {
        tally = fresh();
        byProspect.set(prospect, tally);
      }
      add(tally, each[i] ?? all, sent.clickable, now);
    }
    const own = fresh();
    add(own, all, sent.clickable, now);
    byEmail.push(own);
    opensTracked ||= sent.events.some(({ event }) => event.kind === 'open');
    // An email's clicks are added up by themselves, and then to the others: sums of fractions depend on their order.
    const here = clickCounts(sent);
    clicks += here.raw;
    human += here.human;
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
