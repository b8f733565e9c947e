import type { TrackerEvent } from '../../facts/event';
import { domainOf } from '../../facts/message';
import { type JoinedEvent, type JoinMemory, joinEvents } from '../attribution/clicks';
import { plainAddress } from '../attribution/join-index';
import { recipientOf } from '../attribution/names';
import type { Mailbox, Outbound } from '../mailbox';
import { LinkHolders } from './link-holders';
import { NeedsFull } from './needs-full';
import { byEventTime, byTime, insert, merged, push } from './order';

export interface NewEvents {
  /** What is new or now joined otherwise. */
  readonly changed: readonly JoinedEvent[];
  /** What those were that are joined otherwise. */
  readonly before: ReadonlySet<JoinedEvent>;
  /** All that belong to no email, in time order. */
  readonly unjoined: readonly JoinedEvent[];
}

const inOrder = (a: JoinedEvent, b: JoinedEvent): number => byEventTime(a.event, b.event);
/** Reports of one click by two trackers lie within this (twins.ts). */
const ONE_CLICK = 60_000;
/** So many events may wait for one link before a run over all is the better way. */
const MANY = 2000;

/**
 * Events, joined anew only where news can change to which email they belong: those of the people that news is about,
 * those that waited for a link or a Message-ID that has come. The join itself is the full run's, over the few emails
 * these events can mean. Kept until the next full run: how far each tracker's clock is off.
 */
export class EventBook {
  /** By the company (domain) a click would count for, in time order. */
  private readonly byCompany = new Map<string, JoinedEvent[]>();
  /** Named, but no prospect of ours: by the plain address. */
  private readonly strangers = new Map<string, JoinedEvent[]>();
  /** Those that would go by another email's link, by the link. */
  private readonly waitingForLink = new Map<string, JoinedEvent[]>();
  /** Those that belong to no email, by the Message-ID they name, in lower case. */
  private readonly waitingForId = new Map<string, JoinedEvent[]>();
  private readonly trackers = new Set<string>();
  /** Prospects by plain address. */
  private readonly plain = new Map<string, string[]>();
  private unjoined: readonly JoinedEvent[];
  private readonly holders: LinkHolders;
  private readonly ids = new Map<string, Outbound>();
  private readonly impossible: string | null;

  constructor(
    private readonly mailbox: Mailbox,
    joined: readonly JoinedEvent[],
    private readonly memory: JoinMemory,
    unjoined: readonly JoinedEvent[],
  ) {
    this.unjoined = unjoined;
    for (const prospect of mailbox.byProspect.keys()) push(this.plain, plainAddress(prospect), prospect);
    this.holders = new LinkHolders(mailbox.sent);
    for (const mail of mailbox.sent) this.addIds(mail);
    let shared = false;
    for (const event of joined) {
      this.trackers.add(event.event.tracker);
      push(this.byCompany, companyOf(event), event);
      this.note(event);
      if (event.candidates.length > 0) shared = true;
    }
    this.impossible = shared ? 'A tracker names nobody: its clicks count for sequences.' : null;
  }

  /** Whether anything was reported on an email. */
  reportsOn(mail: Outbound): boolean {
    return mail.prospects.some((prospect) => this.of(domainOf(prospect)).some(({ to }) => to === mail));
  }

  /** Events of one company, in time order. */
  of(company: string): readonly JoinedEvent[] {
    return this.byCompany.get(company) ?? [];
  }

  private note(joined: JoinedEvent): void {
    const { event, to, prospect, by } = joined;
    const who = recipientOf(event);
    if (prospect === null && who !== null) push(this.strangers, plainAddress(who), joined);
    if (to === null || by === 'single-link' || by === 'subject' || by === 'recipient') {
      if (event.destination !== null) push(this.waitingForLink, event.destination, joined);
      if (event.url !== null && event.url !== event.destination) push(this.waitingForLink, event.url, joined);
    }
    if (to !== null) return;
    for (const id of [event.messageId, event.carries?.messageId ?? null])
      if (id !== null) push(this.waitingForId, id.toLowerCase(), joined);
  }

  private forget(joined: JoinedEvent): void {
    const { event } = joined;
    const who = recipientOf(event);
    drop(this.byCompany, companyOf(joined), joined);
    if (who !== null) drop(this.strangers, plainAddress(who), joined);
    for (const link of [event.destination, event.url])
      if (link !== null) drop(this.waitingForLink, link, joined);
    for (const id of [event.messageId, event.carries?.messageId ?? null])
      if (id !== null) drop(this.waitingForId, id.toLowerCase(), joined);
  }

  /**
   * @param events new ones
   * @param sent new emails, which the mailbox holds already
   */
  add(events: readonly TrackerEvent[], sent: readonly Outbound[]): NewEvents | NeedsFull {
    if (this.impossible !== null) return new NeedsFull(this.impossible);
    for (const mail of sent)
      for (const prospect of mail.prospects) {
        const alike = this.plain.get(plainAddress(prospect));
        if (alike?.includes(prospect) === true) continue;
        if (alike !== undefined) return new NeedsFull('Two prospects have addresses that trackers mix up.');
        push(this.plain, plainAddress(prospect), prospect);
      }
    const again = this.affected(events, sent);
    if (again instanceof NeedsFull) return again;
    for (const mail of sent) {
      this.holders.add(mail);
      this.addIds(mail);
    }
    const old = new Map([...again].map((joined) => [joined.event.key, joined]));
    for (const event of events) {
      if (!this.trackers.has(event.tracker)) return new NeedsFull('A tracker reports for the first time.');
      if (event.leadsTo !== undefined || old.has(event.key))
        return new NeedsFull('An event is a short link’s, or comes twice.');
    }
    const all = [...[...again].map(({ event }) => event), ...events].sort(byEventTime);
    const joined = this.join(all);
    if (joined.length !== all.length) return new NeedsFull('Two trackers may have reported one click.');
    const changed: JoinedEvent[] = [];
    const before = new Set<JoinedEvent>();
    for (const now of joined) {
      if (now.candidates.length > 0)
        return new NeedsFull('A tracker names nobody: its clicks count for sequences.');
      const was = old.get(now.event.key);
      if (was === undefined) {
        if (this.mayBeTwin(now)) return new NeedsFull('Two trackers may have reported one click.');
        changed.push(now);
        continue;
      }
      // What an event taught itself is no news for it.
      const itself = now.by === 'tracker-message' && was.to === now.to && was.prospect === now.prospect;
      if (itself || same(was, now)) continue;
      if (was.twins.length > 0) return new NeedsFull('Two trackers reported a click that changes.');
      if (was.to !== null && was.to !== now.to && teaches(was.event))
        return new NeedsFull('An event from which others were joined belongs to another email.');
      before.add(was);
      changed.push(now);
    }
    for (const was of before) this.forget(was);
    for (const now of changed) {
      const company = companyOf(now);
      const list = this.byCompany.get(company);
      if (list === undefined) this.byCompany.set(company, [now]);
      else insert(list, now, inOrder);
      this.note(now);
    }
    this.unjoined = merged(
      this.unjoined,
      new Set([...before].filter((event) => event.unjoined !== null)),
      changed.filter((event) => event.unjoined !== null),
      inOrder,
    );
    return { changed, before, unjoined: this.unjoined };
  }

  /** Known events that news may join otherwise. */
  private affected(
    events: readonly TrackerEvent[],
    sent: readonly Outbound[],
  ): ReadonlySet<JoinedEvent> | NeedsFull {
    const people = new Set<string>();
    const add = (mail: Outbound): void => {
      for (const prospect of mail.prospects) people.add(prospect);
    };
    for (const mail of sent) add(mail);
    for (const event of events) {
      const who = recipientOf(event);
      if (who === null || !teaches(event)) continue;
      for (const prospect of this.plain.get(plainAddress(who)) ?? [])
        for (const mail of this.mailbox.byProspect.get(prospect) ?? []) add(mail);
    }
    const found = new Set<JoinedEvent>();
    for (const prospect of people) {
      for (const joined of this.strangers.get(plainAddress(prospect)) ?? []) found.add(joined);
      for (const joined of this.of(domainOf(prospect))) if (joined.prospect === prospect) found.add(joined);
    }
    const waiting = (map: ReadonlyMap<string, readonly JoinedEvent[]>, key: string): boolean => {
      const list = map.get(key) ?? [];
      for (const joined of list) found.add(joined);
      return list.length <= MANY;
    };
    for (const { fact } of sent) {
      const ids = fact.links.flatMap(({ carries }) => carries?.messageId ?? []);
      let few = true;
      for (const id of [fact.messageId, ...ids]) few = waiting(this.waitingForId, id.toLowerCase()) && few;
      for (const { destination, href, place } of fact.links)
        if (place !== 'quote')
          for (const link of new Set([destination, href])) few = waiting(this.waitingForLink, link) && few;
      if (!few) return new NeedsFull('Many events waited for the link of a new email.');
    }
    return found;
  }

  /** The full run's join, over the emails these events can mean. */
  private join(events: readonly TrackerEvent[]): readonly JoinedEvent[] {
    const { byMessageId, own, ownDomains } = this.mailbox;
    const byProspect = new Map<string, readonly Outbound[]>();
    const mails = new Set<Outbound>();
    const take = (mail: Outbound | undefined): void => {
      if (mail !== undefined) mails.add(mail);
    };
    const withLink = new Set<string>();
    for (const event of events) {
      const who = recipientOf(event);
      if (who !== null)
        for (const prospect of new Set([who, ...(this.plain.get(plainAddress(who)) ?? [])])) {
          const list = this.mailbox.byProspect.get(prospect);
          if (list === undefined) continue;
          byProspect.set(prospect, list);
          for (const mail of list) mails.add(mail);
        }
      for (const id of [event.messageId, event.carries?.messageId ?? null])
        if (id !== null) take(byMessageId.get(id) ?? this.byOtherId(id));
      for (const link of [event.destination, event.url]) if (link !== null) withLink.add(link);
    }
    const run = (): readonly JoinedEvent[] =>
      joinEvents(
        events,
        {
          own,
          ownDomains,
          byMessageId,
          byProspect,
          sent: [...mails].sort((a, b) => byTime(a.fact, b.fact)),
        },
        this.memory,
      ).events;
    const first = run();
    // Surer joins never ask who else got a link.
    if (first.every(({ event, by }) => event.destination === null || isSure(by))) return first;
    for (const link of withLink) for (const mail of this.holders.of(link)) mails.add(mail);
    return run();
  }

  /** By Message-ID in any case, or by one that a wrapped link carries. */
  private byOtherId(id: string): Outbound | undefined {
    return this.ids.get(id.toLowerCase());
  }

  private addIds(mail: Outbound): void {
    for (const { carries, place } of mail.fact.links)
      if (carries?.messageId != null && place !== 'quote')
        this.ids.set(carries.messageId.toLowerCase(), mail);
    this.ids.set(mail.fact.messageId.toLowerCase(), mail);
  }

  private mayBeTwin(click: JoinedEvent): boolean {
    if (this.trackers.size < 2 || click.event.kind !== 'click') return false;
    return this.of(companyOf(click)).some(
      ({ at, event }) =>
        event.kind === 'click' &&
        event.tracker !== click.event.tracker &&
        Math.abs(at - click.at) <= ONE_CLICK,
    );
  }
}

/** Whose click an event would be (Pairs in phantom/): the domain of the prospect, or of whoever is named. */
export function companyOf({ event, prospect, to }: JoinedEvent): string {
  return domainOf(prospect ?? event.recipient ?? to?.prospects[0] ?? '');
}

function isSure(by: JoinedEvent['by']): boolean {
  return (
    by === 'message-id' || by === 'carried' || by === 'tracker-message' || by === 'link' || by === 'sent-time'
  );
}

/** Whether other events are joined by what this one is joined to. */
function teaches(event: TrackerEvent): boolean {
  return event.trackerMessageId !== null || event.campaign !== null;
}

function same(a: JoinedEvent, b: JoinedEvent): boolean {
  return (
    a.to === b.to &&
    a.prospect === b.prospect &&
    a.by === b.by &&
    a.certainty === b.certainty &&
    a.at === b.at &&
    a.unjoined === b.unjoined
  );
}

function drop(map: Map<string, JoinedEvent[]>, key: string, joined: JoinedEvent): void {
  const list = map.get(key);
  const at = list?.indexOf(joined) ?? -1;
  if (at >= 0) list?.splice(at, 1);
}
