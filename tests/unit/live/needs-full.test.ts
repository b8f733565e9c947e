import { describe, expect, test } from 'vitest';
import { type Facts, work } from '../../../lib/analytics/analyse';
import { LiveAnalysis } from '../../../lib/analytics/live/live';
import { NeedsFull } from '../../../lib/analytics/live/needs-full';
import { merged } from '../../../lib/analytics/live/order';
import { report } from '../../../lib/analytics/report';
import type { TrackerEvent } from '../../../lib/facts/event';
import type { ReceivedMessage, SentMessage } from '../../../lib/facts/message';
import { makeOutreach } from '../../shared/outreach-world';

const world = makeOutreach({ seed: 5, messages: 300, events: 3 });
const NOW = world.now;

function start(facts: Facts = world, now = NOW): LiveAnalysis {
  const run = work(facts, { now, accounts: [world.account] });
  return new LiveAnalysis(facts, run, report(run.analysis));
}

const sent = world.messages.filter((message): message is SentMessage => message.direction === 'sent');
const received = world.messages.filter(
  (message): message is ReceivedMessage => message.direction === 'received',
);
const [first, second] = sent;
const [answer] = received;
const click = world.events.findLast(({ kind }) => kind === 'click');
if (first === undefined || second === undefined || answer === undefined || click === undefined)
  throw new Error('The world is too small.');
const late = NOW - 3_600_000;

const cases: readonly (readonly [string, Partial<Facts>])[] = [
  ['a Message-ID that is taken', { messages: [{ ...first, at: late }] }],
  [
    'an email older than others to the same person',
    { messages: [{ ...first, messageId: 'older', references: [], at: first.at - 1 }] },
  ],
  ['mail of another account', { messages: [{ ...answer, messageId: 'new', account: 'kim@else.test' }] }],
  [
    'sent mail of an unknown author',
    { messages: [{ ...first, messageId: 'new', at: late, from: { address: 'kim@else.test', name: '' } }] },
  ],
  [
    'an address that newly gets a copy',
    {
      messages: [{ ...first, messageId: 'new', at: late, bcc: [{ address: 'x@bcc.hubspot.com', name: '' }] }],
    },
  ],
  [
    'a message that joins two threads',
    {
      messages: [
        {
          ...answer,
          messageId: 'new',
          at: late,
          references: [first.messageId, sent.at(-1)?.messageId ?? ''],
        },
      ],
    },
  ],
  ['Gmail’s thread where there was none', { messages: [{ ...answer, messageId: 'new', threadId: 'abc' }] }],
  ['the first event of a tracker', { events: [{ ...click, key: 'other:1', tracker: 'other' }] }],
  ['a short link', { events: [{ ...click, key: 'short', leadsTo: 'https://plumb.test' }] }],
  [
    'a click of nobody on a link that many got',
    {
      events: [
        { ...click, key: 'nobody', recipient: null, messageId: null, destination: 'https://plumb.test' },
      ],
    },
  ],
];

describe('news that only a full run can take in', () => {
  test.each(cases)('%s', (_what, news) => {
    const live = start();
    const done = live.extend({ messages: [], events: [], ...news }, NOW);
    expect(done).toBeInstanceOf(NeedsFull);
    // It stays so: what was half taken in answers nothing.
    expect(live.extend({ messages: [], events: [] }, NOW)).toBe(done);
  });

  test('two trackers may report one click', () => {
    const other: TrackerEvent = { ...click, key: 'other:1', tracker: 'other', kind: 'open' };
    const live = start({ messages: world.messages, events: [...world.events, other] });
    const twin = { ...click, key: 'other:2', tracker: 'other', at: click.at + 1000 };
    expect(live.extend({ messages: [], events: [twin] }, NOW)).toBeInstanceOf(NeedsFull);
  });
});

test('a click is counted when its ten minutes are over', () => {
  const at = NOW - 60_000;
  const live = start({ messages: world.messages, events: [...world.events, { ...click, key: 'young', at }] });
  const soon = live.extend({ messages: [], events: [] }, NOW + 60_000);
  const later = live.extend({ messages: [], events: [] }, NOW + 10 * 60_000);
  if (soon instanceof NeedsFull || later instanceof NeedsFull) throw new Error('It needs no full run.');
  expect(later.report.totals.clicks.raw).toBe(soon.report.totals.clicks.raw + 1);
  expect(soon.analysis.clicks.filter(({ waiting }) => waiting)).toHaveLength(1);
  expect(later.analysis.clicks.filter(({ waiting }) => waiting)).toHaveLength(0);
});

test('a list loses items, gains others, and stays in order', () => {
  const item = (at: number, name = '') => ({ at, name });
  const list = [1, 2, 2, 3, 5, 8].map((at) => item(at));
  const order = (a: { at: number }, b: { at: number }): number => a.at - b.at;
  const [one, two, two2, , five] = list;
  if (one === undefined || two === undefined || two2 === undefined || five === undefined)
    throw new Error('short');
  expect(merged(list, [], [], order)).toEqual(list);
  expect(merged(list, [two2, five], [item(5, 'new'), item(4), item(9)], order).map(({ at }) => at)).toEqual([
    1, 2, 3, 4, 5, 8, 9,
  ]);
  expect(merged(list, [one], [], order)).toEqual(list.slice(1));
  expect(merged([], [], [item(2), item(1)], order).map(({ at }) => at)).toEqual([1, 2]);
});
