import type { Link } from '../../facts/message';
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
  if (links.length > FEW) return longPlan(links);
  // A Set for each email would cost more than these few comparisons.
  let count = 0;
  let unread: string[] | null = null;
  for (let i = 0; i < links.length; i++) {
    const link = links[i];
    if (link === undefined || link.place === 'quote' || !isFirst(links, i)) continue;
    count++;
    if (isUnread(links, link.destination)) {
      if (unread === null) unread = [link.destination];
      else unread.push(link.destination);
    }
  }
  return { count, unread: unread ?? ONE_LINK.unread };
}

const FEW = 12;

function isFirst(links: readonly Link[], at: number): boolean {
  const destination = links[at]?.destination;
  for (let i = 0; i < at; i++) {
    const link = links[i];
    if (link !== undefined && link.place !== 'quote' && link.destination === destination) return false;
  }
  return true;
}

/** Whether a destination stands only where nobody reads. */
function isUnread(links: readonly Link[], destination: string): boolean {
  let below = false;
  for (const link of links) {
    if (link.destination !== destination) continue;
    if (link.place === 'body') return false;
    if (link.place === 'unsubscribe' || link.place === 'footer') below = true;
  }
  return below;
}

function longPlan(links: readonly Link[]): LinkPlan {
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
