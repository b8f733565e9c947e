import type { Analysis, Sent } from '../analytics/analyse';
import { learnPace } from '../analytics/rates/learn';
import { report } from '../analytics/report';
import type { TeamRows } from '../analytics/team/rows';
import { teamRows } from '../analytics/team/rows';
import { type PeriodChanges, periodChanges } from '../analytics/trend/changes';
import { byCompany, clicksByLink, rawOpened } from '../analytics/trend/groups';
import { inPeriod } from '../analytics/trend/period';
import { weeklyRates } from '../analytics/trend/weeks';
import type { Store } from '../store/store';
import { MOST_ROWS } from './audit-types';
import { prospectOf, prospectsOf } from './prospect-views';
import type { Protocol } from './protocol';
import { follow, type Ground } from './server-audit';
import { readSettings } from './server-insight';
import { CHANGE_DAYS, type SurfaceCalls } from './surface-types';
import { overviewOf } from './views';

/** Rows in one answer: a few megabytes. */
const TEAM_PAGE = 10_000;

const outreachOf = (analysis: Analysis): Sent[] =>
  analysis.sent.filter(({ placement }) => placement !== null);

/** Rows of one analysis, made once for all of their pages. */
const rowsKnown = new WeakMap<Analysis, TeamRows>();

function rowsOf(analysis: Analysis): TeamRows {
  const rows = rowsKnown.get(analysis) ?? teamRows(analysis);
  rowsKnown.set(analysis, rows);
  return rows;
}

/** @param kept the changes that an earlier background has left, or those of the ground */
export function surfaceHandlers(
  store: Store,
  ground: () => Promise<Ground>,
  kept: () => Promise<PeriodChanges>,
): { [K in keyof SurfaceCalls]: (...data: Parameters<Protocol[K]>) => Promise<ReturnType<Protocol[K]>> } {
  return {
    period: async ({ days }) => {
      const { analysis } = await ground();
      const part = inPeriod(analysis, days);
      const { thresholds } = await readSettings(store);
      const pace = learnPace(outreachOf(analysis), analysis.now);
      const { totals, sequences } = overviewOf(part, report(part, { thresholds, pace }));
      return { totals, sequences };
    },
    changes: async ({ days }) =>
      days === CHANGE_DAYS ? kept() : periodChanges((await ground()).analysis, days),
    charts: async ({ id }) => {
      const at = await ground();
      const { analysis } = at;
      const outreach = outreachOf(analysis);
      const now = follow(id, at);
      const emails = outreach.filter(({ placement }) => placement?.sequence.id === now);
      return {
        weeks: weeklyRates(emails, analysis.now, learnPace(outreach, analysis.now)),
        links: clicksByLink(emails),
        companies: byCompany(emails),
        rawOpened: rawOpened(emails),
      };
    },
    prospects: async (query) =>
      prospectsOf((await ground()).analysis, { ...query, limit: Math.min(MOST_ROWS, query.limit) }),
    prospect: async ({ address }) => {
      const { analysis, decisions } = await ground();
      return prospectOf(analysis, decisions, address);
    },
    teamRows: async ({ table, offset }) => {
      const { analysis } = await ground();
      const rows = rowsOf(analysis)[table];
      const from = Math.max(0, offset);
      return { asOf: analysis.now, total: rows.length, rows: rows.slice(from, from + TEAM_PAGE) };
    },
  };
}
