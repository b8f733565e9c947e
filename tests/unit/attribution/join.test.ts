import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JoinedEvent, joinEvents } from '../../../lib/analytics/attribution/clicks';
import { placeSequenceOnly } from '../../../lib/analytics/attribution/sequence-only';
import { readMailbox } from '../../../lib/analytics/mailbox';
import type { TrackerEvent } from '../../../lib/facts/event';
import type { Link, SentMessage } from '../../../lib/facts/message';
import { readLink } from '../../../lib/links/destination';
import { trackerEvent } from '../../../lib/trackers/event';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 2, 9, 17, 23);

const link = (href: string, place: Link['place'] = 'body'): Link => ({
  text: '',
  href,
  ...readLink(href),
  place,
  offset: null,
});

function mail(
  id: string,
  to: string | readonly string[],
  at: number,
  links: readonly (string | Link)[],
  subject = 'Hello',
): SentMessage {
  return {
    direction: 'sent',
    account: 'sam@plumb.test',
    messageId: id,
    threadId: null,
    gmailId: null,
    at: START + at,
    from: { address: 'sam@plumb.test', name: 'Sam' },
    to: (typeof to === 'string' ? [to] : to).map((address) => ({ address, name: '' })),
    cc: [],
    bcc: [],
    subject,
    inReplyTo: null,
    references: [],
    labels: [],
    text: '',
    links: links.map((href) => (typeof href === 'string' ? link(href) : href)),
    attachments: [],
    tool: null,
  };
}

let count = 0;
function click(given: Partial<TrackerEvent> & { after: number }): TrackerEvent {
  const { after, ...rest } = given;
  return trackerEvent({ tracker: 'tool', kind: 'click', at: START + after, key: `k${count++}`, ...rest });
}

function joinOne(event: TrackerEvent, mails: readonly SentMessage[]): JoinedEvent {
  const { events } = joinEvents([event], readMailbox(mails, ['sam@plumb.test']));
  const [joined] = events;
  if (joined === undefined) throw new Error('nothing joined');
  return joined;
}

const ids = (joined: JoinedEvent): string | null => joined.to?.fact.messageId ?? null;
const ANN = 'ann@one.test';
const BOB = 'bob@two.test';
const DEMO = 'https://plumb.test/demo?plan=team';

describe('joinEvents', () => {
  const mails = [
    mail('m1@x', ANN, 0, [DEMO]),
    mail('m2@x', ANN, 3 * DAY, ['https://plumb.test/price'], 'Re: Hello'),
    mail('m3@x', ANN, 6 * DAY, [DEMO], 'Last one'),
    mail('m4@x', BOB, HOUR, [DEMO, 'https://plumb.test/for/b0b77']),
  ];

  it('joins by Message-ID, whatever its case', () => {
    expect(joinOne(click({ after: DAY, messageId: 'm4@x' }), mails)).toMatchObject({
      by: 'message-id',
      certainty: 1,
      prospect: BOB,
    });
    expect(ids(joinOne(click({ after: DAY, messageId: 'M4@X' }), mails))).toBe('m4@x');
  });

  it('joins by what the wrapped link carries', () => {
    const carrying: Link = { ...link(DEMO), carries: { messageId: 'tool-1@x', recipient: ANN } };
    const own = [mail('own@x', ANN, 0, [carrying])];
    expect(joinOne(click({ after: HOUR, messageId: 'tool-1@x' }), own)).toMatchObject({
      by: 'carried',
      prospect: ANN,
    });
    const url = 'https://link.getmailspring.com/link/m4@x/0?redirect=https%3A%2F%2Fplumb.test%2Felse';
    const wrapped = click({ after: HOUR, url });
    expect(joinOne(wrapped, mails)).toMatchObject({ by: 'carried', prospect: BOB });
  });

  it('joins recipient and link to the nearest earlier email that holds it', () => {
    const on = (after: number): string | null =>
      ids(joinOne(click({ after, recipient: ANN, url: `${DEMO}&utm_source=x` }), mails));
    expect(on(HOUR)).toBe('m1@x');
    expect(on(4 * DAY)).toBe('m1@x');
    expect(on(7 * DAY)).toBe('m3@x');
    expect(ids(joinOne(click({ after: 7 * DAY, recipient: ANN, url: DEMO, subject: 'Hello' }), mails))).toBe(
      'm1@x',
    );
  });

  it('is less sure where two emails hold the link', () => {
    const early = joinOne(click({ after: HOUR, recipient: ANN, url: DEMO }), mails);
    const late = joinOne(click({ after: 7 * DAY, recipient: ANN, url: DEMO }), mails);
    expect(early.certainty).toBeGreaterThan(late.certainty);
  });

  it('leaves a quoted link to the email that it comes from', () => {
    const quoting = [mail('q1@x', ANN, 0, [DEMO]), mail('q2@x', ANN, DAY, [link(DEMO, 'quote')])];
    expect(ids(joinOne(click({ after: 2 * DAY, recipient: ANN, url: DEMO }), quoting))).toBe('q1@x');
  });

  it.each([
    ['Ann@One.test', ANN],
    ['ann+news@one.test', ANN],
  ])('knows %s', (recipient, prospect) => {
    expect(joinOne(click({ after: HOUR, recipient, url: DEMO }), mails)).toMatchObject({
      by: 'link',
      prospect,
    });
  });

  it('does not guess between two prospects with one plain address', () => {
    const two = [mail('t1@x', 'a.b@gmail.com', 0, [DEMO]), mail('t2@x', 'ab@gmail.com', 0, [DEMO])];
    expect(joinOne(click({ after: HOUR, recipient: 'a.b+x@gmail.com', url: DEMO }), two).to).toBeNull();
  });

  it('gives a link that one prospect got to that prospect', () => {
    expect(joinOne(click({ after: DAY, url: 'https://plumb.test/for/b0b77' }), mails)).toMatchObject({
      by: 'single-link',
      prospect: BOB,
    });
  });

  it('tells prospects apart by a parameter that is no destination', () => {
    const tagged = [
      mail('a@x', ANN, 0, [`${DEMO}&utm_content=ann`]),
      mail('b@x', BOB, 0, [`${DEMO}&utm_content=bob`]),
    ];
    expect(joinOne(click({ after: DAY, url: `${DEMO}&utm_content=bob` }), tagged)).toMatchObject({
      prospect: BOB,
    });
  });

  it('counts a shared link without a recipient for the sequence, for no person', () => {
    const mailbox = readMailbox(mails, ['sam@plumb.test']);
    const { events } = joinEvents([click({ after: 2 * DAY, url: DEMO })], mailbox);
    expect(events[0]).toMatchObject({ to: null, prospect: null, by: 'shared-link', unjoined: null });
    expect(events[0]?.candidates.map((one) => one.fact.messageId)).toEqual(['m1@x', 'm4@x', 'm3@x']);
    const sequence = { id: 's', name: 's', origin: 'template' as const };
    const placements = new Map(
      mailbox.sent.map((one) => [
        one,
        { sequence, step: one.fact.messageId === 'm3@x' ? 3 : 1, variant: null },
      ]),
    );
    const [place] = placeSequenceOnly(events, placements).values();
    // The third step had not been sent by then.
    expect(place).toEqual({ sequence, step: 1, share: 1 });
  });

  it('joins by recipient and subject, and by a bare date', () => {
    expect(joinOne(click({ after: 8 * DAY, recipient: ANN, subject: 'Last one' }), mails)).toMatchObject({
      by: 'subject',
    });
    const date = trackerEvent({
      tracker: 'tool',
      kind: 'click',
      at: Date.UTC(2026, 2, 2),
      recipient: ANN,
      subject: 'Hello',
    });
    expect(ids(joinOne(date, mails))).toBe('m1@x');
  });

  it('learns from one event which email a tracker’s own number means', () => {
    const sent = click({ kind: 'sent', after: 3 * DAY + 5000, recipient: ANN, trackerMessageId: 'no-2' });
    const later = click({
      after: 9 * DAY,
      recipient: ANN,
      trackerMessageId: 'no-2',
      url: 'https://landing.test',
    });
    const { events } = joinEvents([later, sent], readMailbox(mails, ['sam@plumb.test']));
    expect(events.map((event) => [ids(event), event.by])).toEqual([
      ['m2@x', 'tracker-message'],
      ['m2@x', 'sent-time'],
    ]);
  });

  it('falls back to the campaign', () => {
    const known = click({ after: HOUR, recipient: ANN, url: DEMO, messageId: 'm1@x', campaign: 'Spring' });
    const bare = click({ after: 2 * HOUR, campaign: 'Spring' });
    const { events } = joinEvents([known, bare], readMailbox(mails, ['sam@plumb.test']));
    expect(events[1]).toMatchObject({ by: 'campaign', to: null, unjoined: null });
    expect(events[1]?.candidates.length).toBe(1);
  });

  it.each([
    ['own addresses', { recipient: 'kim@plumb.test', url: DEMO }, /your own addresses/],
    ['strangers', { recipient: 'who@else.test', url: DEMO }, /No email to who@else.test/],
    ['links of no email', { url: 'https://else.test' }, /no email that was read holds this link/],
    ['nothing at all', {}, /names no recipient/],
  ])('says why it cannot join %s', (_, given, reason) => {
    const joined = joinOne(click({ after: DAY, ...given }), mails);
    expect(joined).toMatchObject({ to: null, by: null, certainty: 0, candidates: [] });
    expect(joined.unjoined).toMatch(reason);
  });

  it('does not join what is older than every email', () => {
    const early = joinOne(click({ after: -20 * DAY, recipient: ANN }), mails);
    expect(early.unjoined).toMatch(/older than the first email/);
    expect(joinOne(click({ after: -20 * DAY, url: DEMO }), mails).unjoined).toMatch(/older/);
  });

  it('counts each key once', () => {
    const once = click({ after: HOUR, recipient: ANN, url: DEMO });
    expect(joinEvents([once, { ...once }], readMailbox(mails, ['sam@plumb.test'])).events.length).toBe(1);
  });

  it('gives the same join whatever the order of the mail', () => {
    const events = [
      click({ after: HOUR, recipient: ANN, url: DEMO }),
      click({ after: 2 * HOUR, url: DEMO }),
      click({ after: 7 * DAY, recipient: BOB }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(mails, { minLength: mails.length }), (shuffled) => {
        const plain = (list: readonly SentMessage[]): unknown =>
          joinEvents(events, readMailbox(list, ['sam@plumb.test'])).events.map((one) => [
            ids(one),
            one.by,
            one.certainty,
          ]);
        expect(plain(shuffled)).toEqual(plain(mails));
      }),
      { numRuns: 30 },
    );
  });
});

describe('two trackers', () => {
  const mails = [mail('m1@x', ANN, 0, [DEMO]), mail('m2@x', BOB, 0, [DEMO])];
  const tool = click({ after: HOUR, recipient: ANN, url: DEMO, ip: '192.0.2.7' });
  const short = (after: number, given: Partial<TrackerEvent> = {}): TrackerEvent =>
    click({ tracker: 'shortener', after, url: DEMO, ip: '192.0.2.7', userAgent: 'Mozilla/5.0', ...given });
  const joined = (events: readonly TrackerEvent[]): readonly JoinedEvent[] =>
    joinEvents(events, readMailbox(mails, ['sam@plumb.test'])).events;

  it('report one click once, for the person that one of them names', () => {
    const twin = short(HOUR + 800);
    const events = joined([tool, twin]);
    expect(events.length).toBe(1);
    expect(events[0]).toMatchObject({ prospect: ANN, twins: [twin] });
  });

  it('know together what one of them does not say: a tracker’s verdict, the program', () => {
    const [one] = joined([tool, short(HOUR + 800, { machine: true })]);
    expect(one?.event).toMatchObject({ key: tool.key, machine: true, userAgent: 'Mozilla/5.0' });
    const [own] = joined([{ ...tool, machine: false }, short(HOUR + 800, { machine: true })]);
    expect(own?.event.machine).toBe(false);
  });

  it.each([
    ['too late', { after: HOUR + 8000 }],
    ['from another network', { after: HOUR + 800, ip: '198.51.100.1' }],
    ['on another link', { after: HOUR + 800, url: 'https://plumb.test/else' }],
  ])('report two clicks where one is %s', (_, { after, ...given }) => {
    expect(joined([tool, short(after, given)]).length).toBe(2);
  });

  it('report two clicks of one tracker as two', () => {
    expect(joined([short(HOUR), short(HOUR + 500)]).length).toBe(2);
    expect(joined([tool, short(HOUR + 300), short(HOUR + 500)]).length).toBe(2);
  });

  it('do not cost more the more they burst', () => {
    const burst = Array.from({ length: 20_000 }, (_, n) =>
      short(HOUR + (n % 4000), { tracker: n % 2 === 0 ? 'a' : 'b' }),
    );
    expect(joined(burst).length).toBeLessThan(20_000);
  });
});

describe('clocks', () => {
  const people = Array.from({ length: 120 }, (_, n) => `p${n}@company${n}.test`);
  const mails = people.map((address, n) => mail(`c${n}@x`, address, n * 7 * MINUTE, [DEMO]));
  const run = (events: readonly TrackerEvent[]): ReturnType<typeof joinEvents> =>
    joinEvents(events, readMailbox(mails, ['sam@plumb.test']));
  const clicks = (offset: number): TrackerEvent[] =>
    people.map((recipient, n) =>
      click({
        after: n * 7 * MINUTE + offset + (n % 6) * 40 * MINUTE + n * 1000 + 3000,
        recipient,
        url: DEMO,
      }),
    );

  it('leaves a right clock alone', () => {
    expect(run(clicks(0)).clocks).toEqual([]);
  });

  it.each([-5 * HOUR, -5.5 * HOUR, 2 * HOUR])(
    'finds a zone error of %d ms and sets the times right',
    (offset) => {
      const { clocks, events } = run(clicks(offset));
      expect(clocks).toMatchObject([{ tracker: 'tool', offset, kind: 'zone', seenBy: 'clicks' }]);
      const right = run(clicks(0)).events;
      expect(events.map(({ at }) => at)).toEqual(right.map(({ at }) => at));
      expect(events.every(({ to, event }) => to?.fact.to[0]?.address === event.recipient)).toBe(true);
    },
  );

  it('finds a drift by deliveries, and outliers do not move it', () => {
    const sent = people.slice(0, 20).map((recipient, n) =>
      click({
        kind: 'delivered',
        after: n * 7 * MINUTE + 4 * MINUTE + (n % 5) * 1000 + (n % 7 === 0 ? 3 * HOUR : 0),
        recipient,
        messageId: `c${n}@x`,
      }),
    );
    const [clock] = run(sent).clocks;
    expect(clock).toMatchObject({ kind: 'drift', seenBy: 'deliveries', emails: 20 });
    expect(Math.abs((clock?.offset ?? 0) - 4 * MINUTE)).toBeLessThan(5000);
  });

  it('does not take late clicks for a clock', () => {
    const late = people.map((recipient, n) =>
      click({ after: n * 7 * MINUTE + DAY + n * 13 * MINUTE, recipient, url: DEMO }),
    );
    expect(run(late).clocks).toEqual([]);
  });

  it('needs more than one odd click', () => {
    const odd = click({ after: -3 * HOUR, recipient: people[5] ?? '', url: DEMO });
    expect(run([...clicks(0), odd]).clocks).toEqual([]);
  });
});

describe('a short link whose tracker also says where it leads', () => {
  const short = (after: number): TrackerEvent =>
    Object.assign(click({ after, url: 'https://plmb.test/nora1' }), { leadsTo: 'https://plumb.test/tour' });

  it('is joined by the short link, which one prospect got, though its destination went to many', () => {
    const joined = joinOne(short(HOUR), [
      mail('a', 'nora@havn.test', 0, ['https://plmb.test/nora1']),
      mail('b', 'ole@fjord.test', MINUTE, ['https://plumb.test/tour']),
      mail('c', 'pia@lund.test', 2 * MINUTE, ['https://plumb.test/tour']),
    ]);
    expect(joined).toMatchObject({ by: 'single-link', prospect: 'nora@havn.test', unjoined: null });
  });

  it('goes by where it leads if it stands in no email', () => {
    const joined = joinOne(short(HOUR), [
      mail('b', 'ole@fjord.test', 0, ['https://plumb.test/tour']),
      mail('c', 'pia@lund.test', MINUTE, ['https://plumb.test/tour']),
    ]);
    expect(joined).toMatchObject({ by: 'shared-link', prospect: null, unjoined: null });
    expect(joined.candidates).toHaveLength(2);
  });
});
