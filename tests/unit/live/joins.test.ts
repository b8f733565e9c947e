import { expect, test } from 'vitest';
import { type Analysis, work } from '../../../lib/analytics/analyse';
import { LiveAnalysis } from '../../../lib/analytics/live/live';
import { NeedsFull } from '../../../lib/analytics/live/needs-full';
import { report } from '../../../lib/analytics/report';
import { makeWorld, type TrackerKind, trackerEvents } from '../../shared/join-world';

const DAY = 86_400_000;

const KINDS: readonly TrackerKind[] = [
  { name: 'byid', messageId: 'gmail', recipient: true, url: 'link' },
  { name: 'plain', recipient: true, url: 'link' },
  { name: 'subject', recipient: true, subject: true },
  { name: 'numbered', recipient: true, numbered: true },
  { name: 'landing', recipient: true, url: 'landing' },
  { name: 'ahead', recipient: true, url: 'link', offset: 3_600_000 },
];

function joinsOf({ sent, unjoined }: Analysis): Map<string, unknown> {
  const joined = sent.flatMap(({ clicks, events }) => [...clicks.map((click) => click.joined), ...events]);
  return new Map(
    [...joined, ...unjoined].map(({ at, event, prospect, to, unjoined }) => [
      event.key,
      [to?.fact.messageId, prospect, at, unjoined],
    ]),
  );
}

test.each(KINDS)('news of a tracker like “$name” is joined as in a full run', (kind) => {
  const world = makeWorld({ seed: 3, prospects: 100, sequences: 5 });
  const events = trackerEvents(world, kind, 500)
    .map(({ event }) => event)
    .sort((a, b) => a.at - b.at);
  const messages = world.mails.map(({ fact }) => fact);
  const now = (messages.at(-1)?.at ?? 0) + 30 * DAY;
  const options = { now, accounts: [world.account] };
  // The tracker is ahead of the mail: events come before the email they are about.
  const old = { messages: messages.slice(0, -30), events: events.slice(0, -100) };
  const run = work(old, options);
  const live = new LiveAnalysis(old, run, report(run.analysis));
  const done = live.extend({ messages: messages.slice(-30), events: events.slice(-100) }, now);
  if (done instanceof NeedsFull) throw new Error(done.why);
  expect(joinsOf(done.analysis)).toEqual(joinsOf(work({ messages, events }, options).analysis));
});
