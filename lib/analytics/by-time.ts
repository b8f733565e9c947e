/** Bits of a place in the list; above them is the time. */
const PLACE_BITS = 22;
const MOST = 2 ** PLACE_BITS;
/** So many times fit above a place: milliseconds UTC until the year 2109. */
const LATEST = 2 ** (64 - PLACE_BITS);
const IN_LOW = 2 ** (32 - PLACE_BITS);

/** Whether one word of 64 bits has its low half first in memory, as on every processor a browser runs on. */
const LOW_FIRST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Which of two facts of one moment comes first: below 0 for the first, above 0 for the second. */
type Tie<T> = (a: T, b: T) => number;

/**
 * In time order; those of one moment by `tie`, so that the order of the input does not matter. A copy.
 *
 * A quarter of a million facts are put in order natively, by one number of 64 bits each that holds time and place: to
 * ask a function which of two objects comes first takes three times as long.
 * @param facts `at` in milliseconds UTC
 */
export function byTime<T extends { readonly at: number }>(facts: readonly T[], tie: Tie<T>): T[] {
  const earlier = (a: T, b: T): number => a.at - b.at || tie(a, b);
  if (isInOrder(facts, earlier)) return facts.slice();
  if (!LOW_FIRST || facts.length > MOST) return facts.slice().sort(earlier);
  const keys = new BigUint64Array(facts.length);
  const halves = new Uint32Array(keys.buffer);
  let place = 0;
  for (const { at } of facts) {
    if (!(at >= 0 && at < LATEST && Number.isInteger(at))) return facts.slice().sort(earlier);
    halves[place * 2] = (at % IN_LOW) * MOST + place;
    halves[place * 2 + 1] = Math.floor(at / IN_LOW);
    place++;
  }
  keys.sort();
  const ordered = new Array<T>(facts.length);
  for (let n = 0; n < ordered.length; n++) {
    const fact = facts[(halves[n * 2] ?? 0) % MOST];
    if (fact !== undefined) ordered[n] = fact;
  }
  orderMoments(ordered, halves, tie);
  return ordered;
}

function isInOrder<T>(facts: readonly T[], earlier: Tie<T>): boolean {
  for (let n = 1; n < facts.length; n++) {
    const before = facts[n - 1];
    const fact = facts[n];
    if (before !== undefined && fact !== undefined && !(earlier(before, fact) <= 0)) return false;
  }
  return true;
}

/**
 * Puts facts of one moment in order.
 * @param halves of the sorted keys: they tell moments apart without a look at facts all over memory
 */
function orderMoments<T>(ordered: T[], halves: Uint32Array, tie: Tie<T>): void {
  for (let from = 0; from < ordered.length; ) {
    const low = (halves[from * 2] ?? 0) >>> PLACE_BITS;
    const high = halves[from * 2 + 1];
    let to = from + 1;
    while (to < ordered.length && halves[to * 2 + 1] === high && (halves[to * 2] ?? 0) >>> PLACE_BITS === low)
      to++;
    if (to - from > 1)
      for (const [n, fact] of ordered.slice(from, to).sort(tie).entries()) ordered[from + n] = fact;
    from = to;
  }
}
