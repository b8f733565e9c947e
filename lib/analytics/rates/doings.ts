import type { Sent } from '../analyse';
import { clickersOf } from '../phantom/clickers';

/** A click surely enough a person's to learn a delay from. */
const SURELY_HUMAN = 0.5;

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
  /** When the first reply came, and when the first click was made that is surely enough a person's; Infinity where none was. */
  readonly repliedAt: number;
  readonly clickedAt: number;
}

export interface EmailDoings {
  /** Of all its prospects together. */
  readonly all: Doings;
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
    const all = doingsWith(sent, null);
    const { prospects } = sent.mail;
    // Nearly all outreach goes to one person: what happened to the email happened with them, unless others are named.
    const each =
      prospects.length === 1 && nobodyElse(sent, prospects[0] ?? null)
        ? [all]
        : prospects.map((prospect) => doingsWith(sent, prospect));
    let clicks = 0;
    let human = 0;
    for (const click of sent.clicks) {
      if (click.waiting) continue;
      clicks++;
      // Who never got an email has not clicked in it: what the tracker saw then was the server that refused it.
      if (!neverCame(sent, click.joined.prospect)) human += click.human;
    }
    const opensTracked = sent.events.some(({ event }) => event.kind === 'open');
    const linked = all.reached && sent.mail.fact.links.some((link) => link.place === 'body');
    doings = { all, each, opensTracked, linked, clicks, human };
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
  let repliedAt = Number.POSITIVE_INFINITY;
  let clickedAt = Number.POSITIVE_INFINITY;
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
  for (const { human, joined } of sent.clicks)
    if (human >= SURELY_HUMAN && concerns(joined.prospect)) clickedAt = Math.min(clickedAt, joined.event.at);
  for (const { event, prospect: who } of sent.events) {
    if (!concerns(who)) continue;
    if (event.kind === 'open' && event.machine !== true) opened = true;
    if (event.kind === 'unsubscribe') unsubscribed = true;
  }
  for (const answer of sent.answers) {
    if (!concerns(answer.prospect)) continue;
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
