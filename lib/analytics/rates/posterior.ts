import type { Count, Interval } from './difference';
import { incompleteBeta, inverseBeta, logBeta } from './special';

/** A beta distribution over a true share. */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

/** What is known of a share before its own data: as if `weight` earlier trials had a share of `mean`. */
export interface Prior {
  readonly mean: number;
  readonly weight: number;
  /** How many of the user's own sequences it was learned from; 0 for the default. */
  readonly learnedFrom: number;
}

/**
 * Before the user has eight sequences: 76 real campaigns, maximum likelihood mean 2.0 % per prospect, weight 88, cut to 50
 * because they are one agency's (facts, statistics 6.2).
 */
export const DEFAULT_PRIOR: Prior = { mean: 0.02, weight: 50, learnedFrom: 0 };
/** Sequences from which a prior of the user's own can be learned. */
export const ENOUGH_SEQUENCES = 8;
/** A learned prior never weighs more than this: however alike a user's sequences were, a new one may differ. */
const HEAVIEST = 300;
const LIGHTEST = 2;

export function posterior({ hits, of }: Count, prior: Prior): Beta {
  return {
    a: hits + prior.mean * prior.weight,
    b: Math.max(0, of - hits) + (1 - prior.mean) * prior.weight,
  };
}

export function betaMean({ a, b }: Beta): number {
  return a / (a + b);
}

/** The middle `level` of the distribution. */
export function betaInterval({ a, b }: Beta, level = 0.9): Interval {
  return { low: inverseBeta((1 - level) / 2, a, b), high: inverseBeta((1 + level) / 2, a, b) };
}

/** Log likelihood of counts under beta-binomial, without the binomial coefficients, which do not depend on the prior. */
function logLikelihood(counts: readonly Count[], mean: number, weight: number): number {
  const a = mean * weight;
  const b = (1 - mean) * weight;
  const norm = logBeta(a, b);
  let total = 0;
  for (const { hits, of } of counts) total += logBeta(a + hits, b + Math.max(0, of - hits)) - norm;
  return total;
}

/** The argument between `from` and `to` where a one-humped function is largest: golden section. */
function largest(from: number, to: number, of: (x: number) => number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = from;
  let high = to;
  for (let i = 0; i < 60; i++) {
    const x1 = high - ratio * (high - low);
    const x2 = low + ratio * (high - low);
    if (of(x1) < of(x2)) low = x1;
    else high = x2;
  }
  return (low + high) / 2;
}

/**
 * Empirical Bayes: the beta prior under which the user's own sequences are likeliest (beta-binomial maximum likelihood,
 * the mean and the logarithm of the weight in turn). Fewer than eight sequences, or not one hit: the default.
 */
export function learnPrior(counts: readonly Count[]): Prior {
  const usable = counts.filter(({ of }) => of > 0);
  const hits = usable.reduce((total, count) => total + count.hits, 0);
  const of = usable.reduce((total, count) => total + count.of, 0);
  if (usable.length < ENOUGH_SEQUENCES || hits === 0 || hits >= of) return DEFAULT_PRIOR;
  let mean = hits / of;
  let weight = DEFAULT_PRIOR.weight;
  for (let round = 0; round < 12; round++) {
    const fixed = mean;
    weight = Math.exp(
      largest(Math.log(LIGHTEST), Math.log(HEAVIEST), (log) => logLikelihood(usable, fixed, Math.exp(log))),
    );
    const heavy = weight;
    const logit = largest(-12, 12, (t) => logLikelihood(usable, 1 / (1 + Math.exp(-t)), heavy));
    mean = 1 / (1 + Math.exp(-logit));
  }
  return { mean, weight, learnedFrom: usable.length };
}

/**
 * P(share of x − share of y > margin) for independent beta distributions.
 * Trapezoids over the log odds of x: the integrand is smooth and falls off exponentially on both sides, where this rule is exact
 * to rounding (L. N. Trefethen, J. A. C. Weideman, SIAM Review 56, 2014).
 */
export function probabilityGreater(x: Beta, y: Beta, margin = 0): number {
  const norm = logBeta(x.a, x.b);
  const density = (t: number): number => {
    // ln p and ln (1 − p) without cancellation.
    const logP = t < 0 ? t - Math.log1p(Math.exp(t)) : -Math.log1p(Math.exp(-t));
    const logQ = logP - t;
    return Math.exp(x.a * logP + x.b * logQ - norm);
  };
  const centre = Math.log(x.a / x.b);
  const step = Math.sqrt(1 / x.a + 1 / x.b) / 8;
  const side = (direction: 1 | -1): number => {
    let total = 0;
    for (let i = direction === 1 ? 0 : 1; i < 4000; i++) {
      const t = centre + direction * i * step;
      const weight = density(t);
      total += weight * incompleteBeta(1 / (1 + Math.exp(-t)) - margin, y.a, y.b);
      if (weight < 1e-17) break;
    }
    return total;
  };
  return Math.min(1, Math.max(0, (side(1) + side(-1)) * step));
}
