import type { Rate } from '../lib/analytics/rates/rate';

/** The right end of bars that are compared: the next round step above the largest upper bound. */
export function commonScale(rates: readonly Rate[]): number {
  const most = rates.reduce((high, rate) => Math.max(high, rate.high ?? 0), 0);
  return [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75].find((step) => step >= most) ?? 1;
}
