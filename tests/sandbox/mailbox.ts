import { splitMbox } from '../../lib/mail/mbox';
import { gmailLabels } from '../../lib/mail/parse';
import { NO_LABELS, SYSTEM_LABELS, TAKEOUT_LABELS } from './labels';
import {
  firstText,
  headerOf,
  type MimeHeader,
  type MimePart,
  parseMime,
  readHeaders,
  splitHead,
} from './mime';

/** A message as the mailbox keeps it. Its bytes are made when somebody asks for them. */
export interface SandboxMessage {
  /** Lower-case hex, as the API names it. */
  readonly id: string;
  readonly threadId: string;
  /** `internalDate`, milliseconds UTC. */
  readonly at: number;
  readonly labels: Set<string>;
  /** The last change of this message. */
  historyId: number;
  /** Message-ID without `<>`; '' where there is none. */
  readonly messageId: string;
  readonly headers: readonly MimeHeader[];
  /** RFC 822 with CRLF, one character a byte. */
  readonly source: () => string;
  snippet?: string;
}

export type HistoryKind = 'messageAdded' | 'messageDeleted' | 'labelAdded' | 'labelRemoved';

export interface HistoryRecord {
  readonly id: number;
  readonly kind: HistoryKind;
  readonly message: { readonly id: string; readonly threadId: string; readonly labelIds: readonly string[] };
  readonly labelIds: readonly string[];
}

export interface SandboxLabel {
  readonly id: string;
  readonly name: string;
  readonly system: boolean;
}

/** What `deliver` and `send` take: raw text, or its parts. */
export interface NewMail {
  /** A whole RFC 822 message; the other fields are then taken from it. */
  readonly raw?: string;
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly messageId?: string;
  /** Message-ID (without `<>`) of the message this answers: gives the thread and the headers. */
  readonly inReplyTo?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly at?: number;
  readonly threadId?: string;
  readonly labels?: readonly string[];
}

export function addressesIn(value: string): string[] {
  return (value.toLowerCase().match(/[^\s<>,;:"()]{1,100}@[^\s<>,;:"()]{1,200}/g) ?? []).map((found) =>
    found.replace(/\.$/, ''),
  );
}

function bareIds(value: string): string[] {
  return [...value.matchAll(/<([^<>\s]{1,400})>/g)].map((match) => match[1] ?? '');
}

/** Line ends as on the wire; Takeout's own headers, which Gmail does not keep, taken off. */
function asRaw(text: string): string {
  const crlf = text.replace(/\r?\n/g, '\r\n');
  const end = crlf.indexOf('\r\n\r\n');
  if (end < 0) return crlf;
  const head = `\r\n${crlf.slice(0, end)}`;
  return (
    head.replace(/\r\nX-(?:GM-THRID|Gmail-Labels):[^\r]*(?:\r\n[ \t][^\r]*)*/gi, '').slice(2) +
    crlf.slice(end)
  );
}

/** One account's mail, changed as Gmail changes it: every change has a history id and leaves a record. */
export class Mailbox {
  readonly messages = new Map<string, SandboxMessage>();
  readonly threads = new Map<string, Set<string>>();
  readonly history: HistoryRecord[] = [];
  readonly labels = new Map<string, SandboxLabel>();
  /** `startHistoryId`s below this are too old: the API answers 404. */
  oldestHistoryId = 0;
  private readonly byMessageId = new Map<string, SandboxMessage>();
  private sorted: SandboxMessage[] | null = null;
  private lastRead: { message: SandboxMessage; source: string; mime: MimePart } | null = null;
  private idsGiven = 0;
  private nextHistory: number;

  /**
   * @param address the account
   * @param clock milliseconds UTC: the date of mail that comes without one
   */
  constructor(
    readonly address: string,
    private readonly clock: () => number = Date.now,
  ) {
    this.nextHistory = 100_000 + address.length * 1013;
    for (const id of SYSTEM_LABELS) this.labels.set(id, { id, name: id, system: true });
  }

  /** The mailbox's current history id. */
  get historyId(): number {
    return this.nextHistory;
  }

  /** Newest first, as the API lists. */
  list(): readonly SandboxMessage[] {
    this.sorted ??= [...this.messages.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
    return this.sorted;
  }

  /** A thread's messages, oldest first. */
  thread(id: string): SandboxMessage[] {
    const found: SandboxMessage[] = [];
    for (const messageId of this.threads.get(id) ?? []) {
      const message = this.messages.get(messageId);
      if (message !== undefined) found.push(message);
    }
    return found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  /** The message with this Message-ID (without `<>`), if there is one. */
  find(messageId: string): SandboxMessage | undefined {
    return this.byMessageId.get(messageId);
  }

  /** Adds the messages of an mbox, Takeout's ids, threads and labels kept; what has none gets its own. */
  async addMbox(text: string | Uint8Array): Promise<void> {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    for await (const item of splitMbox(chunks())) {
      const source = Buffer.from(item.bytes).toString('latin1');
      const headers = readHeaders(splitHead(source).head);
      const decimal = (value: string): string | undefined =>
        /^\d{5,20}$/.test(value) ? BigInt(value).toString(16) : undefined;
      const labels = gmailLabels(headerOf(headers, 'x-gmail-labels') || null);
      const sent = addressesIn(headerOf(headers, 'from')).includes(this.address.toLowerCase());
      const id = decimal(/^From (\d{5,20})@xxx/.exec(item.separator)?.[1] ?? '');
      const threadId = decimal(headerOf(headers, 'x-gm-thrid'));
      const date = Date.parse(headerOf(headers, 'date'));
      this.put({
        ...(id === undefined ? {} : { id }),
        ...(threadId === undefined ? {} : { threadId }),
        at: Number.isFinite(date) ? date : this.clock(),
        labels: labels.length > 0 ? this.labelIds(labels) : sent ? ['SENT'] : ['INBOX'],
        headers: headers.filter(({ name }) => !/^x-(?:gm-thrid|gmail-labels)$/i.test(name)),
        source: () => asRaw(source),
      });
    }
  }

  /**
   * Adds a message as it stands, for filling a mailbox; no history record is written.
   * @param mail `source` may be lazy; `headers` are what lists, search and threads need
   */
  put(mail: {
    readonly id?: string;
    readonly threadId?: string;
    readonly at: number;
    readonly labels: readonly string[];
    readonly headers: readonly MimeHeader[];
    readonly source: () => string;
  }): SandboxMessage {
    const id = mail.id !== undefined && !this.messages.has(mail.id) ? mail.id : this.freshId(mail.at);
    const message: SandboxMessage = {
      id,
      threadId: mail.threadId ?? this.threadOf(mail.headers) ?? id,
      at: mail.at,
      labels: new Set(mail.labels),
      historyId: this.tick(),
      messageId: bareIds(headerOf(mail.headers, 'message-id'))[0] ?? '',
      headers: mail.headers,
      source: mail.source,
    };
    this.messages.set(id, message);
    const thread = this.threads.get(message.threadId);
    if (thread === undefined) this.threads.set(message.threadId, new Set([id]));
    else thread.add(id);
    if (message.messageId !== '') this.byMessageId.set(message.messageId, message);
    this.sorted = null;
    return message;
  }

  /** A message comes in: INBOX and UNREAD unless `labels` say otherwise. */
  deliver(mail: NewMail): SandboxMessage {
    return this.add({ labels: ['UNREAD', 'INBOX'], to: this.address, ...mail });
  }

  /**
   * The user sends a message.
   * @param viaDraft write it as Gmail's page does: a draft that is added, replaced and deleted before the sent message
   */
  send(mail: NewMail, viaDraft = false): SandboxMessage {
    if (viaDraft) {
      const first = this.add({ from: this.address, ...mail, labels: ['DRAFT'] });
      this.delete(first.id);
      const second = this.add({ from: this.address, ...mail, threadId: first.threadId, labels: ['DRAFT'] });
      this.delete(second.id);
      return this.add({
        from: this.address,
        ...mail,
        threadId: first.threadId,
        labels: mail.labels ?? ['SENT'],
      });
    }
    return this.add({ from: this.address, labels: ['SENT'], ...mail });
  }

  /** Deletes for good. False where there is no such message. */
  delete(id: string): boolean {
    const message = this.messages.get(id);
    if (message === undefined) return false;
    this.messages.delete(id);
    const thread = this.threads.get(message.threadId);
    thread?.delete(id);
    if (thread?.size === 0) this.threads.delete(message.threadId);
    if (this.byMessageId.get(message.messageId) === message) this.byMessageId.delete(message.messageId);
    this.sorted = null;
    this.record('messageDeleted', message, []);
    return true;
  }

  /** Adds and removes labels; a record for what truly changed. */
  relabel(id: string, add: readonly string[], remove: readonly string[] = []): void {
    const message = this.messages.get(id);
    if (message === undefined) throw new Error(`relabel: ${this.address} has no message ${id}`);
    const removed = remove.filter((label) => message.labels.delete(label));
    const added = add.filter((label) => !message.labels.has(label));
    for (const label of added) message.labels.add(label);
    if (added.length > 0) this.record('labelAdded', message, added);
    if (removed.length > 0) this.record('labelRemoved', message, removed);
  }

  /** Moves to the bin, as the user's Delete does. */
  trash(id: string): void {
    this.relabel(id, ['TRASH'], ['INBOX']);
  }

  /** Makes a label of the user's; gives its id. */
  addLabel(name: string): string {
    for (const label of this.labels.values())
      if (label.name.toLowerCase() === name.toLowerCase()) return label.id;
    const id = `Label_${1 + [...this.labels.values()].filter((label) => !label.system).length}`;
    this.labels.set(id, { id, name, system: false });
    return id;
  }

  /** History up to now is forgotten: any `startHistoryId` given out so far answers 404. */
  expireHistory(): void {
    this.oldestHistoryId = this.tick();
    this.history.length = 0;
  }

  /** The message's bytes (one character each) and its parts; the last one read is kept, as views ask twice. */
  read(message: SandboxMessage): { readonly source: string; readonly mime: MimePart } {
    if (this.lastRead?.message !== message) {
      const source = message.source();
      this.lastRead = { message, source, mime: parseMime(source) };
    }
    return this.lastRead;
  }

  mime(message: SandboxMessage): MimePart {
    return this.read(message).mime;
  }

  /** The first 200 characters or so of the text, HTML-escaped, as the API gives it. */
  snippet(message: SandboxMessage): string {
    if (message.snippet === undefined) {
      const text = firstText(this.mime(message)).replace(/\s+/g, ' ').trim();
      const cut = text.length > 195 ? text.slice(0, text.lastIndexOf(' ', 195)) : text;
      message.snippet = cut
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;');
    }
    return message.snippet;
  }

  private add(mail: NewMail): SandboxMessage {
    const at = mail.at ?? this.clock();
    const raw = asRaw(mail.raw ?? this.compose(mail, at));
    const source = Buffer.from(raw, 'utf8').toString('latin1');
    const message = this.put({
      ...(mail.threadId === undefined ? {} : { threadId: mail.threadId }),
      at,
      labels: mail.labels ?? [],
      headers: readHeaders(splitHead(source).head),
      source: () => source,
    });
    this.record('messageAdded', message, []);
    return message;
  }

  private compose(mail: NewMail, at: number): string {
    const before = mail.inReplyTo === undefined ? undefined : this.byMessageId.get(mail.inReplyTo);
    const chain = before === undefined ? '' : headerOf(before.headers, 'references');
    const headers: [string, string][] = [
      ['Date', new Date(at).toUTCString().replace('GMT', '+0000')],
      ['From', mail.from ?? 'someone@elsewhere.example'],
      ['To', mail.to ?? this.address],
      ['Subject', mail.subject ?? 'No subject'],
      ['Message-ID', `<${mail.messageId ?? `made.${this.idsGiven}.${at}@mail.example`}>`],
    ];
    if (mail.inReplyTo !== undefined)
      headers.push(
        ['In-Reply-To', `<${mail.inReplyTo}>`],
        ['References', `${chain} <${mail.inReplyTo}>`.trim()],
      );
    headers.push(...(mail.headers ?? []).map(([name, value]): [string, string] => [name, value]));
    if (!headers.some(([name]) => name.toLowerCase() === 'content-type'))
      headers.push(['MIME-Version', '1.0'], ['Content-Type', 'text/plain; charset="UTF-8"']);
    return `${headers.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${mail.text ?? 'Hello.'}\n`;
  }

  /** Gmail's ids hold the time: milliseconds in the upper bits. */
  private freshId(at: number): string {
    for (;;) {
      this.idsGiven += 1;
      const id = ((BigInt(Math.max(0, Math.floor(at))) << 20n) | BigInt((this.idsGiven * 7919) % 1_048_576))
        .toString(16)
        .padStart(16, '0');
      if (!this.messages.has(id)) return id;
    }
  }

  private threadOf(headers: readonly MimeHeader[]): string | undefined {
    const known = [
      ...bareIds(headerOf(headers, 'in-reply-to')),
      ...bareIds(headerOf(headers, 'references')).reverse(),
    ];
    for (const id of known) {
      const message = this.byMessageId.get(id);
      if (message !== undefined) return message.threadId;
    }
    return undefined;
  }

  private labelIds(names: readonly string[]): string[] {
    const ids: string[] = [];
    for (const name of names) {
      const low = name.toLowerCase();
      if (!NO_LABELS.has(low)) ids.push(TAKEOUT_LABELS.get(low) ?? this.addLabel(name));
    }
    return ids;
  }

  /** Ids grow, with gaps. */
  private tick(): number {
    this.nextHistory += 7 + (this.nextHistory % 5) * 13;
    return this.nextHistory;
  }

  private record(kind: HistoryKind, message: SandboxMessage, labelIds: readonly string[]): void {
    const id = this.tick();
    message.historyId = id;
    const { threadId } = message;
    this.history.push({
      id,
      kind,
      message: { id: message.id, threadId, labelIds: [...message.labels] },
      labelIds,
    });
  }
}
