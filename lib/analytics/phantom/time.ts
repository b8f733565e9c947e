import type { JoinedEvent } from '../attribution/clicks';

/**
 * When a click happened, ms UTC. The one place that reads it: the join may have corrected a tracker's clock (`at`),
 * else the tracker's own time stands.
 */
export function clickTime(joined: JoinedEvent): number {
  const { at } = joined as JoinedEvent & { readonly at?: number }; // the corrected time is there only where the join gives one
  return at ?? joined.event.at;
}

/** Milliseconds from sending to the click, never negative; null for a click that belongs to no message. */
export function sinceSending(joined: JoinedEvent): number | null {
  return joined.to === null ? null : Math.max(0, clickTime(joined) - joined.to.fact.at);
}
