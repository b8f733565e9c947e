import { describe, expect, test } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { attributeAnswers } from '../../../lib/analytics/attribution/answers';
import { readMailbox } from '../../../lib/analytics/mailbox';
import { report } from '../../../lib/analytics/report';
import type { TrackerEvent } from '../../../lib/facts/event';
import type { FailedRecipient, Message, ReceivedMessage, SentMessage } from '../../../lib/facts/message';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 10);
const ME = 'jane@acme.example';

const people = (addresses: readonly string[]) => addresses.map((address) => ({ address, name: '' }));

const base = (id: string, at: number, from: string, to: readonly string[]) => ({
  account: ME,
  messageId: id,
  threadId: null,
  gmailId: null,
  at,
  from: { address: from, name: '' },
  to: people(to),
  cc: [],
  bcc: [],
  subject: 'Quick idea',
  inReplyTo: null,
  references: [],
  labels: [],
});

function ours(id: string, to: readonly string[], more: Partial<SentMessage> = {}): SentMessage {
  return {
    ...base(id, START, ME, to),
    direction: 'sent',
    text: 'Hello, a demo of our new shelves is here for you to see at any time.',
    links: [
      {
        text: 'here',
        href: 'https://acme.example/demo',
        destination: 'https://acme.example/demo',
        place: 'body',
        offset: 35,
      },
    ],
    attachments: [],
    tool: null,
    ...more,
  };
}

function theirs(
  from: string,
  more: Partial<ReceivedMessage> = {},
  reading: Partial<ReceivedMessage['reading']> = {},
): ReceivedMessage {
  return {
    ...base('in@x', START + DAY, from, [ME]),
    direction: 'received',
    subject: 'Re: Quick idea',
    reading: {
      kind: 'person',
      evidence: [],
      failed: [],
      about: [],
      returnsAt: null,
      gone: false,
      calendar: null,
      gateways: [],
      ...reading,
    },
    ...more,
  };
}

const batch = (n: number, more: Partial<SentMessage> = {}): SentMessage[] =>
  Array.from({ length: n }, (_, i) => ours(`m${i}`, [`p${i}@c${i}.example`], { at: START + i, ...more }));

function click(messageId: string, recipient: string | null): TrackerEvent {
  return {
    key: `k-${messageId}`,
    tracker: 'csv',
    kind: 'click',
    recipient,
    url: 'https://acme.example/demo',
    destination: 'https://acme.example/demo',
    at: START + DAY,
    ip: null,
    userAgent: null,
    method: null,
    messageId,
    trackerMessageId: null,
    campaign: null,
    step: null,
    variant: null,
    subject: null,
    machine: null,
  };
}

const totals = (messages: readonly Message[], events: readonly TrackerEvent[] = []) =>
  report(analyse({ messages, events }, { now: START + 60 * DAY, accounts: [ME] })).totals;

describe('the user’s own addresses', () => {
  const zed = 'zed@us.example';
  const sentByZed = batch(12, { account: zed, from: { address: zed, name: '' } });
  test('an alias is found by what it sent', () => {
    const alias = ours('a', ['x@y.example'], { from: { address: 'jane@alias.example', name: '' } });
    expect([...readMailbox([...batch(2), alias], [ME]).own].sort()).toEqual([ME, 'jane@alias.example']);
  });
  test('a prospect once taken for the account is a prospect again when later mail shows it', () => {
    const wrong = 'p1@c1.example';
    const asReceived = theirs(zed, { account: wrong, to: people([wrong]) });
    const asSent = ours('reply', [zed], { account: wrong, from: { address: wrong, name: '' } });
    for (const guessed of [asReceived, asSent]) {
      expect(readMailbox([guessed], []).own.has(wrong)).toBe(true);
      const { own, ownDomains, byProspect, sent } = readMailbox([guessed, ...sentByZed], [wrong, zed]);
      expect([...own]).toEqual([zed]);
      expect([...ownDomains]).toEqual(['us.example']);
      expect(byProspect.has(wrong)).toBe(true);
      expect(sent).toHaveLength(12);
    }
  });
  test('an own mailbox that others write to stays', () => {
    const second = 'p1@c1.example';
    const received = theirs('pat@prospect.example', { account: second, to: people([second]) });
    expect(readMailbox([received, ...sentByZed], [second, zed]).own.has(second)).toBe(true);
  });
});

describe('each message once', () => {
  const all = Array.from({ length: 25 }, (_, i) =>
    ours('same@x', [`p${i}@c${i}.example`], { at: START + i }),
  );
  test('one Message-ID on many messages loses none, and copies count once, in any order', () => {
    const copies = all.map((message) => ({ ...message, account: 'else@acme.example', labels: ['Sent'] }));
    const read = (messages: readonly Message[]) =>
      readMailbox(messages, [ME]).sent.map(({ fact, thread }) => [fact.to, fact.labels, thread]);
    const there = read([...all, ...copies]);
    expect(there).toHaveLength(25);
    expect(read([...copies, ...all].reverse())).toEqual(there);
    expect(totals([...all, ...copies]).prospects.reached).toBe(25);
  });
  test('a reply to a shared Message-ID is about the message to its sender', () => {
    const answer = theirs('p7@c7.example', { inReplyTo: 'same@x' });
    const [found] = attributeAnswers(readMailbox([...all, answer], [ME]));
    expect(found).toMatchObject({ kind: 'reply', prospect: 'p7@c7.example' });
    expect(found?.to?.prospects).toEqual(['p7@c7.example']);
  });
  test('one id and one text months apart are two messages; a copy without date is none', () => {
    const later = ours('m', ['p@c.example'], { at: START + 90 * DAY });
    const undated = ours('m', ['p@c.example'], { at: 0 });
    const { sent } = readMailbox([later, undated, ours('m', ['p@c.example'])], [ME]);
    expect(sent.map(({ fact }) => fact.at)).toEqual([START, START + 90 * DAY]);
  });
});

describe('a CRM’s copy is no prospect', () => {
  test.each(['4711@bcc.hubspot.com', 'emailtosalesforce@abc.le.salesforce.com', 'acme@pipedrivemail.com'])(
    '%s',
    (address) => {
      const mail = ours('m', ['p@c.example'], { bcc: people([address]) });
      expect(readMailbox([mail], [ME]).sent[0]?.prospects).toEqual(['p@c.example']);
    },
  );
  test('nor is what stands on nearly all mail beside others', () => {
    const logged = batch(12, { cc: people(['log@tool.example']) });
    expect(readMailbox(logged, [ME]).byProspect.has('log@tool.example')).toBe(false);
    expect(readMailbox(logged.slice(0, 9), [ME]).byProspect.has('log@tool.example')).toBe(true);
    const alone = [...logged, ours('alone', ['log@tool.example'])];
    expect(readMailbox(alone, [ME]).byProspect.has('log@tool.example')).toBe(true);
  });
  test('two prospects who always stand together stay', () => {
    const pair = Array.from({ length: 12 }, (_, i) => ours(`m${i}`, ['a@x.example', 'b@x.example']));
    expect(readMailbox(pair, [ME]).byProspect.size).toBe(2);
  });
});

describe('what counts as an answer', () => {
  const answerTo = (received: ReceivedMessage) =>
    attributeAnswers(readMailbox([ours('m', ['p@c.example']), received], [ME]))[0];
  test('only what came after the message, give or take a day of a wrong clock', () => {
    const at = (time: number) => answerTo(theirs('p@c.example', { inReplyTo: 'm', at: time }));
    expect(at(START - 300 * DAY)).toMatchObject({ kind: 'other', to: null });
    expect(at(START - DAY / 2)).toMatchObject({ kind: 'reply', prospect: 'p@c.example' });
    expect(at(0)).toMatchObject({ kind: 'reply', prospect: 'p@c.example' });
  });
  test('a false date does not take the email out of its sequence', () => {
    for (const at of [0, START - 300 * DAY, START - DAY / 2])
      expect(totals([...batch(25), theirs('p1@c1.example', { inReplyTo: 'm1', at })]).emails.sent).toBe(25);
  });
  test('a stranger’s that names our message, not a machine’s, nor one that only stands in the thread', () => {
    expect(answerTo(theirs('pat.private@gmail.com', { inReplyTo: 'm' }))).toMatchObject({
      kind: 'reply',
      prospect: 'p@c.example',
    });
    for (const machine of ['bot@calendar.example', 'no-reply@tickets.example', 'notifications@app.example'])
      expect(answerTo(theirs(machine, { inReplyTo: 'm' }))).toMatchObject({ kind: 'other', to: null });
    const thread = { threadId: 'abc' };
    const found = attributeAnswers(
      readMailbox([ours('m', ['p@c.example'], thread), theirs('else@where.example', thread)], [ME]),
    );
    expect(found[0]?.to).toBeNull();
  });
  test('of a notice with one failed and one delayed recipient only the failed one bounced', () => {
    const entry = (address: string, permanent: boolean): FailedRecipient => ({
      address,
      status: null,
      permanent,
      diagnostic: null,
    });
    const failed = [entry('p2@c2.example', false), entry('p1@c1.example', true)];
    const notice = theirs('mailer-daemon@x.example', {}, { kind: 'bounce', failed, about: ['m'] });
    const [found] = attributeAnswers(
      readMailbox([ours('m', ['p1@c1.example', 'p2@c2.example']), notice], [ME]),
    );
    expect(found?.failed).toEqual(['p1@c1.example']);
  });
});

describe('clicks', () => {
  test('of somebody the email never reached are no person’s', () => {
    const notice = theirs(
      'mailer-daemon@x.example',
      { inReplyTo: 'm1' },
      {
        kind: 'bounce',
        failed: [{ address: 'p1@c1.example', status: '5.1.1', permanent: true, diagnostic: null }],
      },
    );
    const { clicks, rates } = totals([...batch(25), notice], [click('m1', 'p1@c1.example')]);
    expect(clicks).toEqual({ raw: 1, human: 0, phantom: 1 });
    expect(rates.rawClick.hits).toBe(0);
  });
  test('of one of several prospects are shared out among them', () => {
    const group = ours('group', ['a@x1.example', 'b@x2.example', 'c@x3.example']);
    const { clicks, rates, ratesPerEmail } = totals([...batch(25), group], [click('group', null)]);
    expect(clicks.raw).toBe(1);
    expect(rates.rawClick.hits).toBe(1);
    expect(rates.click.hits).toBeCloseTo(ratesPerEmail.click.hits, 6);
    expect(rates.click.hits).toBeGreaterThan(0);
  });
});

describe('spans and flags', () => {
  test('mail without a date does not make a sequence old', () => {
    const { firstSentAt } = totals([...batch(25), ours('undated', ['q@q.example'], { at: 0 })]);
    expect(firstSentAt).toBe(new Date(START).toISOString());
  });
  test('of nobody nothing is too early', () => {
    expect(totals([]).flags).toEqual([]);
  });
});
