import type { Outbound } from '../mailbox';

/** What the links of an email are, as far as clicks can tell of it. */
export interface LinkPlan {
  readonly count: number;
  /** Destinations nobody reads: unsubscribe and footer links. */
  readonly unread: readonly string[];
}

const NO_LINK: LinkPlan = { count: 0, unread: [] };
const ONE_LINK: LinkPlan = { count: 1, unread: [] };

export function linkPlan(mail: Outbound): LinkPlan {
  const { links } = mail.fact;
  if (links.length === 0) return NO_LINK;
  // Most outreach: nothing to be made for it.
  if (links.length === 1 && links[0]?.place === 'body') return ONE_LINK;
  const all = new Set<string>();
  const unread = new Set<string>();
  for (const link of links) {
    if (link.place === 'quote') continue;
    all.add(link.destination);
    if (link.place === 'unsubscribe' || link.place === 'footer') unread.add(link.destination);
  }
  for (const link of links) if (link.place === 'body') unread.delete(link.destination);
  return { count: all.size, unread: unread.size === 0 ? ONE_LINK.unread : [...unread] };
}
