import { type Interval, newcombe } from '../rates/difference';
import type { Case, CtaBucket } from './cases';

/** Emails with fewer CTAs set against emails with more of them, inside one step (or one sequence) at a time. */
export interface Matched {
  readonly fewer: CtaBucket;
  readonly more: CtaBucket;
  /** What is held equal. */
  readonly within: 'step' | 'sequence';
  /** Steps or sequences that were sent both ways. */
  readonly groups: number;
  /** Emails of both kinds in them. */
  readonly emails: readonly [fewer: number, more: number];
  /** Rate with fewer less rate with more, each group weighed by what it can tell; 90 %. Null where no group was sent both ways. */
  readonly difference: (Interval & { readonly value: number }) | null;
}

interface Stratum {
  readonly n: [number, number];
  readonly hits: [number, number];
}

/**
 * The difference inside groups: Mantel and Haenszel's weights n₁n₂ / (n₁ + n₂) (Journal of the National Cancer Institute
 * 22, 1959), so that a group tells as much as both its sides hold and nothing is compared across groups. The interval is
 * Newcombe's on the weighted shares, each out of its effective number (Σw)² / Σ(w² / n).
 */
export function matched(
  cases: readonly Case[],
  fewer: CtaBucket,
  more: CtaBucket,
  within: Matched['within'],
): Matched {
  const strata = new Map<string, Stratum>();
  for (const entry of cases) {
    const side = entry.bucket === fewer ? 0 : entry.bucket === more ? 1 : null;
    if (side === null) continue;
    const key = entry[within];
    const stratum = strata.get(key) ?? { n: [0, 0], hits: [0, 0] };
    strata.set(key, stratum);
    stratum.n[side]++;
    stratum.hits[side] += entry.hit;
  }
  const both = [...strata.values()].filter(({ n: [a, b] }) => a > 0 && b > 0);
  const weights = both.map(({ n: [a, b] }) => (a * b) / (a + b));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const side = (at: 0 | 1): { hits: number; of: number; emails: number } => {
    let [share, spread, emails] = [0, 0, 0];
    both.forEach(({ n, hits }, i) => {
      const weight = weights[i] ?? 0;
      share += (weight * hits[at]) / n[at];
      spread += weight ** 2 / n[at];
      emails += n[at];
    });
    const of = spread === 0 ? 0 : total ** 2 / spread;
    return { hits: total === 0 ? 0 : (share / total) * of, of, emails };
  };
  const [a, b] = [side(0), side(1)];
  const interval = newcombe(a, b);
  return {
    fewer,
    more,
    within,
    groups: both.length,
    emails: [a.emails, b.emails],
    difference: interval === null ? null : { value: a.hits / a.of - b.hits / b.of, ...interval },
  };
}

/** Inside steps where any step was sent both ways, else inside sequences. */
export function matchedBest(cases: readonly Case[], fewer: CtaBucket, more: CtaBucket): Matched {
  const bySteps = matched(cases, fewer, more, 'step');
  return bySteps.groups > 0 ? bySteps : matched(cases, fewer, more, 'sequence');
}
