import { zlibSync } from 'fflate';
import type { EventKind, TrackerEvent } from '../../lib/facts/event';
import type { Link, SentMessage } from '../../lib/facts/message';
import { readLink } from '../../lib/links/destination';
import { trackerEvent } from '../../lib/trackers/event';

/**
 * A generated mailbox with every event's truth: many sequences, prospects in several of them, links shared by all, by a
 * sequence, by two steps, or made for one prospect; addresses that trackers spell otherwise; forwards, late clicks,
 * scanners. Seeded: equal seed, equal world.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 5, 8);
const ACCOUNT = 'sam@plumb.test';

export interface WorldOptions {
  readonly seed: number;
  readonly prospects: number;
  readonly sequences: number;
  /** Whether the sent copies hold the tool's wrapped links (they mostly do not: tools wrap on their servers). */
  readonly wrapped?: 'mailgun' | 'opaque';
}

export interface WorldMail {
  readonly fact: SentMessage;
  readonly prospect: string;
  readonly sequence: number;
  readonly step: number;
  /** As the template has them. */
  readonly links: readonly string[];
  /** The sending tool's own Message-ID, which is not that of Gmail's copy. */
  readonly toolId: string;
  /** The tracked link as it stands in the sent copy, per template link. */
  readonly hrefs: readonly string[];
}

export interface World {
  readonly account: string;
  readonly mails: readonly WorldMail[];
  /** Emails per prospect and link, in time order. */
  readonly holding: ReadonlyMap<string, readonly WorldMail[]>;
  readonly random: () => number;
}

/** mulberry32 (public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function token(random: () => number): string {
  return Math.floor(random() * 2 ** 40)
    .toString(36)
    .padStart(8, '0');
}

function prospectAddress(n: number, random: () => number): string {
  const pick = random();
  if (pick < 0.1) return `jo.doe${n}@gmail.com`;
  if (pick < 0.2) return `lee${n}+work@shared${n % 40}.test`;
  return `pat${n}@company${Math.floor(n / 3)}.test`;
}

function mailgunLink(link: string, recipient: string, id: string): string {
  const query = new URLSearchParams({ h: 'x', i: `<${id}>`, l: link, r: recipient }).toString();
  return `https://email.plumb.test/c/${Buffer.from(zlibSync(new TextEncoder().encode(query))).toString('base64url')}`;
}

export function makeWorld({ seed, prospects, sequences, wrapped }: WorldOptions): World {
  const random = seeded(seed);
  const mails: WorldMail[] = [];
  for (let n = 0; n < prospects; n++) {
    const prospect = prospectAddress(n, random);
    const first = Math.floor(random() * sequences);
    const times = random() < 0.25 ? (random() < 0.3 ? 3 : 2) : 1;
    for (let round = 0; round < times; round++) {
      const sequence = (first + round * 5) % sequences;
      let at = START + Math.floor(random() * 60 * DAY) + round * 70 * DAY;
      let references: string[] = [];
      for (let step = 1; step <= 3; step++) {
        const id = `${n}.${round}.${step}@mail.plumb.test`;
        const toolId = `tool.${id}`;
        const own = `https://plumb.test/for/${token(random)}`;
        // Step 1 and 3 ask for the same demo; the calendar stands below every email of every sequence.
        const links = [
          step === 2 ? own : `https://plumb.test/demo-${sequence}?plan=team&utm_source=mail`,
          step === 2 ? `https://plumb.test/case-${sequence}` : `https://plumb.test/price?for=${n}.${step}`,
          'https://cal.test/sam',
        ];
        const hrefs = links.map((link) =>
          wrapped === 'mailgun'
            ? mailgunLink(link, prospect, toolId)
            : wrapped === 'opaque'
              ? `https://u1.ct.sendgrid.net/ls/click?upn=u001.${token(random)}`
              : link,
        );
        const subject = step === 1 ? `Question ${sequence} for you` : `Re: Question ${sequence} for you`;
        const fact: SentMessage = {
          direction: 'sent',
          account: ACCOUNT,
          messageId: id,
          threadId: null,
          gmailId: null,
          at,
          from: { address: ACCOUNT, name: 'Sam' },
          to: [{ address: prospect, name: '' }],
          cc: [],
          bcc: [],
          subject: step === 3 && random() < 0.5 ? 'One last thing' : subject,
          inReplyTo: references.at(-1) ?? null,
          references,
          labels: [],
          text: '',
          links: hrefs.map(
            (href, place): Link => ({
              text: '',
              href,
              ...readLink(href),
              place: place === 2 ? 'signature' : 'body',
              offset: null,
            }),
          ),
          attachments: [],
          tool: null,
        };
        mails.push({ fact, prospect, sequence, step, links, toolId, hrefs });
        references = [...references, id];
        at += 3 * DAY + Math.floor(random() * DAY);
      }
    }
  }
  mails.sort((a, b) => a.fact.at - b.fact.at);
  const holding = new Map<string, WorldMail[]>();
  for (const mail of mails)
    for (const link of mail.links) {
      const key = `${mail.prospect} ${link}`;
      const list = holding.get(key);
      if (list === undefined) holding.set(key, [mail]);
      else list.push(mail);
    }
  return { account: ACCOUNT, mails, holding, random };
}

export interface TrueEvent {
  readonly event: TrackerEvent;
  /** Null: no email of the mailbox (a stranger's click, a colleague's test). */
  readonly mail: WorldMail | null;
  /** Whether anything in the event and the mailbox tells the email: not where two earlier emails look alike. */
  readonly knowable: boolean;
  /** For reports of one click by two trackers: equal for both. */
  readonly click: number;
}

/** What a tracker tells, and how its clock runs. */
export interface TrackerKind {
  readonly name: string;
  readonly messageId?: 'gmail' | 'tool';
  readonly recipient?: boolean;
  /** `wrapped`: the link as it stands in the sent copy; `landing`: a page that no email holds. */
  readonly url?: 'link' | 'wrapped' | 'landing';
  /** Which of an email's links it tracks: all, or one kind alone. */
  readonly only?: 'personal' | 'shared';
  readonly subject?: boolean;
  readonly campaign?: boolean;
  /** Its own number of the message, with an event at sending. */
  readonly numbered?: boolean;
  /** Milliseconds its clock is ahead. */
  readonly offset?: number;
}

/** A delay after sending: three in ten are scanners within two minutes, the rest people, half of them within 4 h. */
function delay(random: () => number): number {
  if (random() < 0.3) return 2000 + Math.floor(random() * 118_000);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.floor(4 * HOUR * Math.exp(1.6 * normal)) + 5000;
}

/** The recipient as trackers write it: as sent, in capitals, without the tag, with Gmail's dots moved. */
function spelled(address: string, random: () => number): string {
  const pick = random();
  if (pick < 0.05) return address.toUpperCase();
  if (pick < 0.1) return address.replace('+work', '');
  if (pick < 0.15) return address.endsWith('@gmail.com') ? address.replace('jo.', 'j.o') : address;
  return address;
}

/** About `count` clicks of one tracker, with what it tells of sending. */
export function trackerEvents(world: World, kind: TrackerKind, count: number): TrueEvent[] {
  const { random, mails, holding } = world;
  const events: TrueEvent[] = [];
  const tell = (what: EventKind, mail: WorldMail, at: number, url: string | null, n: number): TrackerEvent =>
    trackerEvent({
      tracker: kind.name,
      key: `${kind.name}:${n}:${what}`,
      kind: what,
      at: at + (kind.offset ?? 0),
      url,
      recipient: kind.recipient === true ? spelled(mail.prospect, random) : null,
      messageId:
        kind.messageId === undefined ? null : kind.messageId === 'tool' ? mail.toolId : mail.fact.messageId,
      subject: kind.subject === true ? mail.fact.subject : null,
      campaign: kind.campaign === true ? `Campaign ${mail.sequence}` : null,
      trackerMessageId: kind.numbered === true ? `no-${mail.toolId}` : null,
      ip: `192.0.2.${Math.floor(random() * 250)}`,
      userAgent: 'Mozilla/5.0',
    });
  if (kind.numbered === true)
    for (const [n, mail] of mails.entries())
      events.push({
        event: tell('sent', mail, mail.fact.at + Math.floor(random() * 20_000), null, 1e7 + n),
        mail,
        knowable: true,
        click: -1,
      });
  for (let n = 0; n < count; n++) {
    const mail = mails[Math.floor(random() * mails.length)];
    if (mail === undefined) continue;
    // Personal links are one in the first two of each email; the shared ones are the demo's, the case's, the calendar's.
    const tracked =
      kind.only === 'personal'
        ? mail.step === 2
          ? 0
          : 1
        : kind.only === 'shared'
          ? mail.step === 2
            ? 1
            : 0
          : Math.floor(random() * 2 + (random() < 0.1 ? 1 : 0));
    const link = mail.links[tracked] ?? '';
    const at = mail.fact.at + delay(random);
    const url =
      kind.url === undefined
        ? null
        : kind.url === 'landing'
          ? `https://landing.test/${mail.sequence}`
          : kind.url === 'wrapped'
            ? (mail.hrefs[tracked] ?? '')
            : link;
    const stranger = random() < 0.02;
    const event = tell('click', mail, at, url, n);
    if (stranger && kind.recipient === true && kind.messageId === undefined && kind.numbered !== true) {
      // Of mail that was not read: its personal links are in none of the emails that were. Or a colleague's test.
      const personal = tracked === (mail.step === 2 ? 0 : 1);
      const theirs = `https://plumb.test/for/${token(random)}`;
      const other = personal && kind.url === 'link' ? { url: theirs, ...readLink(theirs) } : {};
      const recipient = random() < 0.5 ? `someone${n}@elsewhere.test` : 'colleague@plumb.test';
      events.push({ event: { ...event, ...other, recipient }, mail: null, knowable: true, click: n });
      continue;
    }
    const alike = (holding.get(`${mail.prospect} ${link}`) ?? []).filter(
      (other) => other.fact.at <= at && (kind.subject !== true || other.fact.subject === mail.fact.subject),
    );
    const byLink = kind.url !== undefined && kind.url !== 'landing' && alike.length === 1;
    const knowable =
      kind.messageId !== undefined ||
      kind.numbered === true ||
      kind.url === 'wrapped' ||
      (kind.recipient === true && byLink) ||
      kind.only !== undefined;
    events.push({ event, mail, knowable, click: n });
  }
  return events;
}
