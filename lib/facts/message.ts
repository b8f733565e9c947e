/**
 * Message facts: what was observed of one RFC 5322 email, stored once under its natural key (account + Message-ID).
 * Plain data, JSON-safe: it crosses worker and message boundaries unchanged. Everything else is computed from facts.
 */

export interface Address {
  /** Lower case, without display name. `''` where the header held none. */
  readonly address: string;
  readonly name: string;
}

/** Where in the message a link stands. Only `body` links can be CTAs. */
export type LinkPlace = 'body' | 'signature' | 'quote' | 'footer' | 'unsubscribe';

/** What a wrapped link itself says about whose it is (Mailgun's and Mailspring's do). */
export interface Carried {
  /** Lower case. */
  readonly recipient: string | null;
  /** Without `<>`. */
  readonly messageId: string | null;
}

export interface Link {
  /** The words that carry the link; `''` for a bare URL or an image. */
  readonly text: string;
  /** As written in the message. */
  readonly href: string;
  /** `href` unwrapped and canonical (see lib/links): equal for every way of writing one destination. */
  readonly destination: string;
  /** Absent where the link carries nothing, as nearly all do. */
  readonly carries?: Carried;
  readonly place: LinkPlace;
  /** Offset of the link in the message's own `text`, in UTF-16 units; null where it is not in it. */
  readonly offset: number | null;
}

export interface Attachment {
  readonly name: string;
  readonly type: string;
  /** Decoded size in bytes. */
  readonly size: number;
}

/** What the headers say about the tool that sent a message. */
export interface SendingTool {
  readonly name: string;
  readonly campaign: string | null;
  /** 1-based. */
  readonly step: number | null;
}

interface MessageBase {
  /** The own address this mailbox belongs to; the identity, never `/u/N`. Lower case. */
  readonly account: string;
  /** Without `<>`. A message without one gets a stable stand-in that starts with `none:`. */
  readonly messageId: string;
  /** Gmail's thread id, lower-case hex; null outside Gmail. */
  readonly threadId: string | null;
  /** Gmail's message id, lower-case hex; null outside Gmail. */
  readonly gmailId: string | null;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly inReplyTo: string | null;
  /** Message-IDs without `<>`, oldest first. */
  readonly references: readonly string[];
  /** Gmail labels as given (localised). */
  readonly labels: readonly string[];
}

export interface SentMessage extends MessageBase {
  readonly direction: 'sent';
  /** The author's own words: no quotes, no forwarded parts, no signature, no footer. */
  readonly text: string;
  /** In the order they appear. Tracking pixels are not links. */
  readonly links: readonly Link[];
  readonly attachments: readonly Attachment[];
  readonly tool: SendingTool | null;
}

/** What a received message is by itself, before anyone asks whose answer it is. */
export type ReadingKind =
  | 'person'
  | 'auto-reply'
  | 'bounce'
  | 'delay'
  | 'challenge'
  | 'read-receipt'
  | 'calendar'
  | 'complaint'
  /** Newsletters, notifications: neither a person's answer nor a machine's answer to us. */
  | 'other';

export interface FailedRecipient {
  /** Lower case. */
  readonly address: string;
  /** RFC 3463 status such as `5.1.1`; null where the notice gives none. */
  readonly status: string | null;
  /** True when the mail server will not try again. */
  readonly permanent: boolean;
  readonly diagnostic: string | null;
}

export interface GatewayHint {
  /** Family of the security gateway: `microsoft`, `proofpoint`, `mimecast`, `barracuda`, … */
  readonly gateway: string;
  /** The company's domain the hint is about, lower case. */
  readonly domain: string;
  /** What shows it, in plain words. */
  readonly evidence: string;
}

export interface Reading {
  readonly kind: ReadingKind;
  /** Why, in plain words, strongest first. */
  readonly evidence: readonly string[];
  /** For bounces and delays. */
  readonly failed: readonly FailedRecipient[];
  /** Message-IDs of ours found inside a notice (the returned message's headers). */
  readonly about: readonly string[];
  /** For auto-replies: when the person says they are back (ms UTC). */
  readonly returnsAt: number | null;
  /** "No longer with the company". */
  readonly gone: boolean;
  readonly calendar: 'accepted' | 'declined' | 'tentative' | null;
  readonly gateways: readonly GatewayHint[];
}

/** Of received mail nothing is kept but what a rate needs: not the text. */
export interface ReceivedMessage extends MessageBase {
  readonly direction: 'received';
  readonly reading: Reading;
}

export type Message = SentMessage | ReceivedMessage;

/** The natural key of a message fact. */
export function messageKey(message: Pick<Message, 'account' | 'messageId'>): string {
  return `${message.account}\n${message.messageId}`;
}

/** All addresses a message was written to, in order, each once. */
export function recipientsOf(message: Pick<Message, 'to' | 'cc' | 'bcc'>): string[] {
  // Nearly all outreach goes to one person, and every step of an analysis asks.
  const [only] = message.to;
  if (only !== undefined && message.to.length === 1 && message.cc.length === 0 && message.bcc.length === 0)
    return only.address === '' ? [] : [only.address];
  const seen = new Set<string>();
  for (const list of [message.to, message.cc, message.bcc])
    for (const { address } of list) if (address !== '') seen.add(address);
  return [...seen];
}

/** The part after the last `@`, lower case; `''` where there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : address.slice(at + 1).toLowerCase();
}
