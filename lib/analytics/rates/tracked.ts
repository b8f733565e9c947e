import type { Rates } from '../report-types';

/** What every surface says of clicks that nobody could have seen, in place of a rate. */
export const UNTRACKED = 'no tracker data';

/**
 * Whether anything is known of clicks at all: no tracker reported on any link, so zero clicks would be no finding.
 * A click that was seen all the same is always shown.
 */
export function clicksUntracked(rates: Pick<Rates, 'clickableClick' | 'rawClick'>): boolean {
  return rates.clickableClick.of === 0 && rates.rawClick.hits === 0;
}
