import { expect, it } from 'vitest';
import type { TrackerEvent } from '../../../lib/facts/event';
import { desk, withSample } from './world';

const EVERYTHING = {
  sequence: null,
  step: null,
  verdict: null,
  company: null,
  rule: null,
  text: '',
  sort: { column: 'at', direction: 'ascending' },
  offset: 0,
  limit: 200,
} as const;

it('a word on a click holds, and can be taken back, when a second tracker’s report takes that click in', async () => {
  const at = await withSample('twin-words');
  const rows = async () => (await at.server.audit(EVERYTHING)).rows;
  const row = (await rows()).find(
    ({ prospect, joinedBy, ip }) => prospect !== null && joinedBy === 'link' && ip === null,
  );
  if (row === undefined)
    throw new Error('The sample has no click of a tracker that names prospect and link only.');
  const by = row.human > 0.5 ? 'machine' : 'human';
  await at.server.decideClick({ about: { click: row.key }, by });

  // The second tool knows more: its report stays, the first becomes its twin.
  const second: TrackerEvent = {
    tracker: 'second',
    kind: 'click',
    at: row.at + 900,
    key: 'second:1',
    recipient: row.prospect,
    url: row.url,
    destination: row.url,
    ip: '192.0.2.7',
    userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15',
    method: null,
    messageId: row.messageId,
    trackerMessageId: null,
    campaign: null,
    step: null,
    variant: null,
    subject: null,
    machine: null,
  };
  await at.server.startImport({ id: 'second', name: 'second' });
  await at.server.addFacts({
    importId: 'second',
    number: 0,
    messages: [],
    events: [second],
    counters: [],
    problems: [],
  });
  await at.server.finishImport({ id: 'second', state: 'done', error: null });

  const after = await rows();
  expect(after.some(({ key }) => key === row.key)).toBe(false);
  const kept = after.find(({ key }) => key === 'second:1');
  expect(kept?.said).toEqual({ by, company: false });
  expect(kept?.human).toBe(by === 'human' ? 1 : 0);

  const again = desk('twin-words');
  expect(await again.server.unsayClick({ about: { click: 'second:1' } })).toHaveLength(1);
  const free = (await again.server.audit(EVERYTHING)).rows.find(({ key }) => key === 'second:1');
  expect(free?.said).toBe(null);
});
