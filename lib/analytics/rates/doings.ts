import type { Sent } from '../analyse';
import { clickersOf } from '../phantom/clickers';
import { addTo, type Doings, freshTally, type Tally } from './tally';

/** A click surely enough a person's to learn a delay from. */
const SURELY_HUMAN = 0.5;

export interface EmailDoings {
  /** Of all its prospects together. */
  readonly all: Doings;
  /** The same as a set of one email: what it adds to figures per email. Never added to. */
  readonly alone: Readonly<Tally>;
  /** In the order of the email's prospects. */
  readonly each: readonly Doings[];
  readonly opensTracked: boolean;
  /** It reached somebody and asks to be clicked: it holds a link in its own text. */
  readonly linked: boolean;
  /** Clicks of anybody that are not held out. */
  readonly clicks: number;
  /** Of these, how many people made: expected, so in fractions. */
  readonly human: number;
}

/** An email with all that happened to it never changes, and goes with its analysis. */
const known = new WeakMap<Sent, EmailDoings>();

export function doingsOf(sent: Sent): EmailDoings {
  let doings = known.get(sent);
  if (doings === undefined) {
    doings = workOut(sent);
    known.set(sent, doings);
  }
  return doings;
}

function workOut(sent: Sent): EmailDoings {
  const { prospects, fact } = sent.mail;
  const only = prospects.length === 1 ? (prospects[0] ?? null) : null;
  // A quarter of a million events lie all over memory: each is looked at once.
  let opensTracked = false;
  let opened = false;
  let unsubscribed = false;
  let alone = only !== null;
  for (const { event, prospect } of sent.events) {
    if (prospect !== only && prospect !== null) alone = false;
    if (event.kind === 'open') {
      opensTracked = true;
      if (event.machine !== true) opened = true;
    } else if (event.kind === 'unsubscribe') unsubscribed = true;
  }
  const all = doingsWith(sent, null, { opened, unsubscribed });
  // Nearly all outreach goes to one person: what happened to the email happened with them, unless others are named.
  const each =
    alone && nobodyElse(sent, only)
      ? [all]
      : prospects.map((prospect) => doingsWith(sent, prospect, eventsWith(sent, prospect)));
  let clicks = 0;
  let human = 0;
  for (const click of sent.clicks) {
    if (click.waiting) continue;
    clicks++;
    // Who never got an email has not clicked in it: what the tracker saw then was the server that refused it.
    if (!neverCame(sent, click.joined.prospect)) human += click.human;
  }
  const byItself = freshTally();
  addTo(byItself, all, sent.clickable);
  return {
    all,
    alone: byItself,
    each,
    opensTracked,
    linked: all.reached && fact.links.some((link) => link.place === 'body'),
    clicks,
    human,
  };
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

const NO_CLICKERS: Doings['clickers'] = [];

/** @param prospect null: all of the email's prospects together */
function doingsWith(sent: Sent, prospect: string | null, { opened, unsubscribed }: EventDoings): Doings {
  const { prospects } = sent.mail;
  const reached =
    prospect === null ? prospects.some((who) => !sent.failed.has(who)) : !sent.failed.has(prospect);
  let clickers = NO_CLICKERS;
  let replied = false;
  let autoReplied = false;
  let repliedAt = Number.POSITIVE_INFINITY;
  let clickedAt = Number.POSITIVE_INFINITY;
  if (reached && sent.clicks.length > 0) {
    let found: [number, number][] | null = null;
    for (const [who, clicked] of clickersOf(sent.clicks)) {
      if (who !== null ? sent.failed.has(who) || !concerns(sent, prospect, who) : prospects.length === 0)
        continue;
      // The tracker names no prospect: each who got it is as likely as the others, and together they are the one clicker.
      const share =
        who !== null || prospect === null
          ? 1
          : 1 / prospects.filter((other) => !sent.failed.has(other)).length;
      // Nearly always the only one: an empty list that grows would take the room of many.
      if (found === null) found = [[share, clicked]];
      else found.push([share, clicked]);
    }
    clickers = found ?? NO_CLICKERS;
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
  return { reached, since, clickers, opened, unsubscribed, replied, autoReplied, repliedAt, clickedAt };
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
