import { domainOf } from '../../facts/message';
import type { Sent } from '../analyse';
import { doingsOf } from '../rates/doings';
import { tidy } from '../rates/rate';
import { noClickAfter } from '../rates/tally';
import { isSharedDomain } from '../shared-domains';

export interface LinkClicks {
  /** Canonical destination; `''` where the tracker keeps it to itself. */
  readonly url: string;
  readonly raw: number;
  /** Expected number of clicks a person made. */
  readonly human: number;
}

/** Clicks per destination, most human first. Clicks younger than ten minutes are held out, as in every count. */
export function clicksByLink(emails: readonly Sent[]): LinkClicks[] {
  const links = new Map<string, { raw: number; human: number }>();
  for (const { clicks } of emails)
    for (const { joined, human, waiting } of clicks) {
      if (waiting) continue;
      const url = joined.event.leadsTo ?? joined.event.destination ?? '';
      const link = links.get(url) ?? { raw: 0, human: 0 };
      link.raw++;
      link.human += human;
      links.set(url, link);
    }
  return [...links]
    .map(([url, { raw, human }]) => ({ url, raw, human: tidy(human) }))
    .sort((a, b) => b.human - a.human || b.raw - a.raw || (a.url < b.url ? -1 : 1));
}

export interface CompanyFigures {
  /** The company's domain; free-mail addresses are each by themselves nobody's colleagues, and together under `''`. */
  readonly domain: string;
  /** Prospects. */
  readonly delivered: number;
  /** Expected number of prospects with a human click. */
  readonly clicked: number;
  readonly replied: number;
}

/** Prospects per company: delivered, clicked, replied; those with most answers first. */
export function byCompany(emails: readonly Sent[]): CompanyFigures[] {
  const people = new Map<string, { noClick: number; replied: boolean }>();
  for (const sent of emails) {
    const doings = doingsOf(sent);
    for (const [i, prospect] of sent.mail.prospects.entries()) {
      const own = doings.each[i] ?? doings.all;
      if (own.delivered === 0) continue;
      const person = people.get(prospect) ?? { noClick: 1, replied: false };
      person.noClick = noClickAfter(person.noClick, own);
      person.replied ||= own.replied;
      people.set(prospect, person);
    }
  }
  const companies = new Map<string, { delivered: number; clicked: number; replied: number }>();
  for (const [address, { noClick, replied }] of people) {
    const own = domainOf(address);
    const domain = isSharedDomain(own) ? '' : own;
    const company = companies.get(domain) ?? { delivered: 0, clicked: 0, replied: 0 };
    company.delivered++;
    company.clicked += 1 - noClick;
    if (replied) company.replied++;
    companies.set(domain, company);
  }
  return [...companies]
    .map(([domain, company]) => ({ ...company, domain, clicked: tidy(company.clicked) }))
    .sort(
      (a, b) =>
        b.replied - a.replied ||
        b.clicked - a.clicked ||
        b.delivered - a.delivered ||
        (a.domain < b.domain ? -1 : 1),
    );
}

/** Prospects with any open at all, machines' too: what stands beside the open rate as its raw count. */
export function rawOpened(emails: readonly Sent[]): number {
  const opened = new Set<string>();
  for (const { mail, events, failed } of emails)
    for (const { event, prospect } of events) {
      if (event.kind !== 'open') continue;
      const who = prospect ?? (mail.prospects.length === 1 ? mail.prospects[0] : undefined);
      if (who !== undefined && !failed.has(who)) opened.add(who);
    }
  return opened.size;
}
