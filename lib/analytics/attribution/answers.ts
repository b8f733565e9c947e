import { domainOf } from '../../facts/message';
import { type Inbound, lastBefore, type Mailbox, type Outbound } from '../mailbox';
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
  return (
    (fact.inReplyTo !== null || fact.references.length > 0) &&
    hasReplyPrefix(fact.subject) &&
    fact.to.some((entry) => mailbox.own.has(entry.address))
  );
}

type Match = Pick<Answer, 'to' | 'prospect' | 'by'>;

function findAnswered({ fact, thread }: Inbound, mailbox: Mailbox): Match | null {
  const who = (to: Outbound): string | null => prospectFor(fact.from.address, to);
  const direct = fact.inReplyTo === null ? undefined : mailbox.byMessageId.get(fact.inReplyTo);
  if (direct && direct.prospects.length > 0) return { to: direct, prospect: who(direct), by: 'message-id' };
  for (let i = fact.references.length - 1; i >= 0; i--) {
    const to = mailbox.byMessageId.get(fact.references[i] ?? '');
    if (to && to.prospects.length > 0) return { to, prospect: who(to), by: 'reference' };
  }
  const inThread = lastBefore(mailbox.byThread.get(thread), fact.at);
  if (inThread && inThread.prospects.length > 0)
    return { to: inThread, prospect: who(inThread), by: 'thread' };
  const toSender = lastBefore(mailbox.byProspect.get(fact.from.address), fact.at);
  if (toSender && normalSubject(toSender.fact.subject) === normalSubject(fact.subject))
    return { to: toSender, prospect: fact.from.address, by: 'subject' };
  // Machines often name no message and change the subject; what they answer is what came last.
  if (toSender && fact.reading.kind !== 'person' && fact.at - toSender.fact.at <= NOTICE_WINDOW)
    return { to: toSender, prospect: fact.from.address, by: 'sender' };
  return null;
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
  const named = fact.reading.failed.map((entry) => entry.address);
  let to: Outbound | null = null;
  let by: Answer['by'] = null;
  // The returned message names ours best; of the references the last is the one that failed.
  for (const id of [
    ...fact.reading.about,
    ...(fact.inReplyTo === null ? [] : [fact.inReplyTo]),
    ...[...fact.references].reverse(),
  ]) {
    const hit = mailbox.byMessageId.get(id);
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
