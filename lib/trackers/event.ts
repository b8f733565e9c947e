import type { Counter, TrackerEvent } from '../facts/event';
import { type LinkReading, readLink } from '../links/destination';
import type { RecordReading } from './format';
import { KeyHash } from './key';

type Given = Pick<TrackerEvent, 'tracker' | 'kind' | 'at'> &
  Partial<Omit<TrackerEvent, 'key'>> & {
    /** The tracker's own id of the event; null: a hash. */
    readonly key?: string | null;
  };

/**
 * Completes an event: what the tracker does not say is null. The key is the tracker's own event id where it has one,
 * else a hash of what makes the event unique: kind, recipient, url, time, ip and message. Two exports of one click
 * therefore give one key, and so does a webhook that was sent twice.
 */
export function trackerEvent(given: Given): TrackerEvent {
  const url = given.url || null;
  const link = url === null ? null : linkOf(url);
  const recipient = given.recipient ? addressOf(given.recipient) : null;
  // Written out, without a spread: a million events are made here, and all but a few have this one shape.
  const event: TrackerEvent = {
    tracker: given.tracker,
    kind: given.kind,
    at: given.at,
    key: given.key ?? keyOf(given, recipient, link),
    recipient,
    url,
    destination: link === null ? null : link.reading.destination,
    ip: given.ip || null,
    userAgent: given.userAgent || null,
    method: given.method ? given.method.toUpperCase() : null,
    messageId: given.messageId ? bareId(given.messageId) : null,
    trackerMessageId: given.trackerMessageId || null,
    campaign: given.campaign || null,
    step: given.step ?? null,
    variant: given.variant || null,
    subject: given.subject || null,
    machine: given.machine ?? null,
  };
  return link?.reading.carries === undefined ? event : { ...event, carries: link.reading.carries };
}

const keyHash = new KeyHash();

function keyOf(given: Given, recipient: string | null, link: KnownLink | null): string {
  const hash = keyHash
    .begin()
    .text(given.kind)
    .text(recipient)
    .number(link === null ? 0 : link.h1)
    .number(link === null ? 0 : link.h2)
    .number(given.at)
    .text(given.ip)
    .text(given.messageId ?? given.trackerMessageId);
  return `${given.tracker}:${hash.end()}`;
}

function bareId(id: string): string | null {
  const text = id.trim();
  const from = text.startsWith('<') ? 1 : 0;
  return text.slice(from, text.endsWith('>') ? -1 : undefined) || null;
}

/** `Jane Doe <jane@example.com>` and `mailto:jane@example.com` are `jane@example.com`; what has no `@` is nobody. */
function addressOf(text: string): string | null {
  if (isPlainAddress(text)) return text;
  const lower = text.trim().toLowerCase();
  if (lower === '') return null;
  const open = lower.lastIndexOf('<');
  const inner = open >= 0 && lower.endsWith('>') ? lower.slice(open + 1, -1).trim() : lower;
  const address = inner.startsWith('mailto:') ? inner.slice(7) : inner;
  return address.includes('@') ? address : null;
}

/** Nearly every address is lower case and bare already: one look, nothing made. */
function isPlainAddress(text: string): boolean {
  let at = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 64) at = true;
    else if (
      code <= 32 ||
      code > 126 ||
      code === 58 ||
      code === 60 ||
      code === 62 ||
      (code >= 65 && code <= 90)
    )
      return false;
  }
  return at;
}

interface KnownLink {
  readonly reading: LinkReading;
  /** Hash of the link as given, 32 bits each: the key of an event is made of these, not of the whole text again. */
  readonly h1: number;
  readonly h2: number;
}

const links = new Map<string, KnownLink>();

/** A million clicks lead to a few hundred links: each is taken apart once. */
function linkOf(url: string): KnownLink {
  let known = links.get(url);
  if (known === undefined) {
    known = { reading: readLink(url), ...new KeyHash().text(url).state() };
    // Links made for one person each would fill the memory.
    if (links.size >= 4096) links.clear();
    links.set(url, known);
  }
  return known;
}

type GivenCounter = Pick<Counter, 'tracker'> & Partial<Counter> & { readonly identity: string };

/**
 * Completes a counter. `identity` names what is counted (a campaign and step, a lead in a campaign, a message), never
 * the counts: a later export of the same thing has the same key.
 */
export function counter(given: GivenCounter): Counter {
  const { identity, tracker } = given;
  const recipient = given.recipient ? addressOf(given.recipient) : null;
  return {
    key: given.key ?? `${tracker}:counter:${new KeyHash().text(identity).end()}`,
    tracker,
    campaign: given.campaign || null,
    step: given.step ?? null,
    recipient,
    messageId: given.messageId ? bareId(given.messageId) : null,
    sent: given.sent ?? null,
    opens: given.opens ?? null,
    clicks: given.clicks ?? null,
    replies: given.replies ?? null,
    bounces: given.bounces ?? null,
  };
}

const NO_EVENTS: readonly TrackerEvent[] = [];
const NO_COUNTERS: readonly Counter[] = [];

export function found(...events: TrackerEvent[]): RecordReading {
  return { events, counters: NO_COUNTERS, problem: null };
}

export function counted(...counters: Counter[]): RecordReading {
  return { events: NO_EVENTS, counters, problem: null };
}

export function refused(problem: string): RecordReading {
  return { events: NO_EVENTS, counters: NO_COUNTERS, problem };
}

/** The one sentence for a record without a time that can be read. */
export function noTime(name: string, field: string): RecordReading {
  return refused(`This ${name} record has no time that can be read (“${field}”). It was left out.`);
}
