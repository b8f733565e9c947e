import { LEVEL, type Rate, tidy } from '../rates/rate';
import { wilson, Z90 } from '../rates/wilson';
import { INTERVAL } from './weights';

/**
 * The click rate with its 90 % interval: Wilson's for the sampling, on the number of prospects whose doings are in
 * effect known. By the missing-information principle (T. A. Louis, JRSS B 44, 1982) an expected count of n prospects
 * with probabilities P carries the information of n − ΣP(1 − P) / (p(1 − p)) whose doings are known for sure.
 * Verdicts also err together (the same gateway, the same assumption), which grows with the doubtful mass:
 * (INTERVAL.common · ΣP(1 − P))² is added to the variance.
 * @param clicked over P(clicked) of every prospect: ΣP, and ΣP(1 − P)
 * @param of delivered prospects; those not in `clicked` have no click at all
 */
export function clickRateOf(
  clicked: { readonly hits: number; readonly doubt: number },
  of: number,
  maturity = 1,
): Rate {
  const hits = tidy(clicked.hits);
  // Browsers differ in the last digit of exp and log: from here on all arithmetic is exact alike.
  const doubt = tidy(clicked.doubt);
  const p = of === 0 ? 0 : Math.min(1, hits / of);
  const { low, high } = wilson(hits, of);
  let bounds = { low, high };
  if (of > 0 && doubt > 1e-9 && p > 0 && p < 1) {
    const pq = p * (1 - p);
    const known = Math.max(INTERVAL.floor * of, of - doubt / pq);
    // Variance of the rate: sampling on what is known, and the common error of the verdicts.
    const common = (INTERVAL.common * doubt) / of;
    const variance = pq / known + common * common; // engines differ in the last digit of powers
    const effective = Math.max(pq / variance, 1);
    bounds = wilson(p * effective, effective);
  }
  return {
    hits,
    of,
    value: of === 0 ? null : hits / of,
    low: bounds.low,
    high: bounds.high,
    level: LEVEL,
    maturity: tidy(maturity),
  };
}

/** As `clickRateOf`. @param clicked P(clicked) of every prospect in `of`; those not in it have no click at all */
export function clickRate(clicked: readonly number[], of: number, maturity = 1): Rate {
  let hits = 0;
  let doubt = 0;
  for (const p of clicked) {
    hits += p;
    doubt += p * (1 - p);
  }
  return clickRateOf({ hits, doubt }, of, maturity);
}

/**
 * How many prospects clicked, out of those at hand (not the rate behind them): the 90 % interval of the verdicts alone.
 * The sum of independent 0/1 with these probabilities, and the verdicts' common error, as a normal distribution
 * within its bounds.
 */
export function clickersInterval(clicked: readonly number[]): {
  expected: number;
  low: number;
  high: number;
} {
  let expected = 0;
  let doubt = 0;
  let sure = 0;
  let possible = 0;
  for (const p of clicked) {
    expected += p;
    doubt += p * (1 - p);
    if (p > 0.995) sure++;
    if (p > 0.005) possible++;
  }
  const certain = doubt < 1e-9;
  const half = certain
    ? 0
    : Z90 * Math.sqrt(doubt + (INTERVAL.common * doubt) ** 2 + (INTERVAL.unforeseen * expected) ** 2);
  return {
    expected: tidy(expected),
    low: tidy(Math.min(expected, Math.max(sure, expected - half))),
    high: tidy(Math.max(expected, Math.min(possible, expected + half))),
  };
}
