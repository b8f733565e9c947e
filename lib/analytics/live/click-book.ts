import { domainOf } from '../../facts/message';
import type { Answer } from '../attribution/answers';
import { apart } from '../attribution/apart';
import type { JoinedEvent } from '../attribution/clicks';
import type { Inbound, Mailbox, Outbound } from '../mailbox';
import { isWaiting, type JudgedClick, judgeAndRemember } from '../phantom/judge';
import { linkPlan } from '../phantom/link-plan';
import type { Counts, Taught } from '../phantom/memory';
import type { JudgeContext } from '../phantom/observe';
import { clickTime } from '../phantom/time';
import { companyOf, type EventBook, type NewEvents } from './event-book';
import type { NewMail } from './mail-book';
import { byEventTime, merged, push } from './order';
import { Reach } from './reach';

export interface NewClicks {
  /** All, in time order. */
  readonly clicks: readonly JudgedClick[];
  /** Those that are new or judged otherwise now. */
  readonly changed: readonly JudgedClick[];
  readonly before: ReadonlySet<JudgedClick>;
}

const inOrder = (a: JudgedClick, b: JudgedClick): number => byEventTime(a.joined.event, b.joined.event);
const eventOrder = (a: JoinedEvent, b: JoinedEvent): number => byEventTime(a.event, b.event);

/** What news there is for the judgement of clicks. */
export interface ClickNews {
  readonly events: NewEvents;
  readonly mail: NewMail;
  /** Answers that came or changed, and what they were. */
  readonly answers: readonly Answer[];
  /** Emails that now have a place in a sequence. */
  readonly placed: Iterable<Outbound>;
}

/**
 * Judged clicks. A company is the unit of judgement: what news touches is judged anew as a whole, by what the last full
 * run learned. Kept until the next: all rates, delays, habits of trackers and shares of gateways; for clicks of companies
 * that news does not touch also in which sequences opens are tracked and links can be read.
 */
export class ClickBook {
  private clicks: readonly JudgedClick[];
  private readonly of = new Map<JoinedEvent, JudgedClick>();
  private waiting: ReadonlySet<JudgedClick>;
  private readonly reach = new Reach();
  private readonly prospects = new Map<string, string[]>();
  /** Received mail that tells of a company's gateway. */
  private readonly hints = new Map<string, Inbound[]>();
  private readonly counts: Omit<Counts, 'clicked' | 'opens' | 'nobodys'> & {
    readonly clicked: Map<string | null, { all: number; linked: number }>;
    readonly opens: Set<string | null>;
    readonly nobodys: Set<Outbound>;
  };

  constructor(
    private readonly mailbox: Mailbox,
    private readonly events: EventBook,
    clicks: readonly JudgedClick[],
    private readonly taught: Taught,
    counts: Omit<Counts, 'reachOf'>,
    private readonly context: Pick<JudgeContext, 'decisions' | 'sequenceOf' | 'tuning'>,
  ) {
    this.clicks = clicks;
    this.waiting = new Set(clicks.filter((click) => click.waiting));
    for (const click of clicks) {
      this.of.set(click.joined, click);
      this.reach.add(click.joined);
    }
    for (const prospect of mailbox.byProspect.keys()) push(this.prospects, domainOf(prospect), prospect);
    for (const inbound of mailbox.received) this.note(inbound);
    this.counts = {
      clicked: new Map([...counts.clicked].map(([name, count]) => [name, { ...count }])),
      opens: new Set(counts.opens),
      nobodys: new Set(counts.nobodys),
      tellsAgents: counts.tellsAgents,
      reachOf: (ip) => this.reach.of(ip),
    };
  }

  private note(inbound: Inbound): void {
    for (const { domain } of inbound.fact.reading.gateways) push(this.hints, domain, inbound);
  }

  /** @param answersTo all answers to an email, as they are now */
  add(news: ClickNews, now: number, answersTo: (mail: Outbound) => readonly Answer[]): NewClicks {
    const touched = this.touchedBy(news, now);
    for (const domain of touched) if (this.events.of(domain).length === 0) touched.delete(domain);
    const joined = [...touched].flatMap((domain) => this.events.of(domain)).sort(eventOrder);
    const changed: JudgedClick[] = [];
    const before = new Set<JudgedClick>();
    for (const event of news.events.before) {
      const was = this.of.get(event);
      if (was === undefined) continue;
      before.add(was);
      this.of.delete(event);
    }
    if (joined.length > 0) {
      const { clicks } = judgeAndRemember(apart(joined), {
        ...this.context,
        ...this.surroundings(touched, answersTo),
        now,
        counts: this.counts,
        taught: this.taught,
      });
      for (const click of clicks) {
        const was = this.of.get(click.joined);
        if (was !== undefined && same(was, click)) continue;
        if (was !== undefined) before.add(was);
        changed.push(click);
        this.of.set(click.joined, click);
      }
    }
    this.clicks = merged(this.clicks, before, changed, inOrder);
    this.waiting = new Set(
      [...this.waiting, ...changed].filter((click) => click.waiting && this.of.get(click.joined) === click),
    );
    return { clicks: this.clicks, changed, before };
  }

  /** Companies whose clicks may be judged otherwise now. */
  private touchedBy({ events, mail, answers, placed }: ClickNews, now: number): Set<string> {
    const touched = new Set<string>();
    const addAll = (mail: Outbound | null): void => {
      for (const prospect of mail?.prospects ?? []) touched.add(domainOf(prospect));
    };
    for (const { prospects } of mail.sent)
      for (const prospect of prospects) {
        const list = this.prospects.get(domainOf(prospect));
        if (list?.includes(prospect) !== true) push(this.prospects, domainOf(prospect), prospect);
      }
    for (const inbound of mail.received) {
      this.note(inbound);
      for (const { domain } of inbound.fact.reading.gateways) touched.add(domain);
    }
    for (const outbound of mail.sent) addAll(outbound);
    for (const outbound of placed) addAll(outbound);
    for (const { to, kind } of answers) if (kind === 'reply' || kind === 'bounce') addAll(to);
    for (const joined of [...events.before, ...events.changed])
      if (joined.event.kind === 'click' || joined.event.kind === 'open') touched.add(companyOf(joined));
    const counted = new Set<JoinedEvent>();
    for (const joined of events.changed) {
      this.count(joined, counted, touched);
      counted.add(joined);
    }
    for (const { joined } of this.waiting)
      if (!isWaiting(clickTime(joined), now)) touched.add(companyOf(joined));
    return touched;
  }

  /** What the findings of other clicks take from this event. */
  private count(joined: JoinedEvent, counted: ReadonlySet<JoinedEvent>, touched: Set<string>): void {
    const { event, prospect, to } = joined;
    const sequence = to === null ? null : (this.context.sequenceOf?.(to) ?? null);
    if (event.kind === 'open' && to !== null) this.counts.opens.add(sequence);
    if (event.kind !== 'click') return;
    for (const domain of this.reach.add(joined)) touched.add(domain);
    const who = prospect ?? event.recipient;
    if (to === null) return;
    if (who === null) this.counts.nobodys.add(to);
    const known = this.events
      .of(companyOf(joined))
      .some(
        (other) =>
          other !== joined &&
          other.to === to &&
          other.event.kind === 'click' &&
          (other.prospect ?? other.event.recipient) === who &&
          (this.of.has(other) || counted.has(other)),
      );
    if (known) return;
    const clicked = this.counts.clicked.get(sequence) ?? { all: 0, linked: 0 };
    clicked.all++;
    if (linkPlan(to).count > 0) clicked.linked++;
    this.counts.clicked.set(sequence, clicked);
  }

  /** The part of the mailbox that the clicks of some companies are judged beside. */
  private surroundings(
    companies: ReadonlySet<string>,
    answersTo: (mail: Outbound) => readonly Answer[],
  ): { mailbox: Pick<Mailbox, 'byProspect' | 'received'>; answers: readonly Answer[] } {
    const byProspect = new Map<string, readonly Outbound[]>();
    const received = new Set<Inbound>();
    const answers = new Set<Answer>();
    for (const domain of companies) {
      for (const inbound of this.hints.get(domain) ?? []) received.add(inbound);
      for (const prospect of this.prospects.get(domain) ?? []) {
        const mails = this.mailbox.byProspect.get(prospect) ?? [];
        byProspect.set(prospect, mails);
        for (const mail of mails) for (const answer of answersTo(mail)) answers.add(answer);
      }
    }
    return { mailbox: { byProspect, received: [...received] }, answers: [...answers] };
  }
}

function same(a: JudgedClick, b: JudgedClick): boolean {
  return (
    a.human === b.human &&
    a.clicked === b.clicked &&
    a.waiting === b.waiting &&
    a.verdict === b.verdict &&
    a.reasons.length === b.reasons.length &&
    a.reasons.every((reason, i) => reason === b.reasons[i])
  );
}
