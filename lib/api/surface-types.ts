import type { ClickRow, DeliveryRow, EmailRow } from '../analytics/team/rows';
import type { PeriodChanges } from '../analytics/trend/changes';
import type { CompanyFigures, LinkClicks } from '../analytics/trend/groups';
import type { WeekFigures } from '../analytics/trend/weeks';
import type { Overview, TimelineEntry } from './protocol';

/** Days that the popup compares: these changes are kept for a background that was just started. */
export const CHANGE_DAYS = 30;

/** What the charts, the prospects, the popup's changes and the team's page ask and are told. */
export interface SurfaceCalls {
  /** The sequences and totals with only what was sent in the last days. */
  period(query: { days: number }): Pick<Overview, 'totals' | 'sequences'>;
  /** The last days against as many before. */
  changes(query: { days: number }): PeriodChanges;
  /** A sequence over weeks, by link and by company. */
  charts(query: { id: string }): ChartsView;
  /** Everybody outreach went to, latest first, a page at a time. */
  prospects(query: ProspectsQuery): ProspectsPage;
  /** All that happened with one prospect; null where no outreach went to that address. */
  prospect(query: { address: string }): ProspectView | null;
  /** What this Plumbline tells its team, a page of one table at a time. */
  teamRows(query: TeamQuery): TeamPage;
}

export interface ChartsView {
  readonly weeks: readonly WeekFigures[];
  readonly links: readonly LinkClicks[];
  readonly companies: readonly CompanyFigures[];
  /** Prospects with any open, machines' too. */
  readonly rawOpened: number;
}

export interface ProspectsQuery {
  /** In the address, name or a sequence's name; case does not matter. */
  readonly text: string;
  readonly offset: number;
  readonly limit: number;
}

export interface ProspectRow {
  /** The address. */
  readonly key: string;
  readonly name: string;
  readonly sequences: readonly { readonly id: string; readonly name: string }[];
  readonly emails: number;
  /** ms UTC of the last email. */
  readonly lastAt: number;
  readonly delivered: boolean;
  readonly replied: boolean;
  /** P(at least one human click), 0 to 1. */
  readonly clicked: number;
}

export interface ProspectsPage {
  readonly total: number;
  readonly rows: readonly ProspectRow[];
}

export interface ProspectView extends ProspectRow {
  /** Oldest first; each sequence by itself. */
  readonly timelines: readonly {
    readonly sequence: { readonly id: string; readonly name: string };
    readonly entries: readonly TimelineEntry[];
  }[];
}

export type TeamQuery = {
  readonly table: 'emails' | 'deliveries' | 'clicks';
  readonly offset: number;
};

export interface TeamPage {
  /** Milliseconds UTC: the time the figures are for. */
  readonly asOf: number;
  readonly total: number;
  readonly rows: readonly (EmailRow | DeliveryRow | ClickRow)[];
}
