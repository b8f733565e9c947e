import {
  attributionInside,
  isAttribution,
  isDateAndAddress,
  isMessageSeparator,
  mayOpenAttribution,
  quotedHeader,
} from './attribution';
import { type Line, newLine } from './line';

const MARKED = /^\s{0,3}>/;
/** `>>> http://… <<<`: decoration. */
const DECORATION = /^\s{0,3}>[>\s]{0,20}[^<>]{1,300}<[<\s]{1,20}$/;
const RULE = /^\s{0,6}[-_=*─—–]{3,200}\s*$/;

function isMarked(line: Line): boolean {
  return MARKED.test(line.text) && !DECORATION.test(line.text.slice(0, 400));
}

function isQuote(line: Line | undefined): boolean {
  return line !== undefined && (line.place === 'quote' || isMarked(line));
}

/** Header lines of an answered message that begin here: at least two kinds, one of them a person or a date. */
function headerBlock(lines: readonly Line[], at: number): boolean {
  const first = quotedHeader(lines[at]?.text ?? '');
  if (first === null) return false;
  const kinds = new Set([first]);
  let count = 1;
  let gaps = 0;
  for (let next = at + 1; next < lines.length && next < at + 14 && gaps < 3; next++) {
    const text = lines[next]?.text ?? '';
    const kind = quotedHeader(text);
    if (kind !== null) {
      kinds.add(kind);
      count++;
      gaps = 0;
    } else if (text.trim() === '') {
      if (count >= 2) break;
      gaps++;
    } else gaps++;
  }
  if (kinds.size < 2) return false;
  const block = lines
    .slice(at, at + 6)
    .map((line) => line.text)
    .join(' ')
    .slice(0, 1200);
  const written = /@|mailto:|\d{4}|\d{1,2}[:.]\d{2}/.test(block);
  if (kinds.has('from') && (kinds.has('date') || kinds.has('to') || kinds.has('subject')))
    return written || kinds.size >= 3;
  return kinds.has('date') && kinds.has('to') && /@/.test(block);
}

/** How many lines an introduction takes that begins here; 0 where none does. */
function attributionLength(lines: readonly Line[], at: number): number {
  const first = lines[at]?.text ?? '';
  if (first.trim() === '' || first.length > 400) return 0;
  if (isAttribution(first)) return withTail(lines, at, 1);
  if (isDateAndAddress(first) && isQuote(nextFilled(lines, at + 1))) return 1;
  if (!mayOpenAttribution(first)) return 0;
  let joined = first.trim();
  let taken = 1;
  for (let next = at + 1; next < lines.length && next < at + 7; next++) {
    const line = lines[next];
    const text = line?.text.trim() ?? '';
    taken++;
    if (text === '') {
      // A blank line only where a broken address follows.
      if (/^<|^mailto:/.test(lines[next + 1]?.text.trim() ?? '')) continue;
      return 0;
    }
    if (text.length > 300 || joined.length > 400) return 0;
    // The tail of a broken `<a@b.c>` may begin with the mark of a quote.
    if (isMarked(lines[next] ?? newLine('')) && !/^>\s?(?:wrote|:|\p{L}{0,12}:)/iu.test(text)) return 0;
    joined = `${joined} ${text}`;
    if (isAttribution(joined)) return withTail(lines, at, taken);
  }
  return 0;
}

/** Some programs add `<a@b.c>` and `wrote:` on lines of their own behind a complete introduction. */
function withTail(lines: readonly Line[], at: number, length: number): number {
  let end = length;
  for (let extra = 0; extra < 2; extra++) {
    const text = lines[at + end]?.text.trim() ?? '';
    if (/^<[^<>\s]{1,320}>$/.test(text) || /^(?:wrote|schrieb|a écrit)\s?:$/i.test(text)) end++;
    else break;
  }
  return end;
}

function nextFilled(lines: readonly Line[], from: number): Line | undefined {
  for (let at = from; at < lines.length && at < from + 4; at++) {
    const line = lines[at];
    if (line !== undefined && line.text.trim() !== '') return line;
  }
  return undefined;
}

/** A line without a mark between two marked ones: the rest of a quoted line that some program broke. */
function isBrokenQuote(lines: readonly Line[], at: number): boolean {
  const before = lines[at - 1];
  const after = lines[at + 1];
  const line = lines[at];
  if (before === undefined || line === undefined || !isMarked(before)) return false;
  if (line.text.trim() === '') return false;
  const last = before.text.trimEnd();
  if (after !== undefined && isMarked(after))
    return /^\s{0,4}[(<]?https?:/.test(line.text) || last.length >= 60 || /https?:\/\/\S{1,2000}$/.test(last);
  return /https?:\/\/\S{20,2000}$/.test(last) && /^\S{1,300}[>)]?$/.test(line.text.trim());
}

/**
 * Marks every line that the author did not write: quotes (`>` or the mail program's container), their introductions,
 * and everything below the header of an answered or forwarded message.
 */
export function markQuotes(lines: Line[]): void {
  const quote = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const line = lines[at];
      if (line !== undefined) line.place = 'quote';
    }
  };
  /** The rule and blank lines above a header block belong to it. */
  const above = (at: number): number => {
    let from = at;
    while (from > 0) {
      const text = lines[from - 1]?.text ?? '';
      if (text.trim() !== '' && !RULE.test(text)) break;
      from--;
    }
    return from;
  };
  /** Whether the author has written anything so far. */
  let written = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined || line.place === 'quote') continue;
    if (line.cut && written) {
      quote(above(at), lines.length);
      return;
    }
    if (line.text.trim() === '') continue;
    if (isMarked(line) || isBrokenQuote(lines, at)) {
      line.place = 'quote';
      continue;
    }
    if (line.place !== 'body') continue;
    if (isMessageSeparator(line.text) || headerBlock(lines, at)) {
      quote(above(at), lines.length);
      return;
    }
    const split = attributionInside(line.text);
    if (split > 0 && line.links.length === 0 && line.text.slice(0, split).trim() !== '') {
      const rest = newLine(line.text.slice(split));
      line.text = line.text.slice(0, split);
      lines.splice(at + 1, 0, rest);
      continue;
    }
    const length = attributionLength(lines, at);
    if (length === 0) {
      written = true;
      continue;
    }
    const follows = nextFilled(lines, at + length);
    if (isQuote(follows)) {
      quote(at, at + length);
      at += length - 1;
    } else if (follows !== undefined && written) {
      quote(at, lines.length);
      return;
    } else if (follows === undefined) quote(at, at + length);
    // An introduction at the very top with unmarked text below: the text is all there is, so it stays.
    else {
      quote(at, at + length);
      at += length - 1;
    }
  }
}
