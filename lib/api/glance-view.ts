import type { Analysis } from '../analytics/analyse';
import { needsAttention } from '../analytics/attention/attention';
import type { Report } from '../analytics/report-types';
import { type PeriodChanges, periodChanges } from '../analytics/trend/changes';
import { activityOf } from '../analytics/trend/lately';
import type { Glance } from './glance-types';
import { CHANGE_DAYS } from './surface-types';

/** Days that “this week” means. */
const WEEK = 7;
/** What fits without much scrolling; the dashboard has the rest. */
const MOST_ROWS = 12;
const MOST_ATTENTION = 6;

/** @param changes of `CHANGE_DAYS`, where they are known already */
export function glanceOf(analysis: Analysis, full: Report, changes?: PeriodChanges): Glance {
  const lately = activityOf(analysis, WEEK);
  const rows = full.sequences.map(({ steps: _steps, ratesPerEmail: _rates, ...row }) => ({
    ...row,
    lately: lately.get(row.id) ?? null,
  }));
  // The report has the latest first, and this sort keeps its order among equals.
  rows.sort((a, b) => Number(a.lately === null) - Number(b.lately === null));
  const attention = needsAttention(full.sequences, analysis.now);
  const { days, all } = changes ?? periodChanges(analysis, CHANGE_DAYS);
  return {
    generatedAt: full.generatedAt,
    sequences: full.sequences.length,
    rows: rows.slice(0, MOST_ROWS),
    changes: { days, ...all },
    attention: attention.slice(0, MOST_ATTENTION),
    attentionCount: attention.length,
  };
}
