import type { Analysis, Sent } from '../analyse';
import { listCounters, placeCounters } from '../counters';
import { DEFAULT_THRESHOLDS } from '../flags/thresholds';
import type { Mailbox, Outbound } from '../mailbox';
import { learnPace, type Pace } from '../rates/learn';
import { compose, type ReportOptions, type Ruler, sequenceReport, totalsReport } from '../report';
import type { Report, SequenceReport } from '../report-types';
import type { FoundSequence } from '../sequences/find';
import { KeptFigures } from './kept-figures';
import { byTime, merged, push } from './order';

const inOrder = (a: Sent, b: Sent): number => byTime(a.mail.fact, b.mail.fact);

/** News is about sequences that were sent to this shortly before: their sums are made ready at once, others when asked for. */
const RECENT = 21 * 86_400_000;

/**
 * The report by its parts: sequences that news does not touch keep theirs, as of when they were made. Kept until the next
 * full run: how long this user's answers take.
 */
export class KeptReport {
  private readonly pace: Pace;
  private outreach: readonly Sent[];
  private readonly emails = new Map<FoundSequence, readonly Sent[]>();
  private readonly parts = new Map<FoundSequence, SequenceReport>();
  private readonly figures = new Map<string, KeptFigures>();

  /**
   * @param first the full run's report of this analysis
   * @param sentOf an email with all that happened to it, as it is whenever it is asked
   */
  constructor(
    analysis: Analysis,
    first: Report,
    private readonly mailbox: Mailbox,
    private readonly sentOf: (mail: Outbound) => Sent | undefined,
    private readonly options: ReportOptions,
  ) {
    this.outreach = analysis.sent.filter((sent) => sent.placement !== null);
    this.pace = options.pace ?? learnPace(this.outreach, analysis.now);
    const emails = new Map<FoundSequence, Sent[]>();
    for (const sent of this.outreach)
      if (sent.placement !== null) push(emails, sent.placement.sequence, sent);
    for (const [sequence, list] of emails) this.emails.set(sequence, list);
    const byId = new Map(first.sequences.map((part) => [part.id, part]));
    for (const sequence of emails.keys()) {
      const part = byId.get(sequence.id);
      if (part !== undefined) this.parts.set(sequence, part);
    }
    this.figuresOf(null, null, this.outreach);
    const since = (this.outreach.at(-1)?.mail.fact.at ?? 0) - RECENT;
    for (const [sequence, list] of emails) {
      if ((list.at(-1)?.mail.fact.at ?? 0) < since) continue;
      this.figuresOf(sequence, null, list);
      const steps = new Map<number, Sent[]>();
      for (const sent of list) push(steps, sent.placement?.step ?? 1, sent);
      for (const [step, some] of steps) this.figuresOf(sequence, step, some);
    }
  }

  /** @param changed emails that are new or to which something happened, and what they were */
  after(analysis: Analysis, changed: readonly Sent[], before: ReadonlySet<Sent>): Report {
    const outreach = changed.filter((sent) => sent.placement !== null);
    this.outreach = merged(this.outreach, before, outreach, inOrder);
    this.figures.get(keyOf(null, null))?.update(outreach);
    const touched = new Map<FoundSequence, Sent[]>();
    for (const sent of outreach) if (sent.placement !== null) push(touched, sent.placement.sequence, sent);
    const counters = listCounters(this.options.counters ?? []);
    const ruler: Ruler = {
      now: analysis.now,
      pace: this.pace,
      limits: this.options.thresholds ?? DEFAULT_THRESHOLDS,
      counters: counters.length === 0 ? [] : placeCounters(analysis, counters),
      asks: (sequence, step) => this.figures.get(keyOf(sequence, step))?.asks,
      count: (emails, sequence, step) =>
        this.figuresOf(sequence, step, emails).counted(analysis.now, this.pace),
    };
    for (const [sequence, news] of touched) {
      const emails = merged(this.emails.get(sequence) ?? [], before, news, inOrder);
      this.emails.set(sequence, emails);
      this.figures.get(keyOf(sequence, null))?.update(news);
      const steps = new Map<number, Sent[]>();
      for (const sent of news) push(steps, sent.placement?.step ?? 1, sent);
      for (const [step, list] of steps) this.figures.get(keyOf(sequence, step))?.update(list);
      this.parts.set(sequence, sequenceReport(sequence, emails, ruler));
    }
    const totals = totalsReport(this.outreach, analysis, ruler);
    return compose(analysis, totals, [...this.parts.values()], counters, this.options);
  }

  private figuresOf(
    sequence: FoundSequence | null,
    step: number | null,
    emails: readonly Sent[],
  ): KeptFigures {
    const key = keyOf(sequence, step);
    let figures = this.figures.get(key);
    if (figures === undefined) {
      figures = new KeptFigures(emails, this.options.thresholds ?? DEFAULT_THRESHOLDS, (prospect) =>
        (this.mailbox.byProspect.get(prospect) ?? []).flatMap((mail) => {
          const sent = this.sentOf(mail);
          const placement = sent?.placement ?? null;
          if (sent === undefined || placement === null) return [];
          if (sequence !== null && placement.sequence !== sequence) return [];
          return step === null || placement.step === step ? [sent] : [];
        }),
      );
      this.figures.set(key, figures);
    }
    return figures;
  }
}

function keyOf(sequence: FoundSequence | null, step: number | null): string {
  if (sequence === null) return '';
  return step === null ? sequence.id : `${sequence.id}\n${step}`;
}
