/**
 * What Gmail's API answers, as far as Plumbline reads it, checked before it is believed: an answer that is cut off or of another
 * shape is a fault to be asked again, never a fact. Shapes: the API's discovery document, which `@googleapis/gmail` carries.
 */

export interface ApiHeader {
  readonly name: string;
  readonly value: string;
}

export interface ApiPart {
  readonly mimeType: string;
  readonly filename: string;
  readonly headers: readonly ApiHeader[];
  readonly size: number;
  /** Base64url; null where the content must be asked for by itself, or there is none. */
  readonly data: string | null;
  /** The content lies elsewhere. */
  readonly apart: boolean;
  readonly parts: readonly ApiPart[];
}

export interface ApiMessage {
  /** Lower-case hex. */
  readonly id: string;
  readonly threadId: string;
  readonly labelIds: readonly string[];
  /** Milliseconds UTC: when Gmail took the message. */
  readonly internalDate: number;
  readonly sizeEstimate: number;
  readonly payload: ApiPart | null;
  /** Base64url, with `format=raw`. */
  readonly raw: string | null;
}

export interface Profile {
  /** Lower case. */
  readonly address: string;
  readonly historyId: string;
}

export interface MessagePage {
  readonly messages: readonly { readonly id: string; readonly threadId: string }[];
  readonly nextPageToken: string | null;
}

export type HistoryKind = 'added' | 'deleted' | 'labelled' | 'unlabelled';

export interface HistoryEntry {
  readonly kind: HistoryKind;
  readonly id: string;
  readonly threadId: string;
  /** The message's labels after the change. */
  readonly labelIds: readonly string[];
  /** The labels that came or went. */
  readonly changed: readonly string[];
}

export interface HistoryPage {
  /** In the order they happened. */
  readonly entries: readonly HistoryEntry[];
  readonly nextPageToken: string | null;
  readonly historyId: string;
}

/** An answer that is not of the documented shape. */
export class WrongShape extends Error {
  override readonly name = 'WrongShape';
}

type Shape = Readonly<Record<string, unknown>>;

function record(value: unknown): Shape {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new WrongShape('An object was expected.');
  return value as Shape; // an object that is no list: its fields are unknown, and checked one by one
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new WrongShape('A list was expected.');
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new WrongShape(`${name} is missing.`);
  return value;
}

function texts(value: unknown): string[] {
  return list(value).filter((entry) => typeof entry === 'string');
}

function hex(value: unknown, name: string): string {
  const id = text(value, name).toLowerCase();
  if (!/^[0-9a-f]{1,20}$/.test(id)) throw new WrongShape(`${name} is no id.`);
  return id;
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function token(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** History ids are numbers without bound: kept as text. */
function historyId(value: unknown): string {
  const id = typeof value === 'number' ? String(value) : text(value, 'historyId');
  if (!/^\d{1,20}$/.test(id)) throw new WrongShape('historyId is no number.');
  return id;
}

export function readProfile(body: unknown): Profile {
  const profile = record(body);
  return {
    address: text(profile['emailAddress'], 'emailAddress').toLowerCase(),
    historyId: historyId(profile['historyId']),
  };
}

/** The user's own labels by id; Gmail's own keep their ids for names. */
export function readLabels(body: unknown): Map<string, string> {
  const names = new Map<string, string>();
  for (const entry of list(record(body)['labels'])) {
    const label = record(entry);
    if (label['type'] === 'user') names.set(text(label['id'], 'label id'), text(label['name'], 'label name'));
  }
  return names;
}

export function readMessagePage(body: unknown): MessagePage {
  const page = record(body);
  return {
    messages: list(page['messages']).map((entry) => {
      const message = record(entry);
      return { id: hex(message['id'], 'message id'), threadId: hex(message['threadId'], 'threadId') };
    }),
    nextPageToken: token(page['nextPageToken']),
  };
}

const KINDS: readonly (readonly [field: string, kind: HistoryKind])[] = [
  ['messagesAdded', 'added'],
  ['messagesDeleted', 'deleted'],
  ['labelsAdded', 'labelled'],
  ['labelsRemoved', 'unlabelled'],
];

export function readHistoryPage(body: unknown): HistoryPage {
  const page = record(body);
  const entries: HistoryEntry[] = [];
  for (const item of list(page['history'])) {
    const one = record(item);
    for (const [field, kind] of KINDS)
      for (const change of list(one[field])) {
        const { message, labelIds } = record(change);
        const about = record(message);
        entries.push({
          kind,
          id: hex(about['id'], 'message id'),
          threadId: hex(about['threadId'], 'threadId'),
          labelIds: texts(about['labelIds']),
          changed: texts(labelIds),
        });
      }
  }
  return {
    entries,
    nextPageToken: token(page['nextPageToken']),
    historyId: historyId(page['historyId']),
  };
}

/** Deeper than any mail program nests; a structure from a stranger must not exhaust the stack. */
const DEEPEST = 64;

function readPart(value: unknown, depth: number): ApiPart {
  if (depth > DEEPEST) throw new WrongShape('The parts are nested too deep.');
  const part = record(value);
  const body = part['body'] === undefined ? {} : record(part['body']);
  return {
    mimeType: typeof part['mimeType'] === 'string' ? part['mimeType'].toLowerCase() : 'text/plain',
    filename: typeof part['filename'] === 'string' ? part['filename'] : '',
    headers: list(part['headers']).map((entry) => {
      const { name, value: content } = record(entry);
      return { name: text(name, 'header name'), value: typeof content === 'string' ? content : '' };
    }),
    size: count(body['size']),
    data: token(body['data']),
    apart: token(body['attachmentId']) !== null,
    parts: list(part['parts']).map((child) => readPart(child, depth + 1)),
  };
}

export function readMessage(body: unknown): ApiMessage {
  const message = record(body);
  const at = Number(message['internalDate']);
  return {
    id: hex(message['id'], 'message id'),
    threadId: hex(message['threadId'], 'threadId'),
    labelIds: texts(message['labelIds']),
    internalDate: Number.isFinite(at) ? at : 0,
    sizeEstimate: count(message['sizeEstimate']),
    payload: message['payload'] === undefined ? null : readPart(message['payload'], 0),
    raw: token(message['raw']),
  };
}

/** A thread's messages, oldest first. */
export function readThread(body: unknown): ApiMessage[] {
  const thread = record(body);
  hex(thread['id'], 'thread id');
  return list(thread['messages']).map(readMessage);
}
