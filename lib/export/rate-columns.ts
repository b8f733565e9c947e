import type { Rate } from '../analytics/rates/rate';
import type { CellValue, Sheet } from './sheets';

/** Beside every rate: which filter took the phantom clicks out. */
export const FILTER = { heading: 'Filter version', type: 'text' } as const;

/** The columns of one rate: never a percentage without what was counted, out of what, and how sure it is. */
export function rateColumns(name: string, unit: 'prospects' | 'emails' = 'prospects'): Sheet['columns'] {
  return [
    { heading: name, type: 'share' },
    { heading: `${name}: ${unit}`, type: 'count' },
    { heading: `${name}: out of delivered ${unit}`, type: 'count' },
    { heading: `${name}: low end, 90 % interval`, type: 'share' },
    { heading: `${name}: high end, 90 % interval`, type: 'share' },
    { heading: `${name}: maturity`, type: 'share' },
  ];
}

/** Its cells; all empty where nothing was measured, for 0 % would be a finding. */
export function rateCells(rate: Rate | null): CellValue[] {
  if (rate === null) return [null, null, null, null, null, null];
  const { value, hits, of, low, high, maturity } = rate;
  return [value, hits, of, low, high, maturity];
}
