/**
 * Event facts: one record from a link tracker. Plain data, JSON-safe. Raw events are never changed: what we think of
 * a click is computed, never stored in it.
 */
import type { Carried } from './message';

export const EVENT_KINDS = [
  'sent',
  'delivered',
  'open',
  'click',
  'reply',
  'bounce',
  'deferred',
  'unsubscribe',
  'complaint',
  'other',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface TrackerEvent {
  /** Natural key: the tracker's own event id where it gives one, else a hash of recipient, url, time, ip. */
  readonly key: string;
  /** Which format it came in: `sendgrid`, `csv`, … */
  readonly tracker: string;
  readonly kind: EventKind;
  /** Lower case; null for trackers that only know links. */
  readonly recipient: string | null;
  /** As the tracker gives it. */
  readonly url: string | null;
  /** `url` unwrapped and canonical (see lib/links). */
  readonly destination: string | null;
  /** Where a short link leads, canonical, as its tracker says; absent where `url` is no short link. */
  readonly leadsTo?: string | undefined;
  /** What the wrapped `url` itself says about whose it is; absent where it carries nothing. */
  readonly carries?: Carried | undefined;
  /** Milliseconds since 1970, UTC, by the tracker's clock. */
  readonly at: number;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** HTTP method, upper case. */
  readonly method: string | null;
  /** RFC 5322 Message-ID without `<>`. */
  readonly messageId: string | null;
  /** The tracker's own id of the message, where it is no Message-ID. */
  readonly trackerMessageId: string | null;
  readonly campaign: string | null;
  /** 1-based. */
  readonly step: number | null;
  readonly variant: string | null;
  readonly subject: string | null;
  /** The tracker's own verdict: true = a machine did it; null where it says nothing. */
  readonly machine: boolean | null;
}

/** Sums or a last state, from tools that give no rows per click. Shown as *unfiltered*, never mixed into rates. */
export interface Counter {
  readonly key: string;
  readonly tracker: string;
  readonly campaign: string | null;
  readonly step: number | null;
  readonly recipient: string | null;
  readonly messageId: string | null;
  readonly sent: number | null;
  readonly opens: number | null;
  readonly clicks: number | null;
  readonly replies: number | null;
  readonly bounces: number | null;
}

/** One bad item of an input. It never ends a run. */
export interface Problem {
  readonly file: string;
  /** The place in people's terms: `row 12`, `message 3 (byte 48,120)`. `''` for the whole file. */
  readonly where: string;
  /** What happened and what to do. */
  readonly message: string;
}
