/** Mailbox → the API's resources, typed by Google's own client library. */
import type { gmail_v1 } from '@googleapis/gmail';
import { ERRORS } from './errors';
import { ApiFailure } from './failure';
import type { HistoryKind, HistoryRecord, Mailbox, SandboxLabel, SandboxMessage } from './mailbox';
import { headerOf, type MimePart } from './mime';

export type Format = 'minimal' | 'metadata' | 'full' | 'raw';

export function base64url(bytes: Buffer): string {
  return bytes.toString('base64').replace(/\+/g, '-').replace(/\//g, '_');
}

/** Bodies this large come as an attachment, text or not. */
const LARGE_BODY = 1024 * 1024;

/** An id that finds the part again: message and part, made to look like Google's. */
function attachmentId(messageId: string, partId: string): string {
  const seed = `${messageId}:${partId}:`;
  return `ANGjdJ${base64url(Buffer.from(seed.padEnd(300, '.')))}`;
}

/** The bytes behind an attachment's id. */
export function attachment(
  mailbox: Mailbox,
  message: SandboxMessage,
  id: string,
): gmail_v1.Schema$MessagePartBody {
  const walk = (part: MimePart, partId: string): Buffer | null => {
    if (attachmentId(message.id, partId) === id) return part.content;
    for (const [n, child] of part.parts.entries()) {
      const found = walk(child, partId === '' ? String(n) : `${partId}.${n}`);
      if (found !== null) return found;
    }
    return null;
  };
  const bytes = walk(mailbox.mime(message), '');
  if (bytes === null) throw new ApiFailure(ERRORS.invalidId);
  return { size: bytes.length, data: base64url(bytes) };
}

function partView(messageId: string, part: MimePart, partId: string): gmail_v1.Schema$MessagePart {
  const container = part.type.startsWith('multipart/');
  const apart =
    !container && (part.attached || part.type === 'message/rfc822' || part.content.length > LARGE_BODY);
  const body: gmail_v1.Schema$MessagePartBody = container
    ? { size: 0 }
    : apart
      ? { attachmentId: attachmentId(messageId, partId), size: part.content.length }
      : part.content.length === 0
        ? { size: 0 }
        : { size: part.content.length, data: base64url(part.content) };
  return {
    partId,
    mimeType: part.type,
    filename: part.filename,
    headers: part.headers.map(({ name, value }) => ({ name, value })),
    body,
    ...(part.parts.length === 0
      ? {}
      : {
          parts: part.parts.map((child, n) =>
            partView(messageId, child, partId === '' ? String(n) : `${partId}.${n}`),
          ),
        }),
  };
}

export function messageView(
  mailbox: Mailbox,
  message: SandboxMessage,
  format: Format,
  metadataHeaders: readonly string[] = [],
): gmail_v1.Schema$Message {
  const start = {
    id: message.id,
    threadId: message.threadId,
    // A message without labels has no such key.
    ...(message.labels.size === 0 ? {} : { labelIds: [...message.labels] }),
    snippet: mailbox.snippet(message),
  };
  const { source, mime } = mailbox.read(message);
  const end = {
    sizeEstimate: source.length,
    historyId: String(message.historyId),
    internalDate: String(message.at),
  };
  if (format === 'minimal') return { ...start, ...end };
  if (format === 'raw')
    return {
      ...start,
      sizeEstimate: end.sizeEstimate,
      raw: base64url(Buffer.from(source, 'latin1')),
      historyId: end.historyId,
      internalDate: end.internalDate,
    };
  if (format === 'full') return { ...start, payload: partView(message.id, mime, ''), ...end };
  const wanted = new Set(metadataHeaders.map((name) => name.toLowerCase()));
  const headers = mime.headers
    .filter(({ name }) => wanted.size === 0 || wanted.has(name.toLowerCase()))
    .map(({ name, value }) => ({ name, value }));
  return {
    ...start,
    payload: { mimeType: mime.type, ...(headers.length === 0 ? {} : { headers }) },
    ...end,
  };
}

export function threadHistoryId(messages: readonly SandboxMessage[]): string {
  return String(Math.max(...messages.map((message) => message.historyId)));
}

export function threadView(
  mailbox: Mailbox,
  id: string,
  format: Format,
  metadataHeaders: readonly string[],
): gmail_v1.Schema$Thread {
  const messages = mailbox.thread(id);
  if (messages.length === 0) throw new ApiFailure(ERRORS.notFound);
  return {
    id,
    historyId: threadHistoryId(messages),
    messages: messages.map((message) => messageView(mailbox, message, format, metadataHeaders)),
  };
}

export function labelView(mailbox: Mailbox, label: SandboxLabel, counted: boolean): gmail_v1.Schema$Label {
  const hidden = label.system && !['INBOX', 'SENT', 'DRAFT', 'STARRED'].includes(label.id);
  const view: gmail_v1.Schema$Label = {
    id: label.id,
    name: label.name,
    ...(label.system && !hidden
      ? {}
      : {
          messageListVisibility: hidden ? 'hide' : 'show',
          labelListVisibility: hidden ? 'labelHide' : 'labelShow',
        }),
    type: label.system ? 'system' : 'user',
  };
  if (!counted) return view;
  const messages = mailbox.list().filter((message) => message.labels.has(label.id));
  const unread = messages.filter((message) => message.labels.has('UNREAD'));
  const threads = (list: readonly SandboxMessage[]): number => new Set(list.map((m) => m.threadId)).size;
  return {
    ...view,
    messagesTotal: messages.length,
    messagesUnread: unread.length,
    threadsTotal: threads(messages),
    threadsUnread: threads(unread),
  };
}

const HISTORY_KEYS = {
  messageAdded: 'messagesAdded',
  messageDeleted: 'messagesDeleted',
  labelAdded: 'labelsAdded',
  labelRemoved: 'labelsRemoved',
} as const satisfies Record<HistoryKind, keyof gmail_v1.Schema$History>;

export function historyView(record: HistoryRecord): gmail_v1.Schema$History {
  const { id, threadId, labelIds } = record.message;
  const message: gmail_v1.Schema$Message = {
    id,
    threadId,
    ...(labelIds.length === 0 ? {} : { labelIds: [...labelIds] }),
  };
  const labelled = record.kind === 'labelAdded' || record.kind === 'labelRemoved';
  const change = labelled ? { message, labelIds: [...record.labelIds] } : { message };
  return { id: String(record.id), messages: [{ id, threadId }], [HISTORY_KEYS[record.kind]]: [change] };
}

/** What the page shows of a message. */
export function personOf(message: SandboxMessage, header: string): { name: string; address: string } {
  const value = headerOf(message.headers, header).split(',')[0] ?? '';
  const address = /[^\s<>"]{1,100}@[^\s<>",]{1,200}/.exec(value)?.[0] ?? '';
  const name = value
    .replace(/<[^<>]{0,300}>/, '')
    .replace(/"/g, '')
    .trim();
  return { name: name === '' ? address : name, address: address.toLowerCase() };
}
