import { readFileSync } from 'node:fs';
import { analyse } from '../../../lib/analytics/analyse';
import type { Message, ReceivedMessage, SentMessage } from '../../../lib/facts/message';
import { sharedData } from '../../shared/data';
import { Random } from '../../shared/random';
import {
  BUMPS,
  COMPANY_ENDS,
  COMPANY_WORDS,
  FILLERS,
  FIRST_NAMES,
  FRAMES,
  LAST_NAMES,
  OTHER_SENTENCES,
  WRITTEN,
} from './phrases';

/** Renders sequences as a mailbox whose truth is known. */

export interface Template {
  readonly subject: string;
  readonly body: string;
}

export interface SourceSequence {
  readonly id: string;
  readonly language: string;
  readonly steps: readonly Template[];
}

export interface Truth {
  readonly sequence: string;
  readonly step: number;
}

export interface Rendered {
  readonly messages: Message[];
  /** By Message-ID; outreach alone. */
  readonly truth: Map<string, Truth>;
  readonly prospects: Map<string, Set<string>>;
  readonly replied: Map<string, Set<string>>;
  /** End of time. */
  readonly now: number;
}

export interface RenderOptions {
  readonly seed: number;
  /** 1: merge fields; 2: two personal sentences; 3: a personal first paragraph of at least 40 % of the words. */
  readonly level: 1 | 2 | 3;
  readonly prospects?: readonly [number, number];
  /** Share of sequences with A/B variants of the first step. */
  readonly variants?: number;
  readonly bumps?: number;
  readonly edits?: number;
  /** Copies of a sequence with two sentences in five replaced, as sequences of their own. */
  readonly copies?: number;
  /** Unrelated emails for each outreach email. */
  readonly unrelated?: number;
  /** A signature that the reader failed to take off. */
  readonly footer?: boolean;
  /** Follow-ups whose quotes were not taken off. */
  readonly quotes?: boolean;
}

const SEQUENCES = 'corpora/outreach-sequences/sequences.jsonl';
const SENTENCES = 'corpora/asks/enron_intent_dataset_verified/';
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 8);
export const ACCOUNT = 'sam.reed@tallyhouse.example';

/** Public sequences and our own in other languages. Null where the public ones are absent. */
export function sourceSequences(): SourceSequence[] | null {
  const path = sharedData(SEQUENCES);
  if (path === null) return null;
  const sequences = new Map<string, { id: string; language: string; steps: Template[] }>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    // The corpus is ours to read: its fields are documented in ../shared/corpora/INDEX.md.
    const row = JSON.parse(line) as { seq_id: string; subject: string; body: string };
    const entry = sequences.get(row.seq_id) ?? { id: row.seq_id, language: 'en', steps: [] };
    entry.steps.push({ subject: row.subject, body: row.body });
    sequences.set(row.seq_id, entry);
  }
  // The corpus holds some sequences twice, from two folders of one repository: equal texts cannot be two sequences.
  const seen = new Set<string>();
  const unique = [...sequences.values()].filter(({ steps }) => {
    const key = steps[0]?.body ?? '';
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return [...unique, ...WRITTEN.map((written, index) => ({ id: `W${index + 1}`, ...written }))];
}

/** Sentences of real office mail: one file for unrelated mail, the other for personal sentences. */
function sentencesOf(file: string): string[] {
  const path = sharedData(SENTENCES + file);
  if (path === null) return OTHER_SENTENCES.slice();
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim().length > 20);
}

interface Person {
  readonly first: string;
  readonly last: string;
  readonly company: string;
  readonly address: string;
}

class Renderer {
  readonly random: Random;
  readonly out: Rendered = {
    messages: [],
    truth: new Map(),
    prospects: new Map(),
    replied: new Map(),
    now: START,
  };
  private people = 0;
  private mails = 0;
  private readonly personalSentences = sentencesOf('intent_pos');
  /** Nobody writes one email twice by chance: each sentence of unrelated mail is used once. */
  private readonly unused: string[];

  constructor(readonly options: RenderOptions) {
    this.random = new Random(options.seed);
    this.unused = this.random.shuffle(sentencesOf('intent_neg'));
  }

  person(): Person {
    const { random } = this;
    const first = random.pick(FIRST_NAMES);
    const last = random.pick(LAST_NAMES);
    const company = `${random.pick(COMPANY_WORDS)}${random.chance(0.5) ? ` ${random.pick(COMPANY_WORDS)}` : ''} ${random.pick(COMPANY_ENDS)}`;
    const domain = `${company.toLowerCase().replaceAll(' ', random.chance(0.5) ? '' : '-')}.example`;
    const local = random.pick([`${first}.${last}`, first, `${first[0]}${last}`]).toLowerCase();
    return { first, last, company, address: `${local}${this.people++}@${domain}` };
  }

  fill(text: string, to: Person): string {
    const { random } = this;
    return text
      .replace(/\{([^{}|]+(?:\|[^{}|]+)+)\}/g, (_, choices: string) => random.pick(choices.split('|')))
      .replace(/\{\{?([^{}]{1,80})\}\}?|\[([^[\]]{1,80})\]/g, (_, a?: string, b?: string) => {
        const field = (a ?? b ?? '').toLowerCase();
        if (/your|own|sender|my /.test(field)) return /company/.test(field) ? 'Tallyhouse' : 'Sam';
        if (/first|^name|prospect|recipient|partner name|vc name/.test(field)) return to.first;
        if (/company|agency|partner/.test(field)) return to.company;
        if (/day|date|week|month/.test(field))
          return random.pick(['Monday', 'Tuesday', 'Thursday', 'Friday']);
        if (/number|x$|metric|%/.test(field)) return String(random.whole(2, 90));
        return random.pick(FILLERS);
      });
  }

  personal(language: string, to: Person): string {
    const { random } = this;
    if (language === 'en' && random.chance(0.5)) return random.pick(this.personalSentences);
    return random
      .pick(FRAMES[language] ?? FRAMES['en'] ?? [''])
      .replace(/[*]/g, () => random.pick(FILLERS))
      .replace(/@/g, to.company)
      .replace(/#/g, () => String(random.whole(10, 900)));
  }

  personalise(body: string, language: string, to: Person): string {
    const { level } = this.options;
    if (level === 1) return body;
    const [greeting = '', ...rest] = body.split('\n\n');
    const short = greeting.split(/\s+/).length <= 4;
    const head = short ? [greeting] : [];
    const tail = short ? rest : [greeting, ...rest];
    if (level === 2) {
      const at = this.random.whole(0, Math.max(0, tail.length - 1));
      tail.splice(at, 0, this.personal(language, to));
      return [...head, this.personal(language, to), ...tail].join('\n\n');
    }
    const words = body.split(/\s+/).length;
    let paragraph = '';
    // Share p of the whole is p / (1 − p) of the template.
    const share = 0.4 + this.random.next() * 0.12;
    while (paragraph.split(/\s+/).length < (words * share) / (1 - share))
      paragraph += `${paragraph === '' ? '' : ' '}${this.personal(language, to)}`;
    return [...head, paragraph, ...tail].join('\n\n');
  }

  send(mail: {
    at: number;
    to: Person;
    subject: string;
    body: string;
    reply: SentMessage | null;
    thread?: string;
  }): SentMessage {
    const id = `m${this.mails++}.${this.options.seed}@tallyhouse.example`;
    const footer = this.options.footer
      ? '\n\nBest regards\nSam Reed\nTallyhouse GmbH, finance without the chasing\nHarbour Street 12, Hamburg\nThis message may contain confidential information and is meant for its addressee alone.'
      : '';
    const quote =
      this.options.quotes && mail.reply !== null
        ? `\n\nOn an earlier day Sam wrote:\n${mail.reply.text}`
        : '';
    const message: SentMessage = {
      account: ACCOUNT,
      messageId: id,
      threadId: mail.thread ?? mail.reply?.threadId ?? `t${this.mails}`,
      gmailId: null,
      at: mail.at,
      from: { address: ACCOUNT, name: 'Sam Reed' },
      to: [
        { address: mail.to.address, name: this.random.chance(0.7) ? `${mail.to.first} ${mail.to.last}` : '' },
      ],
      cc: [],
      bcc: [],
      subject: mail.subject,
      inReplyTo: mail.reply?.messageId ?? null,
      references: mail.reply === null ? [] : [mail.reply.messageId],
      labels: [],
      direction: 'sent',
      text: `${mail.body}${footer}${quote}`,
      links: [],
      attachments: [],
      tool: null,
    };
    this.out.messages.push(message);
    return message;
  }

  answer(of: SentMessage, from: Person, at: number): ReceivedMessage {
    const message: ReceivedMessage = {
      account: ACCOUNT,
      messageId: `r${this.mails++}.${this.options.seed}@${from.address.split('@')[1]}`,
      threadId: of.threadId,
      gmailId: null,
      at,
      from: { address: from.address, name: `${from.first} ${from.last}` },
      to: [of.from],
      cc: [],
      bcc: [],
      subject: `Re: ${of.subject}`,
      inReplyTo: of.messageId,
      references: [of.messageId],
      labels: [],
      direction: 'received',
      reading: {
        kind: 'person',
        evidence: [],
        failed: [],
        about: [],
        returnsAt: null,
        gone: false,
        calendar: null,
        gateways: [],
      },
    };
    this.out.messages.push(message);
    return message;
  }

  /** Replaces a share of a body's paragraphs and sentences with other words. */
  altered(body: string, share: number): string {
    return body
      .split('\n\n')
      .map((paragraph, index) =>
        index === 0 && paragraph.split(/\s+/).length <= 4
          ? paragraph
          : paragraph
              .split(/(?<=[.?!])\s+/)
              .map((sentence) =>
                this.random.chance(share) ? this.random.pick(this.personalSentences) : sentence,
              )
              .join(' '),
      )
      .join('\n\n');
  }

  sequence(source: SourceSequence): void {
    const { random, options } = this;
    const [low, high] = options.prospects ?? [3, 60];
    const size = Math.round(low * (high / low) ** random.next());
    const start = START + random.whole(0, 200) * DAY;
    const days = random.whole(1, 15);
    const steps: { variants: Template[]; edited: Template[] | null; bump: boolean }[] = source.steps.map(
      (step) => ({ variants: [step], edited: null, bump: false }),
    );
    const [first] = steps;
    const own = first?.variants[0];
    if (first && own && random.chance(options.variants ?? 0.35)) {
      const kind = random.whole(0, 2);
      const subject =
        kind === 1
          ? own.subject
          : `${random.pick(['Idea', 'Quick question', 'Thought', 'Proposal'])} for {{company}}: ${random.pick(FILLERS)}`;
      const body = kind === 0 ? own.body : this.altered(own.body, kind === 1 ? 0.4 : 0.8);
      first.variants.push({ subject, body });
    }
    if (random.chance(options.bumps ?? 0.5) && steps.length > 0) {
      const body = random.pick(BUMPS[source.language] ?? ['…']);
      steps.splice(random.whole(1, steps.length), 0, {
        variants: [{ subject: '', body }],
        edited: null,
        bump: true,
      });
    }
    if (random.chance(options.edits ?? 0.3)) {
      const step = random.pick(steps);
      if (!step.bump)
        step.edited = step.variants.map((one) => ({ ...one, body: this.altered(one.body, 0.2) }));
    }
    const fallback = `${random.pick(FILLERS)} and ${random.pick(FILLERS)}`;
    const gaps = steps.map(() => random.whole(2, 7));
    const inThread = steps.map(() => random.chance(0.5));
    const rate = 0.02 + random.next() * 0.12;
    const people = new Set<string>();
    const replied = new Set<string>();
    this.out.prospects.set(source.id, people);
    this.out.replied.set(source.id, replied);
    for (let n = 0; n < size; n++) {
      const to = this.person();
      people.add(to.address);
      const variant = random.next();
      let at = start + Math.floor((n / size) * days) * DAY + random.whole(0, 8 * 3600) * 1000;
      let last: SentMessage | null = null;
      for (const [index, step] of steps.entries()) {
        if (index > 0) at += (gaps[index] ?? 3) * DAY + random.whole(-3600, 3600) * 1000;
        if (index > 0 && random.chance(0.03)) continue;
        const late = at > start + (days / 2) * DAY && step.edited !== null;
        const list = late && step.edited ? step.edited : step.variants;
        const template = list[Math.floor(variant * list.length)] ?? { subject: '', body: '' };
        const reply: SentMessage | null =
          last !== null &&
          (step.bump || template.subject === '' || /^re:/i.test(template.subject) || inThread[index])
            ? last
            : null;
        const subject: string =
          reply !== null
            ? `Re: ${reply.subject.replace(/^Re: /, '')}`
            : this.fill(template.subject || fallback, to);
        const filled = this.fill(template.body, to);
        const body = step.bump ? filled : this.personalise(filled, source.language, to);
        const times = random.chance(0.015) ? 2 : 1;
        for (let time = 0; time < times; time++) {
          last = this.send({ at: at + time * 90_000, to, subject, body, reply });
          this.out.truth.set(last.messageId, { sequence: source.id, step: index + 1 });
        }
        if (last !== null && random.chance(rate)) {
          replied.add(to.address);
          const back = at + random.whole(2, 40) * 3_600_000;
          this.answer(last, to, back);
          if (random.chance(0.6))
            this.send({
              at: back + 3_600_000,
              to,
              subject: `Re: ${last.subject}`,
              body: this.loose(),
              reply: last,
            });
          break;
        }
      }
    }
  }

  loose(): string {
    return this.unused.splice(0, this.random.whole(1, 6)).join(' ');
  }

  unrelated(): void {
    const { random } = this;
    const share = this.options.unrelated ?? 0.4;
    const outreach = this.out.truth.size;
    const written = this.out.messages.filter((message) => message.direction === 'sent');
    const friends = Array.from({ length: 30 }, () => this.person());
    for (let n = 0; n < outreach * share && this.unused.length > 6; n++) {
      let to = random.chance(0.5) ? random.pick(friends) : this.person();
      if (random.chance(0.05)) {
        const address = random.pick(written).to[0]?.address ?? to.address;
        to = { ...to, address };
      }
      this.send({
        at: START + random.whole(0, 230 * 24) * 3_600_000,
        to,
        subject: random.pick(this.unused).split(/\s+/).slice(0, random.whole(1, 5)).join(' '),
        body: `${random.chance(0.6) ? `Hi ${to.first},\n\n` : ''}${this.loose()}`,
        reply: null,
      });
    }
  }

  render(sources: readonly SourceSequence[]): Rendered {
    const all = [...sources];
    for (let n = 0; n < (this.options.copies ?? 2); n++) {
      const from = this.random.pick(sources.filter(({ steps }) => steps.length >= 2));
      all.push({
        id: `${from.id}-copy${n}`,
        language: from.language,
        steps: from.steps.map((step, index) => ({
          subject: step.subject === '' ? '' : `${step.subject} ${index + 2}nd edition`,
          body: this.altered(step.body, 0.4),
        })),
      });
    }
    for (const source of all) this.sequence(source);
    this.unrelated();
    this.out.messages.sort((a, b) => a.at - b.at);
    return { ...this.out, now: (this.out.messages.at(-1)?.at ?? START) + 30 * DAY };
  }
}

export function render(sources: readonly SourceSequence[], options: RenderOptions): Rendered {
  return new Renderer(options).render(sources);
}

/** What the product makes of it: sequence and step per Message-ID. */
export function analysed(rendered: Rendered): Map<string, { sequence: string; step: number }> {
  const { sent } = analyse(
    { messages: rendered.messages, events: [] },
    { now: rendered.now, accounts: [ACCOUNT] },
  );
  const found = new Map<string, { sequence: string; step: number }>();
  for (const { mail, placement } of sent)
    if (placement !== null)
      found.set(mail.fact.messageId, { sequence: placement.sequence.id, step: placement.step });
  return found;
}
