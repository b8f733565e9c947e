import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { report } from '../../../lib/analytics/report';
import type { TrackerEvent } from '../../../lib/facts/event';
import type { SentMessage } from '../../../lib/facts/message';
import { trackerEvent } from '../../../lib/trackers/event';

const SENT = Date.parse('2026-01-05T10:00:00Z');
const HOUR = 3_600_000;
const LINK = 'https://my.example/x';

/** One email to each of `people` companies, and one click each by the first of them: nothing here scans. */
function humanClickers(people: number, delays: readonly number[]): number {
  const messages: SentMessage[] = [];
  const events: TrackerEvent[] = [];
  for (let i = 0; i < people; i++) {
    const address = `p${i}@c${i}.example`;
    const at = SENT + i * 60_000;
    messages.push({
      account: 'me@my.example',
      messageId: `m${i}@my.example`,
      threadId: null,
      gmailId: null,
      at,
      from: { address: 'me@my.example', name: '' },
      to: [{ address, name: '' }],
      cc: [],
      bcc: [],
      subject: 'Stock counts',
      inReplyTo: null,
      references: [],
      labels: [],
      direction: 'sent',
      text: 'Hi, have a look at our page when you find the time, it explains what we do.',
      links: [{ text: 'page', href: LINK, destination: LINK, place: 'body', offset: 10 }],
      attachments: [],
      tool: null,
    });
    const delay = delays[i];
    if (delay !== undefined)
      events.push(
        trackerEvent({
          tracker: 'csv',
          kind: 'click',
          at: at + delay,
          recipient: address,
          url: LINK,
          messageId: `m${i}@my.example`,
        }),
      );
  }
  const analysis = analyse({ messages, events }, { now: SENT + 960 * HOUR, accounts: ['me@my.example'] });
  return report(analysis).totals.rates.click.hits;
}

describe('where nothing is scanned, late clicks are people’s', () => {
  const irregular = Array.from({ length: 12 }, (_, i) => (0.3 + 3.7 * Math.abs(Math.sin(i * 7.77))) * HOUR);

  it('at delays as people have them', () => {
    expect(humanClickers(100, irregular)).toBeGreaterThan(9);
  });

  it('a lone one, too', () => {
    expect(humanClickers(100, [5.2871 * HOUR])).toBeGreaterThan(0.7);
  });

  it('also when many come after the same two hours, which is no wrong clock either', () => {
    expect(
      humanClickers(
        100,
        Array.from({ length: 40 }, () => 2 * HOUR),
      ),
    ).toBeGreaterThan(36);
  });
});

it('but not when everybody clicks within seconds', () => {
  expect(
    humanClickers(
      100,
      Array.from({ length: 60 }, () => 1000),
    ),
  ).toBeLessThan(1);
});
