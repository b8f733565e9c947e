import type { Arena } from './arena';
import type { Sessions } from './columns';
import { findingWeights, type Learned } from './learned';
import type { Population } from './population';
import { KIND_OF, KINDS, STATES } from './states';
import { BROAD, humanTable, lookUp } from './timing';
import { GATEWAY } from './weights';
import type { Workspace } from './workspace';

/** Why, in natural-log odds for a person. */
export interface Evidence {
  /** By session. */
  readonly timing: Float64Array;
  readonly habit: Float64Array;
  readonly together: Float64Array;
  /** By company: expected share of its emails that it scans. */
  readonly scans: Float64Array;
  /** By finding, VALUES to a trait. */
  readonly findings: Float64Array;
}

/** Reads the parts of the odds off a judged workspace. */
export function explain(
  sessions: Sessions,
  work: Workspace,
  learned: Learned,
  population: Population,
  scans: Float64Array,
  temper: number,
  arena: Arena,
): Evidence {
  const { companyGateway, companyStart, pairStart, gateways } = sessions;
  const timing = arena.floats(work.count);
  const habit = arena.floats(work.count);
  const together = arena.floats(work.count);
  const humans = humanTable(learned.delay);
  // One list of behaviours for every gateway family, and the first for companies whose gateway is not known.
  const kinds = Array.from({ length: gateways + 1 }, (_, g) => behaviourShares(population, g - 1));
  for (let c = 0; c + 1 < companyStart.length; c++) {
    const own = kinds[(companyGateway[c] ?? -1) + 1];
    if (own === undefined) continue;
    const to = pairStart[companyStart[c + 1] ?? 0] ?? 0;
    for (let i = pairStart[companyStart[c] ?? 0] ?? 0; i < to; i++) {
      if (work.known[i] !== 1) continue;
      let scan = GATEWAY.stray * BROAD;
      for (let k = 0; k < KINDS; k++) scan += (own[k] ?? 0) * (work.base[i * KINDS + k] ?? 0);
      timing[i] = Math.log(lookUp(humans, work.u[i] ?? 0) / scan);
      const same = work.habit[i] ?? 0;
      if (same > 0) habit[i] = -Math.log1p(same / scan);
      const near = work.together[i] ?? 0;
      if (near > 0) together[i] = -Math.log1p(near / (scan + 0.05));
    }
  }
  return { timing, habit, together, scans, findings: findingWeights(learned, temper) };
}

/** Of companies that scan, how many do what. */
function behaviourShares(population: Population, gateway: number): Float64Array {
  const shares = new Float64Array(STATES);
  population.shares(gateway, null, 0, shares);
  const kinds = new Float64Array(KINDS);
  const scanning = Math.max(1 - (shares[0] ?? 0), 1e-9);
  for (let state = 1; state < STATES; state++) {
    const k = KIND_OF[state] ?? 0;
    kinds[k] = (kinds[k] ?? 0) + (shares[state] ?? 0) / scanning;
  }
  return kinds;
}
