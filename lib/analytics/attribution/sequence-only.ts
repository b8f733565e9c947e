import type { Outbound } from '../mailbox';
import type { FoundSequence, Placement } from '../sequences/find';
import { CLOCK_SLACK, type JoinedEvent } from './clicks';

/** Where an event counts that belongs to no one email: a click on a link that many got, from a tracker that names nobody. */
export interface SequencePlace {
  readonly sequence: FoundSequence;
  /** 1-based; null where the link stands in several steps. */
  readonly step: number | null;
  /** Share of the emails it may belong to that are in this sequence, 0 to 1. */
  readonly share: number;
}

/**
 * The sequence of every event that has candidates but no email: the one that most candidates sent by then are in.
 * @param shared events with candidates
 */
export function placeSequenceOnly(
  shared: readonly JoinedEvent[],
  placements: ReadonlyMap<Outbound, Placement>,
): Map<JoinedEvent, SequencePlace> {
  const places = new Map<JoinedEvent, SequencePlace>();
  // Thousands of clicks share one list of candidates; most lists lie in one sequence, and then time does not matter.
  const settled = new Map<readonly Outbound[], SequencePlace | null>();
  for (const event of shared) {
    let place = settled.get(event.candidates);
    if (place === undefined) {
      place = placeOf(event.candidates, placements);
      settled.set(event.candidates, place);
    }
    if (place !== null && (place.share < 1 || place.step === null)) {
      const limit = event.at + CLOCK_SLACK;
      place =
        placeOf(
          event.candidates.filter((mail) => mail.fact.at <= limit),
          placements,
        ) ?? place;
    }
    if (place !== null) places.set(event, place);
  }
  return places;
}

function placeOf(
  candidates: readonly Outbound[],
  placements: ReadonlyMap<Outbound, Placement>,
): SequencePlace | null {
  const tally = new Map<FoundSequence, { count: number; steps: Set<number> }>();
  let all = 0;
  for (const mail of candidates) {
    const placement = placements.get(mail);
    if (placement === undefined) continue;
    all++;
    const entry = tally.get(placement.sequence) ?? { count: 0, steps: new Set<number>() };
    entry.count++;
    entry.steps.add(placement.step);
    tally.set(placement.sequence, entry);
  }
  const [best] = [...tally].sort(([a, x], [b, y]) => y.count - x.count || (a.id < b.id ? -1 : 1));
  if (best === undefined) return null;
  const [sequence, { count, steps }] = best;
  const [step = null] = steps;
  return { sequence, step: steps.size === 1 ? step : null, share: count / all };
}
