import type { AuditScope } from './audit-types';
import { BACKUP_VERSION } from './backup-types';
import { ask } from './client';
import type { ClickWord, DecisionView } from './decisions';

/** The calls about decisions, as components take them. */
export const decisionCalls = {
  decideClick: (word: ClickWord) => ask('decideClick', word),
  unsayClick: (about: ClickWord['about']) => ask('unsayClick', { about }),
  undo: (ids: readonly number[]) => ask('undoDecisions', { ids }),
  restore: (decisions: readonly DecisionView[]) =>
    ask('restore', { plumbline: 'backup', version: BACKUP_VERSION, decisions }),
};

export const loadEvidence = (scope: AuditScope) => ask('clickEvidence', scope);

/** Where the dashboard shows the audit of a scope, after `#`. */
export function auditPath({ sequence, step }: AuditScope): string {
  return `/audit${sequence === null ? '' : `/${encodeURIComponent(sequence)}`}${step === null ? '' : `?step=${step}`}`;
}
