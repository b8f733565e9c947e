import type { TrackerEvent } from '../../facts/event';
import { lastBefore, type Outbound } from '../mailbox';
import { type Found, found, join, unjoined } from './found';
import { type Addressee, type JoinIndex, NO_ADDRESSEE } from './join-index';
import { before, personal, recipientOf, sameCompany } from './names';
import type { TrackerWords } from './tracker-words';

/** Joins what time must tell: an event belongs to an email that was sent before it, of several to the last. */
export class LastBefore {
  constructor(
    private readonly index: JoinIndex,
    private readonly words: TrackerWords,
  ) {}

  /** @param limit the latest time an email of this event can have */
  of(event: TrackerEvent, limit: number): Found {
    const recipient = recipientOf(event);
    const addressee = recipient === null ? NO_ADDRESSEE : this.index.addressee(recipient);
    const own = this.byRecipientAndLink(event, addressee, limit);
    if (own !== null) return own;
    const single = this.bySingleLink(event, recipient, addressee.prospect, limit);
    if (single !== null) return single;
    if (addressee.prospect !== null)
      return this.byRecipient(event, addressee.prospect, addressee.mails, limit);
    if (recipient !== null) return unjoined(event, `No email to ${recipient} is in the mail that was read.`);
    return this.byNobody(event, limit);
  }

  private byRecipientAndLink(event: TrackerEvent, addressee: Addressee, limit: number): Found | null {
    if (event.destination === null || addressee.prospect === null) return null;
    const withLink = this.index.links.mailsTo(addressee, event.destination);
    const earlier = before(withLink, limit);
    if (earlier.length === 0) return null;
    const told = this.words.narrowed(event, earlier);
    const to = told.at(-1);
    return to === undefined
      ? null
      : join(event, to, addressee.prospect, 'link', told.length === 1 ? 0.98 : 0.85);
  }

  /**
   * A link that one prospect alone got. Where the tracker names another prospect it says nothing, unless that is a
   * colleague: a second address of theirs.
   */
  private bySingleLink(
    event: TrackerEvent,
    recipient: string | null,
    prospect: string | null,
    limit: number,
  ): Found | null {
    if (event.destination === null || event.url === null) return null;
    // Somebody else's link to a stranger must be one that was made for somebody.
    if (recipient !== null && prospect === null && !personal(event.url)) return null;
    const byDestination = this.index.links.holdersOf(event.destination);
    if (byDestination === null) return null;
    // Where several hold the destination, the link as written may still be one prospect's.
    const candidates =
      byDestination.only === null ? [this.index.links.holdersOfHref(event.url)] : [byDestination];
    for (const holders of candidates) {
      if (holders === null || holders.only === null) continue;
      if (prospect !== null && !sameCompany(prospect, holders.only)) continue;
      const to = lastBefore(holders.mails, limit);
      // A plain page is sent to one prospect by chance; a personal link is made for one.
      if (to !== null) return join(event, to, holders.only, 'single-link', personal(event.url) ? 0.95 : 0.7);
    }
    return null;
  }

  private byRecipient(
    event: TrackerEvent,
    prospect: string,
    mails: readonly Outbound[],
    limit: number,
  ): Found {
    const earlier = before(mails, limit);
    if (event.subject !== null) {
      const same = this.words.sameSubject(event.subject, earlier);
      const to = this.words.narrowed(event, same).at(-1);
      if (to !== undefined) return join(event, to, prospect, 'subject', same.length === 1 ? 0.95 : 0.8);
    }
    // An email without any link was not the one that was clicked.
    const linked = event.kind === 'click' ? earlier.filter((mail) => mail.fact.links.length > 0) : earlier;
    const possible = this.words.narrowed(event, linked.length > 0 ? linked : earlier);
    const last = possible.at(-1);
    if (last !== undefined)
      return join(
        event,
        last,
        prospect,
        'recipient',
        possible.length > 1 ? 0.6 : linked.length > 0 ? 0.9 : 0.5,
      );
    return unjoined(event, `It is older than the first email to ${prospect} in the mail that was read.`);
  }

  private byNobody(event: TrackerEvent, limit: number): Found {
    if (event.destination === null)
      return unjoined(
        event,
        'The tracker names no recipient, no link and no message that is in the mail that was read.',
      );
    const holders = this.index.links.holdersOf(event.destination);
    const [first] = holders?.mails ?? [];
    if (holders === null || first === undefined)
      return unjoined(event, 'The tracker names no recipient, and no email that was read holds this link.');
    if (first.fact.at > limit)
      return unjoined(
        event,
        'The tracker names no recipient, and it is older than the first email with this link.',
      );
    return found(event, null, null, 'shared-link', 0.9, holders.mails, null);
  }
}
