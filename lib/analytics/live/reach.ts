import type { JoinedEvent } from '../attribution/clicks';
import { isSharedDomain } from '../shared-domains';
import { companyOf } from './event-book';

interface Seen {
  /** Two are enough to tell. */
  readonly people: (string | null)[];
  /** Three are enough. Where strangers share a domain each of them is a company. */
  readonly companies: string[];
  /** The domains they are at. */
  readonly domains: Set<string>;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Whom each network address clicked for (Looks in phantom/): what ties the clicks of different companies together. */
export class Reach {
  private readonly seen = new Map<string, Seen>();

  /** @returns companies (domains) to whose clicks this says something new */
  add(click: JoinedEvent): ReadonlySet<string> {
    const { ip, recipient } = click.event;
    if (ip === null) return NOBODY;
    const domain = companyOf(click);
    const person = click.prospect ?? recipient;
    const shared = domain === '' || isSharedDomain(domain);
    const company = shared ? `${domain} ${person ?? click.to?.prospects[0] ?? ''}` : domain;
    const seen = this.seen.get(ip);
    if (seen === undefined) {
      this.seen.set(ip, { people: [person], companies: [company], domains: new Set([domain]) });
      return NOBODY;
    }
    const before = this.of(ip);
    if (seen.people.length < 2 && !seen.people.includes(person)) seen.people.push(person);
    if (seen.companies.length < 3 && !seen.companies.includes(company)) {
      seen.companies.push(company);
      seen.domains.add(domain);
    }
    return this.of(ip) === before ? NOBODY : seen.domains;
  }

  /** 0: one prospect; 1: several of one company; 2: three companies or more. */
  of(ip: string): 0 | 1 | 2 {
    const seen = this.seen.get(ip);
    if (seen === undefined) return 0;
    if (seen.companies.length >= 3) return 2;
    return seen.people.length >= 2 ? 1 : 0;
  }
}
