import { domainOf, type Message, recipientsOf } from '../../facts/message';
import { copyAddresses } from '../copy-addresses';
import type { Inbound, Mailbox, Outbound } from '../mailbox';
import { NeedsFull } from './needs-full';
import { byTime, insert, push } from './order';

export interface NewMail {
  readonly sent: readonly Outbound[];
  readonly received: readonly Inbound[];
}

const inOrder = (a: Outbound | Inbound, b: Outbound | Inbound): number => byTime(a.fact, b.fact);

/**
 * A mailbox that grows. Kept as they are until the next full run: whose addresses are the user's own, which addresses
 * only get copies, and a thread's name where Gmail gives none (the first Message-ID in the alphabet; a new one may come
 * before it).
 */
export class MailBook {
  readonly mailbox: Mailbox;
  private readonly sent: Outbound[];
  private readonly received: Inbound[];
  private readonly byMessageId: Map<string, Outbound>;
  private readonly byProspect: Map<string, Outbound[]>;
  private readonly byThread: Map<string, Outbound[]>;
  private readonly receivedIds = new Set<string>();
  private readonly copies = new Set<string>();
  /** Message-ID → thread, where no message has Gmail's; null where they all do. */
  private readonly threads: Map<string, string> | null;
  private readonly mixed: boolean;

  /** @param from taken over: its lists and maps grow from now on */
  constructor(from: Mailbox) {
    this.sent = from.sent.slice();
    this.received = from.received.slice();
    this.byMessageId = from.byMessageId as Map<string, Outbound>; // readMailbox makes it, and this takes it over
    this.byProspect = from.byProspect as Map<string, Outbound[]>; // as above
    this.byThread = from.byThread as Map<string, Outbound[]>; // as above
    this.mailbox = { ...from, sent: this.sent, received: this.received };
    let threaded = 0;
    for (const { fact } of this.received) {
      this.receivedIds.add(fact.messageId);
      if (fact.threadId !== null) threaded++;
    }
    for (const { fact, prospects } of this.sent) {
      if (fact.threadId !== null) threaded++;
      if (fact.to.length === 1 && fact.cc.length + fact.bcc.length === 0 && prospects.length === 1) continue;
      for (const address of recipientsOf(fact))
        if (!prospects.includes(address) && !this.isInternal(address)) this.copies.add(address);
    }
    const all = this.received.length + this.sent.length;
    this.mixed = threaded > 0 && threaded < all;
    this.threads = threaded === 0 ? new Map() : null;
    if (this.threads !== null)
      for (const { fact, thread } of [...this.received, ...this.sent]) {
        this.threads.set(fact.messageId, thread);
        for (const id of fact.references) this.threads.set(id, thread);
      }
  }

  private isInternal(address: string): boolean {
    return this.mailbox.own.has(address) || this.mailbox.ownDomains.has(domainOf(address));
  }

  /** @param messages new ones, without their endings */
  add(messages: readonly Message[]): NewMail | NeedsFull {
    const sent: Outbound[] = [];
    const received: Inbound[] = [];
    for (const fact of [...messages].sort(byTime)) {
      const { own } = this.mailbox;
      if (fact.account !== '' && !own.has(fact.account))
        return new NeedsFull('There is mail of a new account.');
      if (this.byMessageId.has(fact.messageId) || this.receivedIds.has(fact.messageId))
        return new NeedsFull('A message has the Message-ID of another.');
      const thread = this.threadOf(fact);
      if (thread instanceof NeedsFull) return thread;
      if (fact.direction === 'received') {
        const inbound = { fact, thread, internal: this.isInternal(fact.from.address) };
        insert(this.received, inbound, inOrder);
        this.receivedIds.add(fact.messageId);
        received.push(inbound);
        continue;
      }
      if (!own.has(fact.from.address))
        return new NeedsFull('There is sent mail from an address that is not known as the user’s own.');
      for (const address of copyAddresses([fact]))
        if (!this.copies.has(address)) return new NeedsFull('An address that gets copies is new.');
      const prospects = recipientsOf(fact).filter(
        (address) => !this.isInternal(address) && !this.copies.has(address),
      );
      const outbound = { fact, thread, prospects, number: this.sent.length };
      const lists = [this.byThread.get(thread), ...prospects.map((who) => this.byProspect.get(who))];
      for (const list of lists) {
        const last = list?.at(-1);
        if (last !== undefined && byTime(last.fact, fact) > 0)
          return new NeedsFull('An email is older than one that is known to the same person.');
      }
      insert(this.sent, outbound, inOrder);
      this.byMessageId.set(fact.messageId, outbound);
      push(this.byThread, thread, outbound);
      for (const prospect of prospects) push(this.byProspect, prospect, outbound);
      sent.push(outbound);
    }
    return { sent, received };
  }

  private threadOf({ messageId, references, threadId }: Message): string | NeedsFull {
    const { threads } = this;
    if (threads === null || threadId !== null) {
      if (threadId !== null && threads === null) return threadId;
      return new NeedsFull(
        this.mixed || threadId === null
          ? 'A message without Gmail’s thread stands among others with it.'
          : 'A message has Gmail’s thread, and those before it had none.',
      );
    }
    const found = new Set<string>();
    for (const id of [messageId, ...references]) {
      const known = threads.get(id);
      if (known !== undefined) found.add(known);
    }
    if (found.size > 1) return new NeedsFull('A message joins two threads.');
    const [known] = found;
    const first = [...references].reduce((least, id) => (id < least ? id : least), messageId);
    const thread = known ?? first;
    threads.set(messageId, thread);
    for (const id of references) threads.set(id, thread);
    return thread;
  }
}
