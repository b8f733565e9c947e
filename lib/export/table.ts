import type { Rate } from '../analytics/rates/rate';
import { clicksUntracked } from '../analytics/rates/tracked';
import type { Figures, Report } from '../analytics/report-types';

/** One column of the sequences table: what every table-like export (CSV, Markdown, terminal) shows. */
export interface Column {
  readonly heading: string;
  readonly value: (row: TableRow) => string | number | null;
}

export interface TableRow {
  readonly name: string;
  readonly figures: Figures;
}

/** The totals come first, then the sequences, latest first. */
export function rowsOf(report: Report): TableRow[] {
  return [
    { name: report.totals.name, figures: report.totals },
    ...report.sequences.map((sequence) => ({ name: sequence.name, figures: sequence })),
  ];
}

/** Where no tracker reported, nothing was measured: rate and interval stay empty, for 0 % would be a finding. */
const measured =
  (pick: (figures: Figures) => Rate) =>
  (figures: Figures): Rate => {
    const rate = pick(figures);
    return clicksUntracked(figures.rates) ? { ...rate, value: null, low: null, high: null } : rate;
  };

const rateColumns = (title: string, pick: (figures: Figures) => Rate): Column[] => [
  { heading: title, value: ({ figures }) => pick(figures).value },
  { heading: `${title}: hits`, value: ({ figures }) => pick(figures).hits },
  { heading: `${title}: of`, value: ({ figures }) => pick(figures).of },
  { heading: `${title}: low (90 %)`, value: ({ figures }) => pick(figures).low },
  { heading: `${title}: high (90 %)`, value: ({ figures }) => pick(figures).high },
  { heading: `${title}: maturity`, value: ({ figures }) => pick(figures).maturity },
];

/** Every number of a row with its numerator, denominator and interval, so that the arithmetic can be checked. */
export const COLUMNS: readonly Column[] = [
  { heading: 'Sequence', value: ({ name }) => name },
  { heading: 'Prospects reached', value: ({ figures }) => figures.prospects.reached },
  { heading: 'Prospects delivered', value: ({ figures }) => figures.prospects.delivered },
  { heading: 'Prospects bounced', value: ({ figures }) => figures.prospects.bounced },
  { heading: 'Emails sent', value: ({ figures }) => figures.emails.sent },
  { heading: 'Emails delivered', value: ({ figures }) => figures.emails.delivered },
  ...rateColumns(
    'Click rate (prospects)',
    measured((figures) => figures.rates.click),
  ),
  ...rateColumns(
    'Raw click rate (prospects, unfiltered)',
    measured((figures) => figures.rates.rawClick),
  ),
  ...rateColumns('Reply rate (prospects)', (figures) => figures.rates.reply),
  ...rateColumns('Bounce rate (prospects)', (figures) => figures.rates.bounce),
  { heading: 'Clicks raw', value: ({ figures }) => figures.clicks.raw },
  { heading: 'Clicks human', value: ({ figures }) => figures.clicks.human },
  { heading: 'Clicks phantom', value: ({ figures }) => figures.clicks.phantom },
  { heading: 'Auto-replies', value: ({ figures }) => figures.answers.autoReply },
  { heading: 'CTAs per email', value: ({ figures }) => figures.ctas.perEmail },
  { heading: 'Flags', value: ({ figures }) => figures.flags.map((flag) => flag.code).join(' ') },
];

/** `3.6 %`; `–` where there is nothing to divide by. */
export function percent(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)} %`;
}

/** `3.6 % (1.6–7.0 %), 5.2 of 143`: never a bare percentage. */
export function rateText(rate: Rate): string {
  if (rate.value === null || rate.low === null || rate.high === null) return 'none yet';
  const hits = Number.isInteger(rate.hits) ? String(rate.hits) : rate.hits.toFixed(1);
  const of = Number.isInteger(rate.of) ? String(rate.of) : rate.of.toFixed(1);
  return `${percent(rate.value)} (${(rate.low * 100).toFixed(1)}–${(rate.high * 100).toFixed(1)} %), ${hits} of ${of}`;
}
