import type { TrackerEvent } from '../../facts/event';
import type { Outbound } from '../mailbox';
import type { JoinedBy, JoinedEvent } from './clicks';

/**
 * What is found of an event, which becomes its join: there are a quarter of a million, and a second object for each would
 * cost as much as finding them. `at` is set, and `certainty` may fall, when all clocks are known.
 */
export interface Found extends JoinedEvent {
  at: number;
  certainty: number;
}

const NOBODY: readonly Outbound[] = [];
const NO_TWINS: readonly TrackerEvent[] = [];

export function found(
  event: TrackerEvent,
  to: Outbound | null,
  prospect: string | null,
  by: JoinedBy | null,
  certainty: number,
  candidates: readonly Outbound[],
  unjoined: string | null,
): Found {
  return { event, at: event.at, to, prospect, by, certainty, candidates, twins: NO_TWINS, unjoined };
}

export function join(
  event: TrackerEvent,
  to: Outbound,
  prospect: string | null,
  by: JoinedBy,
  certainty: number,
): Found {
  return found(event, to, prospect, by, certainty, NOBODY, null);
}

export const unjoined = (event: TrackerEvent, reason: string): Found =>
  found(event, null, null, null, 0, NOBODY, reason);
