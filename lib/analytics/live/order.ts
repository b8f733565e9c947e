import type { TrackerEvent } from '../../facts/event';
import type { Message } from '../../facts/message';

/** The order of messages in a mailbox (mailbox.ts). */
export function byTime(a: Message, b: Message): number {
  return a.at - b.at || (a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : 0);
}

/** The order of events (analyse.ts): by the tracker's own time. */
export function byEventTime(a: TrackerEvent, b: TrackerEvent): number {
  return a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/** Where an item belongs in an ordered list: before the first that is not less. */
export function placeIn<T>(list: readonly T[], item: T, order: (a: T, b: T) => number): number {
  let low = 0;
  let high = list.length;
  // News is the newest, nearly always.
  const last = list[high - 1];
  if (last !== undefined && order(last, item) < 0) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = list[middle];
    if (at !== undefined && order(at, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts an item into an ordered list. */
export function insert<T>(list: T[], item: T, order: (a: T, b: T) => number): void {
  const place = placeIn(list, item, order);
  if (place === list.length) list.push(item);
  else list.splice(place, 0, item);
}

/**
 * An ordered list without some of its items and with others. It costs a copy of the pointers and some halvings for each
 * item: the list is long and what changes is not.
 * @param gone items of the list that are taken out; those that are in none are passed over
 */
export function merged<T>(
  list: readonly T[],
  gone: Iterable<T>,
  added: readonly T[],
  order: (a: T, b: T) => number,
): T[] {
  const kept = list.slice();
  const open = new Set(gone);
  const news: T[] = [];
  for (const item of added) {
    // What takes the place of another stands where that one stood.
    const place = placeIn(list, item, order);
    const there = list[place];
    if (there !== undefined && open.has(there) && order(there, item) === 0) {
      kept[place] = item;
      open.delete(there);
    } else news.push(item);
  }
  if (open.size > 0) {
    const places: number[] = [];
    for (const item of open) {
      let place = placeIn(list, item, order);
      for (
        let at = list[place];
        at !== undefined && at !== item && order(at, item) === 0;
        at = list[++place]
      );
      if (list[place] === item) places.push(place);
    }
    for (const place of places.sort((a, b) => b - a)) kept.splice(place, 1);
  }
  const [first] = news.sort(order);
  if (first === undefined) return kept;
  const tail = kept.splice(placeIn(kept, first, order));
  let at = 0;
  for (const item of news) {
    for (let next = tail[at]; next !== undefined && order(next, item) < 0; next = tail[++at]) kept.push(next);
    kept.push(item);
  }
  for (let next = tail[at]; next !== undefined; next = tail[++at]) kept.push(next);
  return kept;
}

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
