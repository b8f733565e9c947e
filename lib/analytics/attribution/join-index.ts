import type { TrackerEvent } from '../../facts/event';
import { domainOf } from '../../facts/message';
import { type Mailbox, mailById, type Outbound } from '../mailbox';
import { normalSubject } from '../sequences/subject';
import { LinkIndex, type PersonsLinks } from './link-index';

/** Whose address a tracker names. */
export interface Addressee extends PersonsLinks {
  /** The user's own address or a colleague's: nobody's click. */
  readonly internal: boolean;
  /** The prospect it stands for: itself, or the one prospect it is another spelling of. */
  readonly prospect: string | null;
}

const NONE: readonly Outbound[] = [];

/** Whoever an event means that names nobody. */
export const NO_ADDRESSEE: Addressee = { internal: false, prospect: null, mails: NONE, from: -1, to: -1 };

/**
 * What the join asks of a mailbox, each answer one look-up. Parts that not every tracker needs are built when asked for, and of
 * what the events name that asks for them (`expect`): often a dozen among a quarter of a million.
 */
export class JoinIndex {
  private strays: readonly TrackerEvent[] = [];
  private lowerIds: Map<string, Outbound | null> | null = null;
  private carriedIds: Map<string, Outbound> | null = null;
  private aliases: Map<string, string | null> | null = null;
  private linkIndex: LinkIndex | null = null;
  private readonly addressees = new Map<string, Addressee>();
  private readonly subjects = new Map<Outbound, string>();

  constructor(
    private readonly mailbox: Pick<Mailbox, 'own' | 'ownDomains' | 'sent' | 'byMessageId' | 'byProspect'>,
  ) {}

  /** Tells which events do not name their email as it is written: nobody else's links and ids will be asked for. Once, and first. */
  expect(strays: readonly TrackerEvent[]): void {
    this.strays = strays;
  }

  /** By RFC Message-ID as written. */
  byExactId(id: string, recipient: string | null): Outbound | null {
    return mailById(this.mailbox, id, recipient) ?? null;
  }

  /** By RFC Message-ID: as written, then whatever the case (some tools write it in lower case). */
  byMessageId(id: string, recipient: string | null): Outbound | null {
    const exact = this.byExactId(id, recipient);
    if (exact !== null) return exact;
    if (this.lowerIds === null) {
      this.lowerIds = new Map();
      for (const { carries, messageId } of this.strays)
        for (const named of [messageId, carries?.messageId ?? null])
          if (named !== null) this.lowerIds.set(named.toLowerCase(), null);
      for (const mail of this.mailbox.sent) {
        const lower = mail.fact.messageId.toLowerCase();
        if (this.lowerIds.has(lower)) this.lowerIds.set(lower, mail);
      }
    }
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

  addressee(recipient: string): Addressee {
    let known = this.addressees.get(recipient);
    if (known === undefined) {
      const internal = this.mailbox.own.has(recipient) || this.mailbox.ownDomains.has(domainOf(recipient));
      const prospect = internal ? null : this.prospectOf(recipient);
      const mails = prospect === null ? NONE : (this.mailbox.byProspect.get(prospect) ?? NONE);
      known = { internal, prospect, mails, from: -1, to: -1 };
      this.addressees.set(recipient, known);
    }
    return known;
  }

  private prospectOf(address: string): string | null {
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

  /** Who got which link. */
  get links(): LinkIndex {
    this.linkIndex ??= new LinkIndex(this.mailbox, this.strays);
    return this.linkIndex;
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
