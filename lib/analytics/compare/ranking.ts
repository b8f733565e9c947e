import { type Prior, posterior } from '../rates/posterior';
import { MATURE } from '../rates/rate';
import { incompleteBeta } from '../rates/special';
import { type Arm, type CompareLimits, DEFAULT_COMPARE } from './compare';

/** Places on the podium. */
const TOP = 3;
/** With fewer than twice as many as the podium holds, to be on it says little. */
const FEWEST = 2 * TOP;
/** Points of the grid on which the shares are integrated. */
const GRID = 240;

export interface Ranked {
  readonly name: string;
  /** Index in the list of arms. */
  readonly index: number;
  /** P(its true rate is one of the three highest). */
  readonly top: number;
}

export interface Ranking {
  /** Only those that are surely among the three best, likeliest first; empty where the data cannot carry it. */
  readonly best: readonly Ranked[];
  /** Sequences with enough mature prospects to be ranked at all. */
  readonly ranked: number;
  /** How many it takes. */
  readonly fewest: number;
}

/**
 * Which sequences are surely among the three best, by posterior and never by raw rate. The same certainty as a comparison
 * takes, so that looking every day does not crown one of many equals.
 */
export function rank(
  arms: readonly Arm[],
  prior: Prior,
  limits: Pick<CompareLimits, 'sure' | 'enough'> = DEFAULT_COMPARE,
): Ranking {
  const able = arms
    .map((arm, index) => ({ arm, index }))
    .filter(({ arm }) => arm.rate.of >= limits.enough && arm.rate.maturity >= MATURE);
  if (able.length < FEWEST) return { best: [], ranked: able.length, fewest: FEWEST };
  const top = topShares(
    able.map(({ arm }) => arm),
    prior,
  );
  const best = able
    .map(({ arm, index }, i) => ({ name: arm.name, index, top: top[i] ?? 0 }))
    .filter((entry) => entry.top >= limits.sure)
    .sort((a, b) => b.top - a.top || a.index - b.index);
  return { best, ranked: able.length, fewest: FEWEST };
}

/** P(among the three highest) of each, by numeric integration over its own posterior: Σ P(own share in the cell) · P(at most two others above it). */
function topShares(arms: readonly Arm[], prior: Prior): number[] {
  const betas = arms.map(({ rate: { hits, of, maturity }, designEffect }) =>
    posterior({ hits: hits / designEffect, of: Math.max(hits, of * maturity) / designEffect }, prior),
  );
  const most = betas.reduce((high, { a, b }) => {
    const mean = a / (a + b);
    return Math.max(high, mean + 8 * Math.sqrt((mean * (1 - mean)) / (a + b + 1)));
  }, 0);
  const end = Math.min(1, most);
  // Cumulative distribution of each at the borders of the cells.
  const below = betas.map(({ a, b }) =>
    Array.from({ length: GRID + 1 }, (_, i) => incompleteBeta((end * i) / GRID, a, b)),
  );
  return betas.map((_, own) => {
    let total = 0;
    for (let cell = 0; cell < GRID; cell++) {
      const mass = (below[own]?.[cell + 1] ?? 0) - (below[own]?.[cell] ?? 0);
      if (mass < 1e-12) continue;
      // How many others are above: 0, 1 or 2 (Poisson-binomial, cut at the podium).
      const above = [1, 0, 0];
      below.forEach((cdf, other) => {
        if (other === own) return;
        const higher = 1 - ((cdf[cell] ?? 0) + (cdf[cell + 1] ?? 0)) / 2;
        const [none = 0, one = 0, two = 0] = above;
        above[2] = two * (1 - higher) + one * higher;
        above[1] = one * (1 - higher) + none * higher;
        above[0] = none * (1 - higher);
      });
      total += mass * above.reduce((sum, share) => sum + share, 0);
    }
    return Math.min(1, total);
  });
}
