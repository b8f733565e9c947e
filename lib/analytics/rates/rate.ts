import { wilson } from './wilson';

/** A number that carries its evidence. */
export interface Rate {
  /** Fractional where it is an expected count. */
  readonly hits: number;
  readonly of: number;
  /** `hits / of`; null exactly when `of` is 0. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of the interval: 0.9. */
  readonly level: number;
  /** Share of the answers that are to be expected by now, 0 to 1. Below 0.9 the rate is still maturing. */
  readonly maturity: number;
}

export const LEVEL = 0.9;
/** From here on a rate is no longer "maturing". */
export const MATURE = 0.9;

/** Rounds away what floating-point sums leave behind, so that equal counts print equal. */
export function tidy(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

export function rate(hits: number, of: number, maturity = 1): Rate {
  const clean = tidy(hits);
  const whole = tidy(of);
  const { low, high } = wilson(clean, whole);
  return {
    hits: clean,
    of: whole,
    value: whole === 0 ? null : clean / whole,
    low,
    high,
    level: LEVEL,
    maturity: tidy(maturity),
  };
}
