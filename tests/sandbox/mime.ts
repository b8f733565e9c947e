/** Reads a message into the tree of parts that the Gmail API answers with. */

export interface MimeHeader {
  readonly name: string;
  /** Unfolded; RFC 2047 words decoded, as the API gives them. */
  readonly value: string;
}

export interface MimePart {
  readonly headers: readonly MimeHeader[];
  /** Lower case, without parameters. */
  readonly type: string;
  readonly filename: string;
  readonly attached: boolean;
  /** Transfer encoding taken off, text in UTF-8; empty for a multipart. */
  readonly content: Buffer;
  readonly parts: readonly MimePart[];
}

const MAX_DEPTH = 32;

function decodeWith(charset: string, bytes: Buffer): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('latin1'); // a charset nobody knows: Gmail shows its bytes
  }
}

function fromQuotedPrintable(text: string, underscores: boolean): Buffer {
  const joined = underscores ? text.replace(/_/g, ' ') : text.replace(/=\r?\n/g, '');
  const plain = joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(plain, 'latin1');
}

/** RFC 2047 words in a header value. */
function decodeWords(value: string): string {
  if (!value.includes('=?')) return Buffer.from(value, 'latin1').toString('utf8');
  return value.replace(
    /=\?([\w-]{1,40})\?([bqBQ])\?([^?\s]{0,2000})\?=(?:\s{1,10}(?==\?))?/g,
    (_, charset: string, how: string, data: string) =>
      decodeWith(
        charset,
        how.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : fromQuotedPrintable(data, true),
      ),
  );
}

/** The header lines of a message or part; `text` is latin1, one character a byte. */
export function readHeaders(text: string): MimeHeader[] {
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const last = lines.length - 1;
    if (/^[ \t]/.test(line) && last >= 0) lines[last] += line;
    else if (line !== '') lines.push(line);
  }
  const headers: MimeHeader[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0)
      headers.push({ name: line.slice(0, colon).trim(), value: decodeWords(line.slice(colon + 1).trim()) });
  }
  return headers;
}

/** First value of a header; '' where there is none. */
export function headerOf(headers: readonly MimeHeader[], name: string): string {
  const wanted = name.toLowerCase();
  return headers.find((header) => header.name.toLowerCase() === wanted)?.value ?? '';
}

function parameter(value: string, name: string): string {
  for (const piece of value.split(';').slice(1)) {
    const equals = piece.indexOf('=');
    if (equals < 0 || piece.slice(0, equals).trim().toLowerCase().replace(/\*$/, '') !== name) continue;
    const raw = piece.slice(equals + 1).trim();
    const extended = /^utf-8''(.{0,300})$/i.exec(raw)?.[1];
    if (extended !== undefined) return decodeURIComponent(extended);
    return raw.replace(/^"/, '').replace(/"$/, '');
  }
  return '';
}

/** Head and body of a message, as latin1. */
export function splitHead(text: string): { head: string; body: string } {
  const crlf = text.indexOf('\r\n\r\n');
  const lf = text.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return { head: text.slice(0, crlf), body: text.slice(crlf + 4) };
  if (lf >= 0) return { head: text.slice(0, lf), body: text.slice(lf + 2) };
  return { head: text, body: '' };
}

/** The pieces between boundary lines; the line end before a boundary belongs to the boundary. */
function splitParts(body: string, boundary: string): string[] {
  const pieces: string[] = [];
  const mark = `--${boundary}`;
  let start = -1;
  let at = 0;
  while (at <= body.length) {
    const lineEnd = body.indexOf('\n', at);
    const line = body.slice(at, lineEnd < 0 ? body.length : lineEnd).trimEnd();
    if (line === mark || line === `${mark}--`) {
      if (start >= 0) pieces.push(body.slice(start, at).replace(/\r?\n$/, ''));
      if (line !== mark) return pieces;
      start = lineEnd < 0 ? body.length : lineEnd + 1;
    }
    if (lineEnd < 0) break;
    at = lineEnd + 1;
  }
  if (start >= 0) pieces.push(body.slice(start));
  return pieces;
}

/** Parses a message, or a part of one. `text` is latin1, one character a byte. */
export function parseMime(text: string, depth = 0): MimePart {
  const { head, body } = splitHead(text);
  const headers = readHeaders(head);
  const contentType = headerOf(headers, 'content-type') || 'text/plain';
  const disposition = headerOf(headers, 'content-disposition');
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase() || 'text/plain';
  const filename = parameter(disposition, 'filename') || parameter(contentType, 'name');
  const attached = /^attachment/i.test(disposition) || filename !== '';
  const shared = { headers, type, filename, attached };
  const boundary = parameter(contentType, 'boundary');
  if (type.startsWith('multipart/') && boundary !== '' && depth < MAX_DEPTH) {
    const parts = splitParts(body, boundary).map((piece) => parseMime(piece, depth + 1));
    return { ...shared, content: Buffer.alloc(0), parts };
  }
  const encoding = headerOf(headers, 'content-transfer-encoding').toLowerCase();
  let content =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? fromQuotedPrintable(body, false)
        : Buffer.from(body, 'latin1');
  const charset = parameter(contentType, 'charset').toLowerCase();
  if (type.startsWith('text/') && !attached && charset !== '' && !/^(?:utf-?8|us-ascii)$/.test(charset))
    content = Buffer.from(decodeWith(charset, content), 'utf8');
  const inner = type === 'message/rfc822' && depth < MAX_DEPTH;
  return {
    ...shared,
    content,
    parts: inner ? [parseMime(content.toString('latin1'), depth + 1)] : [],
  };
}

/** The text a reader sees first: for snippets and full-text search. */
export function firstText(part: MimePart): string {
  if (part.type === 'text/plain' && !part.attached) return part.content.toString('utf8');
  if (part.type === 'text/html' && !part.attached)
    return part.content
      .toString('utf8')
      .replace(/<style[^>]{0,500}>[^<]{0,20000}<\/style>/gi, ' ')
      .replace(/<[^<>]{1,2000}>/g, ' ')
      .replace(/&nbsp;/g, ' ')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, '&');
  if (part.type.startsWith('message/')) return '';
  for (const child of part.parts) {
    const text = firstText(child);
    if (text.trim() !== '') return text;
  }
  return '';
}
