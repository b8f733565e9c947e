/**
 * In order of time; `tie` orders what happened at one time. The same as sorting by both, but most facts come in order or
 * differ in their times, and then no function is called for each pair: times alone are sorted, as plain numbers.
 * @param items `at` in milliseconds UTC
 */
export function byTime<T extends { readonly at: number }>(
  items: readonly T[],
  tie: (a: T, b: T) => number,
): T[] {
  if (isInOrder(items, tie)) return items.slice();
  const times = Float64Array.from(items, ({ at }) => at);
  // No number has no place among numbers.
  if (times.some(Number.isNaN)) return items.slice().sort((a, b) => a.at - b.at || tie(a, b));
  times.sort();
  // How many have found their places of those whose time begins at each place.
  const placed = new Uint32Array(items.length);
  const out = items.slice();
  let ties = false;
  for (const item of items) {
    const first = firstAt(times, item.at);
    const before = placed[first] ?? 0;
    placed[first] = before + 1;
    out[first + before] = item;
    if (before > 0) ties = true;
  }
  if (!ties) return out;
  for (let from = 0; from < out.length; from += Math.max(1, placed[from] ?? 1)) {
    const count = placed[from] ?? 1;
    if (count < 2) continue;
    const group = out.slice(from, from + count).sort(tie);
    for (const [i, item] of group.entries()) out[from + i] = item;
  }
  return out;
}

function isInOrder<T extends { readonly at: number }>(
  items: readonly T[],
  tie: (a: T, b: T) => number,
): boolean {
  let last: T | null = null;
  for (const item of items) {
    if (last !== null && !(last.at < item.at || (last.at === item.at && tie(last, item) <= 0))) return false;
    last = item;
  }
  return true;
}

/** Where a time stands first among times in order, by halves. */
function firstAt(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
