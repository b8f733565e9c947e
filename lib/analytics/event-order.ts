import type { TrackerEvent } from '../facts/event';

/** Bits of a place in the list; above them is the time. */
const PLACE_BITS = 22;
const MOST = 2 ** PLACE_BITS;
/** So many times fit above a place: milliseconds UTC until the year 2109. */
const LATEST = 2 ** (64 - PLACE_BITS);
const IN_LOW = 2 ** (32 - PLACE_BITS);

/** Whether one word of 64 bits has its low half first in memory, as on every processor a browser runs on. */
const LOW_FIRST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * In time order; those of one moment by key, so that the order of the input does not matter. A copy.
 *
 * A quarter of a million events are put in order natively, by one number of 64 bits each that holds time and place: to
 * ask a function which of two objects comes first takes three times as long.
 */
export function inOrder(events: readonly TrackerEvent[]): TrackerEvent[] {
  if (!LOW_FIRST || events.length > MOST) return [...events].sort(earlier);
  const keys = new BigUint64Array(events.length);
  const halves = new Uint32Array(keys.buffer);
  let place = 0;
  for (const { at } of events) {
    if (!(at >= 0 && at < LATEST && Number.isInteger(at))) return [...events].sort(earlier);
    halves[place * 2] = (at % IN_LOW) * MOST + place;
    halves[place * 2 + 1] = Math.floor(at / IN_LOW);
    place++;
  }
  keys.sort();
  const ordered = new Array<TrackerEvent>(events.length);
  for (let n = 0; n < ordered.length; n++) {
    const event = events[(halves[n * 2] ?? 0) % MOST];
    if (event !== undefined) ordered[n] = event;
  }
  orderMoments(ordered);
  return ordered;
}

/** Puts events of one moment in the order of their keys. */
function orderMoments(ordered: TrackerEvent[]): void {
  for (let from = 0; from < ordered.length; ) {
    const at = ordered[from]?.at;
    let to = from + 1;
    while (to < ordered.length && ordered[to]?.at === at) to++;
    if (to - from > 1)
      for (const [n, event] of ordered.slice(from, to).sort(earlier).entries()) ordered[from + n] = event;
    from = to;
  }
}

function earlier(a: TrackerEvent, b: TrackerEvent): number {
  return a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
