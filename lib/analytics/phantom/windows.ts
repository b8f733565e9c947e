import { scale } from './timing';
import { GATEWAY, HUMAN, SECOND } from './weights';

/**
 * How many other scans of a company fell at about the same offset, and at about the same moment. Both are sums over a
 * window of sorted sessions: computed with prefix sums, so that a company of ten thousand clicks costs no more per
 * click than one of ten.
 */
export interface Windows {
  /** Sessions in the order of the window's value. */
  readonly order: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** @param low, high the window of each value, both ascending with it. */
function windowsOf(
  order: Int32Array,
  value: (i: number) => number,
  low: (v: number) => number,
  high: (v: number) => number,
): Windows {
  const n = order.length;
  const from = new Int32Array(n);
  const to = new Int32Array(n);
  let a = 0;
  let b = 0;
  for (let rank = 0; rank < n; rank++) {
    const v = value(order[rank] ?? 0);
    while (a < n && value(order[a] ?? 0) < low(v)) a++;
    if (b < rank) b = rank;
    while (b < n && value(order[b] ?? 0) <= high(v)) b++;
    from[rank] = a;
    to[rank] = b;
  }
  return { order, from, to };
}

const WIDE = 1.1;
const NARROW_LOW = (s: number): number => s / (1 + GATEWAY.habitFactor) - GATEWAY.habitSlack / SECOND;
const NARROW_HIGH = (s: number): number => s * (1 + GATEWAY.habitFactor) + GATEWAY.habitSlack / SECOND;

export interface OffsetWindows {
  readonly narrow: Windows;
  readonly wide: Windows;
}

/** Windows over seconds since sending. `ids`: the sessions to compare with each other. */
export function offsetWindows(ids: Int32Array, seconds: Float64Array): OffsetWindows {
  const order = ids.slice().sort((a, b) => (seconds[a] ?? 0) - (seconds[b] ?? 0) || a - b);
  const value = (i: number): number => seconds[i] ?? 0;
  return {
    narrow: windowsOf(order, value, NARROW_LOW, NARROW_HIGH),
    wide: windowsOf(
      order,
      value,
      (s) => (1 + s) * Math.exp(-WIDE) - 1,
      (s) => (1 + s) * Math.exp(WIDE) - 1,
    ),
  };
}

/** Windows over the time of day: `within` ms to either side. */
export function momentWindows(ids: Int32Array, at: Float64Array, within: number): Windows {
  const order = ids.slice().sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0) || a - b);
  return windowsOf(
    order,
    (i) => at[i] ?? 0,
    (v) => v - within,
    (v) => v + within,
  );
}

const prefix: number[] = [];

function sumsInto(order: Int32Array, weight: Float64Array): void {
  prefix.length = order.length + 1;
  let total = 0;
  prefix[0] = 0;
  for (let rank = 0; rank < order.length; rank++) {
    total += weight[order[rank] ?? 0] ?? 0;
    prefix[rank + 1] = total;
  }
}

/** Sum of the others' weights in each session's window, written to `out` by session. */
export function othersWithin(windows: Windows, weight: Float64Array, out: Float64Array): void {
  sumsInto(windows.order, weight);
  for (let rank = 0; rank < windows.order.length; rank++) {
    const i = windows.order[rank] ?? 0;
    const sum = (prefix[windows.to[rank] ?? 0] ?? 0) - (prefix[windows.from[rank] ?? 0] ?? 0);
    out[i] = Math.max(0, sum - (weight[i] ?? 0));
  }
}

/**
 * Density (per unit of ln(1+s)) of the others' offsets around each session's, above what a smooth spread would give:
 * nothing where offsets merely fill a range, much where they repeat. Also how much weight it rests on.
 */
export function habitDensity(
  { narrow, wide }: OffsetWindows,
  weight: Float64Array,
  seconds: Float64Array,
  density: Float64Array,
  mass: Float64Array,
): void {
  sumsInto(narrow.order, weight);
  const total = prefix[narrow.order.length] ?? 0;
  for (let rank = 0; rank < narrow.order.length; rank++) {
    const i = narrow.order[rank] ?? 0;
    const own = weight[i] ?? 0;
    const others = Math.max(0, total - own);
    mass[i] = others;
    if (others <= 1e-9) {
      density[i] = 0;
      continue;
    }
    const s = seconds[i] ?? 0;
    const near = (prefix[narrow.to[rank] ?? 0] ?? 0) - (prefix[narrow.from[rank] ?? 0] ?? 0) - own;
    const far = (prefix[wide.to[rank] ?? 0] ?? 0) - (prefix[wide.from[rank] ?? 0] ?? 0) - own;
    const width = scale(NARROW_HIGH(s)) - scale(Math.max(0, NARROW_LOW(s)));
    const farWidth = WIDE + Math.min(WIDE, scale(s));
    density[i] = Math.max(0, near / width - (1.5 * far) / farWidth) / others;
  }
}

export const MACHINES_TOGETHER = GATEWAY.togetherWithin;
export const PEOPLE_TOGETHER = HUMAN.togetherWithin;
