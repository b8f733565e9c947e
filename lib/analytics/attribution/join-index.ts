import { domainOf } from '../../facts/message';
import type { Mailbox, Outbound } from '../mailbox';
import { normalSubject } from '../sequences/subject';

/** Every email that holds one link. */
export interface LinkHolders {
  /** In time order. */
  readonly mails: readonly Outbound[];
  /** The one prospect who ever got the link; null where several did. */
  readonly only: string | null;
}

const NONE: readonly Outbound[] = [];

/** What the join asks of a mailbox, each answer one look-up. Parts that not every tracker needs are built when asked for. */
export class JoinIndex {
  private lowerIds: Map<string, Outbound> | null = null;
  private carriedIds: Map<string, Outbound> | null = null;
  private aliases: Map<string, string | null> | null = null;
  private destinations: Map<string, LinkHolders> | null = null;
  private hrefs: Map<string, LinkHolders> | null = null;
  private readonly linksTo = new Map<string, Map<string, Outbound[]>>();
  private readonly subjects = new Map<Outbound, string>();

  constructor(private readonly mailbox: Mailbox) {}

  /** By RFC Message-ID: as written, then whatever the case (some tools write it in lower case). */
  byMessageId(id: string): Outbound | null {
    const exact = this.mailbox.byMessageId.get(id);
    if (exact !== undefined) return exact;
    this.lowerIds ??= new Map(this.mailbox.sent.map((mail) => [mail.fact.messageId.toLowerCase(), mail]));
    return this.lowerIds.get(id.toLowerCase()) ?? null;
  }

  /** By the Message-ID that the wrapped links of the sent copy carry, where the tool sent under its own id. */
  byCarriedId(id: string): Outbound | null {
    if (this.carriedIds === null) {
      this.carriedIds = new Map();
      // A quoted link belongs to the message that is quoted.
      for (const mail of this.mailbox.sent)
        for (const { carries, place } of mail.fact.links)
          if (carries?.messageId != null && place !== 'quote') this.carriedIds.set(carries.messageId, mail);
    }
    return this.carriedIds.get(id) ?? null;
  }

  /** The user's own address or a colleague's: nobody's click. */
  isInternal(address: string): boolean {
    return this.mailbox.own.has(address) || this.mailbox.ownDomains.has(domainOf(address));
  }

  /** The prospect that an address stands for: itself, or the one prospect it is another spelling of. */
  prospectOf(address: string): string | null {
    if (this.mailbox.byProspect.has(address)) return address;
    if (this.aliases === null) {
      this.aliases = new Map();
      for (const prospect of this.mailbox.byProspect.keys()) {
        const plain = plainAddress(prospect);
        this.aliases.set(plain, this.aliases.has(plain) ? null : prospect);
      }
    }
    return this.aliases.get(plainAddress(address)) ?? null;
  }

  /** What was sent to a prospect, in time order. */
  mailsTo(prospect: string): readonly Outbound[] {
    return this.mailbox.byProspect.get(prospect) ?? NONE;
  }

  /** Of these, what holds a link; emails that only quote it count where no other holds it. */
  mailsWithLink(prospect: string, destination: string): readonly Outbound[] {
    let links = this.linksTo.get(prospect);
    if (links === undefined) {
      links = linksOf(this.mailsTo(prospect));
      this.linksTo.set(prospect, links);
    }
    return links.get(destination) ?? NONE;
  }

  /** Every email with a link, by canonical destination. */
  holdersOf(destination: string): LinkHolders | null {
    this.destinations ??= holders(this.mailbox.sent, (link) => link.destination);
    return this.destinations.get(destination) ?? null;
  }

  /** As `holdersOf`, by the link as written: what tells prospects apart may be a parameter that is no destination. */
  holdersOfHref(href: string): LinkHolders | null {
    this.hrefs ??= holders(this.mailbox.sent, (link) => link.href);
    return this.hrefs.get(href) ?? null;
  }

  subjectOf(mail: Outbound): string {
    let subject = this.subjects.get(mail);
    if (subject === undefined) {
      subject = normalSubject(mail.fact.subject);
      this.subjects.set(mail, subject);
    }
    return subject;
  }
}

function linksOf(mails: readonly Outbound[]): Map<string, Outbound[]> {
  const own = new Map<string, Outbound[]>();
  const quoted = new Map<string, Outbound[]>();
  for (const mail of mails)
    for (const { destination, place } of mail.fact.links) {
      const map = place === 'quote' ? quoted : own;
      const list = map.get(destination);
      if (list === undefined) map.set(destination, [mail]);
      else if (list.at(-1) !== mail) list.push(mail);
    }
  for (const [destination, list] of quoted) if (!own.has(destination)) own.set(destination, list);
  return own;
}

function holders(
  sent: readonly Outbound[],
  key: (link: Outbound['fact']['links'][number]) => string,
): Map<string, LinkHolders> {
  const found = new Map<string, { mails: Outbound[]; only: string | null }>();
  for (const mail of sent) {
    const only = mail.prospects.length === 1 ? (mail.prospects[0] ?? null) : null;
    if (mail.prospects.length === 0) continue;
    for (const link of mail.fact.links) {
      if (link.place === 'quote') continue;
      const name = key(link);
      const entry = found.get(name);
      if (entry === undefined) found.set(name, { mails: [mail], only });
      else {
        if (entry.mails.at(-1) !== mail) entry.mails.push(mail);
        if (entry.only !== only) entry.only = null;
      }
    }
  }
  return found;
}

/**
 * An address without what does not change whose it is: case, a `+tag`, and for Gmail the dots and the old name.
 * Two prospects that fall together here are not told apart by it: see `prospectOf`.
 */
export function plainAddress(address: string): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  if (at < 0) return lower;
  const plus = lower.indexOf('+');
  const name = lower.slice(0, plus > 0 && plus < at ? plus : at);
  const domain = lower.slice(at + 1);
  return domain === 'gmail.com' || domain === 'googlemail.com'
    ? `${name.replaceAll('.', '')}@gmail.com`
    : `${name}@${domain}`;
}
