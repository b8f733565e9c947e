import type { Analysis } from '../analytics/analyse';
import type { Report } from '../analytics/report-types';
import { type AuditClick, type AuditQuery, type AuditScope, MOST_ROWS } from './audit-types';
import { auditScope, evidenceOf, type ScopeAudit, selectClicks } from './audit-view';
import { currentSequence, type DecisionView } from './decisions';
import type { Protocol } from './protocol';

/** What is computed once and read by many questions. */
export interface Ground {
  readonly analysis: Analysis;
  readonly report: Report;
  /** Oldest first. */
  readonly decisions: readonly DecisionView[];
}

type AuditCalls = 'audit' | 'clickEvidence';

/** An audit of 250,000 clicks is made once for all of its pages; more than these few are not kept. */
const KEPT = 4;

interface Made {
  readonly of: Analysis;
  readonly scopes: Map<string, ScopeAudit>;
  /** The last selection: the next page is a slice of it. */
  selection: { readonly key: string; readonly rows: readonly AuditClick[] } | null;
}

/** The sequence's id after all merges. */
export function follow(id: string, { analysis, decisions }: Ground): string {
  return analysis.sequences.some((entry) => entry.id === id) ? id : currentSequence(id, decisions);
}

export function auditHandlers(ground: () => Promise<Ground>): {
  [K in AuditCalls]: (...data: Parameters<Protocol[K]>) => Promise<ReturnType<Protocol[K]>>;
} {
  let made: Made | null = null;
  const scopeOf = (at: Ground, { sequence, step }: AuditScope): { audit: ScopeAudit; made: Made } => {
    made = made?.of === at.analysis ? made : { of: at.analysis, scopes: new Map(), selection: null };
    const id = sequence === null ? null : follow(sequence, at);
    const key = JSON.stringify([id, step]);
    let audit = made.scopes.get(key);
    if (audit === undefined) {
      audit = auditScope(at.analysis, at.decisions, { sequence: id, step });
      const [oldest] = made.scopes.keys();
      if (made.scopes.size >= KEPT && oldest !== undefined) made.scopes.delete(oldest);
      made.scopes.set(key, audit);
    }
    return { audit, made };
  };
  return {
    audit: async (query: AuditQuery) => {
      const at = await ground();
      const { audit, made: of } = scopeOf(at, query);
      const { sequence, step, verdict, company, rule, text, sort } = query;
      const key = JSON.stringify([sequence, step, verdict, company, rule, text, sort]);
      if (of.selection?.key !== key) of.selection = { key, rows: selectClicks(audit.rows, query, sort) };
      const { rows } = of.selection;
      const id = sequence === null ? null : follow(sequence, at);
      const found = at.analysis.sequences.find((entry) => entry.id === id);
      const from = Math.max(0, query.offset);
      return {
        sequence: found === undefined ? null : { id: found.id, name: found.name },
        summary: audit.summary,
        total: rows.length,
        rows: rows.slice(from, from + Math.min(MOST_ROWS, Math.max(0, query.limit))),
      };
    },
    clickEvidence: async (scope) => evidenceOf(scopeOf(await ground(), scope).audit),
  };
}
