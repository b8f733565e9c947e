import {
  type NumberColumn,
  numberAt,
  packNumbers,
  packTexts,
  type Rare,
  type TextColumn,
  type TextPool,
  unpackTexts,
} from '../../facts/columns';
import type {
  Address,
  Attachment,
  Carried,
  Link,
  LinkPlace,
  Message,
  Reading,
  SendingTool,
} from '../../facts/message';

/** A field that holds a list: how many items each record has, and the items of all, one after the other. */
interface Lists<Items> {
  readonly counts: Uint32Array;
  readonly items: Items;
}

interface AddressColumns {
  readonly address: TextColumn;
  readonly name: TextColumn;
}

interface LinkColumns {
  readonly text: TextColumn;
  readonly href: TextColumn;
  readonly destination: TextColumn;
  readonly carries: Rare<Carried>;
  readonly place: TextColumn;
  readonly offset: NumberColumn;
}

type FieldOf<M> = M extends Message ? keyof M : never;

/**
 * A pack of messages as it lies on disk. A field of the facts that is not named here is asked for by name where the
 * columns are made, so none can be forgotten. `text` is null for received mail, `reading` there for it alone.
 */
export interface MessageColumns extends Record<Exclude<FieldOf<Message>, 'direction'>, unknown> {
  readonly account: TextColumn;
  readonly messageId: TextColumn;
  readonly threadId: TextColumn;
  readonly gmailId: TextColumn;
  readonly at: NumberColumn;
  readonly from: AddressColumns;
  readonly to: Lists<AddressColumns>;
  readonly cc: Lists<AddressColumns>;
  readonly bcc: Lists<AddressColumns>;
  readonly subject: TextColumn;
  readonly inReplyTo: TextColumn;
  readonly references: Lists<TextColumn>;
  readonly labels: Lists<TextColumn>;
  readonly text: TextColumn;
  readonly links: Lists<LinkColumns>;
  readonly attachments: Rare<readonly Attachment[]>;
  readonly tool: Rare<SendingTool>;
  readonly reading: Rare<Reading>;
}

const itself = (text: string): string => text;

function packLists<T, Item, Items>(
  records: readonly T[],
  of: (record: T) => readonly Item[],
  pack: (items: readonly Item[]) => Items,
): Lists<Items> {
  return {
    counts: Uint32Array.from(records, (record) => of(record).length),
    items: pack(records.flatMap(of)),
  };
}

function packAddresses(addresses: readonly Address[]): AddressColumns {
  return {
    address: packTexts(addresses, ({ address }) => address),
    name: packTexts(addresses, ({ name }) => name),
  };
}

function packLinks(links: readonly Link[]): LinkColumns {
  return {
    text: packTexts(links, ({ text }) => text),
    href: packTexts(links, ({ href }) => href),
    destination: packTexts(links, ({ destination }) => destination),
    carries: rare(links, ({ carries }) => carries),
    place: packTexts(links, ({ place }) => place),
    offset: packNumbers(links, ({ offset }) => offset),
  };
}

function rare<T, Value>(records: readonly T[], of: (record: T) => Value | undefined): Rare<Value> {
  return records.flatMap((record, at) => {
    const value = of(record);
    return value === undefined ? [] : [[at, value] as const];
  });
}

const NO_LINKS: readonly Link[] = [];

export function packMessages(messages: readonly Message[]): MessageColumns {
  return {
    account: packTexts(messages, ({ account }) => account),
    messageId: packTexts(messages, ({ messageId }) => messageId),
    threadId: packTexts(messages, ({ threadId }) => threadId),
    gmailId: packTexts(messages, ({ gmailId }) => gmailId),
    at: packNumbers(messages, ({ at }) => at),
    from: packAddresses(messages.map(({ from }) => from)),
    to: packLists(messages, ({ to }) => to, packAddresses),
    cc: packLists(messages, ({ cc }) => cc, packAddresses),
    bcc: packLists(messages, ({ bcc }) => bcc, packAddresses),
    subject: packTexts(messages, ({ subject }) => subject),
    inReplyTo: packTexts(messages, ({ inReplyTo }) => inReplyTo),
    references: packLists(
      messages,
      ({ references }) => references,
      (ids) => packTexts(ids, itself),
    ),
    labels: packLists(
      messages,
      ({ labels }) => labels,
      (labels) => packTexts(labels, itself),
    ),
    text: packTexts(messages, (message) => (message.direction === 'sent' ? message.text : null)),
    links: packLists(
      messages,
      (message) => (message.direction === 'sent' ? message.links : NO_LINKS),
      packLinks,
    ),
    attachments: rare(messages, (message) =>
      message.direction === 'sent' && message.attachments.length > 0 ? message.attachments : undefined,
    ),
    tool: rare(messages, (message) =>
      message.direction === 'sent' ? (message.tool ?? undefined) : undefined,
    ),
    reading: rare(messages, (message) => (message.direction === 'received' ? message.reading : undefined)),
  };
}

/** Facts are never changed, so that all empty lists can be one. */
const NONE: readonly never[] = [];
const NOBODY: Address = { address: '', name: '' };

/** Gives each record its list. */
class ListReader<Item> {
  private next = 0;

  constructor(
    private readonly counts: Uint32Array,
    private readonly items: readonly Item[],
  ) {}

  /** Of the record `at`; asked for every record, in order. */
  of(at: number): readonly Item[] {
    const count = this.counts[at] ?? 0;
    if (count === 0) return NONE;
    const from = this.next;
    this.next += count;
    return this.items.slice(from, this.next);
  }
}

/** Equal addresses become one object: a mailbox has few senders, and writes to each prospect several times. */
class AddressPool {
  private readonly known = new Map<string, Address>();

  constructor(private readonly pool: TextPool) {}

  read({ address, name }: AddressColumns): readonly Address[] {
    const names = unpackTexts(name, this.pool);
    return unpackTexts(address, this.pool).map((text, at) => this.one(text ?? '', names[at] ?? ''));
  }

  private one(address: string, name: string): Address {
    const found = this.known.get(address);
    if (found !== undefined && found.name === name) return found;
    const made: Address = { address, name };
    this.known.set(address, made);
    return made;
  }
}

function unpackLinks(columns: LinkColumns, pool: TextPool): readonly Link[] {
  const text = unpackTexts(columns.text, pool);
  const href = unpackTexts(columns.href, pool);
  const destination = unpackTexts(columns.destination, pool);
  const place = unpackTexts(columns.place, pool);
  const carries = new Map(columns.carries);
  return href.map((to, at): Link => {
    const link = {
      text: text[at] ?? '',
      href: to ?? '',
      destination: destination[at] ?? '',
      place: (place[at] ?? 'body') as LinkPlace, // only `packLinks` writes this column
      offset: numberAt(columns.offset, at),
    };
    const carried = carries.get(at);
    return carried === undefined ? link : { ...link, carries: carried };
  });
}

/** Reads packs of one store, one after the other: what they share is one in memory. */
export class MessageUnpacker {
  private readonly addresses: AddressPool;

  constructor(private readonly pool: TextPool) {
    this.addresses = new AddressPool(pool);
  }

  private lists({ counts, items }: Lists<AddressColumns>): ListReader<Address> {
    return new ListReader(counts, this.addresses.read(items));
  }

  private texts({ counts, items }: Lists<TextColumn>): ListReader<string> {
    return new ListReader(
      counts,
      unpackTexts(items, this.pool).map((text) => text ?? ''),
    );
  }

  unpack(columns: MessageColumns): Message[] {
    const { pool } = this;
    const account = unpackTexts(columns.account, pool);
    const messageId = unpackTexts(columns.messageId, pool);
    const threadId = unpackTexts(columns.threadId, pool);
    const gmailId = unpackTexts(columns.gmailId);
    const from = this.addresses.read(columns.from);
    const to = this.lists(columns.to);
    const cc = this.lists(columns.cc);
    const bcc = this.lists(columns.bcc);
    const subject = unpackTexts(columns.subject, pool);
    const inReplyTo = unpackTexts(columns.inReplyTo, pool);
    const references = this.texts(columns.references);
    const labels = this.texts(columns.labels);
    const text = unpackTexts(columns.text);
    const links = new ListReader(columns.links.counts, unpackLinks(columns.links.items, pool));
    const attachments = new Map(columns.attachments);
    const tool = new Map(columns.tool);
    const reading = new Map(columns.reading);
    const messages = new Array<Message>(columns.at.length);
    for (let n = 0; n < messages.length; n++) {
      const read = reading.get(n);
      // Each kind written out: copied from a common part they would be three times as slow to make, and larger.
      messages[n] =
        read !== undefined
          ? {
              account: account[n] ?? '',
              messageId: messageId[n] ?? '',
              threadId: threadId[n] ?? null,
              gmailId: gmailId[n] ?? null,
              at: columns.at[n] ?? 0,
              from: from[n] ?? NOBODY,
              to: to.of(n),
              cc: cc.of(n),
              bcc: bcc.of(n),
              subject: subject[n] ?? '',
              inReplyTo: inReplyTo[n] ?? null,
              references: references.of(n),
              labels: labels.of(n),
              direction: 'received',
              reading: read,
            }
          : {
              account: account[n] ?? '',
              messageId: messageId[n] ?? '',
              threadId: threadId[n] ?? null,
              gmailId: gmailId[n] ?? null,
              at: columns.at[n] ?? 0,
              from: from[n] ?? NOBODY,
              to: to.of(n),
              cc: cc.of(n),
              bcc: bcc.of(n),
              subject: subject[n] ?? '',
              inReplyTo: inReplyTo[n] ?? null,
              references: references.of(n),
              labels: labels.of(n),
              direction: 'sent',
              text: text[n] ?? '',
              links: links.of(n),
              attachments: attachments.get(n) ?? NONE,
              tool: tool.get(n) ?? null,
            };
    }
    return messages;
  }
}
