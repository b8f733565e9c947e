import type { Sent } from '../analyse';
import type { Counted } from '../rates/figures';
import type { StepHazard } from '../rates/steps';
import type { Flag } from '../report-types';
import type { Asks } from './asks';
import type { FlagThresholds } from './thresholds';

/** How far a tracker's clock is off, as whoever joins its events estimates it. */
export interface TrackerClock {
  readonly tracker: string;
  /** Tracker's time less true time, in milliseconds. */
  readonly skew: number;
  /** Events the estimate rests on. */
  readonly events: number;
}

/** Sums a tracker gave without rows: shown apart, never part of a rate. */
export interface UnfilteredClicks {
  readonly tracker: string;
  readonly clicks: number;
}

export interface FlagInput {
  readonly level: 'totals' | 'sequence' | 'step';
  /** 1-based; null unless `level` is `step`. */
  readonly step: number | null;
  readonly figures: Counted;
  readonly emails: readonly Sent[];
  /** What the emails ask for, where that has been counted already. */
  readonly asks?: Asks | undefined;
  /** Of the sequence (all its steps): `stepHazards`. */
  readonly hazards: readonly StepHazard[];
  /** Counters that belong to this sequence or step; empty where there are none. */
  readonly counters?: readonly UnfilteredClicks[];
  /** Only with `totals`. */
  readonly clocks?: readonly TrackerClock[];
}

/** Pure: the same numbers, the same finding; null where there is none or the numbers cannot carry one. */
export type Rule = (input: FlagInput, limits: FlagThresholds) => Flag | null;

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "4.0 %, 2.1 to 7.3": a rate that carries its interval. */
export function withInterval(rate: {
  value: number | null;
  low: number | null;
  high: number | null;
}): string {
  if (rate.value === null || rate.low === null || rate.high === null) return 'none';
  const fixed = (share: number): string => (share * 100).toFixed(1);
  return `${fixed(rate.value)} % (${fixed(rate.low)} to ${fixed(rate.high)})`;
}

/** An interval as evidence: `click: { value, low, high }` becomes `clickValue`, `clickLow`, `clickHigh`; nothing where there is none. */
export function intervalEvidence(
  name: string,
  { value, low, high }: { value: number | null; low: number | null; high: number | null },
): Record<string, number> {
  if (value === null || low === null || high === null) return {};
  return { [`${name}Value`]: value, [`${name}Low`]: low, [`${name}High`]: high };
}
