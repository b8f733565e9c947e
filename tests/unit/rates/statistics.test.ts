import cdf from '@stdlib/stats-base-dists-beta-cdf';
import quantile from '@stdlib/stats-base-dists-beta-quantile';
import normal from '@stdlib/stats-base-dists-normal-quantile';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectableRise, neededPerArm, newcombe } from '../../../lib/analytics/rates/difference';
import {
  betaInterval,
  betaMean,
  DEFAULT_PRIOR,
  learnPrior,
  posterior,
  probabilityGreater,
} from '../../../lib/analytics/rates/posterior';
import {
  incompleteBeta,
  inverseBeta,
  logGamma,
  normalCdf,
  normalQuantile,
} from '../../../lib/analytics/rates/special';
import { wilson } from '../../../lib/analytics/rates/wilson';
import { BETA_QUANTILE, GREATER, INCOMPLETE_BETA, LOG_GAMMA, NORMAL_QUANTILE } from './scipy';

const relative = (got: number, want: number): number =>
  Math.abs(got - want) / Math.max(1e-300, Math.abs(want));
const Z95 = 1.959963984540054;

describe('special functions against SciPy', () => {
  it.each(LOG_GAMMA)('ln Γ(%f)', (x, want) => {
    expect(Math.abs(logGamma(x) - want)).toBeLessThan(1e-9 * Math.max(1, Math.abs(want)));
  });
  it.each(INCOMPLETE_BETA)('I(%f; %f, %f)', (x, a, b, want) => {
    expect(relative(incompleteBeta(x, a, b), want)).toBeLessThan(1e-9);
  });
  it.each(BETA_QUANTILE)('beta quantile(%f; %f, %f)', (p, a, b, want) => {
    expect(relative(inverseBeta(p, a, b), want)).toBeLessThan(1e-9);
  });
  it.each(NORMAL_QUANTILE)('Φ⁻¹(%f)', (p, want) => {
    expect(Math.abs(normalQuantile(p) - want)).toBeLessThan(1e-9);
  });
  it.each(GREATER)('P(Beta(%f, %f) − Beta(%f, %f) > %f)', (xa, xb, ya, yb, margin, want) => {
    expect(Math.abs(probabilityGreater({ a: xa, b: xb }, { a: ya, b: yb }, margin) - want)).toBeLessThan(
      1e-9,
    );
  });
  it('says where it is not defined', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => incompleteBeta(0.5, 0, 1)).toThrow(RangeError);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});

describe('special functions against stdlib, an independent implementation', () => {
  const shape = fc.double({ min: 0.3, max: 2000, noNaN: true });
  it('cumulative beta within 1e-9', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), shape, shape, (x, a, b) => {
        expect(Math.abs(incompleteBeta(x, a, b) - cdf(x, a, b))).toBeLessThan(1e-9);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
  it('beta quantile within 1e-9', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (p, a, b) => {
        expect(Math.abs(inverseBeta(p, a, b) - quantile(p, a, b))).toBeLessThan(1e-9);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
  it('normal quantile within 1e-9', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        expect(Math.abs(normalQuantile(p) - normal(p, 0, 1))).toBeLessThan(1e-9);
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-12);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('published tables', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Stat. Med. 17 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('Wilson %i of %i', (hits, of, low, high) => {
    const interval = wilson(hits, of, Z95);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
  // Newcombe, Interval estimation for the difference between independent proportions, Stat. Med. 17 (1998), table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('Newcombe %i/%i − %i/%i', (x, m, y, n, low, high) => {
    const interval = newcombe({ hits: x, of: m }, { hits: y, of: n }, 0.95);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });
  // Facts, statistics 6.3, rounded there; the formula is Fleiss's.
  it.each([
    [0.01, 0.02, 2318],
    [0.02, 0.03, 3825],
    [0.02, 0.04, 1141],
    [0.03, 0.06, 748],
    [0.05, 0.08, 1059],
  ])('prospects per arm for %f against %f', (p, q, want) => {
    expect(Math.abs(neededPerArm(p, q) - want)).toBeLessThanOrEqual(1);
  });
});

describe('differences', () => {
  it('is null out of nothing, and mirrors when the arms change places', () => {
    expect(newcombe({ hits: 0, of: 0 }, { hits: 1, of: 2 })).toBeNull();
    const there = newcombe({ hits: 7, of: 90 }, { hits: 2, of: 60 });
    const back = newcombe({ hits: 2, of: 60 }, { hits: 7, of: 90 });
    expect(there?.low).toBeCloseTo(-(back?.high ?? 0), 12);
  });
  it('the detectable rise is the one that needs this many', () => {
    const rise = detectableRise(0.03, 748);
    expect(rise).toBeCloseTo(0.03, 3);
    expect(neededPerArm(0.03, 0.03 + rise)).toBeLessThanOrEqual(748);
    expect(detectableRise(0.5, 1)).toBe(0.5);
    expect(neededPerArm(0.1, 0.1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('shrinkage', () => {
  it('uses the default below eight sequences', () => {
    expect(learnPrior(Array.from({ length: 7 }, () => ({ hits: 3, of: 100 })))).toBe(DEFAULT_PRIOR);
    expect(learnPrior(Array.from({ length: 12 }, () => ({ hits: 0, of: 100 })))).toBe(DEFAULT_PRIOR);
  });
  it('learns the mean, and a heavy weight where sequences are alike, a light one where they differ', () => {
    const alike = learnPrior(Array.from({ length: 20 }, () => ({ hits: 6, of: 120 })));
    const apart = learnPrior(Array.from({ length: 20 }, (_, i) => ({ hits: i % 2 === 0 ? 1 : 25, of: 120 })));
    expect(alike.mean).toBeCloseTo(0.05, 2);
    expect(alike.weight).toBeGreaterThan(250);
    expect(apart.weight).toBeLessThan(20);
    expect(apart.learnedFrom).toBe(20);
  });
  // Facts, statistics 6.2 (with its κ of 88).
  it.each([
    [0, 20, 0.017, 0.003, 0.041],
    [2, 20, 0.035, 0.012, 0.068],
    [5, 50, 0.049, 0.023, 0.083],
    [8, 200, 0.034, 0.019, 0.053],
  ])('%i of %i', (hits, of, value, low, high) => {
    const beta = posterior({ hits, of }, { mean: 0.02, weight: 88, learnedFrom: 0 });
    expect(Math.abs(betaMean(beta) - value)).toBeLessThan(0.0015);
    const interval = betaInterval(beta);
    expect(Math.abs(interval.low - low)).toBeLessThan(0.0015);
    expect(Math.abs(interval.high - high)).toBeLessThan(0.0015);
  });
  it('P(A > B) and P(B > A) make 1, and equals are even', () => {
    const a = { a: 4.2, b: 71 };
    const b = { a: 2.9, b: 60 };
    expect(probabilityGreater(a, b) + probabilityGreater(b, a)).toBeCloseTo(1, 10);
    expect(probabilityGreater(a, a)).toBeCloseTo(0.5, 10);
  });
});
