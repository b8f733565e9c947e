import type { JoinedEvent } from '../attribution/clicks';

/** When a click happened, ms UTC, by Gmail's clock: the join has corrected the tracker's. */
export function clickTime(joined: JoinedEvent): number {
  return joined.at;
}

/** Milliseconds from sending to the click, never negative; null for a click that belongs to no message. */
export function sinceSending(joined: JoinedEvent): number | null {
  return joined.to === null ? null : Math.max(0, clickTime(joined) - joined.to.fact.at);
}
