/** One measured line of `npm run bench`, beside the yardstick of the same run. */
export interface Figure {
  /** What was done. Figures of one name over several sizes are fitted: how it grows. */
  readonly name: string;
  readonly size: Size | null;
  readonly where: 'Node' | 'Chromium' | 'build';
  readonly unit: 'ms' | 'MB' | 'kB';
  /** One value of each run; the median counts. */
  readonly runs: readonly number[];
  /** The same bytes or facts through something else. In the same order and number as `runs` they are compared pair by pair. */
  readonly yardstick?: { readonly name: string; readonly runs: readonly number[] };
  readonly floor?: Floor;
}

export interface Size {
  readonly count: number;
  readonly of: 'messages' | 'events' | 'rows' | 'answers';
}

/** `ratio`: ours divided by the yardstick's. */
export interface Floor {
  readonly of: 'ratio' | 'value';
  readonly atMost: number;
}

/** A figure with what is worked out from it. */
export interface Judged extends Figure {
  readonly value: number;
  /** Null without a yardstick. */
  readonly ratio: number | null;
  /** Null without a floor. */
  readonly holds: boolean | null;
}

/** How a figure grows with the data: the exponent of a fit over the sizes. */
export interface Growth {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly exponent: number;
  readonly atMost: number;
  readonly holds: boolean;
}

/** The largest exponent a figure may grow with. */
const GROWTH = 1.1;

/** A fit of fewer sizes is none. */
const FEWEST_SIZES = 3;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** Nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function judge(figure: Figure): Judged {
  const value = median(figure.runs);
  const { yardstick, floor } = figure;
  let ratio: number | null = null;
  if (yardstick !== undefined) {
    const pairs = figure.runs.map((run, i) => run / (yardstick.runs[i] ?? Number.NaN));
    // Neighbours in time share the load of the machine.
    ratio = yardstick.runs.length === figure.runs.length ? median(pairs) : value / median(yardstick.runs);
  }
  const held = floor?.of === 'ratio' ? ratio : value;
  return {
    ...figure,
    value,
    ratio,
    holds: floor === undefined ? null : held !== null && held <= floor.atMost,
  };
}

/** Least squares on the logarithms of both. */
export function exponentOf(points: readonly (readonly [size: number, value: number])[]): number {
  const logs = points.map(([size, value]) => [Math.log(size), Math.log(value)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return above / below;
}

/** Of every figure that was measured at three sizes or more. */
export function growthOf(figures: readonly Judged[]): Growth[] {
  const byName = new Map<string, Judged[]>();
  for (const figure of figures) {
    if (figure.size === null || !(figure.value > 0)) continue;
    const name = `${figure.name} (${figure.where})`;
    byName.set(name, [...(byName.get(name) ?? []), figure]);
  }
  const found: Growth[] = [];
  for (const [name, list] of byName) {
    const points = list.map(({ size, value }) => [size?.count ?? 0, value] as const);
    const sizes = [...new Set(points.map(([size]) => size))].sort((a, b) => a - b);
    if (sizes.length < FEWEST_SIZES) continue;
    const exponent = exponentOf(points);
    found.push({ name, sizes, exponent, atMost: GROWTH, holds: exponent <= GROWTH });
  }
  return found;
}
