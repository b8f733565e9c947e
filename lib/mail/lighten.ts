/**
 * Takes the weight off a message before it is parsed: of an attachment only its name, type and size are wanted, so its
 * base64 body (nearly all bytes of a large message) is never decoded. One pass over the bytes.
 */

export interface Light {
  readonly bytes: Uint8Array;
  /** A text part says `format=flowed` (RFC 3676): lines that end in a blank go on in the next. */
  readonly flowed: boolean;
  /** `delsp=yes`: that blank is no part of the text. */
  readonly delsp: boolean;
}

const LF = 10;
const CR = 13;
const DASH = 45;
/** Smaller bodies cost less to decode than to look at. */
const MIN_BODY = 4096;
const MAX_HEADER = 16_384;

const BASE64 = /^content-transfer-encoding:[ \t\r\n]{0,10}"?base64/im;
/** What is read, not only counted: texts, reports, returned messages, calendars. */
const READ = /^content-type:[ \t\r\n]{0,10}"?(?:text\/|message\/|multipart\/|application\/ics)/im;
const TYPED = /^content-type:/im;
const FLOWED = /\bformat[ \t]{0,4}=[ \t]{0,4}"?(flowed)/i;
const DELSP = /\bdelsp[ \t]{0,4}=[ \t]{0,4}"?yes/i;

function latin(bytes: Uint8Array, from: number, to: number): string {
  // Header bytes above 127 do not matter to the patterns, only that each byte stays one character.
  return new TextDecoder('latin1').decode(bytes.subarray(from, to));
}

/** Offset just behind the blank line that ends a header block; -1 where none comes soon. */
function headerEnd(bytes: Uint8Array, from: number): number {
  const limit = Math.min(bytes.length, from + MAX_HEADER);
  let line = from;
  while (line < limit) {
    const end = bytes.indexOf(LF, line);
    if (end < 0) return -1;
    if (end === line || (end === line + 1 && bytes[line] === CR)) return end + 1;
    line = end + 1;
  }
  return -1;
}

/** Offset of the next line that begins with `--`; the end of the message where there is none. */
function nextBoundary(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(DASH, from); at >= 0; at = bytes.indexOf(DASH, at + 1))
    if (bytes[at + 1] === DASH && (at === 0 || bytes[at - 1] === LF)) return at;
  return bytes.length;
}

/** The text that stands for a body that was left out: base64 of `cut:SIZE`. */
function standIn(size: number): Uint8Array {
  return new TextEncoder().encode(`${btoa(`cut:${size}`)}\r\n`);
}

/** The size an attachment had before it was left out; null for one that is whole. */
export function sizeBefore(content: Uint8Array): number | null {
  if (content.length > 24 || content[0] !== 99) return null;
  const size = /^cut:(\d{1,15})$/.exec(latin(content, 0, content.length))?.[1];
  return size === undefined ? null : Number(size);
}

export function lighten(bytes: Uint8Array): Light {
  const pieces: Uint8Array[] = [];
  let kept = 0;
  let flowed = false;
  let delsp = false;
  let start = 0;
  while (start < bytes.length) {
    const body = headerEnd(bytes, start);
    if (body < 0) {
      if (start === 0) break;
    } else {
      const head = latin(bytes, start, body);
      const format = FLOWED.exec(head);
      if (format?.[1] !== undefined) {
        // The parser would join lines across quote depths; it must not know.
        const word = start + format.index + format[0].length - format[1].length;
        pieces.push(bytes.subarray(kept, word), new TextEncoder().encode('fixed_'));
        kept = word + format[1].length;
        flowed = true;
        delsp ||= DELSP.test(head);
      }
      if (TYPED.test(head) && !READ.test(head) && BASE64.test(head)) {
        const end = nextBoundary(bytes, body);
        if (end - body >= MIN_BODY) {
          // Lines of 76 and a line end are the rule; a few bytes more or less do not matter for a size.
          const line = bytes.indexOf(LF, body);
          const width = line < 0 || line >= end ? end - body : line - body + 1;
          const ends = bytes[line - 1] === CR ? 2 : 1;
          const letters = end - body - Math.ceil((end - body) / Math.max(width, 1)) * ends;
          const padding = bytes[end - 1 - ends] === 61 ? (bytes[end - 2 - ends] === 61 ? 2 : 1) : 0;
          pieces.push(bytes.subarray(kept, body), standIn(Math.floor((letters * 3) / 4) - padding));
          kept = end;
        }
        start = nextPart(bytes, end);
        continue;
      }
    }
    start = nextPart(bytes, nextBoundary(bytes, body < 0 ? start : body));
  }
  if (pieces.length === 0) return { bytes, flowed, delsp };
  pieces.push(bytes.subarray(kept));
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return { bytes: out, flowed, delsp };
}

/** Start of the line behind a boundary. */
function nextPart(bytes: Uint8Array, boundary: number): number {
  const end = bytes.indexOf(LF, boundary);
  return end < 0 ? bytes.length : end + 1;
}

/** RFC 3676: joins the lines of a paragraph, never across quote depths, never the signature's `-- `. */
export function unflow(text: string, delsp: boolean): string {
  const out: string[] = [];
  let open = false;
  let depth = 0;
  for (const raw of text.split(/\r?\n/)) {
    const marks = /^>{0,200}/.exec(raw)?.[0].length ?? 0;
    const line = raw.slice(marks).replace(/^ /, '');
    const signature = line === '-- ';
    const last = out.length - 1;
    if (open && !signature && marks === depth) out[last] = (out[last] ?? '') + line;
    else out.push(marks === 0 ? line : `${'>'.repeat(marks)} ${line}`);
    open = !signature && line.endsWith(' ');
    depth = marks;
    if (open && delsp) {
      const end = out.length - 1;
      out[end] = (out[end] ?? '').slice(0, -1);
    }
  }
  return out.join('\n');
}
