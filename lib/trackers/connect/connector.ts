import { type Around, isRecord, type Json, type JsonRecord, type RecordReading } from '../format';

/** How a user's account at a tracker is reached. Kept by the caller; a connector stores nothing. */
export interface TrackerAccount {
  readonly key: string;
  /** Mailgun: the sending domain. Short.io: the domain's number. Others: none. */
  readonly domain?: string;
  /** The API's address where it is not the usual one: Mailgun in the EU, a test server. Without a slash at the end. */
  readonly base?: string;
}

/** One request for one page. */
export interface PageRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Where in a run a connector stands: plain JSON, its own affair. */
export type PageState = JsonRecord;

/** The time a run reads, in milliseconds UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Page {
  readonly items: readonly JsonRecord[];
  /** The next page's state; null after the last page. */
  readonly next: PageState | null;
  /** True where a page of nothing new is in order: pages that begin at the last one's end. */
  readonly mayRepeat?: boolean;
  /** What lies beyond and cannot be read, in people's words; told where the page has not reached its span's end. */
  readonly beyond?: string;
}

/** What one tracker's API needs that others do not. Pure: it names requests and reads answers, `poll` does the rest. */
export interface Connector {
  readonly id: string;
  /** As its makers write it. */
  readonly name: string;
  /** The API's address: what the host permission is asked for. */
  base(account: TrackerAccount): string;
  /** Milliseconds before the last event that are read again: events arrive late and out of order. */
  readonly overlap: number;
  /** Milliseconds that the tracker keeps: the first run reads no further back. */
  readonly keeps: number;
  /** Milliseconds between two requests, so that its rate limit is not met. */
  readonly pause: number;
  /** Newest first: a run may stop at the first page that is older than its span. */
  readonly newestFirst: boolean;
  start(span: Span): PageState;
  request(state: PageState, account: TrackerAccount, span: Span): PageRequest;
  /** Null: the answer is not of the documented shape. */
  page(body: Json, state: PageState, span: Span, base: string): Page | null;
  /** Where to go on if what a page was about is gone (404); absent: that is an error. */
  skip?(state: PageState): Page;
  /** As the same record in a file is read: the keys are the same, so that an export and a poll count once. */
  read(record: JsonRecord): RecordReading;
}

export type ConnectErrorKind = 'key' | 'setup' | 'limit' | 'server' | 'network' | 'answer';

/** Why polling stopped. The message is a sentence for people, with what to do. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError';
  constructor(
    readonly kind: ConnectErrorKind,
    message: string,
    /** When polling can go on by itself, milliseconds UTC; null where somebody must do something first. */
    readonly retryAt: number | null = null,
  ) {
    super(message);
  }
}

/** An answer lies in nothing that has a time of its own. */
export const POLLED: Around = { receivedAt: null };

/** Base64 of `name:password` for HTTP Basic, any letters (RFC 7617: UTF-8). */
export function basicAuth(name: string, password: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(`${name}:${password}`)) binary += String.fromCharCode(byte);
  return `Basic ${btoa(binary)}`;
}

/** A whole number in a state; the other value where it holds none. */
export function numberIn(state: PageState, name: string, otherwise: number): number {
  const value = state[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

/** The records of a list; null where it is none. */
export function recordsIn(value: Json | undefined): JsonRecord[] | null {
  return Array.isArray(value) ? value.filter(isRecord) : null;
}

/** A query string of these parameters. */
export function queryOf(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}
