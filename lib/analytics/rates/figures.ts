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
interface Tally {
  sent: number;
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

/** Adds what happened between one email and one prospect (or, with `prospect` null, all of its prospects together). */
function tallyEmail(tally: Tally, sent: Sent, prospect: string | null, now: number): void {
  const concerns = (who: string | null): boolean =>
    prospect === null || who === prospect || (who === null && sent.mail.prospects.length === 1);
  tally.sent++;
  const reached =
    prospect === null ? sent.mail.prospects.some((who) => !sent.failed.has(who)) : !sent.failed.has(prospect);
  if (!reached) return;
  tally.delivered++;
  tally.age = Math.min(tally.age, now - waitingSince(sent, prospect));
  tally.clickable ||= sent.clickable;
  const { prospects } = sent.mail;
  for (const [who, clicked] of clickersOf(sent.clicks)) {
    if (who !== null ? sent.failed.has(who) || !concerns(who) : prospects.length === 0) continue;
    // The tracker names no prospect: each who got it is as likely as the others, and together they are the one clicker.
    const share =
      who !== null || prospect === null ? 1 : 1 / prospects.filter((other) => !sent.failed.has(other)).length;
    tally.noRaw *= 1 - share;
    tally.noClick *= 1 - clicked * share;
  }
  for (const { event, prospect: who } of sent.events) {
    if (!concerns(who)) continue;
    if (event.kind === 'open' && event.machine !== true) tally.opened = true;
    if (event.kind === 'unsubscribe') tally.unsubscribed = true;
  }
  for (const answer of sent.answers) {
    if (!concerns(answer.prospect)) continue;
    if (answer.kind === 'reply') tally.replied = true;
    if (answer.kind === 'auto-reply') tally.autoReplied = true;
  }
}

function neverCame(sent: Sent, prospect: string | null): boolean {
  if (prospect !== null) return sent.failed.has(prospect);
  const { prospects } = sent.mail;
  return prospects.length > 0 && prospects.every((who) => sent.failed.has(who));
}

function ratesOf(tallies: readonly Tally[], opensTracked: boolean, pace: Pace): Rates {
  const delivered = tallies.filter((tally) => tally.delivered > 0);
  const mature = (curve: Pace['reply']): number =>
    delivered.length === 0
      ? 1
      : sum(delivered, (tally) => expectedShare(tally.age, curve)) / delivered.length;
  const maturity = mature(pace.click);
  const answersMaturity = mature(pace.reply);
  const clicked = (tally: Tally): number => 1 - tally.noClick;
  const count = (of: readonly Tally[], has: (tally: Tally) => boolean): number => of.filter(has).length;
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
  for (const sent of emails) {
    for (const prospect of sent.mail.prospects) {
      const tally = byProspect.get(prospect) ?? fresh();
      byProspect.set(prospect, tally);
      tallyEmail(tally, sent, prospect, now);
    }
    const own = fresh();
    tallyEmail(own, sent, null, now);
    byEmail.push(own);
  }
  const prospects = [...byProspect.values()];
  const opensTracked = emails.some((sent) => sent.events.some(({ event }) => event.kind === 'open'));
  const deliveredEmails = byEmail.filter((tally) => tally.delivered > 0);
  const clicks = emails.flatMap((sent) => sent.clicks.filter((click) => !click.waiting));
  // Who never got an email has not clicked in it: what the tracker saw then was the server that refused it.
  const human = sum(emails, (sent) =>
    sum(sent.clicks, (click) => (click.waiting || neverCame(sent, click.joined.prospect) ? 0 : click.human)),
  );
  const answers = emails.flatMap((sent) => sent.answers);
  const answerCount = (kind: string): number => answers.filter((answer) => answer.kind === kind).length;
  const ctas = emails.map((sent) => sent.ctas.length);
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
    rates: ratesOf(prospects, opensTracked, pace),
    ratesPerEmail: ratesOf(byEmail, opensTracked, pace),
    clicks: { raw: clicks.length, human: tidy(human), phantom: tidy(clicks.length - human) },
    answers: {
      reply: answerCount('reply'),
      autoReply: answerCount('auto-reply'),
      calendar: answerCount('calendar'),
      challenge: answerCount('challenge'),
    },
    ctas: {
      perEmail: ctas.length === 0 ? 0 : tidy(sum(ctas, (n) => n) / ctas.length),
      max: ctas.reduce((most, n) => Math.max(most, n), 0),
    },
  };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += of(item);
  return total;
}
