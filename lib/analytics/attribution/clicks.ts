import type { TrackerEvent } from '../../facts/event';
import { lastBefore, type Mailbox, type Outbound } from '../mailbox';

export interface JoinedEvent {
  readonly event: TrackerEvent;
  readonly to: Outbound | null;
  /** The prospect it was; null where the tracker does not say and the message went to several. */
  readonly prospect: string | null;
  readonly by: 'message-id' | 'link' | 'single-link' | 'recipient' | 'subject' | null;
  /** How sure the join is, 0 to 1. */
  readonly certainty: number;
  /** Why it could not be joined, in plain words. */
  readonly unjoined: string | null;
}

/** A tracker's clock may run this far ahead of Gmail's: a click "before" its message is still its. */
const CLOCK_SLACK = 2 * 60_000;

/** Joins every event to the message it belongs to. What cannot be joined says why. */
export function joinEvents(events: readonly TrackerEvent[], mailbox: Mailbox): JoinedEvent[] {
  const seen = new Set<string>();
  const joined: JoinedEvent[] = [];
  for (const event of events) {
    if (seen.has(event.key)) continue;
    seen.add(event.key);
    joined.push(joinEvent(event, mailbox));
  }
  return joined;
}

function joinEvent(event: TrackerEvent, mailbox: Mailbox): JoinedEvent {
  const prospectIn = (to: Outbound): string | null => {
    if (event.recipient !== null && to.prospects.includes(event.recipient)) return event.recipient;
    return to.prospects.length === 1 ? (to.prospects[0] ?? null) : null;
  };
  const byId = event.messageId === null ? undefined : mailbox.byMessageId.get(event.messageId);
  if (byId)
    return { event, to: byId, prospect: prospectIn(byId), by: 'message-id', certainty: 1, unjoined: null };
  if (event.recipient === null) return unjoined(event, 'The tracker names no recipient and no message.');
  const mails = mailbox.byProspect.get(event.recipient);
  if (mails === undefined)
    return unjoined(event, `No email to ${event.recipient} in the mail that was read.`);
  const limit = event.at + CLOCK_SLACK;
  if (event.destination !== null) {
    const withLink = mails.filter((mail) =>
      mail.fact.links.some((link) => link.destination === event.destination),
    );
    const to = lastBefore(withLink, limit);
    if (to) return { event, to, prospect: event.recipient, by: 'link', certainty: 0.98, unjoined: null };
  }
  const bySubject =
    event.subject === null
      ? null
      : lastBefore(
          mails.filter((mail) => mail.fact.subject === event.subject),
          limit,
        );
  if (bySubject)
    return { event, to: bySubject, prospect: event.recipient, by: 'subject', certainty: 0.9, unjoined: null };
  // A link that is in none of the emails: opaque wrappers and landing pages. The last email before it is the likeliest.
  const last = lastBefore(mails, limit);
  if (last)
    return { event, to: last, prospect: event.recipient, by: 'recipient', certainty: 0.8, unjoined: null };
  return unjoined(event, `The click is older than the first email to ${event.recipient}.`);
}

function unjoined(event: TrackerEvent, reason: string): JoinedEvent {
  return { event, to: null, prospect: null, by: null, certainty: 0, unjoined: reason };
}
