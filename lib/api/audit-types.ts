import type { JoinedBy } from '../analytics/attribution/clicks';
import type { AuditedRule, AuditRow } from '../analytics/phantom/audit';
import type { ClickVerdict } from '../analytics/phantom/judge';
import type { RuleId } from '../analytics/phantom/rules';

/** What the click audit asks and is told. */

/** Which clicks: of all outreach, of a sequence, of one of its steps. */
export interface AuditScope {
  readonly sequence: string | null;
  /** 1-based; null for all steps. */
  readonly step: number | null;
}

export const AUDIT_COLUMNS = ['at', 'human', 'since', 'prospect', 'url', 'rules'] as const;
export type AuditColumn = (typeof AUDIT_COLUMNS)[number];

export interface AuditFilter {
  /** `waiting`: younger than ten minutes; `said`: decided by the user. */
  readonly verdict: ClickVerdict | 'waiting' | 'said' | null;
  /** Domain. */
  readonly company: string | null;
  /** Clicks that this rule calls a machine's; `none`: those that no rule does. */
  readonly rule: RuleId | 'any' | 'none' | null;
  /** In the prospect, the link, the reasons, the subject, the address; case does not matter. */
  readonly text: string;
}

export interface AuditQuery extends AuditScope, AuditFilter {
  readonly sort: { readonly column: AuditColumn; readonly direction: 'ascending' | 'descending' };
  readonly offset: number;
  /** At most `MOST_ROWS`. */
  readonly limit: number;
}

/** Rows of one answer: about 0.5 MB. */
export const MOST_ROWS = 1000;

/** The user's word on a click: on it alone, or on all clicks of its company. */
export interface Said {
  readonly by: 'human' | 'machine';
  readonly company: boolean;
}

/** A click with all there is to say about it. */
export interface AuditClick extends Omit<AuditRow, 'said' | 'messageId'> {
  /** Null for a click on a link that many got, from a tracker that names nobody. */
  readonly messageId: string | null;
  readonly sequence: { readonly id: string; readonly name: string };
  readonly step: number | null;
  readonly subject: string;
  readonly tracker: string;
  readonly joinedBy: JoinedBy | null;
  /** Of the join, 0 to 1. */
  readonly certainty: number;
  readonly said: Said | null;
}

export interface AuditSummary {
  /** Clicks that count, and those that wait for their ten minutes. */
  readonly raw: number;
  readonly waiting: number;
  /** Expected clicks by people. */
  readonly human: number;
  /** Share of raw clicks taken out; null without clicks. */
  readonly negated: number | null;
  /** Expected prospects who clicked, with the 90 % interval of the verdicts. */
  readonly clickers: { readonly expected: number; readonly low: number; readonly high: number };
  readonly rules: readonly AuditedRule[];
}

export interface AuditPage {
  /** Null for all, and where the sequence is not there (any more). Follows a merge: may be another than was asked for. */
  readonly sequence: { readonly id: string; readonly name: string } | null;
  /** Of the scope, whatever the filter. */
  readonly summary: AuditSummary;
  /** Clicks that pass the filter. */
  readonly total: number;
  readonly rows: readonly AuditClick[];
}

/** Why some clicks were judged as they were: a reason, and how many clicks it speaks for. */
export interface ReasonCount {
  readonly text: string;
  readonly clicks: number;
}

/** What stands behind a click rate. */
export interface ClickEvidence {
  readonly raw: number;
  readonly human: number;
  readonly phantom: number;
  readonly waiting: number;
  readonly clickers: AuditSummary['clickers'];
  readonly verdicts: { readonly [verdict in ClickVerdict]: number };
  /** Clicks the user has decided. */
  readonly said: number;
  /** Strongest reasons, most frequent first. */
  readonly forMachine: readonly ReasonCount[];
  readonly forHuman: readonly ReasonCount[];
}
