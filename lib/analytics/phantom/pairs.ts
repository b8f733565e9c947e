import { domainOf } from '../../facts/message';
import type { JoinedEvent } from '../attribution/clicks';
import type { Outbound } from '../mailbox';
import { isSharedDomain } from '../shared-domains';
import { clickTime } from './time';

/** Who a click's company is named after: the prospect, or the first person the email was written to. */
function nameOf(click: JoinedEvent): string {
  return click.prospect ?? click.event.recipient ?? click.to?.prospects[0] ?? '';
}

/** The length of a column about the emails that were clicked. */
function emailsOf(clicks: readonly JoinedEvent[]): number {
  let most = -1;
  for (const { to } of clicks) if (to !== null && to.number > most) most = to.number;
  return most + 1;
}

/**
 * Clicks by pair: one email to one prospect. Numbers pairs, addresses and companies (domains) in the order in which
 * they are first met.
 */
export class Pairs {
  readonly clicks: readonly JoinedEvent[];
  /** By click: its pair; and when it happened, ms UTC, read once because a click lies anywhere in memory. */
  readonly pairOf: Int32Array;
  readonly at: Float64Array;
  /** By pair. */
  readonly mail: (Outbound | null)[] = [];
  readonly prospect: (string | null)[] = [];
  readonly address: number[] = [];
  readonly size: number[] = [];
  /** By pair: the pair before it of the same prospect; below 0 for none. */
  readonly before: number[] = [];
  /** By address: its company, and its last pair. */
  readonly companyOf: number[] = [];
  readonly lastOf: number[] = [];
  /** By company. */
  readonly domains: string[] = [];
  readonly shared: boolean[] = [];
  /** Emails of which a tracker said that they were clicked, but not by whom. */
  readonly byNobody = new Set<Outbound>();
  /** By the number of the email: its first pair, below 0 where nobody clicked; and the further ones of the few that went to several. */
  private readonly byMail: Int32Array;
  private readonly others = new Map<Outbound, Map<string | null, number>>();
  private readonly mailless = new Map<string, number>();
  private readonly addresses = new Map<string, number>();
  private readonly companies = new Map<string, number>();

  constructor(clicks: readonly JoinedEvent[]) {
    this.clicks = clicks;
    const pairOf = new Int32Array(clicks.length);
    const at = new Float64Array(clicks.length);
    this.pairOf = pairOf;
    this.at = at;
    this.byMail = new Int32Array(emailsOf(clicks)).fill(-1);
    for (let i = 0; i < clicks.length; i++) {
      const click = clicks[i];
      if (click === undefined) continue;
      const pair = this.find(click);
      pairOf[i] = pair;
      at[i] = clickTime(click);
      this.size[pair] = (this.size[pair] ?? 0) + 1;
    }
  }

  /** The pair of an email and a prospect; below 0 where nobody clicked. */
  of(mail: Outbound, prospect: string | null): number {
    const first = this.byMail[mail.number] ?? -1;
    if (first < 0 || this.prospect[first] === prospect) return first;
    return this.others.get(mail)?.get(prospect) ?? -1;
  }

  /** Number of an address that has clicks; undefined for all others. */
  addressId(address: string): number | undefined {
    return this.addresses.get(address);
  }

  /** Number of a company, which is new where it has no clicks. */
  company(domain: string): number {
    let company = this.companies.get(domain);
    if (company === undefined) {
      company = this.domains.length;
      this.companies.set(domain, company);
      this.domains.push(domain);
      this.shared.push(domain === '' || isSharedDomain(domain));
    }
    return company;
  }

  private find(click: JoinedEvent): number {
    const { to, event } = click;
    const prospect = click.prospect ?? event.recipient;
    if (to === null) {
      const key = `${prospect}|${event.messageId ?? event.trackerMessageId ?? event.campaign}|${event.step}`;
      const known = this.mailless.get(key);
      if (known !== undefined) return known;
      const pair = this.add(click, prospect);
      this.mailless.set(key, pair);
      return pair;
    }
    const first = this.byMail[to.number] ?? -1;
    if (first < 0) {
      const pair = this.add(click, prospect);
      this.byMail[to.number] = pair;
      return pair;
    }
    if (this.prospect[first] === prospect) return first;
    let others = this.others.get(to);
    if (others === undefined) {
      others = new Map();
      this.others.set(to, others);
    }
    let pair = others.get(prospect);
    if (pair === undefined) {
      pair = this.add(click, prospect);
      others.set(prospect, pair);
    }
    return pair;
  }

  private add(click: JoinedEvent, prospect: string | null): number {
    const pair = this.mail.length;
    this.mail.push(click.to);
    this.prospect.push(prospect);
    this.size.push(0);
    const name = nameOf(click);
    let address = this.addresses.get(name);
    if (address === undefined) {
      address = this.companyOf.length;
      this.addresses.set(name, address);
      this.companyOf.push(this.company(domainOf(name)));
      this.lastOf.push(-1);
    }
    this.address.push(address);
    if (prospect === null && click.to !== null) this.byNobody.add(click.to);
    this.before.push(this.lastOf[address] ?? -1);
    this.lastOf[address] = pair;
    return pair;
  }
}
