import type { Arena } from './arena';

/**
 * Windows over sorted values: which other sessions of a company lie near each session. Sums over a window are
 * differences of running sums, so that a company of ten thousand clicks costs no more per click than one of ten.
 * One object for all companies, each with its own stretch of the same columns.
 */
export class Windows {
  readonly from: Int32Array;
  readonly to: Int32Array;

  /**
   * @param order sessions, stretch by stretch in ascending order of `value`
   * @param stretches where each stretch begins; the last entry is the end
   * @param low, high the window of a value, both ascending with it
   */
  constructor(
    readonly order: Int32Array,
    readonly stretches: Int32Array,
    value: Float64Array,
    low: (v: number) => number,
    high: (v: number) => number,
    arena: Arena,
  ) {
    const from = arena.ints(order.length);
    const to = arena.ints(order.length);
    for (let c = 0; c + 1 < stretches.length; c++) {
      const end = stretches[c + 1] ?? 0;
      let a = stretches[c] ?? 0;
      let b = a;
      for (let rank = a; rank < end; rank++) {
        const v = value[order[rank] ?? 0] ?? 0;
        const least = low(v);
        const most = high(v);
        while (a < end && (value[order[a] ?? 0] ?? 0) < least) a++;
        if (b < rank) b = rank;
        while (b < end && (value[order[b] ?? 0] ?? 0) <= most) b++;
        from[rank] = a;
        to[rank] = b;
      }
    }
    this.from = from;
    this.to = to;
  }

  /** Running sums over `order`: `sums[rank]` is what lies before it. */
  runningSums(weight: Float64Array, sums: Float64Array): void {
    const { order } = this;
    let total = 0;
    sums[0] = 0;
    for (let rank = 0; rank < order.length; rank++) {
      total += weight[order[rank] ?? 0] ?? 0;
      sums[rank + 1] = total;
    }
  }

  /** What lies in the window of one rank. */
  within(rank: number, sums: Float64Array): number {
    return (sums[this.to[rank] ?? 0] ?? 0) - (sums[this.from[rank] ?? 0] ?? 0);
  }
}

/** Sorts each stretch of `order` by `value`, ties by number. Most stretches are short. */
export function sortStretches(order: Int32Array, stretches: Int32Array, value: Float64Array): void {
  for (let c = 0; c + 1 < stretches.length; c++) {
    const from = stretches[c] ?? 0;
    const to = stretches[c + 1] ?? 0;
    if (to - from > 24) {
      order.subarray(from, to).sort((a, b) => (value[a] ?? 0) - (value[b] ?? 0) || a - b);
      continue;
    }
    for (let rank = from + 1; rank < to; rank++) {
      const id = order[rank] ?? 0;
      const v = value[id] ?? 0;
      let place = rank - 1;
      while (place >= from) {
        const other = order[place] ?? 0;
        const w = value[other] ?? 0;
        if (w < v || (w === v && other < id)) break;
        order[place + 1] = other;
        place--;
      }
      order[place + 1] = id;
    }
  }
}
