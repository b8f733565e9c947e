import type { Link } from '../../facts/message';
import type { Outbound } from '../mailbox';

/** What the links of an email are, as far as clicks can tell of it. */
export interface LinkPlan {
  readonly count: number;
  /** Destinations nobody reads: unsubscribe and footer links. */
  readonly unread: readonly string[];
}

/** Up to here links are compared with each other; beyond, a Set is made. */
const FEW = 12;
const NONE_UNREAD: readonly string[] = [];
/** Plans of emails all of whose links are read, by count: they are shared, for there are tens of thousands. */
const ALL_READ: readonly LinkPlan[] = Array.from({ length: FEW + 1 }, (_, count) => ({
  count,
  unread: NONE_UNREAD,
}));

export function linkPlan(mail: Outbound): LinkPlan {
  const { links } = mail.fact;
  if (links.length > FEW) return longPlan(links);
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
  return (unread === null ? ALL_READ[count] : null) ?? { count, unread: unread ?? NONE_UNREAD };
}

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
  return { count: all.size, unread: unread.size === 0 ? NONE_UNREAD : [...unread] };
}
