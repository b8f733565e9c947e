import type { StepTemplate } from '../analytics/sequences/template';
import type { DecisionView } from './decisions';

/** What the sequence page and the page of decisions ask and are told. */

/** An email of a sequence, as a row. */
export interface EmailRow {
  /** The message's natural key: what a decision about it names. */
  readonly key: string;
  /** ms UTC. */
  readonly at: number;
  readonly subject: string;
  readonly prospects: readonly string[];
  readonly step: number;
  readonly variant: string | null;
  readonly delivered: boolean;
  readonly replied: boolean;
  /** Clicks by people, expected. */
  readonly clicks: number;
  /** The first words of it. */
  readonly opening: string;
}

export interface EmailsQuery {
  readonly sequence: string;
  readonly step: number | null;
  /** In prospect, subject or text; case does not matter. */
  readonly text: string;
  readonly offset: number;
  readonly limit: number;
}

export interface EmailsPage {
  readonly total: number;
  readonly rows: readonly EmailRow[];
}

export interface SequenceTemplate {
  readonly steps: readonly StepTemplate[];
  /** Ids of sequences that were merged into this one, with their names. */
  readonly merged: readonly { readonly id: string; readonly name: string }[];
}

/** A label of the user's own, as found in sent mail. */
export interface LabelView {
  readonly label: string;
  readonly emails: number;
  /** The decision that made it a sequence; null where none did. */
  readonly named: number | null;
}

/** A hidden sequence, with the decisions that hide it. */
export interface HiddenSequence {
  readonly id: string;
  readonly name: string;
  readonly decisions: readonly number[];
}

/** All decisions, and what they are about in words. */
export interface DecisionBook {
  /** Newest first. */
  readonly decisions: readonly DecisionView[];
  /** Of sequences, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** Of messages, by their natural key: `subject` to `prospects`. */
  readonly messages: Readonly<Record<string, { readonly subject: string; readonly to: string }>>;
  /** Of clicks, by key. */
  readonly clicks: Readonly<
    Record<string, { readonly prospect: string; readonly at: number; readonly url: string }>
  >;
  readonly hidden: readonly HiddenSequence[];
}
