import type { Mailbox } from '../mailbox';
import { isSharedDomain } from '../shared-domains';

/** Hosts of mailboxes: what filters in front of them says more about who scans. */
const HOSTS = new Set(['microsoft', 'google']);

/** The gateway each company's own mail shows: a filter before a mailbox's host, then the most often seen, then by name. */
export function gatewaysOf(mailbox: Pick<Mailbox, 'received'>): Map<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const { fact } of mailbox.received)
    for (const { domain, gateway } of fact.reading.gateways) {
      if (isSharedDomain(domain)) continue;
      const own = votes.get(domain) ?? new Map<string, number>();
      own.set(gateway, (own.get(gateway) ?? 0) + 1);
      votes.set(domain, own);
    }
  const out = new Map<string, string>();
  for (const [domain, own] of votes) {
    const host = (name: string): number => (HOSTS.has(name) ? 1 : 0);
    const [top] = [...own].sort((a, b) => host(a[0]) - host(b[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (top !== undefined) out.set(domain, top[0]);
  }
  return out;
}
