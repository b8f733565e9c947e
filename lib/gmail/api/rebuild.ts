import type { ApiMessage, ApiPart } from './answers';

/**
 * The API gives a message taken apart (`format=full`); files give it as it was sent. Both must become the same fact, so the
 * parts are put together again as RFC 822 bytes, and go the one way that every file goes. Bodies come decoded and are written as base64:
 * nothing in them can be taken for a boundary, whatever a stranger wrote.
 */

/** Larger messages are read from their parts alone: their weight is attachments. Bytes. */
const MOST_RAW = 30_000_000;

/** Parts whose inside is read, and which the API does not give back as they were. */
const INSIDE = /^(?:message\/|text\/(?:rfc822-headers|calendar)|application\/ics|multipart\/report)/;

/**
 * Whether the parts lack something that is read: notices (a bounce's report comes as a container with its fields in a child, or as an
 * attachment id), calendars, and texts that are kept apart. Such a message must be asked for with `format=raw`.
 */
export function needsRaw(message: ApiMessage): boolean {
  if (message.sizeEstimate > MOST_RAW) return false;
  return message.payload === null || lacks(message.payload);
}

function lacks(part: ApiPart): boolean {
  if (INSIDE.test(part.mimeType)) return true;
  if (part.apart && part.mimeType.startsWith('text/') && part.filename === '') return true;
  return part.parts.some(lacks);
}

/** The message's bytes: as they were sent (`format=raw`), or put together again from its parts. */
export function bytesOf(message: ApiMessage): Uint8Array {
  if (message.raw !== null) return fromBase64(message.raw);
  const lines: string[] = [];
  if (message.payload !== null) write(message.payload, lines, '0');
  return new TextEncoder().encode(lines.join('\r\n'));
}

/** Attachments whose bytes were left at Gmail: of these name, type and size are all that counts. */
export interface LeftOut {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** In the order of the message. */
export function leftOutOf(message: ApiMessage): LeftOut[] {
  const out: LeftOut[] = [];
  const visit = (part: ApiPart): void => {
    if (part.apart && part.data === null)
      out.push({ name: part.filename, type: part.mimeType, size: part.size });
    part.parts.forEach(visit);
  };
  if (message.raw === null && message.payload !== null) visit(message.payload);
  return out;
}

function fromBase64(base64url: string): Uint8Array {
  const binary = atob(plain(base64url));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Base64url as ordinary base64 without padding, which `atob` and mail readers take. */
function plain(base64url: string): string {
  return base64url
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/[^A-Za-z0-9+/]/g, '');
}

/** Headers that describe the encoding, which is ours now. */
const ENCODING = new Set(['content-transfer-encoding', 'content-length', 'content-md5']);

function write(part: ApiPart, lines: string[], path: string): void {
  const several = part.mimeType.startsWith('multipart/') && part.parts.length > 0;
  let typed = false;
  for (const { name, value } of part.headers) {
    const low = name.toLowerCase();
    // A name with a colon or a blank would end the headers; none that is read has one.
    if (ENCODING.has(low) || !/^[!-9;-~]{1,200}$/.test(name)) continue;
    const flat = value.replace(/[\r\n]+[ \t]*/g, ' ');
    if (low === 'content-type') {
      typed = true;
      lines.push(`Content-Type: ${typeOf(flat, part, several, path)}`);
    } else lines.push(`${name}: ${flat}`);
  }
  if (!typed) lines.push(`Content-Type: ${typeOf(part.mimeType, part, several, path)}`);
  if (several) {
    lines.push('');
    part.parts.forEach((child, index) => {
      lines.push(`--${boundary(path)}`);
      write(child, lines, `${path}.${index}`);
    });
    lines.push(`--${boundary(path)}--`, '');
    return;
  }
  lines.push('Content-Transfer-Encoding: base64', '');
  if (part.data !== null) wrap(plain(part.data), lines);
  lines.push('');
}

const boundary = (path: string): string => `=_part_${path}`;

/** 76 characters a line, as RFC 2045 wants them. */
function wrap(base64: string, lines: string[]): void {
  for (let at = 0; at < base64.length; at += 76) lines.push(base64.slice(at, at + 76));
}

/** The content type with our boundary, or with the charset that the data truly has. */
function typeOf(value: string, part: ApiPart, several: boolean, path: string): string {
  if (several) {
    const bare = value.replace(/;\s{0,20}boundary\s{0,5}=\s{0,5}(?:"[^"]{0,300}"|[^\s;]{0,300})/gi, '');
    return `${bare}; boundary="${boundary(path)}"`;
  }
  if (!part.mimeType.startsWith('text/') || part.data === null || !isUtf8(part.data, value)) return value;
  const bare = value.replace(/;\s{0,20}charset\s{0,5}=\s{0,5}(?:"[^"]{0,100}"|[^\s;]{0,100})/gi, '');
  return `${bare}; charset=utf-8`;
}

/**
 * Gmail gives texts in UTF-8 whatever charset they were sent in, and still names the old one. What is not valid
 * UTF-8 is left as it says; so are charsets of seven bits with escapes, which are valid and something else.
 */
function isUtf8(data: string, type: string): boolean {
  if (/charset\s{0,5}=\s{0,5}"?(?:iso-2022|hz-|utf-7)/i.test(type)) {
    return !atob(plain(data)).includes('\u001b') && !/charset\s{0,5}=\s{0,5}"?(?:hz-|utf-7)/i.test(type);
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(fromBase64(data));
    return true;
  } catch {
    // Not UTF-8: the charset it names is right.
    return false;
  }
}
