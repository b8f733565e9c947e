/** Seeded mailboxes of any size, made in no time: raw messages are written when somebody asks for them. */
import { mailDate } from '../../lib/sample/mime';
import { Random } from '../shared/random';
import type { Mailbox } from './mailbox';
import type { MimeHeader } from './mime';

export interface GeneratePlan {
  readonly threads: number;
  /** Equal seeds give equal mailboxes. */
  readonly seed: number;
  /** Share of threads with an answer; default 0.12. */
  readonly answered?: number;
  /** The newest message's time at the latest, milliseconds UTC. */
  readonly now: number;
}

const FIRST = ['Ada', 'Ben', 'Cora', 'Dan', 'Edith', 'Finn', 'Gwen', 'Hugo', 'Ines', 'Jon', 'Kim', 'Lea'];
const LAST = ['Ames', 'Brook', 'Coles', 'Dorn', 'Ellis', 'Ford', 'Gray', 'Holt', 'Innes', 'Judd', 'Kerr'];
const PITCHES = [
  ['month-end close', 'Most finance teams lose two days to it. We give one back.'],
  ['chasing invoices', 'Every tenth invoice is paid late. A reminder that sounds like you halves that.'],
  ['board reports', 'The same five charts, each month, by hand. They could write themselves.'],
  ['travel receipts', 'Nobody likes them. A photo is enough for us.'],
] as const;
const ANSWERS = [
  'Thanks, this is timely. Could you send two dates?',
  'Not for us at the moment. Please ask again in spring.',
  'Interesting, I have passed it on to a colleague.',
];
const SIZES_OF_SEQUENCE = [1, 2, 3];
const DAY = 86_400_000;

interface Line {
  readonly at: number;
  readonly labels: readonly string[];
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

function write(headers: readonly (readonly [string, string])[], text: string): string {
  const mark = '000000000000generated';
  const head = [
    ...headers.map(([name, value]) => `${name}: ${value}`),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${mark}"`,
  ];
  const html = text
    .split('\n')
    .map((line) =>
      line.startsWith('http') ? `<div><a href="${line}">have a look</a></div>` : `<div>${line}</div>`,
    )
    .join('\n');
  const raw = `${head.join('\n')}\n\n--${mark}\nContent-Type: text/plain; charset="UTF-8"\n\n${text}\n\n--${mark}\nContent-Type: text/html; charset="UTF-8"\n\n<div dir="ltr">${html}</div>\n\n--${mark}--\n`;
  return raw.replace(/\n/g, '\r\n');
}

/** Fills a mailbox with outreach threads: one to three emails each, some with an answer. */
export function generate(mailbox: Mailbox, plan: GeneratePlan): void {
  const random = new Random(plan.seed);
  const { answered = 0.12 } = plan;
  const me = `Sam Reed <${mailbox.address}>`;
  const domain = mailbox.address.split('@')[1] ?? 'mail.example';
  for (let n = 0; n < plan.threads; n++) {
    const first = random.pick(FIRST);
    const last = random.pick(LAST);
    const address = `${first}.${last}.${n}@company${n % 997}.example`.toLowerCase();
    const them = `${first} ${last} <${address}>`;
    const [topic, line] = random.pick(PITCHES);
    const steps = random.pick(SIZES_OF_SEQUENCE);
    const start = plan.now - Math.floor(random.next() * 300 * DAY) - 12 * DAY;
    const messages: Line[] = [];
    let previous = '';
    const subject = `${first}, about ${topic}`;
    for (let step = 0; step < steps; step++) {
      const at = Math.floor(start / 1000) * 1000 + step * 4 * DAY;
      const id = `g${plan.seed}.${n}.${step}@${domain}`;
      messages.push({
        at,
        labels: ['SENT'],
        headers: [
          ['Date', mailDate(at)],
          ['From', me],
          ['To', them],
          ['Subject', step === 0 ? subject : `Re: ${subject}`],
          ['Message-ID', `<${id}>`],
          ...(previous === ''
            ? []
            : [['In-Reply-To', `<${previous}>`] as const, ['References', `<${previous}>`] as const]),
        ],
        text: `Hi ${first},\n\n${step === 0 ? line : `Did my note on ${topic} reach you?`}\n\nhttps://tallyhouse.example/${topic.replace(' ', '-')}?p=${n}\n\nShall we talk on Thursday?\n\nSam`,
      });
      previous = id;
    }
    const sent = messages.at(-1);
    if (sent !== undefined && random.chance(answered)) {
      const at = sent.at + 3_600_000 * random.whole(1, 60);
      messages.push({
        at,
        labels: random.chance(0.5) ? ['UNREAD', 'INBOX'] : ['INBOX'],
        headers: [
          ['Delivered-To', mailbox.address],
          ['Date', mailDate(at)],
          ['From', them],
          ['To', me],
          ['Subject', `Re: ${subject}`],
          ['Message-ID', `<a${plan.seed}.${n}@company${n % 997}.example>`],
          ['In-Reply-To', `<${previous}>`],
          ['References', `<${previous}>`],
        ],
        text: `Hi Sam,\n\n${random.pick(ANSWERS)}\n\n${first}`,
      });
    }
    let threadId: string | undefined;
    for (const message of messages) {
      const headers: MimeHeader[] = message.headers.map(([name, value]) => ({ name, value }));
      const put = mailbox.put({
        ...(threadId === undefined ? {} : { threadId }),
        at: message.at,
        labels: message.labels,
        headers,
        source: () => write(message.headers, message.text),
      });
      threadId = put.threadId;
    }
  }
}
