import { plainEvent } from '../../facts/column-event';
import type { TrackerEvent } from '../../facts/event';
import { columnLength, type Mailbox, type Outbound } from '../mailbox';
import { ClockWatch, type TrackerClock } from './clock';
import { type Found, found, join, unjoined } from './found';
import { JoinIndex, NO_ADDRESSEE } from './join-index';
import { LastBefore } from './last-before';
import { campaignKey, messageKey, personal, prospectIn, recipientOf } from './names';
import { TrackerWords } from './tracker-words';
import { mergeTwins } from './twins';

/**
 * What joined an event to its email, surest first. `carried`: the Message-ID that a wrapped link holds;
 * `tracker-message`: another event of the same message in the tracker's own numbering; `link`: recipient and
 * destination; `single-link`: a link that only one prospect got; `subject`: recipient, subject and day; `sent-time`:
 * recipient and the minute of sending; `recipient`: the recipient alone. The last two join no email: `shared-link`
 * and `campaign` count for the sequence.
 */
export type JoinedBy =
  | 'message-id'
  | 'carried'
  | 'tracker-message'
  | 'link'
  | 'single-link'
  | 'subject'
  | 'sent-time'
  | 'recipient'
  | 'shared-link'
  | 'campaign';

export interface JoinedEvent {
  readonly event: TrackerEvent;
  /** When it happened, milliseconds UTC: the tracker's time with its clock set right. */
  readonly at: number;
  readonly to: Outbound | null;
  /** The prospect it was; null where the tracker does not say and the message went to several. */
  readonly prospect: string | null;
  readonly by: JoinedBy | null;
  /** How sure the join is, 0 to 1. */
  readonly certainty: number;
  /**
   * The emails one of which it belongs to, where nothing tells which: it counts for their sequence, for no person.
   * In time order; those sent after `at` are no candidates. Empty for all other events. Shared between events.
   */
  readonly candidates: readonly Outbound[];
  /** Reports of the same click by other trackers: they are not counted again. */
  readonly twins: readonly TrackerEvent[];
  /** Why it could not be joined, in plain words. */
  readonly unjoined: string | null;
}

export interface Join {
  /** In the order of the events; every event that is no repetition, joined or with its reason. */
  readonly events: readonly JoinedEvent[];
  /** The trackers whose clock is off; their events' `at` is corrected. */
  readonly clocks: readonly TrackerClock[];
  /** What these events taught: give it to the join of what comes next. */
  readonly memory: JoinMemory;
}

/** What events teach of their trackers, beyond themselves. */
export interface JoinMemory {
  readonly clocks: readonly TrackerClock[];
  /** Email by tracker, its own message id and recipient; null where two emails claim one. */
  readonly messages: Map<string, Outbound | null>;
  /** Emails by tracker and campaign. */
  readonly campaigns: Map<string, Set<Outbound>>;
}

/** A tracker's clock may run this far ahead of Gmail's: a click "before" its message is still its. */
export const CLOCK_SLACK = 2 * 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What a time read in the wrong zone can be off by: zones run from UTC-12 to UTC+14. */
const WRONG_ZONE = 14 * HOUR + CLOCK_SLACK;
/** A tool's own time of sending and that of Gmail's copy lie this close together. */
const SENT_TOGETHER = 3 * 60_000;

/**
 * Joins every event to the email it belongs to: by what does not depend on time first, which shows whose clock is
 * off; then by the rest, with the times corrected. Each key counts once, two trackers' reports of one click count
 * once, and what cannot be joined says why.
 * @param memory what earlier events taught: its clocks are taken as they are, all else is added to
 * @param distinct no key comes twice: a quarter of a million keys need not be looked at
 */
export function joinEvents(
  events: readonly TrackerEvent[],
  mailbox: Pick<Mailbox, 'own' | 'ownDomains' | 'sent' | 'byMessageId' | 'byProspect'>,
  memory: JoinMemory | null = null,
  distinct = false,
): Join {
  return new Joiner(mailbox, memory).join(distinct ? events : eachOnce(events));
}

/** The first of each key. */
function eachOnce(events: readonly TrackerEvent[]): readonly TrackerEvent[] {
  const keys = new Set<string>();
  return events.filter(({ key }) => {
    // A set grows where the key is new: one look-up instead of two.
    const { size } = keys;
    return keys.add(key).size > size;
  });
}

function ownAddress(event: TrackerEvent, recipient: string): Found {
  return unjoined(event, `${recipient} is one of your own addresses, not a prospect.`);
}

class Joiner {
  private readonly index: JoinIndex;
  /** Null where the clocks are known. */
  private readonly watch: ClockWatch | null;
  private offsets = new Map<string, number>();
  private readonly messages: Map<string, Outbound | null>;
  private readonly campaigns: Map<string, Set<Outbound>>;
  /** What the last event with a Message-ID was joined to, by that and its recipient. */
  private readonly named = new Map<
    string,
    { readonly recipient: string | null; readonly to: Outbound; readonly prospect: string | null }
  >();
  private readonly last: LastBefore;
  private readonly campaignMails = new Map<string, readonly Outbound[]>();

  constructor(
    mailbox: Pick<Mailbox, 'own' | 'ownDomains' | 'sent' | 'byMessageId' | 'byProspect'>,
    private readonly memory: JoinMemory | null,
  ) {
    this.index = new JoinIndex(mailbox);
    this.watch = memory === null ? new ClockWatch(columnLength(mailbox.sent)) : null;
    this.messages = memory?.messages ?? new Map();
    this.campaigns = memory?.campaigns ?? new Map();
    this.last = new LastBefore(this.index, new TrackerWords(this.index, this.campaigns));
  }

  join(all: readonly TrackerEvent[]): Join {
    const joins: Found[] = [];
    joins.length = all.length;
    /** Places of the few events that do not name their email. */
    const strays: number[] = [];
    /** Places of events that tell of others of their tracker. */
    const teachers: number[] = [];
    const tracker = all[0]?.tracker;
    let trackers = 1;
    const settle = (n: number, sure: Found): void => {
      const { event, to } = sure;
      joins[n] = sure;
      if (to === null) return;
      this.watch?.add(event.tracker, event.kind, to, event.at - to.fact.at);
      if (sure.certainty >= 0.98 && (event.trackerMessageId !== null || event.campaign !== null))
        teachers.push(n);
    };
    for (let n = 0; n < all.length; n++) {
      const event = all[n];
      if (event === undefined) continue;
      if (event.tracker !== tracker) trackers = 2;
      // A short link's event is to be told by where it leads first.
      const named = event.leadsTo === undefined ? this.byName(event) : null;
      if (named === null) strays.push(n);
      else settle(n, named);
    }
    this.index.expect(strays.flatMap((n) => all[n] ?? []));
    /** Those that time must tell. */
    const open: { readonly at: number; readonly event: TrackerEvent }[] = [];
    const before = teachers.length;
    for (const n of strays) {
      let event = all[n];
      if (event === undefined) continue;
      if (event.leadsTo !== undefined) event = this.byItsLink(event);
      const sure = this.whateverTheTime(event);
      if (sure === null) open.push({ at: n, event });
      else settle(n, sure);
    }
    // In the order of the events: of emails of one moment the first that was told of comes first.
    if (teachers.length > before) teachers.sort((a, b) => a - b);
    for (const n of teachers) {
      const { event, to } = joins[n] ?? {};
      if (event !== undefined && to != null) this.learn(event, to);
    }
    const clocks = this.memory?.clocks ?? this.watch?.clocks() ?? [];
    this.offsets = new Map(clocks.map(({ tracker, offset }) => [tracker, offset]));
    // Times of sending are joined before clicks: they tell which of the tracker's message ids is which email.
    for (const { at, event } of open) {
      if (event.kind !== 'sent' && event.kind !== 'delivered') continue;
      const sent = this.bySendTime(event);
      if (sent === null) continue;
      if (sent.to !== null) this.learn(event, sent.to);
      joins[at] = sent;
    }
    for (const { at, event } of open) joins[at] ??= this.byTime(event);
    // Last, when every campaign's emails are known.
    for (const n of strays) {
      const join = joins[n];
      if (join !== undefined) joins[n] = this.finished(join);
    }
    // Nearly all clocks are right.
    if (this.offsets.size > 0)
      for (const join of joins) join.setClock(this.offsets.get(join.event.tracker) ?? 0);
    const { messages, campaigns } = this;
    return {
      events: trackers > 1 ? mergeTwins(joins) : joins,
      clocks,
      memory: { clocks, messages, campaigns },
    };
  }

  /** A short link that stands in no email may have been made of one that does: then it goes by where it leads. */
  private byItsLink(event: TrackerEvent): TrackerEvent {
    const { leadsTo, destination } = event;
    if (leadsTo === undefined || destination === null) return event;
    return this.index.links.holdersOf(destination) === null
      ? { ...plainEvent(event), destination: leadsTo }
      : event;
  }

  private finished(first: Found): Found {
    const { event } = first;
    const join = first.unjoined !== null && recipientOf(event) === null ? this.byCampaign(first) : first;
    // Sure of the email by all but its time: the clock is off in a way that could not be told, or the join is wrong.
    if (join.to !== null && join.certainty < 0.99 && join.to.fact.at > this.limitOf(event))
      join.certainty = 0.7;
    return join;
  }

  private timeOf(event: TrackerEvent): number {
    return this.offsets.size === 0 ? event.at : event.at - (this.offsets.get(event.tracker) ?? 0);
  }

  /** The latest time an email of this event can have; a time that is a bare date means any time of that day. */
  private limitOf(event: TrackerEvent): number {
    return (event.at % DAY === 0 ? event.at + DAY : this.timeOf(event)) + CLOCK_SLACK;
  }

  private learn(event: TrackerEvent, to: Outbound): void {
    const id = messageKey(event);
    if (id !== null) {
      const known = this.messages.get(id);
      if (known === undefined) this.messages.set(id, to);
      else if (known !== to) this.messages.set(id, null);
    }
    if (event.campaign === null) return;
    const campaign = campaignKey(event);
    const mails = this.campaigns.get(campaign);
    if (mails === undefined) this.campaigns.set(campaign, new Set([to]));
    else mails.add(to);
  }

  /** By the Message-ID as written, which nearly all trackers give. */
  private byName(event: TrackerEvent): Found | null {
    const { messageId } = event;
    if (messageId === null) return null;
    const recipient = recipientOf(event);
    // An email has half a dozen events, which nearly all name it and its recipient alike.
    const known = this.named.get(messageId);
    if (known !== undefined && known.recipient === recipient)
      return join(event, known.to, known.prospect, 'message-id', 1);
    if (recipient !== null && this.index.addressee(recipient).internal) return ownAddress(event, recipient);
    const to = this.index.byExactId(messageId, recipient);
    if (to === null) return null;
    const prospect = prospectIn(to, recipient);
    this.named.set(messageId, { recipient, to, prospect });
    return join(event, to, prospect, 'message-id', 1);
  }

  /** Joins whose email is the same whenever the event happened. Null: time must tell. */
  private whateverTheTime(event: TrackerEvent): Found | null {
    const { index } = this;
    const { messageId } = event;
    const recipient = recipientOf(event);
    const addressee = recipient === null ? NO_ADDRESSEE : index.addressee(recipient);
    if (recipient !== null && addressee.internal) return ownAddress(event, recipient);
    if (messageId !== null) {
      const to = index.byMessageId(messageId, recipient);
      if (to !== null) return join(event, to, prospectIn(to, recipient), 'message-id', 1);
    }
    const carried = event.carries?.messageId ?? null;
    const byLink =
      (carried === null ? null : (index.byMessageId(carried, recipient) ?? index.byCarriedId(carried))) ??
      (event.messageId === null ? null : index.byCarriedId(event.messageId));
    if (byLink !== null) return join(event, byLink, prospectIn(byLink, recipient), 'carried', 0.99);
    if (event.destination === null) return null;
    if (recipient === null) return this.byPersonalLink(event, event.destination);
    if (addressee.prospect === null) return null;
    const withLink = index.links.mailsTo(addressee, event.destination);
    const only = withLink[0];
    if (only === undefined || withLink.length > 1 || !this.inTime(event, only)) return null;
    return join(event, only, addressee.prospect, 'link', 0.98);
  }

  /** A link made for one prospect that stands in one email. */
  private byPersonalLink(event: TrackerEvent, destination: string): Found | null {
    const holders = this.index.links.holdersOf(destination);
    const [only, second] = holders?.mails ?? [];
    if (holders?.only == null || only === undefined || second !== undefined) return null;
    if (!personal(event.url ?? '') || !this.inTime(event, only)) return null;
    return join(event, only, holders.only, 'single-link', 0.95);
  }

  /** Whether an event can belong to an email, if its clock were off by no more than a wrong zone. */
  private inTime(event: TrackerEvent, mail: Outbound): boolean {
    return event.at + WRONG_ZONE >= mail.fact.at;
  }

  /** A tool's report of sending: the one email to the recipient that left in the same minutes. */
  private bySendTime(event: TrackerEvent): Found | null {
    const known = this.sameMessage(event);
    if (known !== null) return known;
    if (event.recipient === null) return null;
    const { prospect, mails } = this.index.addressee(event.recipient);
    const at = this.timeOf(event);
    const near = mails.filter(
      (mail) => at - mail.fact.at >= -CLOCK_SLACK && at - mail.fact.at <= SENT_TOGETHER,
    );
    const [only, second] = near;
    return only === undefined || second !== undefined ? null : join(event, only, prospect, 'sent-time', 0.97);
  }

  /** By the tracker's own number of the message, where another event has told which email that is. */
  private sameMessage(event: TrackerEvent): Found | null {
    const id = messageKey(event);
    const to = id === null ? null : (this.messages.get(id) ?? null);
    if (to === null) return null;
    return join(event, to, prospectIn(to, event.recipient), 'tracker-message', 0.98);
  }

  private byTime(event: TrackerEvent): Found {
    return this.sameMessage(event) ?? this.last.of(event, this.limitOf(event));
  }

  private byCampaign(otherwise: Found): Found {
    const { event } = otherwise;
    if (event.campaign === null) return otherwise;
    const key = campaignKey(event);
    let mails = this.campaignMails.get(key);
    if (mails === undefined) {
      mails = [...(this.campaigns.get(key) ?? [])].sort((a, b) => a.fact.at - b.fact.at);
      this.campaignMails.set(key, mails);
    }
    if (mails.length === 0) return otherwise;
    return found(event, null, null, 'campaign', 0.8, mails, null);
  }
}
