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

/**
 * Who got which link. Links become numbers, and each prospect's links lie side by side in one array: a mailbox is far
 * larger than a processor's cache, and following its objects for every event would cost ten times the join.
 */
export class LinkIndex {
  /** Canonical destination → its number. */
  private readonly numbers = new Map<string, number>();
  private readonly prospects = new Map<string, number>();
  /** Of prospect `p`: from `starts[p]` to `starts[p + 1]` in `links` and `at`. */
  private readonly starts: Int32Array;
  /** Numbers of links, time-ordered per prospect; `-1 - number` where the email only quotes it. */
  private readonly links: Int32Array;
  /** Which of `mailbox.sent` it stands in. */
  private readonly at: Int32Array;
  private readonly maps = new Map<number, Map<number, readonly Outbound[]>>();
  private byLink: { mails: Outbound[]; only: string | null }[] | null = null;
  private hrefs: Map<string, { mails: Outbound[]; only: string | null }> | null = null;

  constructor(private readonly mailbox: Pick<Mailbox, 'sent'>) {
    const counts: number[] = [];
    for (const { prospects, fact } of mailbox.sent)
      for (const prospect of prospects) {
        let number = this.prospects.get(prospect);
        if (number === undefined) {
          number = this.prospects.size;
          this.prospects.set(prospect, number);
          counts.push(0);
        }
        counts[number] = (counts[number] ?? 0) + fact.links.length;
      }
    this.starts = new Int32Array(counts.length + 1);
    for (const [number, count] of counts.entries())
      this.starts[number + 1] = (this.starts[number] ?? 0) + count;
    const total = this.starts.at(-1) ?? 0;
    this.links = new Int32Array(total);
    this.at = new Int32Array(total);
    const next = this.starts.slice();
    for (const [at, { prospects, fact }] of mailbox.sent.entries())
      for (const { destination, place } of fact.links) {
        let number = this.numbers.get(destination);
        if (number === undefined) {
          number = this.numbers.size;
          this.numbers.set(destination, number);
        }
        for (const prospect of prospects) {
          const owner = this.prospects.get(prospect) ?? 0;
          const slot = next[owner] ?? 0;
          next[owner] = slot + 1;
          this.links[slot] = place === 'quote' ? -1 - number : number;
          this.at[slot] = at;
        }
      }
  }

  /** A prospect's number, for `mailsTo`; -1 for nobody's. */
  ownerOf(prospect: string): number {
    return this.prospects.get(prospect) ?? -1;
  }

  /** Of what was sent to a prospect, what holds a link; emails that only quote it where no other holds it. */
  mailsTo(owner: number, destination: string): readonly Outbound[] {
    const link = this.numbers.get(destination);
    if (link === undefined || owner < 0) return NONE;
    const from = this.starts[owner] ?? 0;
    const to = this.starts[owner + 1] ?? 0;
    if (to - from < MANY_LINKS) return this.pick(from, to, link) ?? this.pick(from, to, -1 - link) ?? NONE;
    let map = this.maps.get(owner);
    if (map === undefined) {
      map = this.mapOf(from, to);
      this.maps.set(owner, map);
    }
    return map.get(link) ?? map.get(-1 - link) ?? NONE;
  }

  private pick(from: number, to: number, link: number): readonly Outbound[] | null {
    let found: Outbound[] | null = null;
    for (let slot = from; slot < to; slot++) {
      if (this.links[slot] !== link) continue;
      const mail = this.mailbox.sent[this.at[slot] ?? 0];
      if (mail === undefined) continue;
      if (found === null) found = [mail];
      else if (found.at(-1) !== mail) found.push(mail);
    }
    return found;
  }

  private mapOf(from: number, to: number): Map<number, readonly Outbound[]> {
    const map = new Map<number, Outbound[]>();
    for (let slot = from; slot < to; slot++) {
      const mail = this.mailbox.sent[this.at[slot] ?? 0];
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
      for (const mail of this.mailbox.sent)
        for (const link of mail.fact.links) {
          if (link.place === 'quote' || link.href === link.destination) continue;
          const holders = this.hrefs.get(link.href) ?? { mails: [], only: null };
          this.hrefs.set(link.href, holders);
          hold(holders, mail);
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
