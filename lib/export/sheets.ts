import { FILTER_VERSION } from '../analytics/definitions';
import type { ClickDetail, Figures, Report, SequenceReport } from '../analytics/report-types';
import { type CellType, COLUMNS, type TableRow } from './table';

export type CellValue = string | number | null;

/** A table with typed columns: what every export is written from. */
export interface Sheet {
  /** Short, no special characters: a file name and a spreadsheet's tab. */
  readonly name: string;
  readonly columns: readonly { readonly heading: string; readonly type: CellType }[];
  /** Cells in the order of the columns; a `time` is in milliseconds UTC. */
  readonly rows: readonly (readonly CellValue[])[];
}

const at = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso));

function figureSheet(
  name: string,
  first: readonly { readonly heading: string; readonly type: CellType }[],
  rows: readonly { readonly lead: readonly CellValue[]; readonly row: TableRow }[],
  generatedAt: string,
): Sheet {
  const [, ...columns] = COLUMNS; // the name is part of `first`
  return {
    name,
    columns: [
      ...first,
      ...columns.map(({ heading, type }) => ({ heading, type })),
      { heading: 'As of', type: 'time' },
      { heading: 'Filter version', type: 'text' },
    ],
    rows: rows.map(({ lead, row }) => [
      ...lead,
      ...columns.map((column) => column.value(row)),
      at(generatedAt),
      FILTER_VERSION,
    ]),
  };
}

const rowOf = (name: string, figures: Figures): TableRow => ({ name, figures });

/** The totals and every sequence, counted by prospect. */
export function sequencesSheet({ totals, sequences, generatedAt }: Report): Sheet {
  return figureSheet(
    'sequences',
    [
      { heading: 'Sequence', type: 'text' },
      { heading: 'Sequence id', type: 'text' },
      { heading: 'Origin', type: 'text' },
      { heading: 'First sent', type: 'time' },
      { heading: 'Last sent', type: 'time' },
    ],
    [totals, ...sequences].map((entry) => ({
      lead: [entry.name, entry.id, entry.origin, at(entry.firstSentAt), at(entry.lastSentAt)],
      row: rowOf(entry.name, entry),
    })),
    generatedAt,
  );
}

/** Every step of the sequences given. Rates count prospects here, too; emails are beside them. */
export function stepsSheet(sequences: readonly SequenceReport[], generatedAt: string): Sheet {
  return figureSheet(
    'steps',
    [
      { heading: 'Sequence', type: 'text' },
      { heading: 'Sequence id', type: 'text' },
      { heading: 'Step', type: 'count' },
      { heading: 'Subject', type: 'text' },
    ],
    sequences.flatMap(({ id, name, steps }) =>
      steps.map((step) => ({ lead: [name, id, step.index, step.subject], row: rowOf(step.subject, step) })),
    ),
    generatedAt,
  );
}

/** Every flag with its sentence and its evidence as JSON. */
export function flagsSheet({ totals, sequences }: Report): Sheet {
  const of = (sequence: string, step: number | null, { flags }: Figures): CellValue[][] =>
    flags.map(({ code, severity, message, evidence }) => [
      sequence,
      step,
      code,
      severity,
      message,
      JSON.stringify(evidence),
    ]);
  return {
    name: 'flags',
    columns: [
      { heading: 'Sequence', type: 'text' },
      { heading: 'Step', type: 'count' },
      { heading: 'Flag', type: 'text' },
      { heading: 'Severity', type: 'text' },
      { heading: 'What was found, and what to try', type: 'text' },
      { heading: 'Evidence (JSON)', type: 'text' },
    ],
    rows: [
      ...of(totals.name, null, totals),
      ...sequences.flatMap((sequence) => [
        ...of(sequence.name, null, sequence),
        ...sequence.steps.flatMap((step) => of(sequence.name, step.index, step)),
      ]),
    ],
  };
}

/** Every click with its verdict and reasons. */
export function clicksSheet(clicks: readonly ClickDetail[]): Sheet {
  return {
    name: 'clicks',
    columns: [
      { heading: 'Time', type: 'time' },
      { heading: 'Prospect', type: 'text' },
      { heading: 'Link', type: 'text' },
      { heading: 'Verdict', type: 'text' },
      { heading: 'Probability human', type: 'share' },
      { heading: 'Reasons', type: 'text' },
      { heading: 'Sequence id', type: 'text' },
      { heading: 'Message-ID', type: 'text' },
      { heading: 'Click', type: 'text' },
      { heading: 'Filter version', type: 'text' },
    ],
    rows: clicks.map((click) => [
      at(click.at),
      click.prospect,
      click.url,
      click.verdict,
      click.human,
      click.reasons.join('; '),
      click.sequenceId,
      click.messageId,
      click.key,
      FILTER_VERSION,
    ]),
  };
}

/** Counters of tools that give no single clicks: unfiltered, part of no rate. */
export function countersSheet({ counters }: Report): Sheet {
  return {
    name: 'counters-unfiltered',
    columns: [
      { heading: 'Tracker', type: 'text' },
      { heading: 'Campaign', type: 'text' },
      { heading: 'Step', type: 'count' },
      { heading: 'Recipient', type: 'text' },
      ...['Sent', 'Opens', 'Clicks', 'Replies', 'Bounces'].map((heading) => ({
        heading: `${heading} (unfiltered)`,
        type: 'count' as const,
      })),
    ],
    rows: counters.map((counter) => [
      counter.tracker,
      counter.campaign,
      counter.step,
      counter.recipient,
      counter.sent,
      counter.opens,
      counter.clicks,
      counter.replies,
      counter.bounces,
    ]),
  };
}

/** What every column means: goes with every export that holds more than one table. */
export function definitionsSheet({ definitions, generatedAt, accounts }: Report): Sheet {
  return {
    name: 'definitions',
    columns: [
      { heading: 'Word', type: 'text' },
      { heading: 'Meaning', type: 'text' },
    ],
    rows: [
      ['As of', generatedAt],
      ['Accounts', accounts.join(', ')],
      ['Filter version', FILTER_VERSION],
      ['Units', 'Rates are shares from 0 to 1 with hits, of, low and high beside them; times are UTC.'],
      ...Object.entries(definitions),
    ],
  };
}

/** Everything a report holds, a sheet each. Clicks are there when the report was made with details. */
export function sheetsOf(report: Report): Sheet[] {
  return [
    sequencesSheet(report),
    stepsSheet(report.sequences, report.generatedAt),
    flagsSheet(report),
    ...(report.clicks === undefined ? [] : [clicksSheet(report.clicks)]),
    ...(report.counters.length === 0 ? [] : [countersSheet(report)]),
    definitionsSheet(report),
  ];
}
