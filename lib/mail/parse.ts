import PostalMime, { type Address as PostalAddress } from 'postal-mime';
import { stableHash } from '../facts/hash';
import type { Address } from '../facts/message';
import { lighten, sizeBefore, unflow } from './lighten';

export interface MailHeader {
  /** Lower case. */
  readonly name: string;
  /** Unfolded, otherwise as written. */
  readonly value: string;
}

export interface MailPart {
  readonly name: string;
  /** Lower-case MIME type. */
  readonly type: string;
  readonly size: number;
  /** The text of small machine-readable parts (delivery status, returned headers, calendars); null for the rest. */
  readonly text: string | null;
}

/** A message as its bytes say, before anyone asks what it means. */
export interface ParsedMail {
  readonly messageId: string;
  readonly threadId: string | null;
  readonly gmailId: string | null;
  /** Milliseconds UTC; null where neither Date, nor Received, nor the mbox separator gives one. */
  readonly at: number | null;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly subject: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly labels: readonly string[];
  readonly headers: readonly MailHeader[];
  readonly text: string | null;
  readonly html: string | null;
  readonly parts: readonly MailPart[];
}

/** First value of a header, or null. `name` in lower case. */
export function header(mail: Pick<ParsedMail, 'headers'>, name: string): string | null {
  for (const entry of mail.headers) if (entry.name === name) return entry.value;
  return null;
}

const READABLE_PART = /^(?:message\/|text\/(?:calendar|rfc822-headers|plain))/;
const MAX_PART_TEXT = 256 * 1024;

function flatten(addresses: readonly PostalAddress[] | undefined): Address[] {
  const out: Address[] = [];
  for (const entry of addresses ?? []) {
    if (entry.group) out.push(...flatten(entry.group));
    else if (entry.address) out.push({ address: entry.address.trim().toLowerCase(), name: entry.name ?? '' });
  }
  return out;
}

/** Message-IDs in a header value, without `<>`; bare ids are taken as they stand. */
export function messageIds(value: string | null | undefined): string[] {
  if (!value) return [];
  const ids: string[] = [];
  for (const piece of value.slice(0, 100_000).split(/[\s,]+/)) {
    const id = piece.replace(/^<|>$/g, '').trim();
    if (id.includes('@') || (piece.startsWith('<') && id !== '')) ids.push(id);
  }
  return ids;
}

/** Decimal Gmail id to the lower-case hex that Gmail's API and page use; null where it is none. */
export function gmailHex(decimal: string | null): string | null {
  const digits = decimal?.trim() ?? '';
  return /^\d{5,20}$/.test(digits) ? BigInt(digits).toString(16) : null;
}

function encodedWords(value: string): string {
  return value.replace(
    /=\?([\w-]{1,40})\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?/gi,
    (whole, charset: string, how: string, data: string) => {
      try {
        const binary =
          how.toLowerCase() === 'b'
            ? atob(data)
            : data
                .replace(/_/g, ' ')
                .replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
                  String.fromCharCode(Number.parseInt(hex, 16)),
                );
        return new TextDecoder(charset).decode(Uint8Array.from(binary, (ch) => ch.charCodeAt(0)));
      } catch {
        // An unknown charset or broken base64 costs this word its decoding, nothing else.
        return whole;
      }
    },
  );
}

/** Takeout's `X-Gmail-Labels`: comma-separated, quoted where a label holds a comma, RFC 2047 where not ASCII. */
export function gmailLabels(value: string | null): string[] {
  if (value === null) return [];
  const labels: string[] = [];
  for (const match of encodedWords(value).matchAll(/"([^"]*)"|([^,]+)/g)) {
    const label = (match[1] ?? match[2] ?? '').trim();
    if (label !== '') labels.push(label);
  }
  return labels;
}

/** Email with a date outside of these was dated by a broken clock or by a spammer; milliseconds UTC. */
const FIRST_DATE = Date.UTC(1995, 0, 1);
const LAST_DATE = Date.UTC(2100, 0, 1);

/** Whether an email can be of this time (milliseconds UTC); false for NaN. */
export function isPlausible(at: number): boolean {
  return at >= FIRST_DATE && at < LAST_DATE;
}

function dateOf(headers: readonly MailHeader[], date: string | undefined, separator: string): number | null {
  const candidates = [date, headers.find((h) => h.name === 'date')?.value];
  const received = headers.find((h) => h.name === 'received')?.value;
  if (received?.includes(';')) candidates.push(received.slice(received.lastIndexOf(';') + 1));
  const stamped = /^From \S+\s+(.*)$/.exec(separator)?.[1];
  // "Fri Sep 16 22:26:51 +0000 2016" → an order that Date.parse takes everywhere
  if (stamped)
    candidates.push(
      stamped.replace(/^(\w{3}) (\w{3}) +(\d+) ([\d:]+) ?([+-]\d{4})? ?(\d{4})$/, '$1, $3 $2 $6 $4 $5'),
    );
  for (const candidate of candidates) {
    const at = candidate ? Date.parse(candidate.trim()) : Number.NaN;
    if (isPlausible(at)) return at;
  }
  return null;
}

/**
 * The name of a message that has none: the same for every copy of it, whether its lines end in CRLF or LF and whether an mbox
 * has quoted its “From ” lines, and another for every other recipient, subject, date or text.
 */
function standIn(mail: Omit<ParsedMail, 'messageId' | 'threadId' | 'gmailId' | 'labels' | 'parts'>): string {
  const words = (text: string | null): string =>
    (text ?? '')
      .replace(/^>{1,20}(?=From )/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
  const lists = [mail.to, mail.cc, mail.bcc].map((list) => list.map(({ address }) => address).sort());
  const known = [mail.from.address, ...lists, mail.at, mail.subject, words(mail.text), words(mail.html)];
  return `none:${stableHash(JSON.stringify(known))}`;
}

/**
 * Parses one message. Never throws: what cannot be read comes back empty.
 * @param separator the mbox line before it, where there is one: it carries Gmail's message id and a date.
 * @param plain the structure was refused once: take the body as one text
 */
export async function parseMail(bytes: Uint8Array, separator = '', plain = false): Promise<ParsedMail> {
  const light = lighten(bytes);
  const mail = await PostalMime.parse(light.bytes, {
    attachmentEncoding: 'arraybuffer',
    maxNestingDepth: 64,
    // A message in a message is somebody else's words, never part of this one's text.
    forceRfc822Attachments: true,
  }).catch(() => null);
  if (mail === null)
    return plain ? unreadable(bytes, separator) : parseMail(asPlainText(bytes), separator, true);
  const headers = mail.headers.map(({ key, value }) => ({ name: key, value }));
  const parts = mail.attachments.map((part): MailPart => {
    // Calendars come as bytes, everything else as a buffer.
    const content =
      part.content instanceof Uint8Array
        ? part.content
        : part.content instanceof ArrayBuffer
          ? new Uint8Array(part.content)
          : new Uint8Array(0);
    const readable = READABLE_PART.test(part.mimeType);
    return {
      name: part.filename ?? '',
      type: part.mimeType,
      size: (light.bytes === bytes ? null : sizeBefore(content)) ?? content.length,
      text: readable ? new TextDecoder().decode(content.subarray(0, MAX_PART_TEXT)) : null,
    };
  });
  const from = flatten(mail.from ? [mail.from] : [])[0] ?? { address: '', name: '' };
  const read = {
    at: dateOf(headers, mail.date, separator),
    from,
    to: flatten(mail.to),
    cc: flatten(mail.cc),
    bcc: flatten(mail.bcc),
    subject: (mail.subject ?? '').replace(/\s+/g, ' ').trim(),
    inReplyTo: messageIds(mail.inReplyTo)[0] ?? null,
    references: [...new Set([...messageIds(mail.references), ...messageIds(mail.inReplyTo)])],
    headers,
    ...readable(
      light.flowed && mail.text !== undefined ? unflow(mail.text, light.delsp) : mail.text,
      mail.html,
      parts,
      bytes,
    ),
  };
  return {
    ...read,
    messageId:
      // The separator of an mbox is not part of the message: an .eml of it has none.
      messageIds(mail.messageId)[0] ?? standIn({ ...read, at: dateOf(headers, mail.date, '') }),
    threadId: gmailHex(headers.find((h) => h.name === 'x-gm-thrid')?.value ?? null),
    gmailId: gmailHex(/^From (\d{5,20})@xxx/.exec(separator)?.[1] ?? null),
    labels: gmailLabels(headers.find((h) => h.name === 'x-gmail-labels')?.value ?? null),
    parts,
  };
}

function blank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

/** The text bodies; where the MIME structure is so broken that it yields none, what can be read of the bytes. */
function readable(
  text: string | undefined,
  html: string | undefined,
  parts: readonly MailPart[],
  bytes: Uint8Array,
): Pick<ParsedMail, 'text' | 'html'> {
  if (!blank(text) || !blank(html)) return { text: text ?? null, html: html ?? null };
  const odd = parts.find((part) => part.type.startsWith('text/plain') && !blank(part.text ?? undefined));
  if (odd !== undefined) return { text: odd.text, html: null };
  if (parts.length > 0) return { text: text ?? null, html: html ?? null };
  const raw = new TextDecoder().decode(bytes.subarray(0, MAX_PART_TEXT));
  const body = /\r?\n\r?\n/.exec(raw);
  const rest = body === null ? '' : raw.slice(body.index + body[0].length);
  return { text: rest.trim() === '' ? (text ?? null) : rest, html: null };
}

/** The message with its structure hidden: headers stay, the body becomes one plain text. */
function asPlainText(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, MAX_PART_TEXT));
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end).replace(/^content-(?=(?:type|transfer-encoding)\s{0,4}:)/gim, 'x-');
  return Uint8Array.from(head + text.slice(end), (letter) => letter.charCodeAt(0));
}

/** The readable part of a message that the MIME parser refuses: its bytes as text. */
function unreadable(bytes: Uint8Array, separator: string): ParsedMail {
  const text = new TextDecoder().decode(bytes.subarray(0, MAX_PART_TEXT));
  return {
    messageId: `none:${stableHash(text)}`,
    threadId: null,
    gmailId: null,
    at: dateOf([], undefined, separator),
    from: { address: '', name: '' },
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    inReplyTo: null,
    references: [],
    labels: [],
    headers: [],
    text,
    html: null,
    parts: [],
  };
}
