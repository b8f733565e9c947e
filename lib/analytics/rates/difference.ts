import { normalQuantile } from './special';
import { wilson } from './wilson';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Hits out of a number of trials; both may be fractional where they are expected or effective counts. */
export interface Count {
  readonly hits: number;
  readonly of: number;
}

/**
 * Interval for the difference of two shares, a − b: Newcombe's hybrid score interval (method 10 of R. G. Newcombe,
 * Statistics in Medicine 17, 1998), which joins two Wilson intervals.
 * @returns null where one of the counts is out of nothing
 */
export function newcombe(a: Count, b: Count, level = 0.9): Interval | null {
  const z = normalQuantile(0.5 + level / 2);
  const first = wilson(a.hits, a.of, z);
  const second = wilson(b.hits, b.of, z);
  if (first.low === null || first.high === null || second.low === null || second.high === null) return null;
  const p = a.hits / a.of;
  const q = b.hits / b.of;
  return {
    low: Math.max(-1, p - q - Math.hypot(p - first.low, second.high - q)),
    high: Math.min(1, p - q + Math.hypot(first.high - p, q - second.low)),
  };
}

/**
 * Trials per arm that show the difference between two true shares with the given power, two-sided
 * (J. L. Fleiss, Statistical Methods for Rates and Proportions, without continuity correction).
 * @returns a whole number; infinity where the shares are equal
 */
export function neededPerArm(p: number, q: number, power = 0.8, alpha = 0.05): number {
  if (p === q) return Number.POSITIVE_INFINITY;
  const za = normalQuantile(1 - alpha / 2);
  const zb = normalQuantile(power);
  const mean = (p + q) / 2;
  const root = za * Math.sqrt(2 * mean * (1 - mean)) + zb * Math.sqrt(p * (1 - p) + q * (1 - q));
  return Math.ceil((root / (p - q)) ** 2);
}

/**
 * The smallest rise above `p` that this many trials in each arm can show with the given power; by bisection.
 * @returns 1 − p where no rise can be shown
 */
export function detectableRise(p: number, perArm: number, power = 0.8, alpha = 0.05): number {
  let low = 0;
  let high = 1 - p;
  if (neededPerArm(p, 1, power, alpha) > perArm) return high;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (neededPerArm(p, p + middle, power, alpha) > perArm) low = middle;
    else high = middle;
  }
  return high;
}
