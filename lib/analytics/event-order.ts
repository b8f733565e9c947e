import type { TrackerEvent } from '../facts/event';
import { byTime } from './by-time';

/** In time order; those of one moment by key, so that the order of the input does not matter. A copy. */
export function inOrder(events: readonly TrackerEvent[]): TrackerEvent[] {
  return byTime(events, (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}
