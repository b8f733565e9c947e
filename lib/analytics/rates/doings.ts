import type { Sent } from '../analyse';
import { clickersOf } from '../phantom/clickers';
import { NOTED, notedOf, SentEmail } from '../sent-email';
import type { Clickers, Doings } from './tally';

/** A click surely enough a person's to learn a delay from. */
const SURELY_HUMAN = 0.5;

export interface EmailDoings {
  /** Of all its prospects together. */
  readonly all: Doings;
  /** In the order of the email's prospects; empty where `all` is each one's. */
  readonly each: readonly Doings[];
  readonly opensTracked: boolean;
  /** Clicks of anybody that are not held out. */
  readonly clicks: number;
  /** Of these, how many people made: expected, so in fractions. */
  readonly human: number;
}

/** An email with all that happened to it never changes: worked out once. */
export function doingsOf(sent: Sent): EmailDoings {
  return sent instanceof SentEmail ? sent.doings(workOut) : workOut(sent);
}

/** Whether an email reached somebody and asks to be clicked: it holds a link in its own text. */
export function asksForClicks(sent: Sent): boolean {
  return doingsOf(sent).all.delivered === 1 && sent.mail.fact.links.some((link) => link.place === 'body');
}

const NONE_APART: readonly Doings[] = [];

function workOut(sent: Sent): EmailDoings {
  const { prospects } = sent.mail;
  const noted = notedOf(sent);
  const all = doingsWith(sent, null, {
    opened: (noted & NOTED.opened) !== 0,
    unsubscribed: (noted & NOTED.unsubscribe) !== 0,
  });
  // Nearly all outreach goes to one person: what happened to the email happened with them, unless others are named.
  const [only = null] = prospects;
  const each =
    prospects.length === 1 && (noted & NOTED.others) === 0 && nobodyElse(sent, only)
      ? NONE_APART
      : prospects.map((prospect) => doingsWith(sent, prospect, eventsWith(sent, prospect)));
  let clicks = 0;
  let human = 0;
  for (const click of sent.clicks) {
    if (click.waiting) continue;
    clicks++;
    // Who never got an email has not clicked in it: what the tracker saw then was the server that refused it.
    if (!neverCame(sent, click.joined.prospect)) human += click.human;
  }
  return { all, each, opensTracked: (noted & NOTED.open) !== 0, clicks, human };
}

/** Whether all clicks and answers were this prospect's doing or nobody's by name. */
function nobodyElse({ clicks, answers }: Sent, prospect: string | null): boolean {
  for (const { joined } of clicks) if (joined.prospect !== prospect && joined.prospect !== null) return false;
  for (const answer of answers) if (answer.prospect !== prospect && answer.prospect !== null) return false;
  return true;
}

type EventDoings = Pick<Doings, 'opened' | 'unsubscribed'>;

/** Whether what is said of `who` is said of this prospect, too; `prospect` null: of all of the email's together. */
function concerns(sent: Sent, prospect: string | null, who: string | null): boolean {
  return prospect === null || who === prospect || (who === null && sent.mail.prospects.length === 1);
}

/** What the events but clicks say of one of several prospects. */
function eventsWith(sent: Sent, prospect: string): EventDoings {
  let opened = false;
  let unsubscribed = false;
  for (const { event, prospect: who } of sent.events) {
    if (!concerns(sent, prospect, who)) continue;
    if (event.kind === 'open' && event.machine !== true) opened = true;
    if (event.kind === 'unsubscribe') unsubscribed = true;
  }
  return { opened, unsubscribed };
}

/** @param prospect null: all of the email's prospects together */
function doingsWith(sent: Sent, prospect: string | null, { opened, unsubscribed }: EventDoings): Doings {
  const { prospects } = sent.mail;
  const reached =
    prospect === null ? prospects.some((who) => !sent.failed.has(who)) : !sent.failed.has(prospect);
  let noRaw = 1;
  let noClick = 1;
  let several: Clickers | null = null;
  let replied = false;
  let autoReplied = false;
  let repliedAt = Number.POSITIVE_INFINITY;
  let clickedAt = Number.POSITIVE_INFINITY;
  if (reached && sent.clicks.length > 0) {
    const clickers = clickersWith(sent, prospect);
    for (const [share, clicked] of clickers) {
      noRaw *= 1 - share;
      noClick *= 1 - clicked * share;
    }
    if (clickers.length > 1) several = clickers;
  }
  for (const { human, joined } of sent.clicks)
    if (human >= SURELY_HUMAN && concerns(sent, prospect, joined.prospect))
      clickedAt = Math.min(clickedAt, joined.event.at);
  for (const answer of sent.answers) {
    if (!concerns(sent, prospect, answer.prospect)) continue;
    if (answer.kind === 'reply') {
      replied = true;
      repliedAt = Math.min(repliedAt, answer.inbound.fact.at);
    }
    if (answer.kind === 'auto-reply') autoReplied = true;
  }
  const since = waitingSince(sent, prospect);
  return {
    sent: 1,
    delivered: reached ? 1 : 0,
    clickable: sent.clickable,
    since,
    noRaw,
    noClick,
    several,
    opened,
    unsubscribed,
    replied,
    autoReplied,
    repliedAt,
    clickedAt,
  };
}

function clickersWith(sent: Sent, prospect: string | null): [share: number, clicked: number][] {
  const { prospects } = sent.mail;
  const clickers: [number, number][] = [];
  for (const [who, clicked] of clickersOf(sent.clicks)) {
    if (who !== null ? sent.failed.has(who) || !concerns(sent, prospect, who) : prospects.length === 0)
      continue;
    // The tracker names no prospect: each who got it is as likely as the others, and together they are the one clicker.
    const share =
      who !== null || prospect === null ? 1 : 1 / prospects.filter((other) => !sent.failed.has(other)).length;
    clickers.push([share, clicked]);
  }
  return clickers;
}

function neverCame(sent: Sent, prospect: string | null): boolean {
  if (prospect !== null) return sent.failed.has(prospect);
  const { prospects } = sent.mail;
  return prospects.length > 0 && prospects.every((who) => sent.failed.has(who));
}

/**
 * Since when a prospect could answer an email, in milliseconds UTC: since it was sent, or, for someone out of the office, since
 * the day they said they would be back.
 */
export function waitingSince(sent: Sent, prospect: string | null): number {
  let since = sent.mail.fact.at;
  for (const answer of sent.answers) {
    const back = answer.inbound.fact.reading.returnsAt;
    if (answer.kind !== 'auto-reply' || back === null) continue;
    if (prospect === null || answer.prospect === prospect || answer.prospect === null)
      since = Math.max(since, back);
  }
  return since;
}
