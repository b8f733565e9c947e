/**
 * Streams an mbox, Google Takeout's included: chunks of bytes in, one message at a time out. Memory is bounded by the
 * largest message (and that by `MAX_MESSAGE`), never by the file.
 */

/** Bytes kept of one message. The rest (attachments, in practice) is passed over; 64 MB is over twice Gmail's limit. */
export const MAX_MESSAGE = 64 * 1024 * 1024;

export interface MboxMessage {
  /** The separator line without its line end; `''` for a file that starts without one. */
  readonly separator: string;
  /** The message, `>From` quoting taken off one level, without the separator. */
  readonly bytes: Uint8Array;
  /** Offset of the separator in the file. */
  readonly offset: number;
  /** Offset just behind the message. */
  readonly end: number;
  /** Bytes passed over because the message is larger than `MAX_MESSAGE`. */
  readonly cut: number;
}

const LF = 10;
const CR = 13;
const GT = 62;

/**
 * `From `, a sender, and asctime's date with its time of day. Prose that starts with "From " does not look like that,
 * so no blank line is asked for before it: some programs write none.
 */
const SEPARATOR =
  /^From \S{1,300}\s{1,5}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s{1,3}(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s{1,3}\d{1,2}\s{1,3}\d{1,2}:\d{2}(?::\d{2})?\s.{0,40}\d{4}/;
/** Takeout's own form, whatever follows. */
const TAKEOUT = /^From \d{5,25}@xxx\b/;
/** No separator is longer. */
const LONGEST_SEPARATOR = 400;

/** Whether a line (without line end) separates two messages. */
export function isSeparator(line: string): boolean {
  return line.startsWith('From ') && (TAKEOUT.test(line) || SEPARATOR.test(line));
}

function startsWithFrom(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === 70 &&
    bytes[at + 1] === 114 &&
    bytes[at + 2] === 111 &&
    bytes[at + 3] === 109 &&
    bytes[at + 4] === 32
  );
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}

/** Joins what was kept of one message and takes one `>` off lines that match `^>+From `. */
function assemble(parts: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  // The blank line before the next separator belongs to the mbox, not to the message.
  let end = length;
  if (joined[end - 1] === LF && joined[end - 2] === LF) end -= 1;
  else if (joined[end - 1] === LF && joined[end - 2] === CR && joined[end - 3] === LF) end -= 2;
  let write = 0;
  let read = 0;
  while (read < end) {
    let lineEnd = joined.indexOf(LF, read);
    if (lineEnd < 0 || lineEnd >= end) lineEnd = end - 1;
    let start = read;
    if (joined[start] === GT) {
      let mark = start;
      while (joined[mark] === GT) mark++;
      if (startsWithFrom(joined, mark)) start++;
    }
    if (write !== start) joined.copyWithin(write, start, lineEnd + 1);
    write += lineEnd + 1 - start;
    read = lineEnd + 1;
  }
  return joined.subarray(0, write);
}

/**
 * Splits a stream of bytes into messages. A stream that does not start with a separator yields its head as one message
 * with an empty separator, so nothing is lost.
 */
export async function* splitMbox(
  chunks: AsyncIterable<Uint8Array>,
  maxMessage = MAX_MESSAGE,
): AsyncGenerator<MboxMessage> {
  let parts: Uint8Array[] = [];
  let kept = 0;
  let cut = 0;
  let separator = '';
  let messageStart = 0;
  let rest: Uint8Array = new Uint8Array(0);
  let restAt = 0; // offset of rest[0] in the file
  let midLine = false; // what comes next goes on a line that was too long to wait for

  const keep = (bytes: Uint8Array): void => {
    const room = maxMessage - kept;
    if (bytes.length > room) cut += bytes.length - Math.max(0, room);
    if (room <= 0) return;
    const part = bytes.length > room ? bytes.slice(0, room) : bytes.slice();
    parts.push(part);
    kept += part.length;
  };
  const take = (end: number): MboxMessage => {
    const message = { separator, bytes: assemble(parts, kept), offset: messageStart, end, cut };
    parts = [];
    kept = 0;
    cut = 0;
    return message;
  };

  for await (const chunk of chunks) {
    let data = chunk;
    if (rest.length > 0) {
      data = new Uint8Array(rest.length + chunk.length);
      data.set(rest);
      data.set(chunk, rest.length);
    }
    let from = 0; // start of bytes not yet kept
    let line = 0; // start of the current line
    for (;;) {
      const lineEnd = data.indexOf(LF, line);
      if (lineEnd < 0) break;
      if (!(midLine && line === 0) && startsWithFrom(data, line)) {
        const textEnd = data[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
        const text = ascii(data, line, Math.min(textEnd, line + LONGEST_SEPARATOR));
        if (isSeparator(text)) {
          if (line > from) keep(data.subarray(from, line));
          if (kept > 0 || separator !== '') yield take(restAt + line);
          separator = text;
          messageStart = restAt + line;
          from = lineEnd + 1;
        }
      }
      line = lineEnd + 1;
    }
    // A very long unfinished line is kept as it comes, so that one line of gigabytes cannot pile up.
    const hold = data.length - line > 65_536 ? data.length : line;
    if (hold > from) keep(data.subarray(from, hold));
    midLine = (hold === data.length && hold > line) || (midLine && line === 0);
    rest = data.slice(hold);
    restAt += hold;
  }
  const last =
    rest.length > 0 && !midLine && startsWithFrom(rest, 0) && isSeparator(ascii(rest, 0, rest.length));
  if (last) {
    if (kept > 0 || separator !== '') yield take(restAt);
    separator = ascii(rest, 0, rest.length);
    messageStart = restAt;
  } else if (rest.length > 0) keep(rest);
  if (kept > 0 || separator !== '') yield take(restAt + rest.length);
}

/** Writes messages as an mbox (mboxrd quoting): the inverse of `splitMbox`. */
export function joinMbox(messages: Iterable<{ separator: string; bytes: Uint8Array }>): Uint8Array {
  const parts: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const newline = Uint8Array.of(LF);
  for (const { separator, bytes } of messages) {
    parts.push(encoder.encode(`${separator}\n`));
    let read = 0;
    while (read < bytes.length) {
      let lineEnd = bytes.indexOf(LF, read);
      if (lineEnd < 0) lineEnd = bytes.length - 1;
      let mark = read;
      while (bytes[mark] === GT) mark++;
      if (startsWithFrom(bytes, mark)) parts.push(Uint8Array.of(GT));
      parts.push(bytes.subarray(read, lineEnd + 1));
      read = lineEnd + 1;
    }
    if (bytes.length > 0 && bytes[bytes.length - 1] !== LF) parts.push(newline);
    parts.push(newline);
  }
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
