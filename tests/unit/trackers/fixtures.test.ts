import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { report } from '../../../lib/analytics/report';
import { assertReport } from '../../../lib/export/schema';
import type { EventKind, TrackerEvent } from '../../../lib/facts/event';
import { trackerEvent } from '../../../lib/trackers/event';
import { isList, isRecord, type Json, type JsonRecord } from '../../../lib/trackers/format';
import { FORMATS } from '../../../lib/trackers/formats';
import { FIXTURES, fixture, importBytes } from './reading';

const NORA = 'nora.berg@fjordworks.example';
const SHORT = 'https://plmb.example/tour-nora';
const TOUR = 'https://demo.plumb.example/tour?plan=team';
const MESSAGE = 'step1.nora@send.plumb.example';
const CLICK = Date.parse('2026-03-03T10:15:30.250Z');

interface Expected {
  readonly tracker: string;
  /** Where the format has no such field: false. */
  readonly recipient?: false;
  readonly url?: false;
  /** Its link is a short one, made for this prospect. */
  readonly short?: true;
  readonly messageId?: string;
  readonly ip?: true;
  readonly machine?: boolean;
  readonly kinds?: readonly EventKind[];
}

/** The click that every sample holds, as the format gives it. */
const EVENTS: Record<string, Expected> = {
  'sendgrid.json': {
    tracker: 'sendgrid',
    messageId: MESSAGE,
    ip: true,
    kinds: ['delivered', 'open', 'click'],
  },
  'mailgun.json': {
    tracker: 'mailgun',
    messageId: MESSAGE,
    ip: true,
    machine: false,
    kinds: ['deferred', 'click', 'click'],
  },
  'mailgun-webhook.json': { tracker: 'mailgun', messageId: MESSAGE, ip: true, machine: false },
  'postmark.json': {
    tracker: 'postmark',
    messageId: '7a1f5a52-2b1c-4c80-9d5e-0f6c8b1f2a33@mtasv.net',
    ip: true,
  },
  'postmark-api.json': {
    tracker: 'postmark',
    messageId: '7a1f5a52-2b1c-4c80-9d5e-0f6c8b1f2a33@mtasv.net',
    ip: true,
  },
  'ses.json': { tracker: 'ses', messageId: MESSAGE, ip: true },
  'ses-sns.json': { tracker: 'ses', messageId: MESSAGE, ip: true },
  'mandrill.json': { tracker: 'mandrill', ip: true },
  'mandrill-form.txt': { tracker: 'mandrill', ip: true },
  'mailchimp.json': { tracker: 'mailchimp', ip: true, kinds: ['open', 'click'] },
  'hubspot.json': { tracker: 'hubspot', messageId: MESSAGE, ip: true, machine: false },
  'customerio.json': { tracker: 'customerio', machine: false },
  'resend.json': { tracker: 'resend', ip: true },
  'brevo.json': { tracker: 'brevo', messageId: MESSAGE },
  'mailjet.json': { tracker: 'mailjet', ip: true },
  'sparkpost.json': { tracker: 'sparkpost', ip: true, machine: false, kinds: ['open', 'click'] },
  'mailersend.json': {
    tracker: 'mailersend',
    messageId: '62f114f7165fe0d8db0288e2@mailersend.net',
    ip: true,
  },
  'lemlist.json': { tracker: 'lemlist', url: false, kinds: ['sent', 'click'] },
  'instantly.json': { tracker: 'instantly', url: false },
  'smartlead.json': { tracker: 'smartlead', messageId: MESSAGE },
  'smartlead-old.json': { tracker: 'smartlead' },
  'smartlead-new.json': { tracker: 'smartlead', messageId: MESSAGE },
  'outreach.json': { tracker: 'outreach' },
  'woodpecker.json': { tracker: 'woodpecker' },
  'replyio-webhook.json': { tracker: 'replyio' },
  'dub.json': { tracker: 'dub', recipient: false, short: true },
  'dub.csv': { tracker: 'dub', recipient: false, short: true },
  'shortio.json': {
    tracker: 'shortio',
    recipient: false,
    short: true,
    ip: true,
    machine: false,
    kinds: ['click', 'click'],
  },
  'listmonk.csv': { tracker: 'listmonk' },
  'mailspring.json': { tracker: 'mailspring', messageId: MESSAGE, kinds: ['open', 'click'] },
  'any-table.csv': { tracker: 'csv', ip: true, kinds: ['click', 'open'] },
};

/** Formats that give sums or a last state. */
const COUNTERS: Record<string, { tracker: string; clicks: number | null; count: number }> = {
  'hubspot-one-to-one.json': { tracker: 'hubspot', clicks: 1, count: 1 },
  'lemlist-leads.csv': { tracker: 'lemlist', clicks: 1, count: 1 },
  'instantly-analytics.json': { tracker: 'instantly', clicks: 4, count: 1 },
  'smartlead-leads.json': { tracker: 'smartlead', clicks: 1, count: 1 },
  'outreach-mailings.json': { tracker: 'outreach', clicks: 2, count: 1 },
  'salesloft.json': { tracker: 'salesloft', clicks: 2, count: 1 },
  'apollo.json': { tracker: 'apollo', clicks: 3, count: 1 },
  'replyio.json': { tracker: 'replyio', clicks: 3, count: 1 },
  'yamm.csv': { tracker: 'yamm', clicks: 1, count: 3 },
  'gmass.csv': { tracker: 'csv', clicks: 1, count: 2 },
  'bitly.json': { tracker: 'bitly', clicks: 4, count: 1 },
  'rebrandly.json': { tracker: 'rebrandly', clicks: 4, count: 1 },
};

/** A mailbox with one sequence of a dozen prospects; Nora is one of them. */
function mailbox(postmarkId: string): string {
  const people = [
    'nora.berg@fjordworks.example',
    ...Array.from({ length: 11 }, (_, i) => `person${i}@firm${i}.example`),
  ];
  const mails = people.map((to, i) =>
    [
      `From 1@xxx Mon Mar 02 09:00:00 2026`,
      `From: Ida <me@plumb.example>`,
      `To: <${to}>`,
      'Subject: A quick tour of twelve minutes?',
      `Date: Mon, 02 Mar 2026 09:0${i % 10}:00 +0000`,
      `Message-ID: <${i === 0 ? postmarkId : `step1.${i}@send.plumb.example`}>`,
      'Content-Type: text/html; charset=utf-8',
      'X-Gmail-Labels: Sent,Spring tour',
      '',
      `<p>Hello, would a tour of twelve minutes help your team this month?</p><p><a href="https://demo.plumb.example/tour?plan=team">Take the tour</a></p><p>Ida</p>`,
      '',
    ].join('\r\n'),
  );
  return mails.join('\r\n');
}

describe('every sample gives its click', () => {
  it('and there is a sample for every file', () => {
    expect(readdirSync(FIXTURES).sort()).toEqual([...Object.keys(EVENTS), ...Object.keys(COUNTERS)].sort());
    const known = new Set(
      [...Object.values(EVENTS), ...Object.values(COUNTERS)].map(({ tracker }) => tracker),
    );
    expect(FORMATS.filter(({ id }) => !known.has(id))).toEqual([]);
  });

  it.each(Object.entries(EVENTS))('%s', async (name, expected) => {
    const { events, counters, problems } = await importBytes(fixture(name));
    expect(problems).toEqual([]);
    expect(counters).toEqual([]);
    expect(events.map(({ kind }) => kind).sort()).toEqual([...(expected.kinds ?? ['click'])].sort());
    const click = clickOf(events);
    expect(click.tracker).toBe(expected.tracker);
    expect(click.recipient).toBe(expected.recipient === false ? null : NORA);
    expect(click.url).toBe(expected.url === false ? null : expected.short === true ? SHORT : TOUR);
    expect(click.leadsTo).toBe(expected.short === true ? TOUR : undefined);
    expect(click.messageId).toBe(expected.messageId ?? null);
    expect(click.ip).toBe(expected.ip === true ? '203.0.113.24' : null);
    expect(click.machine).toBe(expected.machine ?? null);
    // To the second: half of the trackers know no less.
    expect(Math.abs(click.at - CLICK)).toBeLessThanOrEqual(250);
  });

  it.each(Object.entries(COUNTERS))('%s is sums', async (name, expected) => {
    const { events, counters, problems } = await importBytes(fixture(name));
    expect(events).toEqual([]);
    expect(counters).toHaveLength(expected.count);
    expect(counters[0]).toMatchObject({ tracker: expected.tracker, clicks: expected.clicks });
    expect(new Set(counters.map(({ key }) => key)).size).toBe(expected.count);
    expect(problems.filter(({ where }) => where !== '')).toEqual([]);
  });
});

function clickOf(events: readonly TrackerEvent[]): TrackerEvent {
  const click = events.find(({ kind, at }) => kind === 'click' && Math.abs(at - CLICK) < 1000);
  if (click === undefined) throw new Error('no click');
  return click;
}

describe('from the file to the rate', () => {
  it.each(Object.entries(EVENTS))('%s', async (name, expected) => {
    const { events, counters } = await importBytes(fixture(name));
    const mail = await importBytes(mailbox(expected.messageId ?? MESSAGE), { own: ['me@plumb.example'] });
    // As in life, the tracker tells of the other emails, too.
    const { tracker, campaign } = clickOf(events);
    const deliveries = mail.messages.map(({ messageId, at }) =>
      trackerEvent({ tracker, campaign, kind: 'delivered', at: at + 2000, messageId }),
    );
    const analysis = analyse(
      { messages: mail.messages, events: [...events, ...deliveries] },
      { now: Date.parse('2026-04-01'), accounts: ['me@plumb.example'] },
    );
    const made = report(analysis, { counters, detail: true });
    assertReport(made);
    expect(made.totals.prospects.delivered).toBe(12);
    const key = clickOf(events).key;
    const click = made.clicks?.find((entry) => entry.key === key);
    expect(click).toBeDefined();
    // Without a recipient, whose click it was depends on the link alone; it is never dropped.
    if (expected.recipient === false && click !== undefined && click.messageId === null) {
      const listed = made.problems.some(({ where }) => where === key);
      expect(listed || click.sequenceId !== null).toBe(true);
      return;
    }
    if (expected.recipient === false) return;
    expect(click?.messageId).toBe(expected.messageId ?? MESSAGE);
    expect(made.totals.rates.rawClick).toMatchObject({ hits: 1, of: 12 });
    expect(made.totals.rates.click.hits).toBeGreaterThan(0);
  });

  it.each(Object.entries(COUNTERS))('%s is listed and in no rate', async (name, expected) => {
    const { events, counters } = await importBytes(fixture(name));
    const mail = await importBytes(mailbox(MESSAGE), { own: ['me@plumb.example'] });
    const made = report(
      analyse(
        { messages: mail.messages, events },
        { now: Date.parse('2026-04-01'), accounts: ['me@plumb.example'] },
      ),
      { counters: [...counters, ...counters] },
    );
    assertReport(made);
    expect(made.counters).toHaveLength(expected.count);
    expect(made.counters.every(({ unfiltered }) => unfiltered)).toBe(true);
    expect(made.totals.rates.rawClick.hits).toBe(0);
    expect(made.totals.clicks.raw).toBe(0);
  });
});

describe('keys', () => {
  it('are the same for one event however it came', async () => {
    const key = async (name: string) => clickOf((await importBytes(fixture(name))).events).key;
    expect(await key('mailgun-webhook.json')).toBe(await key('mailgun.json'));
    expect(await key('postmark-api.json')).toBe(await key('postmark.json'));
    expect(await key('ses-sns.json')).toBe(await key('ses.json'));
    expect(await key('mandrill-form.txt')).toBe(await key('mandrill.json'));
    expect(await key('dub.csv')).toBe(await key('dub.json'));
  });

  it('tell events of one file apart', async () => {
    for (const name of Object.keys(EVENTS)) {
      const { events } = await importBytes(fixture(name));
      expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
    }
  });

  it('count a file that is imported twice once', async () => {
    const { events } = await importBytes(fixture('mailgun.json'));
    const mail = await importBytes(mailbox(MESSAGE), { own: ['me@plumb.example'] });
    const options = { now: Date.parse('2026-04-01'), accounts: ['me@plumb.example'] };
    const once = report(analyse({ messages: mail.messages, events }, options));
    const twice = report(analyse({ messages: mail.messages, events: [...events, ...events] }, options));
    expect(twice).toEqual(once);
  });
});

describe('formats', () => {
  it('no two recognise one record', () => {
    for (const name of readdirSync(FIXTURES).filter((file) => file.endsWith('.json'))) {
      const value = JSON.parse(new TextDecoder().decode(fixture(name))) as Json; // JSON.parse gives JSON
      for (const record of recordsIn(value)) {
        const by = FORMATS.filter((format) => format.recognises(record)).map(({ id }) => id);
        expect(by.length, `${name}: ${by.join(', ')}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('give the verdicts of trackers', async () => {
    const machines = async (name: string) =>
      (await importBytes(fixture(name))).events
        .filter(({ machine }) => machine === true)
        .map(({ kind }) => kind);
    expect(await machines('mailgun.json')).toEqual(['click']);
    expect(await machines('shortio.json')).toEqual(['click']);
    expect(await machines('sparkpost.json')).toEqual(['open']);
    expect(await machines('sendgrid.json')).toEqual(['open']);
    const text = new TextDecoder()
      .decode(fixture('customerio.json'))
      .replace('"machine": false', '"machine": true');
    expect((await importBytes(text)).events[0]?.machine).toBe(true);
  });
});

function* recordsIn(value: Json): Generator<JsonRecord> {
  if (isList(value)) for (const item of value) yield* recordsIn(item);
  else if (isRecord(value)) {
    yield value;
    for (const inner of Object.values(value)) yield* recordsIn(inner);
  }
}
