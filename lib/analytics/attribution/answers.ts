import { domainOf } from '../../facts/message';
import { type Inbound, lastBefore, type Mailbox, mailById, type Outbound } from '../mailbox';
import { hasReplyPrefix, normalSubject } from '../sequences/subject';
import { isSharedDomain } from '../shared-domains';

export type AnswerKind =
  | 'reply'
  | 'auto-reply'
  | 'bounce'
  | 'delay'
  | 'challenge'
  | 'read-receipt'
  | 'calendar'
  | 'complaint'
  | 'internal'
  | 'other';

export interface Answer {
  readonly inbound: Inbound;
  readonly kind: AnswerKind;
  /** The message it answers; null for mail that answers nothing of ours. */
  readonly to: Outbound | null;
  /** The prospect it counts for. */
  readonly prospect: string | null;
  /** How it was matched. */
  readonly by:
    | 'message-id'
    | 'reference'
    | 'thread'
    | 'failed-address'
    | 'subject'
    | 'sender'
    | 'domain'
    | null;
  /** For bounces: the prospects of `to` that were not reached. */
  readonly failed: readonly string[];
}

const DAY = 86_400_000;
/** A date header may be in the wrong zone or from a wrong clock: an answer may seem this much older than its message. */
const CLOCK = DAY;
/** Addresses behind which no person sits. */
const MACHINE =
  /^(?:(?:do-?)?no-?t?-?reply|(?:[a-z0-9]{1,30}[._-]){0,3}(?:bot|robot)|notifications?|alerts?|automat(?:ed|ic)|mailer|system|calendar|invitations?|postmaster|mailer-daemon)[@+._-]/;
/** A notice without any reference still belongs to the last message sent to the failed address this long before it. */
const NOTICE_WINDOW = 5 * DAY;

/** Matches every received message with the message of ours it answers, and decides what it is. */
export function attributeAnswers(mailbox: Mailbox): Answer[] {
  return mailbox.received.map((inbound) => attribute(inbound, mailbox));
}

function attribute(inbound: Inbound, mailbox: Mailbox): Answer {
  const { fact } = inbound;
  const kind = fact.reading.kind;
  if (kind === 'bounce' || kind === 'delay') return notice(inbound, kind, mailbox);
  if (inbound.internal) return { inbound, kind: 'internal', to: null, prospect: null, by: null, failed: [] };
  const match = kind === 'other' ? null : findAnswered(inbound, mailbox);
  if (match === null) {
    const lone = kind !== 'person' ? kind : answersUnseen(inbound, mailbox) ? 'reply' : 'other';
    return { inbound, kind: lone, to: null, prospect: null, by: null, failed: [] };
  }
  return { inbound, kind: kind === 'person' ? 'reply' : kind, ...match, failed: [] };
}

/**
 * A person's answer to a message that is not in this mailbox (an export of some labels, loose files): it names a
 * message, says "Re:", and is addressed to us. It is shown as the reply it is; without a message of ours it enters no
 * rate, so nothing is lost if the unseen message was a colleague's.
 */
function answersUnseen({ fact }: Inbound, mailbox: Mailbox): boolean {
  const named = [...(fact.inReplyTo === null ? [] : [fact.inReplyTo]), ...fact.references];
  return (
    named.length > 0 &&
    // What names a message that is here and was not taken for its answer is none.
    !named.some((id) => (mailbox.byMessageId.get(id)?.prospects.length ?? 0) > 0) &&
    hasReplyPrefix(fact.subject) &&
    fact.to.some((entry) => mailbox.own.has(entry.address))
  );
}

type Match = Pick<Answer, 'to' | 'prospect' | 'by'>;

/**
 * The message of ours it answers. A reply comes after its message, give or take a wrong clock. People do answer from a private
 * address or through an assistant elsewhere: a stranger's answer counts for the prospect of the message that it names itself
 * (In-Reply-To, References), unless a machine wrote it; standing in the same thread is not enough.
 */
function findAnswered({ fact, thread }: Inbound, mailbox: Mailbox): Match | null {
  const sender = fact.from.address;
  const stranger = (to: Outbound): boolean => !isTheirs(sender, to);
  const fits = (to: Outbound | null | undefined): to is Outbound =>
    to != null &&
    to.prospects.length > 0 &&
    (fact.at === 0 || fact.at >= to.fact.at - CLOCK) &&
    !(stranger(to) && MACHINE.test(sender));
  const match = (to: Outbound, by: Answer['by']): Match => ({ to, prospect: prospectFor(sender, to), by });
  const direct = fact.inReplyTo === null ? undefined : mailById(mailbox, fact.inReplyTo, sender);
  if (fits(direct)) return match(direct, 'message-id');
  for (let i = fact.references.length - 1; i >= 0; i--) {
    const to = mailById(mailbox, fact.references[i] ?? '', sender);
    if (fits(to)) return match(to, 'reference');
  }
  const inThread = lastBefore(mailbox.byThread.get(thread), fact.at);
  if (fits(inThread) && !stranger(inThread)) return match(inThread, 'thread');
  const toSender = lastBefore(mailbox.byProspect.get(fact.from.address), fact.at);
  if (toSender && normalSubject(toSender.fact.subject) === normalSubject(fact.subject))
    return { to: toSender, prospect: fact.from.address, by: 'subject' };
  // Machines often name no message and change the subject; what they answer is what came last.
  if (toSender && fact.reading.kind !== 'person' && fact.at - toSender.fact.at <= NOTICE_WINDOW)
    return { to: toSender, prospect: fact.from.address, by: 'sender' };
  return null;
}

/** Whether an address is a prospect of the message or somebody at a prospect's company. */
function isTheirs(address: string, to: Outbound): boolean {
  if (to.prospects.includes(address)) return true;
  const domain = domainOf(address);
  return (
    domain !== '' && !isSharedDomain(domain) && to.prospects.some((prospect) => domainOf(prospect) === domain)
  );
}

/** Whose answer it is: the sender, a colleague of the prospect, or the one prospect that was written to. */
function prospectFor(sender: string, to: Outbound): string | null {
  if (to.prospects.includes(sender)) return sender;
  const domain = domainOf(sender);
  if (domain !== '' && !isSharedDomain(domain)) {
    const colleague = to.prospects.find((prospect) => domainOf(prospect) === domain);
    if (colleague !== undefined) return colleague;
  }
  return to.prospects.length === 1 ? (to.prospects[0] ?? null) : null;
}

function notice(inbound: Inbound, kind: 'bounce' | 'delay', mailbox: Mailbox): Answer {
  const { fact, thread } = inbound;
  // One notice may say that one recipient failed for good and that another is still being tried: that one has not bounced.
  const final = fact.reading.failed.filter((entry) => entry.permanent);
  const named = (kind === 'bounce' && final.length > 0 ? final : fact.reading.failed).map(
    (entry) => entry.address,
  );
  let to: Outbound | null = null;
  let by: Answer['by'] = null;
  // The returned message names ours best; of the references the last is the one that failed.
  for (const id of [
    ...fact.reading.about,
    ...(fact.inReplyTo === null ? [] : [fact.inReplyTo]),
    ...[...fact.references].reverse(),
  ]) {
    const hit = mailById(mailbox, id, named[0] ?? null);
    if (hit) {
      to = hit;
      by = 'message-id';
      break;
    }
  }
  if (to === null)
    for (const address of named) {
      const last = lastBefore(mailbox.byProspect.get(address), fact.at);
      if (last && fact.at - last.fact.at <= NOTICE_WINDOW) {
        to = last;
        by = 'failed-address';
        break;
      }
    }
  if (to === null) {
    to = lastBefore(mailbox.byThread.get(thread), fact.at);
    by = to === null ? null : 'thread';
  }
  if (to === null && named.length === 0) {
    to = lastToDomain(fact.from.address, fact.at, mailbox);
    by = to === null ? null : 'domain';
  }
  if (to === null) return { inbound, kind, to: null, prospect: null, by: null, failed: [] };
  const target = to;
  const hit = [...new Set(named.map((address) => reached(address, target.prospects)))].filter(
    (address) => address !== null,
  );
  // A notice that names nobody, about a message to one prospect, can only be about that prospect.
  const failed = hit.length > 0 ? hit : target.prospects.length === 1 ? [...target.prospects] : [];
  return { inbound, kind, to, prospect: failed[0] ?? null, by, failed };
}

/** The prospect that a failed address stands for: itself, or the only one at its company (an alias was resolved). */
function reached(address: string, prospects: readonly string[]): string | null {
  if (prospects.includes(address)) return address;
  const domain = domainOf(address);
  if (domain === '' || isSharedDomain(domain)) return null;
  const there = prospects.filter((prospect) => domainOf(prospect) === domain);
  return there.length === 1 ? (there[0] ?? null) : null;
}

/** A notice that names nobody and no message: the last message to the company whose server wrote it. */
function lastToDomain(server: string, at: number, mailbox: Mailbox): Outbound | null {
  const domain = domainOf(server);
  if (domain === '' || isSharedDomain(domain)) return null;
  let last: Outbound | null = null;
  for (const [prospect, list] of mailbox.byProspect) {
    const theirs = domainOf(prospect);
    if (theirs !== domain && !domain.endsWith(`.${theirs}`)) continue;
    const sent = lastBefore(list, at);
    if (sent === null || at - sent.fact.at > NOTICE_WINDOW) continue;
    if (
      last === null ||
      sent.fact.at > last.fact.at ||
      (sent.fact.at === last.fact.at && sent.fact.messageId < last.fact.messageId)
    )
      last = sent;
  }
  return last;
}
