import type { Attention } from '../analytics/attention/attention';
import type { Changes } from '../analytics/trend/changes';
import type { Activity } from '../analytics/trend/lately';
import type { SequenceRow } from './protocol';

/** A sequence of these days. */
export interface GlanceRow extends SequenceRow {
  /** In the last week; null where nothing happened. */
  readonly lately: Activity | null;
}

/** What the popup and the sidebar show first: small enough to be read and drawn in a blink. */
export interface Glance {
  /** ISO 8601: the time the figures are for. */
  readonly generatedAt: string;
  /** All there are. */
  readonly sequences: number;
  /** Those with something in the last week first, then the latest others. */
  readonly rows: readonly GlanceRow[];
  /** The last days against as many before. */
  readonly changes: { readonly days: number } & Changes;
  /** Worst first. */
  readonly attention: readonly Attention[];
  /** All there are. */
  readonly attentionCount: number;
}

/** Where a glance lies on disk (`lib/store/glance.ts`) and when it was made. */
export interface KeptGlance {
  /** ms UTC. */
  readonly at: number;
  readonly value: Glance;
}
