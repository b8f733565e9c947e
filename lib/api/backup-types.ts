import type { Counter, TrackerEvent } from '../facts/event';
import type { Message } from '../facts/message';

/** Of the file's shape: one that a later Plumbline writes is refused, not misread. */
export const BACKUP_VERSION = 1;

export interface BackupProblem {
  /** `decision 3`. */
  readonly where: string;
  readonly message: string;
}

export interface RestoreOutcome {
  /** Decisions that are new here. */
  readonly added: number;
  /** Decisions that were there already. */
  readonly known: number;
  /** Sequences that are new in the ledger. */
  readonly sequences: number;
  readonly settings: number;
  /** Entries that could not be used, each by name. */
  readonly problems: readonly BackupProblem[];
}

export const KEPT_KINDS = ['messages', 'events', 'counters', 'decisions', 'ledger', 'imports'] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];

/** How much is kept of one kind. */
export interface Kept {
  readonly kind: KeptKind;
  readonly items: number;
  /** About, as JSON: the database packs it in its own way. */
  readonly bytes: number;
}

export interface FactsQuery {
  readonly kind: 'messages' | 'events' | 'counters';
  readonly offset: number;
  readonly limit: number;
}

export interface FactsPage {
  readonly total: number;
  readonly items: readonly (Message | TrackerEvent | Counter)[];
}
