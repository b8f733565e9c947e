import type { Rate } from '../analytics/rates/rate';
import { clicksUntracked } from '../analytics/rates/tracked';
import type { Figures, Report } from '../analytics/report-types';

/** `share` is 0 to 1; `count` may be fractional where it is an expected count; `time` is ms UTC. */
export type CellType = 'text' | 'count' | 'share' | 'time';

/** One column of the sequences table: what every table-like export (CSV, Markdown, terminal) shows. */
export interface Column {
  readonly heading: string;
  readonly type: CellType;
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
  { heading: title, type: 'share', value: ({ figures }) => pick(figures).value },
  { heading: `${title}: hits`, type: 'count', value: ({ figures }) => pick(figures).hits },
  { heading: `${title}: of`, type: 'count', value: ({ figures }) => pick(figures).of },
  { heading: `${title}: low (90 %)`, type: 'share', value: ({ figures }) => pick(figures).low },
  { heading: `${title}: high (90 %)`, type: 'share', value: ({ figures }) => pick(figures).high },
  { heading: `${title}: maturity`, type: 'share', value: ({ figures }) => pick(figures).maturity },
];

/** Every number of a row with its numerator, denominator and interval, so that the arithmetic can be checked. */
export const COLUMNS: readonly Column[] = [
  { heading: 'Sequence', type: 'text', value: ({ name }) => name },
  { heading: 'Prospects reached', type: 'count', value: ({ figures }) => figures.prospects.reached },
  { heading: 'Prospects delivered', type: 'count', value: ({ figures }) => figures.prospects.delivered },
  { heading: 'Prospects bounced', type: 'count', value: ({ figures }) => figures.prospects.bounced },
  { heading: 'Emails sent', type: 'count', value: ({ figures }) => figures.emails.sent },
  { heading: 'Emails delivered', type: 'count', value: ({ figures }) => figures.emails.delivered },
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
  { heading: 'Clicks raw', type: 'count', value: ({ figures }) => figures.clicks.raw },
  { heading: 'Clicks human', type: 'count', value: ({ figures }) => figures.clicks.human },
  { heading: 'Clicks phantom', type: 'count', value: ({ figures }) => figures.clicks.phantom },
  { heading: 'Auto-replies', type: 'count', value: ({ figures }) => figures.answers.autoReply },
  { heading: 'CTAs per email', type: 'count', value: ({ figures }) => figures.ctas.perEmail },
  {
    heading: 'Flags',
    type: 'text',
    value: ({ figures }) => figures.flags.map((flag) => flag.code).join(' '),
  },
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
