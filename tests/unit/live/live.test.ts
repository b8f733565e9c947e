import { describe, expect, test } from 'vitest';
import { type Analysis, type Facts, type Workings, work } from '../../../lib/analytics/analyse';
import { LiveAnalysis } from '../../../lib/analytics/live/live';
import { NeedsFull } from '../../../lib/analytics/live/needs-full';
import { learnPace } from '../../../lib/analytics/rates/learn';
import { report } from '../../../lib/analytics/report';
import type { Report } from '../../../lib/analytics/report-types';
import { makeOutreach, type OutreachWorld } from '../../shared/outreach-world';
import { Random } from '../../shared/random';

/** Everything of an analysis that is a matter of joining and counting, in plain data. */
function shapeOf(analysis: Analysis) {
  const { mailbox } = analysis;
  const ids = (list: readonly { readonly fact: { readonly messageId: string } }[]): string[] =>
    list.map(({ fact }) => fact.messageId);
  return {
    mail: mailbox.sent,
    received: mailbox.received,
    byMessageId: [...mailbox.byMessageId.keys()].sort(),
    byProspect: [...mailbox.byProspect].map(([who, list]) => [who, ids(list)] as const).sort(),
    byThread: [...mailbox.byThread].map(([thread, list]) => [thread, ids(list)] as const).sort(),
    answers: analysis.answers.map(({ inbound, to, ...rest }) => [
      inbound.fact.messageId,
      to?.fact.messageId,
      rest,
    ]),
    sent: analysis.sent.map((sent) => ({
      id: sent.mail.fact.messageId,
      place: sent.placement,
      ctas: sent.ctas,
      answers: sent.answers.map(({ inbound }) => inbound.fact.messageId),
      clicks: sent.clicks.map(({ joined }) => joined.event.key),
      events: sent.events.map(({ event, at, by, certainty, prospect }) => [
        event.key,
        at,
        by,
        certainty,
        prospect,
      ]),
      failed: [...sent.failed],
      clickable: sent.clickable,
    })),
    clicks: analysis.clicks.map(({ joined }) => [
      joined.event.key,
      joined.to?.fact.messageId,
      joined.prospect,
      joined.by,
      joined.certainty,
    ]),
    unjoined: analysis.unjoined.map(({ event, unjoined }) => [event.key, unjoined]),
    sequences: analysis.sequences.map(({ id, name }) => [id, name]).sort(),
  };
}

function judgements(analysis: Analysis) {
  return analysis.clicks.map(({ human, clicked, verdict, reasons, waiting }) => ({
    human,
    clicked,
    verdict,
    reasons,
    waiting,
  }));
}

/** Sums over other companies' clicks come in another order: the last digits of a probability may differ. */
const LAST_DIGITS = 1e-7;

/** The first place where two things differ by more than the last digits; null where there is none. */
function difference(a: unknown, b: unknown, at = ''): string | null {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= LAST_DIGITS || (Number.isNaN(a) && Number.isNaN(b))
      ? null
      : `${at}: ${a} and ${b}`;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b ? null : `${at}: ${String(a)} and ${String(b)}`;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  if (left.length !== right.size) return `${at}: ${left.length} and ${right.size} entries`;
  for (const [key, value] of left) {
    // An email's number in its mailbox is no result: news takes the next one, wherever it stands in time.
    if (key === 'number') continue;
    const found = difference(value, right.get(key), `${at}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

interface Started {
  readonly run: Workings;
  readonly live: LiveAnalysis;
  readonly pace: ReturnType<typeof learnPace>;
}

/** A first run by what it has learned, as it is judged after it. */
function start(facts: Facts, world: OutreachWorld, now = world.now): Started {
  const options = { now, accounts: [world.account] };
  const { taught } = work(facts, options);
  const run = work(facts, { ...options, taught });
  const pace = learnPace(
    run.analysis.sent.filter(({ placement }) => placement !== null),
    now,
  );
  return { run, pace, live: new LiveAnalysis(facts, run, report(run.analysis, { pace }), { pace }) };
}

/** Facts cut in two: what is known at first, and news. Of some new emails the events are known before them. */
function cut(world: OutreachWorld, messages: number, events: number): { old: Facts; news: Facts } {
  return {
    old: { messages: world.messages.slice(0, -messages), events: world.events.slice(0, -events) },
    news: { messages: world.messages.slice(-messages), events: world.events.slice(-events) },
  };
}

function extended(
  live: LiveAnalysis,
  news: readonly Facts[],
  now: number,
): { analysis: Analysis; report: Report } {
  let last: { analysis: Analysis; report: Report } | null = null;
  for (const part of news) {
    const done = live.extend(part, now);
    if (done instanceof NeedsFull) throw new Error(done.why);
    last = done;
  }
  if (last === null) throw new Error('There is no news.');
  return last;
}

describe('a run that takes in news', () => {
  test.each([1, 2, 3, 4])('equals the full run by the same lessons (seed %i)', (seed) => {
    const world = makeOutreach({ seed, messages: 600, events: 4 });
    const random = new Random(seed);
    const { old, news } = cut(world, random.whole(1, 90), random.whole(1, 250));
    const { live, pace, run } = start(old, world);
    const { analysis, report: made } = extended(live, [news], world.now);
    const { analysis: full } = work(world, {
      now: world.now,
      accounts: [world.account],
      taught: run.taught,
      sequences: { known: run.analysis.knownSequences },
    });
    expect(difference(shapeOf(analysis), shapeOf(full))).toBeNull();
    expect(difference(judgements(analysis), judgements(full))).toBeNull();
    expect(difference(made, report(full, { pace }))).toBeNull();
  });

  test.each([7])('does not mind in which portions news comes (seed %i)', (seed) => {
    const world = makeOutreach({ seed, messages: 600, events: 4 });
    const { old, news } = cut(world, 60, 200);
    const first = start(old, world);
    const once = extended(first.live, [news], world.now);
    const random = new Random(seed);
    // Emails to one person in the order they were sent; everything else as it comes.
    const portions: Facts[] = [];
    const events = random.shuffle(news.events);
    for (let at = 0; at < 60; at += 12)
      portions.push({
        messages: random.shuffle(news.messages.slice(at, at + 12)),
        events: events.slice((at / 12) * 40, (at / 12 + 1) * 40),
      });
    const { live } = start(old, world);
    const parts = extended(live, portions, world.now);
    expect(difference(shapeOf(parts.analysis), shapeOf(once.analysis))).toBeNull();
    expect(difference(judgements(parts.analysis), judgements(once.analysis))).toBeNull();
    expect(difference(parts.report, once.report)).toBeNull();
  });
});
