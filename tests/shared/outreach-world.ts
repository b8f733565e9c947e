import type { EventKind, TrackerEvent } from '../../lib/facts/event';
import type { Message, ReceivedMessage, SentMessage } from '../../lib/facts/message';
import { Random } from './random';

/**
 * A mailbox of templated outreach, made for measuring: every message has a text of its template with names filled in,
 * one in three a first line of its own; some are answered, and a tracker reports on each. Seeded: one seed, one world.
 */
export interface OutreachOptions {
  readonly seed: number;
  /** Messages in all: sent, answers and notices together. */
  readonly messages: number;
  /** Tracker events per message, on average. */
  readonly events: number;
}

export interface OutreachWorld {
  readonly account: string;
  readonly messages: readonly Message[];
  readonly events: readonly TrackerEvent[];
  readonly now: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ACCOUNT = 'sam@plumb.test';
const START = Date.UTC(2024, 0, 8, 8);
/** Prospects a sequence is sent to, about; more mail is mostly more sequences. */
const PER_SEQUENCE = 250;
const STEPS = 3;

const OPENINGS = [
  'I saw that {company} is hiring for its {area} team, and thought this might come at a good time.',
  'Most {area} teams I talk to lose a day a week to {pain}.',
  'Noticed your post on {pain} last week.',
  'Congratulations on the new office in {city}, that must keep the {area} team busy.',
  'You look after {area} at {company}, so I will keep this short.',
  'A customer of ours in {city} asked me about {pain} yesterday, and I thought of {company}.',
];
const MIDDLES = [
  'We help {area} teams to get rid of {pain} without another tool to learn.',
  'Our customers close their books in two days instead of nine.',
  'It takes an afternoon to set up, and nobody has to change how they work.',
  'Three companies of your size went live in the last month: here is [how they did it].',
  'What surprised me most is how much of {pain} goes away when the data is in one place.',
  'The numbers are in [a short study], two pages and one chart.',
  'Happy to leave it there if {pain} is no topic for you this year.',
  'We do the whole import, so that your team can go on with its work.',
];
const ASKS = [
  'Would you be open to a call next week?',
  'Worth 15 minutes on Thursday or Friday?',
  'Shall I send you the two pages?',
  'Who at {company} would be the right person to talk to about {pain}?',
  'You can [pick a time] that suits you.',
  'Does that sound like something for {company}?',
  'Any thoughts on the above, {first}?',
  'How do you handle {pain} today?',
];
const AREAS = ['finance', 'sales', 'support', 'logistics', 'legal', 'people', 'security', 'data'];
const PAINS = [
  'month-end reports',
  'manual reminders',
  'missing receipts',
  'late approvals',
  'duplicate records',
  'handovers between shifts',
  'access requests',
  'audit questions',
];
const CITIES = ['Leeds', 'Lyon', 'Kiel', 'Porto', 'Graz', 'Turin', 'Ghent', 'Malmö'];
const FIRST = [
  'Ada',
  'Ben',
  'Cleo',
  'Dan',
  'Eva',
  'Finn',
  'Gwen',
  'Hugo',
  'Ida',
  'Jon',
  'Kim',
  'Lea',
  'Max',
  'Nora',
];
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
];

interface Template {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

interface Person {
  readonly first: string;
  readonly address: string;
  readonly company: string;
}

function templatesOf(random: Random, sequence: number): Template[] {
  const area = random.pick(AREAS);
  const pain = random.pick(PAINS);
  const fill = (text: string): string => text.replaceAll('{area}', area).replaceAll('{pain}', pain);
  return Array.from({ length: STEPS }, (_, step) => {
    const middles = random.shuffle(MIDDLES).slice(0, step === 0 ? 3 : 2);
    return {
      subject: step === 0 ? fill(`{first}, a question about {pain} (${sequence})`) : '',
      paragraphs: [
        ...(step === 0 ? [fill(random.pick(OPENINGS))] : ['Coming back to my last email.']),
        fill(middles.join(' ')),
        fill(random.pick(ASKS)),
      ],
    };
  });
}

/** A sentence nobody else got, as SDRs write for a third of their first emails. */
function ownLine(random: Random, person: Person): string {
  const words = ['talk', 'article', 'podcast', 'panel', 'thread', 'launch', 'keynote', 'interview'];
  return `Your ${random.pick(words)} on ${random.pick(PAINS)} in ${random.pick(CITIES)} (number ${random.whole(1, 1e6)}) made me think of ${person.company}.`;
}

function sentMessage(
  at: number,
  person: Person,
  template: Template,
  sequence: number,
  step: number,
  line: string | null,
  before: SentMessage | null,
  first: SentMessage | null,
): SentMessage {
  const id = `${sequence}.${step}.${person.address}`;
  const fill = (text: string): string =>
    text.replaceAll('{first}', person.first).replaceAll('{company}', person.company);
  const links: { words: string; offset: number }[] = [];
  let text = `Hi ${person.first},\n\n`;
  for (const paragraph of [...(line === null ? [] : [line]), ...template.paragraphs]) {
    for (const [i, piece] of fill(paragraph).split(/[[\]]/).entries()) {
      if (i % 2 === 1) links.push({ words: piece, offset: text.length });
      text += piece;
    }
    text += '\n\n';
  }
  text += 'Best,\nSam';
  return {
    direction: 'sent',
    account: ACCOUNT,
    messageId: id,
    threadId: null,
    gmailId: null,
    at,
    from: { address: ACCOUNT, name: 'Sam Seller' },
    to: [{ address: person.address, name: person.first }],
    cc: [],
    bcc: [],
    subject: first === null ? fill(template.subject) : `Re: ${first.subject}`,
    inReplyTo: before?.messageId ?? null,
    references: before === null ? [] : [...before.references, before.messageId],
    labels: ['Sent'],
    text,
    links: [
      ...links.map(({ words, offset }) => {
        const href = `https://plumb.test/${words.replaceAll(' ', '-')}/${sequence}`;
        return { text: words, href, destination: href, place: 'body', offset } as const;
      }),
      {
        text: 'plumb.test',
        href: 'https://plumb.test',
        destination: 'https://plumb.test',
        place: 'signature',
        offset: null,
      },
    ],
    attachments: [],
    tool: null,
  };
}

function answerTo(
  to: SentMessage,
  person: Person,
  at: number,
  kind: 'person' | 'auto-reply' | 'bounce',
): ReceivedMessage {
  return {
    direction: 'received',
    account: ACCOUNT,
    messageId: `${kind}.${to.messageId}`,
    threadId: null,
    gmailId: null,
    at,
    from: { address: kind === 'bounce' ? 'mailer-daemon@mx.test' : person.address, name: person.first },
    to: [{ address: ACCOUNT, name: 'Sam Seller' }],
    cc: [],
    bcc: [],
    subject: kind === 'bounce' ? 'Undelivered' : `Re: ${to.subject}`,
    inReplyTo: to.messageId,
    references: [to.messageId],
    labels: ['Inbox'],
    reading: {
      kind,
      evidence: [],
      failed:
        kind === 'bounce'
          ? [{ address: person.address, status: '5.1.1', permanent: true, diagnostic: null }]
          : [],
      about: kind === 'bounce' ? [to.messageId] : [],
      returnsAt: null,
      gone: false,
      calendar: null,
      gateways: [],
    },
  };
}

export function makeOutreach({ seed, messages: size, events: perMessage }: OutreachOptions): OutreachWorld {
  const random = new Random(seed);
  const messages: Message[] = [];
  const events: TrackerEvent[] = [];
  let people = 0;
  for (let sequence = 0; messages.length < size; sequence++) {
    const templates = templatesOf(random, sequence);
    const begin = START + sequence * 3 * DAY;
    for (let n = 0; n < PER_SEQUENCE && messages.length < size; n++) {
      const number = people++;
      const person: Person = {
        first: random.pick(FIRST),
        address: `p${number}@company${Math.floor(number / 3)}.test`,
        company: `Company ${Math.floor(number / 3)}`,
      };
      let before: SentMessage | null = null;
      let first: SentMessage | null = null;
      let at = begin + random.whole(0, 2 * DAY);
      for (const [step, template] of templates.entries()) {
        const line: string | null = step === 0 && random.chance(0.33) ? ownLine(random, person) : null;
        const mail: SentMessage = sentMessage(at, person, template, sequence, step, line, before, first);
        messages.push(mail);
        const bounced = step === 0 && random.chance(0.03);
        for (const event of eventsOn(random, mail, person, perMessage * 1.08, bounced, events.length))
          events.push(event);
        if (bounced) {
          messages.push(answerTo(mail, person, at + 4000, 'bounce'));
          break;
        }
        const answered = random.next();
        if (answered < 0.03) {
          messages.push(answerTo(mail, person, at + random.whole(HOUR, 2 * DAY), 'person'));
          break;
        }
        if (answered < 0.05) messages.push(answerTo(mail, person, at + MINUTE, 'auto-reply'));
        before = mail;
        first ??= mail;
        at += 3 * DAY + random.whole(0, DAY);
      }
    }
  }
  const kept = messages.slice(0, size);
  const now = START + (size / PER_SEQUENCE + 30) * 3 * DAY;
  return { account: ACCOUNT, messages: kept, events: events.filter((event) => event.at <= now), now };
}

/** What a tracker tells of one email: sent, delivered, opens, clicks of people and of machines. */
function* eventsOn(
  random: Random,
  mail: SentMessage,
  person: Person,
  count: number,
  bounced: boolean,
  from: number,
): Generator<TrackerEvent> {
  let number = from;
  const event = (kind: EventKind, at: number): TrackerEvent => {
    const link = kind === 'click' ? random.pick(mail.links) : null;
    const seen = kind === 'click' || kind === 'open';
    return {
      key: `sendgrid:e${number++}`,
      tracker: 'sendgrid',
      kind,
      recipient: person.address,
      url: link?.href ?? null,
      destination: link?.destination ?? null,
      at: Math.floor(at / 1000) * 1000,
      ip: seen ? `198.51.${random.whole(0, 250)}.${random.whole(1, 250)}` : null,
      userAgent: seen ? random.pick(AGENTS) : null,
      method: null,
      messageId: mail.messageId,
      trackerMessageId: null,
      campaign: null,
      step: null,
      variant: null,
      subject: null,
      machine: null,
    };
  };
  yield event('sent', mail.at + 1000);
  if (bounced) {
    yield event('bounce', mail.at + 3000);
    return;
  }
  yield event('delivered', mail.at + 3000);
  const more = count - 2;
  const rest = Math.floor(more) + (random.chance(more % 1) ? 1 : 0);
  for (let i = 0; i < rest; i++) {
    const machine = random.chance(0.2);
    const delay = machine ? random.whole(2000, 60_000) : random.whole(5 * MINUTE, 4 * DAY);
    yield event(random.chance(0.4) ? 'click' : 'open', mail.at + delay);
  }
}
