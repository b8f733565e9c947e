import type { TrackerEvent } from '../../facts/event';
import type { Outbound } from '../mailbox';
import type { JoinedBy, JoinedEvent } from './clicks';

/** What only few joins have. */
interface Rest {
  readonly candidates: readonly Outbound[];
  readonly twins: readonly TrackerEvent[];
  readonly unjoined: string | null;
}

const NO_MORE: Rest = { candidates: [], twins: [], unjoined: null };

/**
 * What is found of an event, which becomes its join. There are a quarter of a million, and most of them name their email:
 * each holds no more than that takes, in whole numbers, for any other number is an object of its own. `{ ...joined }`
 * copies no getter.
 */
export class Found implements JoinedEvent {
  /** Hundredths. */
  private sure: number;
  /** Milliseconds. */
  private ahead = 0;

  /** @param certainty 0 to 1, told in hundredths */
  constructor(
    readonly event: TrackerEvent,
    readonly to: Outbound | null,
    readonly prospect: string | null,
    readonly by: JoinedBy | null,
    certainty: number,
    private readonly rest: Rest,
  ) {
    this.sure = Math.round(certainty * 100);
  }

  get at(): number {
    return this.event.at - this.ahead;
  }

  get certainty(): number {
    return this.sure / 100;
  }

  set certainty(certainty: number) {
    this.sure = Math.round(certainty * 100);
  }

  get candidates(): readonly Outbound[] {
    return this.rest.candidates;
  }

  get twins(): readonly TrackerEvent[] {
    return this.rest.twins;
  }

  get unjoined(): string | null {
    return this.rest.unjoined;
  }

  /** When all clocks are known. @param ahead milliseconds that the tracker's is ahead */
  setClock(ahead: number): void {
    this.ahead = ahead;
  }

  /** The same join, of an event that other trackers have reported too. */
  withTwins(event: TrackerEvent, twins: readonly TrackerEvent[]): Found {
    const joined = new Found(event, this.to, this.prospect, this.by, this.certainty, { ...this.rest, twins });
    joined.ahead = this.ahead;
    return joined;
  }
}

export function found(
  event: TrackerEvent,
  to: Outbound | null,
  prospect: string | null,
  by: JoinedBy | null,
  certainty: number,
  candidates: readonly Outbound[],
  unjoined: string | null,
): Found {
  return new Found(event, to, prospect, by, certainty, { ...NO_MORE, candidates, unjoined });
}

export function join(
  event: TrackerEvent,
  to: Outbound,
  prospect: string | null,
  by: JoinedBy,
  certainty: number,
): Found {
  return new Found(event, to, prospect, by, certainty, NO_MORE);
}

export const unjoined = (event: TrackerEvent, reason: string): Found =>
  found(event, null, null, null, 0, NO_MORE.candidates, reason);
