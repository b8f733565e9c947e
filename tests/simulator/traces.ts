import { readFile } from 'node:fs/promises';
import type { JoinedEvent } from '../../lib/analytics/attribution/clicks';
import { joinEvents } from '../../lib/analytics/attribution/clicks';
import { readMailbox } from '../../lib/analytics/mailbox';
import { type JudgedClick, judgeClicks } from '../../lib/analytics/phantom/judge';
import type { TrackerEvent } from '../../lib/facts/event';
import type { SentMessage } from '../../lib/facts/message';
import { absent, sharedData } from '../shared/data';
import type { Table } from '../shared/table';

const FILE = 'corpora/scanners/observed-traces.jsonl';
const SENT_AT = Date.UTC(2026, 4, 4, 9);
const MINUTE = 60_000;

/** One click of a small story: seconds after sending. */
export interface Told {
  readonly after: number;
  readonly link?: number;
  readonly ip?: string;
  readonly agent?: string;
  readonly method?: string;
}

/** An email with some links to one prospect of a company, and the clicks on it. */
export function tell(
  clicks: readonly Told[],
  links = 1,
  prospect = 'kim@firm.example',
  id = 'm',
): {
  message: SentMessage;
  events: TrackerEvent[];
} {
  const message: SentMessage = {
    account: 'rep@sender.example',
    messageId: id,
    threadId: id,
    gmailId: null,
    at: SENT_AT,
    from: { address: 'rep@sender.example', name: '' },
    to: [{ address: prospect, name: '' }],
    cc: [],
    bcc: [],
    subject: 'Hello',
    inReplyTo: null,
    references: [],
    labels: [],
    direction: 'sent',
    text: 'Hello',
    links: Array.from({ length: links }, (_, i) => ({
      text: `link ${i}`,
      href: `https://sender.example/${i}`,
      destination: `https://sender.example/${i}`,
      place: 'body',
      offset: null,
    })),
    attachments: [],
    tool: null,
  };
  const events = clicks.map(
    ({ after, link = 0, ip = null, agent = null, method = null }, i): TrackerEvent => ({
      key: `${id}-${i}`,
      tracker: 'told',
      kind: 'click',
      recipient: prospect,
      url: `https://sender.example/${link}`,
      destination: `https://sender.example/${link}`,
      at: SENT_AT + after * 1000,
      ip: ip,
      userAgent: agent,
      method,
      messageId: id,
      trackerMessageId: null,
      campaign: null,
      step: null,
      variant: null,
      subject: null,
      machine: null,
    }),
  );
  return { message, events };
}

/** Judges stories as one mailbox: what one company shows counts for its other emails. */
export function judgeTold(
  stories: readonly { message: SentMessage; events: readonly TrackerEvent[] }[],
): JudgedClick[] {
  const mailbox = readMailbox(
    stories.map(({ message }) => message),
    [],
  );
  const events = stories
    .flatMap((story) => story.events)
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  const joined: JoinedEvent[] = [...joinEvents(events, mailbox).events];
  return judgeClicks(joined, { mailbox, answers: [], now: SENT_AT + 60 * 24 * 60 * MINUTE });
}

interface Trace {
  readonly source: string;
  readonly scanner?: string;
  readonly n_requests?: number;
  readonly method?: readonly string[];
  readonly ip?: readonly string[];
  readonly ua?: string;
  readonly date?: string;
  readonly seconds_after_delivery?: number;
  readonly seconds_after_send?: number;
  readonly seconds_after_human_click?: number;
  readonly human?: { readonly ip: string; readonly ua: string };
  readonly notes?: string;
}

const BROWSER_UA =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36';
const WINDOWS_UA =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36';

function addressIn(text: string | undefined): string | null {
  const match = /\d{1,3}\.\d{1,3}\.(?:\d{1,3}|\*)\.(?:\d{1,3}|\*)/.exec(text ?? '')?.[0];
  return match === undefined ? null : match.replace(/\*/g, '7');
}

/** A minute count in the words of a report: "cluster … within 60 s". */
function told(trace: Trace): { clicks: Told[]; human: number[]; links: number } | null {
  const ip = addressIn(trace.ip?.[0]);
  const agent =
    trace.ua !== undefined && /Mozilla/.test(trace.ua)
      ? trace.ua
      : /headless/i.test(trace.ua ?? '')
        ? 'HeadlessChrome/120.0'
        : null;
  const look = { ...(ip === null ? {} : { ip }), ...(agent === null ? {} : { agent }) };
  const notes = trace.notes ?? '';
  if (trace.seconds_after_human_click !== undefined)
    return {
      clicks: [
        { after: 3 * 3600, ip: '2804:10b4::1', agent: BROWSER_UA },
        {
          after: 3 * 3600 + trace.seconds_after_human_click,
          agent: WINDOWS_UA,
          ...(ip === null ? {} : { ip }),
        },
      ],
      human: [0],
      links: 1,
    };
  const since = trace.seconds_after_delivery ?? trace.seconds_after_send;
  if (since !== undefined) {
    const clicks: Told[] = Array.from({ length: trace.n_requests ?? 1 }, () => ({ after: since, ...look }));
    const later = /real human click (\d+) minutes later/.exec(notes)?.[1];
    if (later === undefined) return { clicks, human: [], links: 1 };
    return {
      clicks: [...clicks, { after: since + Number(later) * 60, ip: '81.20.30.40', agent: BROWSER_UA }],
      human: [clicks.length],
      links: 1,
    };
  }
  if (/HEAD/.test(trace.method?.join() ?? ''))
    return {
      clicks: (trace.method ?? []).map((method, i) => ({ after: 20 + i, method, ip: '52.96.1.1' })),
      human: [],
      links: 1,
    };
  if (/all 7 links within 60 s/.test(notes))
    return {
      clicks: Array.from({ length: 7 }, (_, link) => ({ after: 4 + link * 8, link })),
      human: [],
      links: 7,
    };
  if (/follows every link/.test(notes))
    return {
      clicks: Array.from({ length: 8 }, (_, link) => ({ after: 30 + link, link })),
      human: [],
      links: 8,
    };
  if (/no hit between delivery and the human click/.test(notes))
    return { clicks: [{ after: 21 * 60 }], human: [0], links: 1 };
  if (/immediately before the user/.test(notes))
    return {
      clicks: [
        { after: 2 * 3600, ip: '20.72.100.1', agent: '-' },
        { after: 2 * 3600 + 1, ip: '81.20.30.40', agent: BROWSER_UA },
      ],
      human: [1],
      links: 1,
    };
  if (/two reads in quick succession after emailing/.test(notes))
    return {
      clicks: [
        { after: 3, ip: '3.80.1.1' },
        { after: 5, ip: '38.104.155.92' },
      ],
      human: [],
      links: 1,
    };
  if (ip !== null) return { clicks: [{ after: 15, ...look }], human: [], links: 1 };
  return null;
}

export interface TraceResult {
  readonly scanner: string;
  readonly source: string;
  readonly right: boolean;
  readonly said: string;
}

/** The observed traces, each replayed as the clicks it reports; null where the data is absent. */
export async function replayTraces(): Promise<TraceResult[] | null> {
  const path = sharedData(FILE);
  if (path === null) return null;
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line): TraceResult[] => {
    const trace = JSON.parse(line) as Trace; // the corpus' own field names
    const story = told(trace);
    if (story === null) return [];
    const judged = judgeTold([tell(story.clicks, story.links)]);
    const right = judged.every(({ human, joined }) =>
      story.human.includes(Number(joined.event.key.slice(2))) ? human > 0.5 : human < 0.5,
    );
    return [
      {
        scanner: trace.scanner ?? '',
        source: trace.source,
        right,
        said: judged.map(({ human }) => human.toFixed(2)).join(' '),
      },
    ];
  });
}

export async function traceTable(): Promise<Table[]> {
  const results = await replayTraces();
  if (results === null) {
    process.stderr.write(`${absent(FILE)}\n`);
    return [];
  }
  return [
    {
      title: 'Phantom clicks: observed traces replayed',
      columns: ['reported as', 'right', 'P(human) of its clicks'],
      rows: results.map(({ scanner, right, said }) => [scanner, right ? 'yes' : 'no', said]),
      note: 'Public reports of scanners at work; what a report leaves open (link count, hour) is filled in the plainest way. A report without a time, an address or a number cannot be replayed and is not listed.',
    },
  ];
}
