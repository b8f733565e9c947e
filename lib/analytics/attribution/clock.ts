import type { EventKind } from '../../facts/event';
import type { Outbound } from '../mailbox';

/** How far a tracker's clock is off Gmail's. */
export interface TrackerClock {
  readonly tracker: string;
  /** Milliseconds; positive: the tracker's clock is ahead. Its times minus this are Gmail's. */
  readonly offset: number;
  /** `zone`: whole half hours, a time read in the wrong time zone; `drift`: anything else. */
  readonly kind: 'zone' | 'drift';
  /** What it was seen by: times of sending and delivery, or clicks and opens alone. */
  readonly seenBy: 'deliveries' | 'clicks';
  /** Number of emails it rests on. */
  readonly emails: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HALF_HOUR = 30 * MINUTE;

/** Below this an offset cannot be told from the time a delivery takes. */
const LEAST_DELIVERY_OFFSET = MINUTE;
/** Below this a click before its email is a matter of whole seconds and of when a message is said to be sent. */
const LEAST_CLICK_OFFSET = 30 * SECOND;
/** Deliveries within this of a half hour are a zone error: deliveries take seconds to minutes. */
const ZONE_TOLERANCE = 5 * MINUTE;
/** The first clicks crowd within this after sending: what is gone by then cannot be a zone error. */
const FIRST_CLICKS = 10 * MINUTE;
const LEAST_DELIVERIES = 5;
const LEAST_CLICKS = 3;
/** A clock that is ahead hides behind late clicks: only many emails without any early click show it. */
const LEAST_CLICKS_AHEAD = 100;
/** A lone email or two may be joined wrongly or forwarded: this share of the earliest does not count. */
const OUTLIERS = 0.02;

/** By the number of the email: the earliest delivery, the earliest click or open. Infinity where none was seen. */
interface Observed {
  readonly tracker: string;
  readonly deliveries: Float64Array;
  readonly clicks: Float64Array;
}

/** Collects times of events whose email is certain whatever the time, and says whose clock is off. */
export class ClockWatch {
  private readonly trackers = new Map<string, Observed>();
  private last: Observed | null = null;

  /** @param emails the length of a column about the emails (`columnLength`) */
  constructor(private readonly emails: number) {}

  /** @param delay the event's time minus its email's, in milliseconds */
  add(tracker: string, kind: EventKind, to: Outbound, delay: number): void {
    const delivery = kind === 'sent' || kind === 'delivered';
    if (!delivery && kind !== 'click' && kind !== 'open') return;
    const { clicks, deliveries } = this.last?.tracker === tracker ? this.last : this.observedOf(tracker);
    const times = delivery ? deliveries : clicks;
    // Per email the earliest: the later ones say nothing of the clock.
    if (delay < (times[to.number] ?? 0)) times[to.number] = delay;
  }

  private observedOf(tracker: string): Observed {
    let observed = this.trackers.get(tracker);
    if (observed === undefined) {
      const column = (): Float64Array => new Float64Array(this.emails).fill(Number.POSITIVE_INFINITY);
      observed = { tracker, deliveries: column(), clicks: column() };
      this.trackers.set(tracker, observed);
    }
    this.last = observed;
    return observed;
  }

  /** The clocks that are off; a tracker that is not in it runs with Gmail's, as far as can be told. */
  clocks(): TrackerClock[] {
    return [...this.trackers]
      .map(([tracker, { deliveries, clicks }]) => {
        const offset = byDeliveries(ascending(deliveries)) ?? byClicks(ascending(clicks)) ?? null;
        return offset === null || offset.offset === 0 ? null : { tracker, ...offset };
      })
      .filter((clock) => clock !== null)
      .sort((a, b) => (a.tracker < b.tracker ? -1 : 1));
  }
}

type Offset = Omit<TrackerClock, 'tracker'>;

/** Those that were seen. Sorted natively: there is one for each email. */
function ascending(delays: Float64Array): Float64Array {
  const sorted = delays.slice().sort();
  let seen = sorted.length;
  while (seen > 0 && sorted[seen - 1] === Number.POSITIVE_INFINITY) seen--;
  return sorted.subarray(0, seen);
}

/** Null: the deliveries say nothing. An offset of 0: they say that the clock is right. */
function byDeliveries(delays: Float64Array): Offset | null {
  if (delays.length < LEAST_DELIVERIES) return null;
  const mode = halfSampleMode(delays);
  const near = delays.filter((delay) => Math.abs(delay - mode) <= ZONE_TOLERANCE).length;
  // Times that do not crowd anywhere are not times of sending.
  if (near * 2 < delays.length) return null;
  const common = { seenBy: 'deliveries', emails: delays.length } as const;
  const zone = Math.round(mode / HALF_HOUR) * HALF_HOUR + 0;
  if (zone !== 0 && Math.abs(mode - zone) <= ZONE_TOLERANCE) return { offset: zone, kind: 'zone', ...common };
  return { offset: Math.abs(mode) < LEAST_DELIVERY_OFFSET ? 0 : mode, kind: 'drift', ...common };
}

/** Clicks cannot come before their email, and many come soon after it: the earliest show the clock. */
function byClicks(delays: Float64Array): Offset | null {
  if (delays.length < LEAST_CLICKS) return null;
  const skip = delays.length < 10 ? 0 : Math.max(1, Math.floor(delays.length * OUTLIERS));
  const earliest = delays[skip] ?? 0;
  const zone = Math.floor(earliest / HALF_HOUR) * HALF_HOUR + 0;
  const common = { seenBy: 'clicks', emails: delays.length } as const;
  if (earliest < -LEAST_CLICK_OFFSET) {
    // Behind by less than a zone error can be, or so close after a half hour that it is one.
    const drift = earliest > -HALF_HOUR + FIRST_CLICKS;
    return drift ? { offset: earliest, kind: 'drift', ...common } : { offset: zone, kind: 'zone', ...common };
  }
  if (zone < HALF_HOUR || delays.length < LEAST_CLICKS_AHEAD) return null;
  // Ahead by a zone error: nothing before the half hour, and the first clicks right after it.
  const first = delays.filter((delay) => delay >= zone && delay <= zone + FIRST_CLICKS).length;
  // … but not most of them: no wrong clock makes people click at one moment.
  const crowd = first >= delays.length * 0.03 && first <= delays.length * 0.5;
  return crowd ? { offset: zone, kind: 'zone', ...common } : null;
}

/**
 * The mode of a sample, by halving to the shortest half until three are left (Robertson and Cryer 1974): not moved by
 * a long tail of late deliveries nor by outliers.
 * @param sorted ascending, not empty
 */
export function halfSampleMode(sorted: ArrayLike<number>): number {
  let from = 0;
  let count = sorted.length;
  while (count > 3) {
    const half = Math.ceil(count / 2);
    let best = from;
    let shortest = Number.POSITIVE_INFINITY;
    for (let start = from; start + half <= from + count; start++) {
      const width = (sorted[start + half - 1] ?? 0) - (sorted[start] ?? 0);
      if (width < shortest) {
        shortest = width;
        best = start;
      }
    }
    from = best;
    count = half;
  }
  const a = sorted[from] ?? 0;
  const b = count > 1 ? (sorted[from + 1] ?? a) : a;
  const c = count > 2 ? (sorted[from + 2] ?? b) : b;
  if (count < 3) return (a + b) / 2;
  return b - a < c - b ? (a + b) / 2 : b - a > c - b ? (b + c) / 2 : b;
}
