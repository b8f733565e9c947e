import { STATES, startShares } from './states';
import { GATEWAY } from './weights';

/** How many companies are in which state: all, and by gateway family. */
export class Population {
  private readonly everyone = new Float64Array(STATES);
  private readonly families: Float64Array;
  private readonly members: Float64Array;
  private counted = 0;
  private readonly start: Float64Array;

  constructor(gateways: number, noneShare: number) {
    this.families = new Float64Array(gateways * STATES);
    this.members = new Float64Array(gateways);
    this.start = startShares(noneShare);
  }

  /** The same shares under other numbers. @param from by new number: the old one; below 0 for a gateway that is new */
  renumbered(from: Int32Array): Population {
    const to = new Population(from.length, 0);
    to.everyone.set(this.everyone);
    to.start.set(this.start);
    to.counted = this.counted;
    for (const [gateway, old] of from.entries()) {
      if (old < 0) continue;
      to.members[gateway] = this.members[old] ?? 0;
      to.families.set(this.families.subarray(old * STATES, (old + 1) * STATES), gateway * STATES);
    }
    return to;
  }

  clear(): void {
    this.everyone.fill(0);
    this.families.fill(0);
    this.members.fill(0);
    this.counted = 0;
  }

  /** @param states P(state) of `count` companies that are alike, from `at` on */
  add(gateway: number, states: Float64Array, at: number, count: number): void {
    this.counted += count;
    if (gateway >= 0) this.members[gateway] = (this.members[gateway] ?? 0) + count;
    for (let state = 0; state < STATES; state++) {
      const p = count * (states[at + state] ?? 0);
      this.everyone[state] = (this.everyone[state] ?? 0) + p;
      if (gateway >= 0)
        this.families[gateway * STATES + state] = (this.families[gateway * STATES + state] ?? 0) + p;
    }
  }

  /**
   * Shares of the states for one company: a start, then everyone, then its gateway family, each pooled with the one
   * before. The company itself is left out: it would only confirm what it was taken for, which at a dozen clicks is
   * the whole of the data.
   * @param own its P(state) as it was counted, from `at` on; null where it was not counted
   */
  shares(gateway: number, own: Float64Array | null, at: number, out: Float64Array): void {
    if (this.counted === 0) {
      out.set(this.start);
      return;
    }
    const self = own === null ? 0 : 1;
    const size = Math.max(0, this.counted - self);
    const members = gateway < 0 ? 0 : Math.max(0, (this.members[gateway] ?? 0) - self);
    for (let state = 0; state < STATES; state++) {
      const mine = own === null ? 0 : (own[at + state] ?? 0);
      const others = Math.max(0, (this.everyone[state] ?? 0) - mine);
      let share = (GATEWAY.strength * (this.start[state] ?? 0) + others) / (GATEWAY.strength + size);
      if (gateway >= 0) {
        const kin = Math.max(0, (this.families[gateway * STATES + state] ?? 0) - mine);
        share = (GATEWAY.familyStrength * share + kin) / (GATEWAY.familyStrength + members);
      }
      out[state] = share;
    }
  }
}
