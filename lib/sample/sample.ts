import {
  alternative,
  deliveryReport,
  escapeHtml,
  type MimeMessage,
  mailDate,
  takeoutSeparator,
  writeMessage,
} from './mime';
import { type Person, person } from './people';
import { type SampleStep, STORIES, type Story } from './stories';

/** The sample as files: they go through the same import as anybody's own. */
export interface Sample {
  readonly account: string;
  /** Gmail's id (hex) of the thread of a prospect who clicked and answered. */
  readonly showcase: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export const SAMPLE_ACCOUNT = 'sam.reed@tallyhouse.example';
const ACCOUNT_NAME = 'Sam Reed';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST_GMAIL_ID = 1_700_000_000_000_000_000n;

interface Mail {
  readonly at: number;
  readonly message: MimeMessage;
  readonly thread: bigint;
  readonly labels: string;
}

interface Sending {
  readonly id: string;
  readonly at: number;
  readonly to: Person;
  readonly subject: string;
  readonly thread: bigint;
  readonly step: SampleStep;
}

const fill = (text: string, to: Person): string =>
  text.replace('{first}', to.first).replace('{company}', to.company);

const SIGNATURE = ['Sam Reed', 'Tallyhouse · finance without the chasing', 'https://tallyhouse.example'];

function bodyOf(step: SampleStep, to: Person, quoted: string | null): Pick<MimeMessage, 'type' | 'body'> {
  const link = (text: string, html: boolean): string =>
    text.replace(/\[(\d)\]/g, (_, n: string) => {
      const [words = '', url = ''] = step.links[Number(n) - 1] ?? [];
      return html ? `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>` : `${words} <${url}>`;
    });
  const paragraphs = step.paragraphs.map((paragraph) => fill(paragraph, to));
  const text = `${paragraphs.map((paragraph) => link(paragraph, false)).join('\n\n')}\n\n-- \n${SIGNATURE.join('\n')}${quoted === null ? '' : `\n\n${quoted.replace(/^/gm, '> ')}`}`;
  const html = `<div dir="ltr">${paragraphs.map((paragraph) => `<div>${link(escapeHtml(paragraph), true)}</div><div><br></div>`).join('')}<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">${SIGNATURE.slice(
    0,
    2,
  )
    .map((line) => `<div>${escapeHtml(line)}</div>`)
    .join(
      '',
    )}<div><a href="https://tallyhouse.example">tallyhouse.example</a></div></div></div>${quoted === null ? '' : `<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On an earlier day, Sam Reed wrote:<br></div><blockquote class="gmail_quote">${escapeHtml(quoted)}</blockquote></div>`}`;
  return alternative(text, html);
}

/** Writes one story: what was sent, what came back, and what the tracker saw. */
class StoryWriter {
  readonly mails: Mail[] = [];
  readonly events: {
    at: number;
    kind: string;
    to: Person;
    mailId: string;
    url: string | null;
    ip: string;
    ua: string;
  }[] = [];

  constructor(
    private readonly story: Story,
    private readonly people: readonly Person[],
    private readonly index: number,
    private readonly now: number,
  ) {}

  write(): void {
    const { story } = this;
    // Mornings, as people send.
    const start = Math.floor(this.now / DAY) * DAY - story.startedDaysAgo * DAY + 9 * HOUR;
    // Who does what. The groups take prospects from different ends, so that a bounced prospect never answers or clicks.
    const bounced = (i: number): boolean => i < story.bounced;
    const live = (i: number): number => i - story.bounced;
    const repliesFirst = (i: number): boolean => !bounced(i) && live(i) < story.replies[0];
    const repliesSecond = (i: number): boolean =>
      !bounced(i) && live(i) >= story.replies[0] && live(i) < story.replies[0] + story.replies[1];
    const fromEnd = (i: number): number => story.prospects - 1 - i;
    const everySecond = (i: number): number => (live(i) % 2 === 0 ? live(i) / 2 : -1);
    const clicks = (i: number): boolean =>
      !bounced(i) && everySecond(i) >= 0 && everySecond(i) < story.humanClickers;
    const scanned = (i: number): boolean => !bounced(i) && fromEnd(i) < story.scanned;
    const away = (i: number): boolean => !bounced(i) && fromEnd(i) < story.autoReplies;
    const opens = (i: number): boolean => !bounced(i) && live(i) < story.opened;

    this.people.forEach((to, i) => {
      const thread = FIRST_GMAIL_ID + BigInt(this.index * 100_000 + i * 100);
      const first = this.send(0, to, start + i * 3 * 60_000, thread, null);
      if (bounced(i)) this.notice(first, 'failed');
      if (i === story.bounced && this.index === 0) this.notice(first, 'delayed');
      if (away(i)) this.awayNotice(first);
      if (repliesFirst(i)) this.reply(first, first.at + (5 + (i % 9)) * HOUR);
      if (scanned(i)) this.event('click', first, first.at + 700, first.step.links[0]?.[1] ?? null, 'scanner');
      if (opens(i)) this.event('open', first, first.at + 2 * HOUR + i * 60_000, null, 'person');
      if (clicks(i))
        this.event(
          'click',
          first,
          first.at + 3 * HOUR + i * 97_000,
          first.step.links[i % first.step.links.length]?.[1] ?? null,
          'person',
        );
      const [, followUp] = story.steps;
      if (followUp === undefined || bounced(i) || repliesFirst(i)) return;
      const second = this.send(1, to, first.at + followUp.after * DAY, thread, first);
      if (repliesSecond(i)) this.reply(second, second.at + (4 + (i % 6)) * HOUR);
    });
  }

  private send(stepIndex: number, to: Person, at: number, thread: bigint, before: Sending | null): Sending {
    const step = this.story.steps[stepIndex] ?? { after: 0, paragraphs: [], links: [] };
    const subject = fill(before === null ? this.story.subject : `Re: ${this.story.subject}`, to);
    const id = `s${this.index}.${stepIndex}.${to.address.replace('@', '.')}@mail.gmail.com`;
    const quoted =
      before === null ? null : before.step.paragraphs.map((paragraph) => fill(paragraph, to)).join('\n');
    const headers: [string, string][] = [
      ['Date', mailDate(at)],
      ['From', `${ACCOUNT_NAME} <${SAMPLE_ACCOUNT}>`],
      ['To', `${to.first} ${to.last} <${to.address}>`],
      ['Subject', subject],
      ['Message-ID', `<${id}>`],
    ];
    if (before !== null) headers.push(['In-Reply-To', `<${before.id}>`], ['References', `<${before.id}>`]);
    this.mails.push({ at, thread, labels: 'Sent,Opened', message: { headers, ...bodyOf(step, to, quoted) } });
    const sending = { id, at, to, subject, thread, step };
    this.event('delivered', sending, at + 1500, null, 'person');
    return sending;
  }

  private receive(
    sending: Sending,
    at: number,
    from: string,
    subject: string,
    extra: [string, string][],
    content: Pick<MimeMessage, 'type' | 'body'>,
  ): void {
    const headers: [string, string][] = [
      ['Delivered-To', SAMPLE_ACCOUNT],
      ['Date', mailDate(at)],
      ['From', from],
      ['To', `${ACCOUNT_NAME} <${SAMPLE_ACCOUNT}>`],
      ['Subject', subject],
      ['Message-ID', `<r.${at}.${sending.id}>`],
      ['In-Reply-To', `<${sending.id}>`],
      ['References', `<${sending.id}>`],
      ...extra,
    ];
    this.mails.push({ at, thread: sending.thread, labels: 'Inbox,Unread', message: { headers, ...content } });
  }

  private reply(to: Sending, at: number): void {
    const { first, last, address } = to.to;
    const text = [
      'Thanks, this is timely. Can you send me two dates next week?',
      'Not the right time for us, try me in spring.',
      'Interesting. My colleague looks after this, I have passed it on.',
    ];
    this.receive(to, at, `${first} ${last} <${address}>`, `Re: ${to.subject}`, [], {
      type: 'text/plain; charset="UTF-8"',
      body: `Hi Sam,\n\n${text[at % text.length]}\n\n${first}\n\nOn ${mailDate(to.at)}, Sam Reed <${SAMPLE_ACCOUNT}> wrote:\n> Hi ${first},\n> …`,
    });
  }

  private awayNotice(to: Sending): void {
    const { first, last, address } = to.to;
    this.receive(
      to,
      to.at + 90_000,
      `${first} ${last} <${address}>`,
      `Automatic reply: ${to.subject}`,
      [
        ['Auto-Submitted', 'auto-replied'],
        ['X-Auto-Response-Suppress', 'All'],
      ],
      {
        type: 'text/plain; charset="UTF-8"',
        body: `I am out of the office until next Monday with limited access to email.\n\n${first} ${last}`,
      },
    );
  }

  private notice(to: Sending, action: 'failed' | 'delayed'): void {
    const subject =
      action === 'failed' ? 'Delivery Status Notification (Failure)' : 'Delivery Status Notification (Delay)';
    const returned = `Date: ${mailDate(to.at)}\nFrom: ${ACCOUNT_NAME} <${SAMPLE_ACCOUNT}>\nTo: ${to.to.address}\nSubject: ${to.subject}\nMessage-ID: <${to.id}>\n\n…`;
    this.receive(
      to,
      to.at + 4000,
      'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      subject,
      [['Auto-Submitted', 'auto-replied']],
      deliveryReport(to.to.address, action, returned),
    );
  }

  private event(kind: string, to: Sending, at: number, url: string | null, by: 'person' | 'scanner'): void {
    if (at > this.now) return;
    const n = this.events.length;
    const ip = by === 'scanner' ? `203.0.113.${1 + (n % 4)}` : `198.51.100.${1 + (n % 250)}`;
    const ua =
      by === 'scanner'
        ? 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/91.0 Safari/537.36'
        : 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
    this.events.push({ at, kind, to: to.to, mailId: to.id, url, ip, ua });
  }
}

/** Mail that is no outreach: a colleague, an old customer, a newsletter. */
function everydayMail(now: number): Mail[] {
  const plain = (
    at: number,
    labels: string,
    thread: bigint,
    headers: [string, string][],
    body: string,
  ): Mail => ({
    at,
    thread,
    labels,
    message: { headers: [['Date', mailDate(at)], ...headers], type: 'text/plain; charset="UTF-8"', body },
  });
  const base = FIRST_GMAIL_ID + 90_000_000n;
  const me = `${ACCOUNT_NAME} <${SAMPLE_ACCOUNT}>`;
  return [
    plain(
      now - 12 * DAY,
      'Sent',
      base,
      [
        ['From', me],
        ['To', 'Kim <kim@tallyhouse.example>'],
        ['Subject', 'Forecast for Friday'],
        ['Message-ID', '<internal.1@mail.gmail.com>'],
      ],
      'Kim, the sheet is up to date. Sam',
    ),
    plain(
      now - 9 * DAY,
      'Sent',
      base + 10n,
      [
        ['From', me],
        ['To', 'Paula Brand <paula@oldcustomer.example>'],
        ['Subject', 'Good to see you in Lisbon'],
        ['Message-ID', '<oneoff.1@mail.gmail.com>'],
      ],
      'Paula, thank you for dinner. Let us not wait two years again. Sam',
    ),
    plain(
      now - 8 * DAY,
      'Inbox',
      base + 10n,
      [
        ['From', 'Paula Brand <paula@oldcustomer.example>'],
        ['To', me],
        ['Subject', 'Re: Good to see you in Lisbon'],
        ['Message-ID', '<oneoff.2@oldcustomer.example>'],
        ['In-Reply-To', '<oneoff.1@mail.gmail.com>'],
      ],
      'Agreed! Paula',
    ),
    plain(
      now - 5 * DAY,
      'Inbox',
      base + 20n,
      [
        ['From', 'Industry Weekly <news@weekly.example>'],
        ['To', me],
        ['Subject', 'This week in finance'],
        ['Message-ID', '<news.1@weekly.example>'],
        ['List-Id', '<weekly.example>'],
        ['List-Unsubscribe', '<https://weekly.example/u>'],
      ],
      'Ten stories you may have missed.',
    ),
  ];
}

/**
 * One SDR's mailbox and tracker exports: deterministic for one `now`.
 * @param now milliseconds UTC; the stories are placed before it.
 */
export function makeSample(now: number): Sample {
  let nextPerson = 0;
  const writers = STORIES.map((story, index) => {
    const people = Array.from({ length: story.prospects }, () => person(nextPerson++));
    const writer = new StoryWriter(story, people, index, now);
    writer.write();
    return { story, writer };
  });
  const mails = [...writers.flatMap(({ writer }) => writer.mails), ...everydayMail(now)]
    .filter((mail) => mail.at <= now)
    .sort((a, b) => a.at - b.at);
  let id = FIRST_GMAIL_ID + 500_000_000n;
  const mbox = mails
    .map(({ at, message, thread, labels }) => {
      const headers: (readonly [string, string])[] = [
        ['X-GM-THRID', String(thread)],
        ['X-Gmail-Labels', labels],
        ...message.headers,
      ];
      id += 16n;
      return `${takeoutSeparator(id, at)}\n${writeMessage({ ...message, headers }).replace(/^(>*From )/gm, '>$1')}\n`;
    })
    .join('');

  const sendgrid = writers
    .filter(({ story }) => story.tracker === 'sendgrid')
    .flatMap(({ writer }) => writer.events)
    .map((event, n) => ({
      email: event.to.address,
      timestamp: Math.floor(event.at / 1000),
      'smtp-id': `<${event.mailId}>`,
      sg_event_id: `sample-${n}`,
      sg_message_id: `${event.mailId.split('@')[0]}.filter`,
      event: event.kind,
      ...(event.kind === 'delivered' ? {} : { ip: event.ip, useragent: event.ua }),
      ...(event.url === null ? {} : { url: `${event.url}?utm_source=tallyhouse&utm_medium=email` }),
    }));
  // One click on an email that is not in the mailbox: such rows are listed, never dropped.
  const clicks = writers
    .filter(({ story }) => story.tracker === 'csv')
    .flatMap(({ writer }) => writer.events.filter((event) => event.kind === 'click'));
  const csv = [
    'Email,Event,Link,Timestamp,Campaign',
    ...clicks.map((event) => `${event.to.address},Clicked,${event.url},${new Date(event.at).toISOString()},`),
    `someone.else@elsewhere.example,Clicked,https://tallyhouse.example/checklist,${new Date(now - 20 * DAY).toISOString()},`,
  ];
  // The first prospect of the first story whose email did not bounce both clicks and answers.
  const showcase = (FIRST_GMAIL_ID + BigInt((STORIES[0]?.bounced ?? 0) * 100)).toString(16);
  return {
    account: SAMPLE_ACCOUNT,
    showcase,
    files: [
      { name: 'sample-mailbox.mbox', text: mbox },
      { name: 'sample-sendgrid-events.json', text: `${JSON.stringify(sendgrid, null, 1)}\n` },
      { name: 'sample-link-clicks.csv', text: `${csv.join('\n')}\n` },
    ],
  };
}
