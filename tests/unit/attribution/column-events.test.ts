import { expect, it } from 'vitest';
import { type JoinedEvent, joinEvents } from '../../../lib/analytics/attribution/clicks';
import { inOrder } from '../../../lib/analytics/event-order';
import { readMailbox } from '../../../lib/analytics/mailbox';
import { plainEvent, unpackEvents } from '../../../lib/facts/column-event';
import { TextPool } from '../../../lib/facts/columns';
import { packEvents } from '../../../lib/facts/event-columns';
import { makeWorld, trackerEvents } from '../../shared/join-world';

const world = makeWorld({ seed: 4, prospects: 150, sequences: 4, wrapped: 'mailgun' });
const tool = trackerEvents(world, { name: 'tool', recipient: true, url: 'wrapped', campaign: true }, 400);
// Reports of the same clicks, of some of them under a short link: what is a copy of an event must be a whole one.
const events = tool.flatMap(({ event, click }) => {
  const again = {
    ...event,
    tracker: 'shortener',
    key: `short:${click}`,
    recipient: null,
    at: event.at + 700,
  };
  if (event.kind !== 'click' || click % 3 > 0) return [event];
  const short = { url: 'https://plmb.test/x1', destination: 'https://plmb.test/x1', machine: true };
  return [
    { ...event, userAgent: null },
    click % 2 === 0 ? { ...again, ...short, leadsTo: event.destination ?? '' } : again,
  ];
});
const mailbox = readMailbox(
  world.mails.map(({ fact }) => fact),
  [world.account],
);
const told = ({ event, at, to, prospect, by, certainty, twins, unjoined }: JoinedEvent) => ({
  event: plainEvent(event),
  twins: twins.map(plainEvent),
  ...{ at, prospect, by, certainty, unjoined, to: to?.fact.messageId },
});

it('joins events that lie in columns as it joins records', () => {
  const columns = unpackEvents(packEvents(events), new TextPool());
  const [plain, packed] = [events, columns].map((all) => joinEvents(inOrder(all), mailbox).events.map(told));
  expect(packed).toEqual(plain);
  expect(plain?.some(({ twins }) => twins.length > 0)).toBe(true);
  expect(plain?.some(({ event }) => event.leadsTo !== undefined && event.destination === event.leadsTo)).toBe(
    true,
  );
});
