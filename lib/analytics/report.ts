import type { Counter, Problem } from '../facts/event';
import type { Analysis, Sent } from './analyse';
import { listCounters, type PlacedCounter, placeCounters } from './counters';
import { DEFINITIONS } from './definitions';
import { Asks } from './flags/asks';
import { findFlags } from './flags/flags';
import type { FlagInput } from './flags/rule';
import { DEFAULT_THRESHOLDS, type FlagThresholds } from './flags/thresholds';
import type { JudgedClick } from './phantom/judge';
import { type Counted, figuresOf as countedOf } from './rates/figures';
import { learnPace, type Pace } from './rates/learn';
import { tidy } from './rates/rate';
import { stepHazards } from './rates/steps';
import { Countings } from './rates/tallied';
import type {
  ClickCounts,
  ClickDetail,
  CounterReport,
  Figures,
  MessageDetail,
  MessageKind,
  Report,
  SequenceReport,
  StepReport,
  TotalsReport,
} from './report-types';
import type { FoundSequence } from './sequences/find';

/** How the problem of a click without an email begins. */
export const UNJOINED = 'This click belongs to no email.';

export interface ReportOptions {
  readonly problems?: readonly Problem[];
  readonly counters?: readonly Counter[];
  /** When flags speak; the user's settings. */
  readonly thresholds?: FlagThresholds;
  /** How long answers take, where `analysis` is a part of all mail or an earlier run has told; learned from it otherwise. */
  readonly pace?: Pace;
  /** Every message and click, too. */
  readonly detail?: boolean;
  /** Own words by Message-ID, for `detail`; the core keeps no text of received mail. */
  readonly texts?: ReadonlyMap<string, string>;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** What every figure is measured with: the time of the report, how long this user's answers take, when flags speak. */
export interface Ruler {
  readonly now: number;
  readonly pace: Pace;
  readonly limits: FlagThresholds;
  readonly counters: readonly PlacedCounter[];
  /** Counts a sequence (null: everything), or a step of it; live/ keeps its sums. */
  readonly count: (emails: readonly Sent[], sequence: FoundSequence | null, step: number | null) => Counted;
  /** What such emails ask for, likewise. */
  readonly asks?: (sequence: FoundSequence | null, step: number | null) => Asks | undefined;
}

/**
 * Clicks on a link that many got, from a tracker that names nobody, by the id of their sequence. They count among its
 * clicks and in no rate: nobody knows whose they are.
 */
function nobodysClicks(analysis: Analysis): ReadonlyMap<string, readonly JudgedClick[]> {
  const clicks = new Map<string, JudgedClick[]>();
  for (const click of analysis.clicks) {
    const place = analysis.sequenceOnly.get(click.joined);
    if (place === undefined || click.waiting) continue;
    const list = clicks.get(place.sequence.id);
    if (list === undefined) clicks.set(place.sequence.id, [click]);
    else list.push(click);
  }
  return clicks;
}

function withClicks(counts: ClickCounts, more: readonly JudgedClick[]): ClickCounts {
  const human = more.reduce((total, click) => total + click.human, 0);
  return {
    raw: counts.raw + more.length,
    human: tidy(counts.human + human),
    phantom: tidy(counts.phantom + more.length - human),
  };
}

function figuresOf(
  emails: readonly Sent[],
  ruler: Ruler,
  { figures, level, step, hazards }: Pick<FlagInput, 'figures' | 'level' | 'step' | 'hazards'>,
): Figures {
  const placed = emails[0]?.placement?.sequence ?? null;
  const sequence = placed?.id;
  const counters = ruler.counters.filter(
    (counter) => counter.sequence === sequence && (step === null || counter.step === step),
  );
  return {
    ...figures,
    flags: findFlags(
      { level, step, figures, emails, hazards, counters, asks: asksOf(emails, ruler, placed, step) },
      ruler.limits,
    ),
  };
}

/** Counted once: three rules ask. */
function asksOf(
  emails: readonly Sent[],
  ruler: Ruler,
  sequence: FoundSequence | null,
  step: number | null,
): Asks {
  return ruler.asks?.(sequence, step) ?? Asks.of(emails, ruler.limits);
}

/** The report of DESIGN.md section 6. */
export function report(analysis: Analysis, options: ReportOptions = {}): Report {
  const bySequence = new Map<FoundSequence, Sent[]>();
  const outreach: Sent[] = [];
  const limits = options.thresholds ?? DEFAULT_THRESHOLDS;
  const countings = new Countings(limits);
  for (const sent of analysis.sent) {
    if (sent.placement === null) continue;
    outreach.push(sent);
    const list = bySequence.get(sent.placement.sequence);
    if (list === undefined) bySequence.set(sent.placement.sequence, [sent]);
    else list.push(sent);
    countings.add(sent, sent.placement);
  }
  const counters = listCounters(options.counters ?? []);
  const pace = options.pace ?? learnPace(outreach, analysis.now);
  const ruler: Ruler = {
    now: analysis.now,
    pace,
    limits,
    counters: placeCounters(analysis, counters),
    asks: (sequence, step) => countings.of(sequence, step).asks,
    count: (_, sequence, step) => countedOf(countings.of(sequence, step).tallied, analysis.now, pace),
  };
  const nobodys = nobodysClicks(analysis);
  const totals = totalsReport(outreach, analysis, ruler);
  const sequences = [...bySequence].map(([sequence, emails]) => {
    const made = sequenceReport(sequence, emails, ruler);
    return { ...made, clicks: withClicks(made.clicks, nobodys.get(sequence.id) ?? []) };
  });
  return compose(
    analysis,
    { ...totals, clicks: withClicks(totals.clicks, [...nobodys.values()].flat()) },
    sequences,
    counters,
    options,
  );
}

/** Puts a report together from its parts. @param sequences in any order */
export function compose(
  analysis: Analysis,
  totals: TotalsReport,
  sequences: readonly SequenceReport[],
  counters: readonly CounterReport[],
  options: ReportOptions,
): Report {
  const problems = [
    ...(options.problems ?? []),
    ...analysis.unjoined
      .filter(({ event }) => event.kind === 'click')
      .map(({ event, unjoined }) => ({
        file: event.tracker,
        where: event.key,
        message: `${UNJOINED} ${unjoined}`,
      })),
  ];
  return {
    schema: 1,
    generatedAt: iso(analysis.now),
    accounts: analysis.accounts,
    definitions: DEFINITIONS,
    totals,
    sequences: [...sequences].sort((a, b) =>
      a.lastSentAt < b.lastSentAt ? 1 : a.lastSentAt > b.lastSentAt ? -1 : a.id < b.id ? -1 : 1,
    ),
    counters,
    problems,
    ...(options.detail
      ? {
          messages: messageDetails(analysis, options.texts),
          clicks: analysis.clicks.map(clickDetail(analysis)),
        }
      : {}),
  };
}

/**
 * First and last time of sending; mail without a date (`at` 0) has none. Null where no email has a date.
 * @param emails in time order
 */
function span(emails: readonly Sent[]): { first: number; last: number } | null {
  const first = emails.find(({ mail }) => mail.fact.at > 0)?.mail.fact.at;
  const last = emails.at(-1)?.mail.fact.at;
  return first === undefined || last === undefined ? null : { first, last };
}

export function totalsReport(outreach: readonly Sent[], analysis: Analysis, ruler: Ruler): TotalsReport {
  const origins = new Set(analysis.sequences.map((sequence) => sequence.origin));
  const [origin = null] = origins;
  const dates = span(outreach);
  const figures = ruler.count(outreach, null, null);
  const clocks = analysis.clocks.map(({ tracker, offset, emails }) => ({
    tracker,
    skew: offset,
    events: emails,
  }));
  return {
    id: 'all',
    name: 'All sequences',
    origin: origins.size === 1 ? origin : null,
    firstSentAt: dates === null ? null : iso(dates.first),
    lastSentAt: dates === null ? null : iso(dates.last),
    ...figures,
    flags: findFlags(
      {
        level: 'totals',
        step: null,
        figures,
        emails: outreach,
        asks: asksOf(outreach, ruler, null, null),
        // Steps of different sequences have nothing in common: no flag of the total looks at them.
        hazards: [],
        clocks,
        counters: ruler.counters,
      },
      ruler.limits,
    ),
  };
}

export function sequenceReport(
  sequence: FoundSequence,
  emails: readonly Sent[],
  ruler: Ruler,
): SequenceReport {
  const steps = new Map<number, Sent[]>();
  for (const sent of emails) {
    const step = sent.placement?.step ?? 1;
    const list = steps.get(step);
    if (list === undefined) steps.set(step, [sent]);
    else list.push(sent);
  }
  // A sequence must have its dates: one whose emails have none counts as very old, as they do.
  const { first, last } = span(emails) ?? { first: 0, last: 0 };
  const counted = new Map([...steps].map(([step, list]) => [step, ruler.count(list, sequence, step)]));
  const delivered = new Map([...counted].map(([step, { prospects }]) => [step, prospects.delivered]));
  const hazards = stepHazards(emails, delivered);
  const figures = ruler.count(emails, sequence, null);
  return {
    ...sequence,
    firstSentAt: iso(first),
    lastSentAt: iso(last),
    ...figuresOf(emails, ruler, { level: 'sequence', step: null, figures, hazards }),
    steps: [...counted]
      .sort(([a], [b]) => a - b)
      .map(([step, ofStep]): StepReport => {
        const list = steps.get(step) ?? [];
        return {
          index: step,
          subject: list[0]?.mail.fact.subject ?? '',
          ...figuresOf(list, ruler, { level: 'step', step, figures: ofStep, hazards }),
        };
      }),
  };
}

function sentKind(sent: Sent): MessageKind {
  if (sent.placement !== null) return 'outreach';
  return sent.mail.prospects.length === 0 ? 'internal' : 'one-off';
}

function messageDetails(analysis: Analysis, texts: ReadonlyMap<string, string> | undefined): MessageDetail[] {
  const textOf = (id: string): { text?: string } => {
    const text = texts?.get(id);
    return text === undefined ? {} : { text };
  };
  const placements = new Map(analysis.sent.map((sent) => [sent.mail, sent.placement]));
  const sent = analysis.sent.map(
    (entry): MessageDetail => ({
      messageId: entry.mail.fact.messageId,
      threadId: entry.mail.thread,
      direction: 'sent',
      at: iso(entry.mail.fact.at),
      kind: sentKind(entry),
      prospects: entry.mail.prospects,
      sequenceId: entry.placement?.sequence.id ?? null,
      step: entry.placement?.step ?? null,
      variant: entry.placement?.variant ?? null,
      answers: null,
      failedRecipients: [...entry.failed].sort(),
      ctas: entry.ctas.map(({ kind, text, target }) => ({ kind, text, target })),
      text: entry.mail.fact.text,
    }),
  );
  const received = analysis.answers.map((answer): MessageDetail => {
    const placement = answer.to === null ? null : (placements.get(answer.to) ?? null);
    const { fact, thread } = answer.inbound;
    return {
      messageId: fact.messageId,
      threadId: thread,
      direction: 'received',
      at: iso(fact.at),
      kind: answer.kind,
      prospects: answer.prospect === null ? [] : [answer.prospect],
      sequenceId: placement?.sequence.id ?? null,
      step: placement?.step ?? null,
      variant: placement?.variant ?? null,
      answers: answer.to?.fact.messageId ?? null,
      failedRecipients: fact.reading.failed.map((entry) => entry.address),
      ctas: [],
      ...textOf(fact.messageId),
    };
  });
  return [...sent, ...received].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : a.messageId < b.messageId ? -1 : 1,
  );
}

/** How a click of this analysis is written into a report. */
export function clickDetail(analysis: Analysis): (click: JudgedClick) => ClickDetail {
  const placements = new Map(analysis.sent.map((sent) => [sent.mail, sent.placement]));
  return ({ joined, human, verdict, reasons }) => ({
    key: joined.event.key,
    messageId: joined.to?.fact.messageId ?? null,
    prospect: joined.prospect ?? joined.event.recipient,
    sequenceId:
      (joined.to === null ? analysis.sequenceOnly.get(joined) : placements.get(joined.to))?.sequence.id ??
      null,
    url: joined.event.leadsTo ?? joined.event.destination ?? '',
    at: iso(joined.at),
    human,
    verdict,
    reasons,
  });
}
