import type { TrackerEvent } from '../../facts/event';
import type { Message } from '../../facts/message';
import type { AnalyseOptions, Analysis, Facts, Sent, Workings } from '../analyse';
import type { Answer } from '../attribution/answers';
import type { JoinedEvent } from '../attribution/clicks';
import type { Outbound } from '../mailbox';
import type { JudgedClick } from '../phantom/judge';
import { Readings } from '../readings/readings';
import type { ReportOptions } from '../report';
import type { Report } from '../report-types';
import { SentEmail } from '../sent-email';
import type { FoundSequence, Placement } from '../sequences/find';
import { SequenceIndex } from '../sequences/incremental';
import { AnswerBook, answersTo } from './answer-book';
import { ClickBook } from './click-book';
import { Endings } from './endings';
import { EventBook } from './event-book';
import { KeptReport } from './kept-report';
import { MailBook } from './mail-book';
import { NeedsFull } from './needs-full';
import { byEventTime, byTime, merged, push } from './order';

export interface LiveOptions extends Pick<AnalyseOptions, 'decisions' | 'readings'>, ReportOptions {}

export interface Extended {
  readonly analysis: Analysis;
  readonly report: Report;
  /** Emails that are new or to which something happened. */
  readonly changed: readonly Sent[];
}

/**
 * A full run that takes in what comes after it. News costs what news touches: the people, threads and companies it is
 * about, and their sequences; over all else there are a few passes that look at pointers alone. README.md says what is
 * exact and what waits for the next full run.
 *
 * The run's maps are taken over and grow; its lists stay as they are. A `NeedsFull` ends it: make a new one from a full run.
 */
export class LiveAnalysis {
  private analysis: Analysis;
  private readonly endings: Endings;
  private readonly mail: MailBook;
  private readonly answers: AnswerBook;
  private readonly events: EventBook;
  private readonly sequences: SequenceIndex;
  private readonly clicks: ClickBook;
  private readonly report: KeptReport;
  private readonly readings: Readings;
  private readonly of = new Map<Outbound, Sent>();
  private readonly tracked = new Set<FoundSequence>();
  private ended: NeedsFull | null = null;

  /**
   * @param facts that the run was made from
   * @param first its report
   */
  constructor(facts: Facts, run: Workings, first: Report, options: LiveOptions = {}) {
    const { analysis, joined, joinMemory, findings, taught, counts } = run;
    this.analysis = analysis;
    this.readings = options.readings ?? new Readings();
    this.endings = new Endings(facts.messages, analysis.mailbox.sent, this.readings);
    this.mail = new MailBook(analysis.mailbox);
    const { mailbox } = this.mail;
    this.answers = new AnswerBook(mailbox, analysis.answers);
    this.events = new EventBook(mailbox, joined, joinMemory, analysis.unjoined);
    this.sequences = new SequenceIndex(findings, this.readings);
    const { placements } = this.sequences.found;
    this.clicks = new ClickBook(mailbox, this.events, analysis.clicks, taught, counts, {
      decisions: options.decisions ?? [],
      sequenceOf: (mail) => placements.get(mail)?.sequence.id ?? null,
    });
    for (const sent of analysis.sent) this.of.set(sent.mail, sent);
    for (const { to } of joined) {
      const placement = to === null ? undefined : placements.get(to);
      if (placement !== undefined) this.tracked.add(placement.sequence);
    }
    this.report = new KeptReport(analysis, first, mailbox, (mail) => this.of.get(mail), options);
  }

  /**
   * @param news facts that are new, in any order; none of them may be known already
   * @param now milliseconds UTC, not before the last run's
   */
  extend(news: Facts, now: number): Extended | NeedsFull {
    if (this.ended !== null) return this.ended;
    const done = this.takeIn(news, now);
    if (done instanceof NeedsFull) this.ended = done;
    return done;
  }

  private takeIn(news: Facts, now: number): Extended | NeedsFull {
    const messages = news.messages.map(
      (message): Message =>
        message.direction === 'sent' && message.text !== '' ? this.endings.without(message) : message,
    );
    const mail = this.mail.add(messages);
    if (mail instanceof NeedsFull) return mail;
    const { mailbox } = this.mail;
    const answers = this.answers.add(mailbox, mail);
    const events = this.events.add(distinct(news.events), mail.sent);
    if (events instanceof NeedsFull) return events;
    const placed = this.sequences.extend(mail.sent, answers.changed);
    const known = new Set(this.analysis.sequences);
    const opened = new Set(
      [...placed.values()].flatMap(({ sequence }) => (known.has(sequence) ? [] : [sequence])),
    );
    if (opened.size > 0 && this.analysis.hiddenSequences.length > 0)
      return new NeedsFull('What looks like a new sequence may be one that the user hid.');
    const earlier = new Set(answers.before);
    const toOf = new Map<Outbound, readonly Answer[]>();
    const answersOf = (to: Outbound): readonly Answer[] => {
      let list = toOf.get(to);
      if (list === undefined) {
        list = answersTo(to, this.of.get(to)?.answers ?? [], earlier, answers.changed);
        toOf.set(to, list);
      }
      return list;
    };
    const clicks = this.clicks.add(
      { events, mail, answers: [...answers.before, ...answers.changed], placed: placed.keys() },
      now,
      answersOf,
    );

    const touched = new Set<Outbound>([...mail.sent, ...placed.keys()]);
    const touch = (to: Outbound | null): void => {
      if (to !== null) touched.add(to);
    };
    for (const { to } of [...answers.before, ...answers.changed]) touch(to);
    for (const { to } of [...events.before, ...events.changed]) touch(to);
    for (const { joined } of [...clicks.before, ...clicks.changed]) touch(joined.to);
    for (const to of [...touched]) this.track(to, touched);

    const { placements } = this.sequences.found;
    const before = new Set<Sent>();
    const changed: Sent[] = [];
    const newClicks = byMail(clicks.changed, (click) => click.joined.to);
    const oldClicks = byMail(clicks.before, (click) => click.joined.to);
    const oldEvents = byMail(events.before, (event) => event.to);
    const newEvents = byMail(
      events.changed.filter(({ event }) => event.kind !== 'click'),
      (event) => event.to,
    );
    for (const to of touched) {
      const was = this.of.get(to);
      if (was !== undefined) before.add(was);
      const placement = placements.get(to) ?? null;
      const sent = new SentEmail(to, {
        placement,
        ctas: was?.ctas ?? this.readings.ctas(to.fact),
        answers: answersOf(to),
        clicks: merged(
          was?.clicks ?? NOTHING,
          oldClicks.get(to) ?? NOTHING,
          newClicks.get(to) ?? NOTHING,
          clickOrder,
        ),
        events: merged(
          was?.events ?? NOTHING,
          oldEvents.get(to) ?? NOTHING,
          newEvents.get(to) ?? NOTHING,
          eventOrder,
        ),
        tracked: placement !== null && this.tracked.has(placement.sequence),
      });
      this.of.set(to, sent);
      changed.push(sent);
    }
    this.analysis = {
      ...this.analysis,
      now,
      mailbox: { ...mailbox, sent: mailbox.sent.slice(), received: mailbox.received.slice() },
      sent: merged(this.analysis.sent, before, changed, sentOrder),
      answers: answers.answers,
      clicks: clicks.clicks,
      sequences: [...this.analysis.sequences, ...opened],
      unjoined: events.unjoined,
    };
    const report = this.report.after(this.analysis, changed, before);
    return { analysis: this.analysis, report, changed };
  }

  /** A tracker's first report on a sequence tells that all its links are tracked. */
  private track(to: Outbound, touched: Set<Outbound>): void {
    const placement: Placement | undefined = this.sequences.found.placements.get(to);
    if (placement === undefined || this.tracked.has(placement.sequence)) return;
    if (!this.events.reportsOn(to)) return;
    this.tracked.add(placement.sequence);
    for (const sent of this.analysis.sent)
      if (sent.placement?.sequence === placement.sequence) touched.add(sent.mail);
  }
}

const NOTHING: readonly never[] = [];
const clickOrder = (a: JudgedClick, b: JudgedClick): number => eventOrder(a.joined, b.joined);
const eventOrder = (a: JoinedEvent, b: JoinedEvent): number => byEventTime(a.event, b.event);
const sentOrder = (a: Sent, b: Sent): number => byTime(a.mail.fact, b.mail.fact);

function byMail<T>(items: Iterable<T>, mailOf: (item: T) => Outbound | null): Map<Outbound, T[]> {
  const map = new Map<Outbound, T[]>();
  for (const item of items) {
    const mail = mailOf(item);
    if (mail !== null) push(map, mail, item);
  }
  return map;
}

function distinct(events: readonly TrackerEvent[]): TrackerEvent[] {
  return [...new Map(events.map((event) => [event.key, event])).values()];
}
