import type { Address, Message } from '../facts/message';
import { normalSubject } from './sequences/subject';

/** Copies of one message carry one date; Gmail's own time of it and its Date header may differ by delays and zones. */
const ONE_MESSAGE = 86_400_000;

/**
 * Each message once. Copies of a message (the same export twice, two files, two mailboxes) have its Message-ID, author, recipients and
 * subject, and its date to within a day. A broken tool gives one Message-ID to many messages: what differs in these is
 * another message and stays. The order of the input does not matter: of two copies the one that says more is kept.
 */
export function eachOnce(messages: readonly Message[]): Message[] {
  const ids = new Set<string>();
  for (const { messageId } of messages) ids.add(messageId);
  // One mailbox, read once: nothing comes twice.
  if (ids.size === messages.length) return messages.slice();
  const byId = new Map<string, Message | Message[]>();
  for (const message of messages) {
    const known = byId.get(message.messageId);
    // Most ids come once, and need no list.
    if (known === undefined) byId.set(message.messageId, message);
    else if (Array.isArray(known)) known.push(message);
    else byId.set(message.messageId, [known, message]);
  }
  const out: Message[] = [];
  for (const group of byId.values()) {
    if (!Array.isArray(group)) {
      out.push(group);
      continue;
    }
    // Mail to oneself is there as sent and as received.
    const alike = group.filter(({ direction }) => direction === group[0]?.direction);
    out.push(...distinct(alike));
    if (alike.length < group.length)
      out.push(...distinct(group.filter(({ direction }) => direction !== group[0]?.direction)));
  }
  return out;
}

function distinct(group: readonly Message[]): Message[] {
  const alike = new Map<string, Message[]>();
  for (const message of group) {
    const what = identity(message);
    const list = alike.get(what);
    if (list === undefined) alike.set(what, [message]);
    else list.push(message);
  }
  const out: Message[] = [];
  for (const list of alike.values()) {
    list.sort((a, b) => a.at - b.at);
    let best: Message | null = null;
    let last = 0;
    for (const message of list) {
      // An undated copy comes first, and is a copy of the first that has a date.
      if (best !== null && last !== 0 && message.at - last > ONE_MESSAGE) {
        out.push(best);
        best = null;
      }
      best = best === null || saysMore(message, best) ? message : best;
      last = message.at;
    }
    if (best !== null) out.push(best);
  }
  return out;
}

function identity({ from, to, cc, bcc, subject }: Message): string {
  const list = (addresses: readonly Address[]): string =>
    addresses
      .map(({ address }) => address)
      .sort()
      .join(',');
  const open = `${list(to)}|${list(cc)}`;
  // Only the author's own copy tells who was in Bcc.
  return `${from.address}\n${open === '|' ? list(bcc) : open}\n${normalSubject(subject)}`;
}

function saysMore(a: Message, b: Message): boolean {
  const said = ({ at, bcc, gmailId, threadId, labels }: Message): number =>
    (at === 0 ? 0 : 1000) +
    bcc.length * 100 +
    Number(gmailId !== null) +
    Number(threadId !== null) +
    labels.length;
  const more = said(a) - said(b);
  if (more !== 0) return more > 0;
  return JSON.stringify(a) < JSON.stringify(b);
}
