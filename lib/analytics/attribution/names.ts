import type { TrackerEvent } from '../../facts/event';
import { domainOf } from '../../facts/message';
import type { Outbound } from '../mailbox';
import { isSharedDomain } from '../shared-domains';
import { plainAddress } from './join-index';

/** What an event names, and what those names are keys to. */

/** To whom the tracker or the wrapped link itself says the message went. */
export function recipientOf(event: TrackerEvent): string | null {
  return event.recipient ?? event.carries?.recipient ?? null;
}

/** Which of an email's prospects the tracker means: by address, by another spelling of it, or the only one. */
export function prospectIn(to: Outbound, recipient: string | null): string | null {
  if (recipient !== null) {
    if (to.prospects.includes(recipient)) return recipient;
    const plain = plainAddress(recipient);
    const alias = to.prospects.find((prospect) => plainAddress(prospect) === plain);
    if (alias !== undefined) return alias;
  }
  return to.prospects.length === 1 ? (to.prospects[0] ?? null) : null;
}

/** The emails of a time-ordered list that were sent by then. */
export function before(mails: readonly Outbound[], limit: number): readonly Outbound[] {
  const last = mails.at(-1);
  if (last === undefined || last.fact.at <= limit) return mails;
  return mails.filter((mail) => mail.fact.at <= limit);
}

/** Whether a link looks made for one prospect: it has a parameter, or a part that is a token. */
export function personal(url: string): boolean {
  return /[?&][^=&#]{1,80}=/.test(url) || /\/(?=[a-z_-]{0,40}\d)[\w-]{6,80}(?:[/?#]|$)/i.test(url);
}

export function messageKey(event: TrackerEvent): string | null {
  return event.trackerMessageId === null
    ? null
    : `${event.tracker}\n${event.trackerMessageId}\n${event.recipient ?? ''}`;
}

export function campaignKey(event: TrackerEvent): string {
  return `${event.tracker}\n${event.campaign ?? ''}`;
}

export function sameCompany(a: string, b: string): boolean {
  const domain = domainOf(a);
  return domain !== '' && domain === domainOf(b) && !isSharedDomain(domain);
}
