import type { EventKind, TrackerEvent } from '../facts/event';
import { stableHash } from '../facts/hash';
import { readLink } from '../links/destination';
import type { RecordReading } from './format';

type Given = Pick<TrackerEvent, 'tracker' | 'kind' | 'at'> & Partial<TrackerEvent>;

/** Completes an event: what the tracker does not say is null, the key is its own id or a hash of what makes it unique. */
export function trackerEvent(given: Given): TrackerEvent {
  const url = given.url ?? null;
  const recipient = given.recipient?.trim().toLowerCase() || null;
  const identity = [
    given.kind,
    recipient,
    url,
    given.at,
    given.ip,
    given.messageId,
    given.trackerMessageId,
  ].join('|');
  return {
    tracker: given.tracker,
    kind: given.kind,
    at: given.at,
    key: given.key ?? `${given.tracker}:${stableHash(identity)}${stableHash(identity, 1).slice(0, 5)}`,
    recipient,
    url,
    ...(url === null ? { destination: null } : readLink(url)),
    ip: given.ip || null,
    userAgent: given.userAgent || null,
    method: given.method?.toUpperCase() || null,
    messageId: given.messageId?.trim().replace(/^<|>$/g, '') || null,
    trackerMessageId: given.trackerMessageId || null,
    campaign: given.campaign || null,
    step: given.step ?? null,
    variant: given.variant || null,
    subject: given.subject || null,
    machine: given.machine ?? null,
  };
}

export function found(...events: TrackerEvent[]): RecordReading {
  return { events, counters: [], problem: null };
}

export function refused(problem: string): RecordReading {
  return { events: [], counters: [], problem };
}

const KINDS: readonly (readonly [RegExp, EventKind])[] = [
  [/unsub/, 'unsubscribe'],
  [/click/, 'click'],
  [/open/, 'open'],
  [/repl/, 'reply'],
  [/bounce|drop|fail|reject/, 'bounce'],
  [/defer|delay/, 'deferred'],
  [/deliver/, 'delivered'],
  [/spam|complain/, 'complaint'],
  [/sent|send|process/, 'sent'],
];

/** What kind of event a tracker's word for it means. */
export function kindOf(word: string): EventKind {
  const lower = word.toLowerCase();
  for (const [pattern, kind] of KINDS) if (pattern.test(lower)) return kind;
  return 'other';
}
