import {
  domainOf,
  type Message,
  type ReceivedMessage,
  recipientsOf,
  type SentMessage,
} from '../facts/message';
import { byTime } from './by-time';
import { copyAddresses } from './copy-addresses';
import { eachOnce } from './each-once';
import { ownAddresses } from './own-addresses';
import { isSharedDomain } from './shared-domains';

/** A sent message with what is known of it from the whole mailbox. */
export interface Outbound {
  readonly fact: SentMessage;
  /** Thread key: Gmail's thread id, or the Message-ID that began the thread. */
  readonly thread: string;
  /** Addresses outside the own company, in order, without a CRM's copy; empty for internal mail. */
  readonly prospects: readonly string[];
  /** Its own in this mailbox, from 0 without gaps: columns about emails go by it, where a map would be ten times the work. */
  readonly number: number;
}

export interface Inbound {
  readonly fact: ReceivedMessage;
  readonly thread: string;
  /** From the user's own addresses or company. */
  readonly internal: boolean;
}

export interface Mailbox {
  readonly own: ReadonlySet<string>;
  /** The own company's domains; shared domains such as gmail.com are nobody's company. */
  readonly ownDomains: ReadonlySet<string>;
  /** In time order; ties by Message-ID, so that the order of the input does not matter. */
  readonly sent: readonly Outbound[];
  readonly received: readonly Inbound[];
  readonly byMessageId: ReadonlyMap<string, Outbound>;
  /** Sent messages per prospect, in time order. */
  readonly byProspect: ReadonlyMap<string, readonly Outbound[]>;
  readonly byThread: ReadonlyMap<string, readonly Outbound[]>;
}

function byId(a: Message, b: Message): number {
  return a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : 0;
}

/** Finds each message's thread: X-GM-THRID where there is one, else the References chain (union-find). */
function threadsOf(messages: readonly Message[]): (message: Message) => string {
  // Gmail says it of all its mail: then no chain need be followed.
  if (messages.every(({ threadId }) => threadId !== null))
    return ({ threadId, messageId }) => threadId ?? messageId;
  // Ids become numbers: looking up a long text for every step up a chain would cost several times as much.
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const parent: number[] = [];
  const numberOf = (id: string): number => {
    let number = numbers.get(id);
    if (number === undefined) {
      number = names.length;
      numbers.set(id, number);
      names.push(id);
      parent.push(number);
    }
    return number;
  };
  const find = (start: number): number => {
    let root = start;
    while (parent[root] !== undefined && parent[root] !== root) root = parent[root] ?? root;
    for (let at = start; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const join = (a: number, b: number): void => {
    const rootA = find(a);
    const rootB = find(b);
    if (rootA === rootB) return;
    // The smaller name wins, so that the order of the messages does not matter.
    if ((names[rootA] ?? '') < (names[rootB] ?? '')) parent[rootB] = rootA;
    else parent[rootA] = rootB;
  };
  for (const { messageId, references } of messages) {
    if (references.length === 0) continue;
    const own = numberOf(messageId);
    for (const id of references) join(own, numberOf(id));
  }
  return ({ threadId, messageId }) => {
    if (threadId !== null) return threadId;
    const number = numbers.get(messageId);
    return number === undefined ? messageId : (names[find(number)] ?? messageId);
  };
}

/** Puts facts in order: each message once, threads, prospects, and the indexes every later step reads. */
export function readMailbox(messages: readonly Message[], accounts: readonly string[]): Mailbox {
  const ordered = byTime(eachOnce(messages), byId);
  const own = ownAddresses(ordered, accounts);
  const ownDomains = new Set(
    [...own].map(domainOf).filter((domain) => domain !== '' && !isSharedDomain(domain)),
  );
  const isInternal = remembered((address) => own.has(address) || ownDomains.has(domainOf(address)));
  const threadOf = threadsOf(ordered);
  const isOurs = (message: Message): message is SentMessage =>
    message.direction === 'sent' && (own.has(message.from.address) || message.from.address === '');
  const copies = copyAddresses(ordered.filter(isOurs));
  const isProspect = remembered((address) => !isInternal(address) && !copies.has(address));

  const sent: Outbound[] = [];
  const received: Inbound[] = [];
  const byMessageId = new Map<string, Outbound>();
  const byProspect = new Map<string, Outbound[]>();
  const byThread = new Map<string, Outbound[]>();
  for (const fact of ordered) {
    let thread = threadOf(fact);
    if (fact.direction === 'received') {
      received.push({ fact, thread, internal: isInternal(fact.from.address) });
      continue;
    }
    // Taken for sent when it was read, and later mail has shown that its author is not the user.
    if (!isOurs(fact)) continue;
    const taken = byMessageId.has(fact.messageId);
    const recipients = recipientsOf(fact);
    // A second message under an id that is taken is none of that thread: no answer and no follow-up can mean it by its id.
    if (taken && fact.threadId === null) thread = `${thread}\n${fact.at}\n${[...recipients].sort().join()}`;
    const outbound = { fact, thread, prospects: recipients.filter(isProspect), number: sent.length };
    sent.push(outbound);
    if (!taken) byMessageId.set(fact.messageId, outbound);
    push(byThread, thread, outbound);
    for (const prospect of outbound.prospects) push(byProspect, prospect, outbound);
  }
  return { own, ownDomains, sent, received, byMessageId, byProspect, byThread };
}

/** The length of a column about these emails. */
export function columnLength(mails: Iterable<Pick<Outbound, 'number'>>): number {
  let most = -1;
  for (const { number } of mails) if (number > most) most = number;
  return most + 1;
}

/** An answer about an address, found out once for each. */
function remembered(find: (address: string) => boolean): (address: string) => boolean {
  const answers = new Map<string, boolean>();
  return (address) => {
    let answer = answers.get(address);
    if (answer === undefined) {
      answer = find(address);
      answers.set(address, answer);
    }
    return answer;
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/**
 * The message of ours with this Message-ID. A broken tool gives one id to several: then the one to `address`.
 * @param address whose doing it is about; null where nobody is named
 */
export function mailById(
  mailbox: Pick<Mailbox, 'byMessageId' | 'byProspect'>,
  id: string,
  address: string | null,
): Outbound | undefined {
  const first = mailbox.byMessageId.get(id);
  if (first === undefined || address === null || first.prospects.includes(address)) return first;
  return mailbox.byProspect.get(address)?.find((mail) => mail.fact.messageId === id) ?? first;
}

/** The last message of a time-ordered list that was sent at or before `at`. */
export function lastBefore(list: readonly Outbound[] | undefined, at: number): Outbound | null {
  if (list === undefined) return null;
  for (let i = list.length - 1; i >= 0; i--) {
    const outbound = list[i];
    if (outbound !== undefined && outbound.fact.at <= at) return outbound;
  }
  return null;
}
