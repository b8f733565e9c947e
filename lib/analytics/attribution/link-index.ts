import type { TrackerEvent } from '../../facts/event';
import type { Mailbox, Outbound } from '../mailbox';

/** Every email that holds one link. */
export interface LinkHolders {
  /** In time order. */
  readonly mails: readonly Outbound[];
  /** The one prospect who ever got the link; null where several did. */
  readonly only: string | null;
}

const NONE: readonly Outbound[] = [];
/** From so many links to one prospect on, a map of them pays. */
const MANY_LINKS = 128;

/** Links in the emails to one prospect; found out when somebody asks. */
export interface PersonsLinks {
  /** What was sent to them, in time order. */
  readonly mails: readonly Outbound[];
  /** Where their links lie in the index, from one place up to another; below 0 until it is asked for. */
  from: number;
  to: number;
}

/**
 * Who got which link. Only links that an event names which names no email of ours are looked for: most trackers name the
 * email, and then a handful of links is left of a mailbox full of them. These become numbers, and each prospect's lie side
 * by side in one array: a mailbox is far larger than a processor's cache, and following its objects for every event would
 * cost ten times the join.
 */
export class LinkIndex {
  /** Canonical destination that is asked for → its number. */
  private readonly numbers = new Map<string, number>();
  /** Of each prospect that was asked for, side by side: numbers of links in time order, `-1 - number` where the email only quotes it. */
  private readonly links: number[] = [];
  /** Which email it stands in. */
  private readonly mails: Outbound[] = [];
  private readonly maps = new Map<number, Map<number, readonly Outbound[]>>();
  private byLink: { mails: Outbound[]; only: string | null }[] | null = null;
  private hrefs: Map<string, { mails: Outbound[]; only: string | null }> | null = null;

  /** @param events all whose links will be asked for */
  constructor(
    private readonly mailbox: Pick<Mailbox, 'sent'>,
    private readonly events: readonly Pick<TrackerEvent, 'destination' | 'leadsTo' | 'url'>[],
  ) {
    for (const { destination, leadsTo } of events) {
      if (destination !== null) this.ask(destination);
      if (leadsTo !== undefined) this.ask(leadsTo);
    }
  }

  private ask(destination: string): void {
    if (!this.numbers.has(destination)) this.numbers.set(destination, this.numbers.size);
  }

  /** Of what was sent to a prospect, what holds a link; emails that only quote it where no other holds it. */
  mailsTo(person: PersonsLinks, destination: string): readonly Outbound[] {
    const link = this.numbers.get(destination);
    if (link === undefined) return NONE;
    if (person.from < 0) this.lay(person);
    const { from, to } = person;
    if (to - from < MANY_LINKS) return this.pick(from, to, link) ?? this.pick(from, to, -1 - link) ?? NONE;
    let map = this.maps.get(from);
    if (map === undefined) {
      map = this.mapOf(from, to);
      this.maps.set(from, map);
    }
    return map.get(link) ?? map.get(-1 - link) ?? NONE;
  }

  private lay(person: PersonsLinks): void {
    person.from = this.links.length;
    for (const mail of person.mails)
      for (const { destination, place } of mail.fact.links) {
        const number = this.numbers.get(destination);
        if (number === undefined) continue;
        this.links.push(place === 'quote' ? -1 - number : number);
        this.mails.push(mail);
      }
    person.to = this.links.length;
  }

  private pick(from: number, to: number, link: number): readonly Outbound[] | null {
    let found: Outbound[] | null = null;
    for (let slot = from; slot < to; slot++) {
      if (this.links[slot] !== link) continue;
      const mail = this.mails[slot];
      if (mail === undefined) continue;
      if (found === null) found = [mail];
      else if (found.at(-1) !== mail) found.push(mail);
    }
    return found;
  }

  private mapOf(from: number, to: number): Map<number, readonly Outbound[]> {
    const map = new Map<number, Outbound[]>();
    for (let slot = from; slot < to; slot++) {
      const mail = this.mails[slot];
      if (mail !== undefined) push(map, this.links[slot] ?? 0, mail);
    }
    return map;
  }

  /** Every email with a link, by canonical destination; null where none is. */
  holdersOf(destination: string): LinkHolders | null {
    const link = this.numbers.get(destination);
    if (link === undefined) return null;
    if (this.byLink === null) {
      this.byLink = Array.from({ length: this.numbers.size }, () => ({ mails: [], only: null }));
      for (const mail of this.mailbox.sent)
        for (const { destination: other, place } of mail.fact.links) {
          const holders = this.byLink[this.numbers.get(other) ?? -1];
          if (holders !== undefined && place !== 'quote') hold(holders, mail);
        }
    }
    const holders = this.byLink[link];
    return holders === undefined || holders.mails.length === 0 ? null : holders;
  }

  /** As `holdersOf`, by the link as written: what tells prospects apart may be a parameter that is no destination. */
  holdersOfHref(href: string): LinkHolders | null {
    if (this.hrefs === null) {
      this.hrefs = new Map();
      for (const { url } of this.events) if (url !== null) this.hrefs.set(url, { mails: [], only: null });
      for (const mail of this.mailbox.sent)
        for (const link of mail.fact.links) {
          if (link.place === 'quote' || link.href === link.destination) continue;
          const holders = this.hrefs.get(link.href);
          if (holders !== undefined) hold(holders, mail);
        }
    }
    return this.hrefs.get(href) ?? null;
  }
}

function hold(holders: { mails: Outbound[]; only: string | null }, mail: Outbound): void {
  if (mail.prospects.length === 0 || holders.mails.at(-1) === mail) return;
  const only = mail.prospects.length === 1 ? (mail.prospects[0] ?? null) : null;
  holders.only = holders.mails.length === 0 || holders.only === only ? only : null;
  holders.mails.push(mail);
}

function push<K>(map: Map<K, Outbound[]>, key: K, mail: Outbound): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [mail]);
  else if (list.at(-1) !== mail) list.push(mail);
}
