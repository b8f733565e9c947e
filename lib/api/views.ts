import type { Analysis, Sent } from '../analytics/analyse';
import { messageFlags } from '../analytics/flags/asking-rules';
import { DEFAULT_THRESHOLDS, type FlagThresholds } from '../analytics/flags/thresholds';
import type { Report, SequenceReport } from '../analytics/report-types';
import { companyOf } from './audit-view';
import { type DecisionView, saidOf } from './decisions';
import type { Overview, ThreadView, TimelineEntry } from './protocol';

/** An analysis becomes what views ask for. Pure: no number is computed here that the report does not hold. */

export function overviewOf(analysis: Analysis, full: Report): Overview {
  const outreach = analysis.sent.filter((sent) => sent.placement !== null).length;
  const internal = analysis.sent.filter((sent) => sent.mail.prospects.length === 0).length;
  const { ratesPerEmail: _totals, ...totals } = full.totals;
  return {
    generatedAt: full.generatedAt,
    accounts: full.accounts,
    totals,
    sequences: full.sequences.map(({ steps: _steps, ratesPerEmail: _rates, ...row }) => row),
    sent: { outreach, oneOff: analysis.sent.length - outreach - internal, internal },
    unjoinedClicks: analysis.unjoined.filter(({ event }) => event.kind === 'click').length,
  };
}

const iso = (at: number): string => new Date(at).toISOString();

/** @param threadId lower-case hex, as Gmail's page shows it */
export function threadViewOf(
  analysis: Analysis,
  full: Report,
  threadId: string,
  decisions: readonly DecisionView[] = [],
  limits: FlagThresholds = DEFAULT_THRESHOLDS,
): ThreadView | null {
  const mails = analysis.sent.filter(
    (sent) => sent.mail.fact.threadId === threadId && sent.placement !== null,
  );
  const last = mails.at(-1);
  if (last === undefined || last.placement === null) return null;
  const { sequence: place, step } = last.placement;
  const sequence = full.sequences.find((entry) => entry.id === place.id);
  if (sequence === undefined) return null;
  const said = saidOf(decisions);
  const people = new Map<string, string>();
  for (const sent of mails)
    for (const { address, name } of [...sent.mail.fact.to, ...sent.mail.fact.cc])
      if (sent.mail.prospects.includes(address)) people.set(address, name);
  return {
    generatedAt: full.generatedAt,
    sequence,
    step,
    prospects: [...people].map(([address, name]) => ({ address, name })),
    timeline: mails
      .flatMap((sent) => entriesOf(sent, said, limits))
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    flags: flagsFor(sequence, step),
  };
}

/** What happened with one email, in no order. */
export function entriesOf(
  sent: Sent,
  said: ReturnType<typeof saidOf>,
  limits: FlagThresholds = DEFAULT_THRESHOLDS,
): TimelineEntry[] {
  const { fact } = sent.mail;
  return [
    {
      what: 'sent',
      at: iso(fact.at),
      step: sent.placement?.step ?? 1,
      subject: fact.subject,
      text: fact.text,
      ctas: sent.ctas,
      flags: messageFlags(sent, limits),
      delivered: sent.mail.prospects.some((prospect) => !sent.failed.has(prospect)),
    },
    ...sent.clicks.map(
      ({ joined, verdict, human, reasons }): TimelineEntry => ({
        what: 'click',
        key: joined.event.key,
        company: companyOf(joined),
        said: said(joined.event.key, companyOf(joined)),
        at: iso(joined.event.at),
        url: joined.event.leadsTo ?? joined.event.destination ?? '',
        verdict,
        human,
        reasons,
      }),
    ),
    ...sent.answers.map(
      (answer): TimelineEntry => ({
        what: 'answer',
        at: iso(answer.inbound.fact.at),
        kind: answer.kind,
        from: answer.inbound.fact.from.address,
      }),
    ),
  ];
}

/** The step's own flags first; those of the whole sequence that the step does not repeat after them. */
export function flagsFor(sequence: SequenceReport, step: number): ThreadView['flags'] {
  const own = sequence.steps.find((entry) => entry.index === step)?.flags ?? [];
  return [...own, ...sequence.flags.filter((flag) => !own.some((other) => other.code === flag.code))];
}
