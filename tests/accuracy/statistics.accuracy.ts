import { type Arm, compare, DEFAULT_COMPARE, type Verdict } from '../../lib/analytics/compare/compare';
import { newcombe } from '../../lib/analytics/rates/difference';
import { DEFAULT_CURVE, effectiveTrials } from '../../lib/analytics/rates/maturity';
import { betaInterval, DEFAULT_PRIOR, learnPrior, posterior } from '../../lib/analytics/rates/posterior';
import { rate } from '../../lib/analytics/rates/rate';
import { wilson } from '../../lib/analytics/rates/wilson';
import type { Table } from '../shared/table';

/** mulberry32 by Tommy Ettinger (public domain): seeded, so that every run measures the same. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function binomial(n: number, p: number): number[] {
  // Probabilities of 0 … n hits, by recurrence: coverage is summed, not drawn.
  const mass = [(1 - p) ** n];
  for (let k = 1; k <= n; k++) mass.push(((mass[k - 1] ?? 0) * (n - k + 1) * p) / (k * (1 - p)));
  return mass;
}

/** How often the 90 % interval of a rate holds the truth: exact, over all outcomes. */
export function coverage(n: number, p: number): number {
  let held = 0;
  binomial(n, p).forEach((mass, hits) => {
    const { low, high } = wilson(hits, n);
    if (low !== null && high !== null && low <= p && p <= high) held += mass;
  });
  return held;
}

/** The same for the posterior interval over shares drawn from the prior, where its promise lies. */
export function posteriorCoverage(n: number, draws: number, seed: number): number {
  const next = random(seed);
  let held = 0;
  for (let i = 0; i < draws; i++) {
    // Beta(1, 49) by inversion: the default prior.
    const p = 1 - (1 - next()) ** (1 / ((1 - DEFAULT_PRIOR.mean) * DEFAULT_PRIOR.weight));
    let hits = 0;
    for (let k = 0; k < n; k++) if (next() < p) hits++;
    const { low, high } = betaInterval(posterior({ hits, of: n }, DEFAULT_PRIOR));
    if (low <= p && p <= high) held++;
  }
  return held / draws;
}

/** Exact coverage of the interval of a difference. */
export function differenceCoverage(n: number, p: number, q: number): number {
  const first = binomial(n, p);
  const second = binomial(n, q);
  let held = 0;
  first.forEach((a, x) => {
    if (a < 1e-9) return;
    second.forEach((b, y) => {
      if (a * b < 1e-12) return;
      const interval = newcombe({ hits: x, of: n }, { hits: y, of: n });
      if (interval !== null && interval.low <= p - q && p - q <= interval.high) held += a * b;
    });
  });
  return held;
}

const arm = (name: string, hits: number, of: number): Arm => ({
  name,
  rate: rate(hits, of),
  designEffect: 1,
  perDay: null,
});

/** Shares of pairs that were called better rightly and wrongly, at the end and at any of the daily looks. */
export interface Race {
  readonly everWrong: number;
  readonly wrongAtEnd: number;
  readonly rightAtEnd: number;
  readonly alikeAtEnd: number;
}

/**
 * Pairs of sequences that grow by ten prospects each a day and are looked at every day.
 * With p = q every "better" is wrong; else "first" is right where p > q.
 */
export function race(p: number, q: number, perArm: number, pairs: number, seed: number): Race {
  const next = random(seed);
  let [everWrong, wrongAtEnd, rightAtEnd, alikeAtEnd] = [0, 0, 0, 0];
  // Many pairs pass through the same counts.
  const known = new Map<string, Verdict>();
  const verdictOf = (x: number, y: number, n: number): Verdict => {
    const key = `${x} ${y} ${n}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const { verdict } = compare(arm('A', x, n), arm('B', y, n), DEFAULT_PRIOR);
    known.set(key, verdict);
    return verdict;
  };
  for (let pair = 0; pair < pairs; pair++) {
    let [x, y] = [0, 0];
    let [wrong, last]: [boolean, Verdict] = [false, 'too-early'];
    for (let n = 10; n <= perArm; n += 10) {
      for (let k = 0; k < 10; k++) {
        if (next() < p) x++;
        if (next() < q) y++;
      }
      if (n < DEFAULT_COMPARE.enough) continue;
      last = verdictOf(x, y, n);
      if (last === 'second' || (last === 'first' && p <= q)) wrong = true;
    }
    if (wrong) everWrong++;
    if (last === 'second' || (last === 'first' && p <= q)) wrongAtEnd++;
    if (last === 'first' && p > q) rightAtEnd++;
    if (last === 'alike') alikeAtEnd++;
  }
  return {
    everWrong: everWrong / pairs,
    wrongAtEnd: wrongAtEnd / pairs,
    rightAtEnd: rightAtEnd / pairs,
    alikeAtEnd: alikeAtEnd / pairs,
  };
}

/** Twelve equal sequences, all pairs compared: the share of pairs in which one is called better. */
export function nullWorld(p: number, n: number, worlds: number, seed: number): number {
  const next = random(seed);
  let [called, pairs] = [0, 0];
  for (let world = 0; world < worlds; world++) {
    const counts = Array.from({ length: 12 }, () => {
      let hits = 0;
      for (let k = 0; k < n; k++) if (next() < p) hits++;
      return { hits, of: n };
    });
    const prior = learnPrior(counts);
    counts.forEach((a, i) => {
      for (const b of counts.slice(i + 1)) {
        const { verdict } = compare(arm('A', a.hits, a.of), arm('B', b.hits, b.of), prior);
        pairs++;
        if (verdict === 'first' || verdict === 'second') called++;
      }
    });
  }
  return called / pairs;
}

/** Mean projected rate (hits / effective trials) of prospects of all ages below two weeks, beside the truth. */
export function projection(
  p: number,
  n: number,
  worlds: number,
  seed: number,
): { shown: number; projected: number } {
  const next = random(seed);
  const [points, day] = [DEFAULT_CURVE.points, 86_400_000];
  const delay = (): number => {
    const share = next();
    const at = points.findIndex(([, upTo]) => upTo >= share);
    const [untilAge, untilShare] = points[Math.max(1, at)] ?? [0, 1];
    const [fromAge, fromShare] = points[Math.max(1, at) - 1] ?? [0, 0];
    return fromAge + ((untilAge - fromAge) * (share - fromShare)) / (untilShare - fromShare);
  };
  let [shown, projected] = [0, 0];
  for (let world = 0; world < worlds; world++) {
    let hits = 0;
    const ages = Array.from({ length: n }, () => next() * 14 * day);
    for (const age of ages) if (next() < p && delay() <= age) hits++;
    shown += hits / n;
    projected += hits / effectiveTrials(ages, DEFAULT_CURVE);
  }
  return { shown: shown / worlds, projected: projected / worlds };
}

const RATES = [0.01, 0.02, 0.03, 0.05, 0.1];
const SIZES = [20, 30, 50, 100, 200, 300];
const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

/** Mean coverage over true rates from 1 to 10 %: at a single rate the coverage of any count's interval jumps with n. */
export function meanCoverage(n: number): number {
  return mean(Array.from({ length: 91 }, (_, i) => coverage(n, 0.01 + i * 0.001)));
}

export async function measure(): Promise<readonly Table[]> {
  return [
    {
      title: 'Coverage of the 90 % Wilson interval (exact)',
      columns: ['n', ...RATES.map((p) => `p = ${p}`), 'mean of p = 1 to 10 %', 'posterior, p from prior'],
      rows: SIZES.map((n) => [
        n,
        ...RATES.map((p) => coverage(n, p)),
        meanCoverage(n),
        posteriorCoverage(n, 4000, n),
      ]),
      note: 'Counts are whole: at one p and n no interval can hit .90, and the coverage jumps from n to n + 1.',
    },
    {
      title: 'Coverage of the 90 % Newcombe interval of a difference (exact)',
      columns: ['n each', 'p = q = .03', '.05 − .02', '.10 − .05'],
      rows: [50, 100, 300].map((n) => [
        n,
        differenceCoverage(n, 0.03, 0.03),
        differenceCoverage(n, 0.05, 0.02),
        differenceCoverage(n, 0.1, 0.05),
      ]),
    },
    {
      title: 'A null world: two equal sequences, looked at every day (10 prospects each a day)',
      columns: ['p', 'per sequence', 'ever "better"', '"better" at the end', '"alike" at the end'],
      rows: [0.01, 0.03, 0.1].flatMap((p) =>
        [300, 1000].map((n) => {
          const { everWrong, wrongAtEnd, alikeAtEnd } = race(p, p, n, 600, 11);
          return [p, n, everWrong, wrongAtEnd, alikeAtEnd];
        }),
      ),
      note: 'The floor: at most .10.',
    },
    {
      title: 'A null world of twelve equal sequences, all pairs',
      columns: ['p', 'n each', 'pairs called better'],
      rows: [0.01, 0.03, 0.1].flatMap((p) => [50, 300].map((n) => [p, n, nullWorld(p, n, 8, 12)])),
    },
    {
      title: 'A real difference, looked at every day',
      columns: ['p', 'q', 'per sequence', 'told right', 'ever told wrong'],
      rows: (
        [
          [0.1, 0.03, 300],
          [0.1, 0.05, 300],
          [0.06, 0.03, 1000],
          [0.03, 0.02, 1000],
        ] as const
      ).map(([p, q, n]) => {
        const { rightAtEnd, everWrong } = race(p, q, n, 300, 13);
        return [p, q, n, rightAtEnd, everWrong];
      }),
      note: 'What the caution costs: most pairs of an SDR’s size stay "too early".',
    },
    {
      title: 'Projecting young sequences (true rate .05, ages 0 to 14 days)',
      columns: ['n', 'shown fraction', 'projected'],
      rows: [100, 300].map((n) => {
        const { shown, projected } = projection(0.05, n, 3000, 14);
        return [n, shown, projected];
      }),
    },
  ];
}
