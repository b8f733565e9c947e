import type { Outbound } from '../mailbox';

interface Holder {
  /** The one prospect who ever got the link; null where several did. */
  only: string | null;
  /** All where one prospect got it; else two are enough to say that several did. */
  readonly mails: Outbound[];
}

/** Who got a link at all: for events on links that are not in any email to the person they name. */
export class LinkHolders {
  private readonly destinations = new Map<string, Holder>();
  private readonly hrefs = new Map<string, Holder>();

  /** @param sent in time order */
  constructor(sent: readonly Outbound[]) {
    for (const mail of sent) this.add(mail);
  }

  add(mail: Outbound): void {
    if (mail.prospects.length === 0) return;
    for (const { destination, href, place } of mail.fact.links) {
      if (place === 'quote') continue;
      hold(this.destinations, destination, mail);
      if (href !== destination) hold(this.hrefs, href, mail);
    }
  }

  /** Enough of the emails with this link, as destination or as written, to tell whether one prospect alone got it. */
  of(link: string): readonly Outbound[] {
    return [...(this.destinations.get(link)?.mails ?? []), ...(this.hrefs.get(link)?.mails ?? [])];
  }
}

function hold(holders: Map<string, Holder>, link: string, mail: Outbound): void {
  const only = mail.prospects.length === 1 ? (mail.prospects[0] ?? null) : null;
  const holder = holders.get(link);
  if (holder === undefined) {
    holders.set(link, { only, mails: [mail] });
    return;
  }
  if (holder.mails.at(-1) === mail) return;
  if (holder.only !== null && holder.only === only) holder.mails.push(mail);
  else if (holder.only !== null || holder.mails.length < 2) {
    holder.only = null;
    holder.mails.splice(1, holder.mails.length, mail);
  }
}
