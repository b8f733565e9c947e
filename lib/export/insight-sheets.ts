import type { OutcomeComparison, PlaceComparison } from '../analytics/compare/places';
import { FILTER_VERSION } from '../analytics/definitions';
import type { OutcomeGroup } from '../analytics/outcomes/by-ctas';
import { clicksUntracked } from '../analytics/rates/tracked';
import type { TeamFigures } from '../analytics/team/figures';
import { FILTER, rateCells, rateColumns } from './rate-columns';
import type { CellValue, Sheet } from './sheets';

/** Two places side by side: both rates, their difference in shares (first less second) and the verdict, a row each outcome. */
export function comparisonSheet({ first, second, unit, reply, click }: PlaceComparison): Sheet {
  const row = (outcome: string, result: OutcomeComparison | null): CellValue[] => [
    outcome,
    ...[first, second].flatMap((place, side) => [
      place.sequence.name,
      place.step,
      place.variant,
      ...rateCells(result?.rates[side] ?? null),
    ]),
    result?.difference?.low ?? null,
    result?.difference?.high ?? null,
    result?.probability ?? null,
    result?.verdict ?? 'untracked',
    FILTER_VERSION,
  ];
  return {
    name: 'comparison',
    columns: [
      { heading: 'Outcome', type: 'text' },
      ...(['First', 'Second'] as const).flatMap((side): Sheet['columns'] => [
        { heading: `${side}: sequence`, type: 'text' },
        { heading: `${side}: step`, type: 'count' },
        { heading: `${side}: variant`, type: 'text' },
        ...rateColumns(`${side}: rate`, unit),
      ]),
      { heading: 'First less second: low end, 90 % interval', type: 'share' },
      { heading: 'First less second: high end, 90 % interval', type: 'share' },
      { heading: 'Probability that the first has the higher rate', type: 'share' },
      { heading: 'Verdict', type: 'text' },
      FILTER,
    ],
    rows: [row('replies', reply), row('human clicks', click)],
  };
}

/** Emails of one kind of place and their one outcome, by CTAs. */
export interface CtaOutcomes {
  readonly position: 'first' | 'later';
  readonly outcome: 'reply' | 'click';
  /** With no, one, two, three or more CTAs. */
  readonly byNumber: readonly OutcomeGroup[];
  readonly byKind: readonly { readonly kind: string; readonly group: OutcomeGroup }[];
}

const NUMBERS = ['no CTA', 'one CTA', 'two CTAs', 'three or more CTAs'];

/** What mature emails got by number and kind of their CTAs. Where no tracker reports on clicks, there are no such rows. */
export function ctaOutcomesSheet(views: readonly CtaOutcomes[]): Sheet {
  const rows: CellValue[][] = [];
  for (const { position, outcome, byNumber, byKind } of views) {
    const add = (by: string, group: string, figures: OutcomeGroup): void => {
      const { value, hits, emails, low, high, templates } = figures;
      const what = outcome === 'reply' ? 'replies' : 'human clicks';
      rows.push([position, what, by, group, value, hits, emails, low, high, templates, FILTER_VERSION]);
    };
    if (byNumber.every(({ emails }) => emails === 0)) continue;
    byNumber.forEach((group, n) => {
      add('number of CTAs', NUMBERS[n] ?? '', group);
    });
    for (const { kind, group } of byKind) add('kind of the only CTA', kind, group);
  }
  return {
    name: 'ctas',
    columns: [
      { heading: 'Emails of a sequence', type: 'text' },
      { heading: 'Outcome', type: 'text' },
      { heading: 'Grouped by', type: 'text' },
      { heading: 'Group', type: 'text' },
      { heading: 'Rate', type: 'share' },
      { heading: 'Emails with the outcome', type: 'count' },
      { heading: 'Out of mature, delivered emails', type: 'count' },
      { heading: 'Low end, 90 % interval', type: 'share' },
      { heading: 'High end, 90 % interval', type: 'share' },
      { heading: 'Different steps they come from', type: 'count' },
      FILTER,
    ],
    rows,
  };
}

/**
 * The team's numbers: all together, each SDR, each SDR's sequences.
 * @param filterOf which filter an SDR's figures were computed with, by their name; null where sets differ or it is not known
 */
export function teamSheet(figures: readonly TeamFigures[], filterOf: (sdr: string) => string | null): Sheet {
  return {
    name: 'team',
    columns: [
      { heading: 'SDR', type: 'text' },
      { heading: 'Sequence', type: 'text' },
      { heading: 'Sequence id', type: 'text' },
      { heading: 'First sent', type: 'time' },
      { heading: 'Last sent', type: 'time' },
      { heading: 'Prospects reached', type: 'count' },
      { heading: 'Delivered prospects', type: 'count' },
      { heading: 'Emails sent', type: 'count' },
      ...rateColumns('Reply rate'),
      ...rateColumns('Click rate'),
      ...rateColumns('Raw click rate'),
      FILTER,
    ],
    rows: figures.map(({ sdr, sequence, name, firstSentAt, lastSentAt, prospects, emails, rates }) => [
      sdr === '' ? 'The whole team' : sdr,
      sequence === '' ? 'All sequences' : name,
      sequence,
      firstSentAt,
      lastSentAt,
      prospects.reached,
      prospects.delivered,
      emails.sent,
      ...rateCells(rates.reply),
      ...rateCells(clicksUntracked(rates) ? null : rates.click),
      ...rateCells(clicksUntracked(rates) ? null : rates.rawClick),
      filterOf(sdr),
    ]),
  };
}
