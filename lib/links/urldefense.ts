import { base64Bytes, decodePercent, type LinkParts, rawParam, utf8 } from './parts';
import type { Found } from './wrapper';

/**
 * Proofpoint URL Defense, all three versions; after Proofpoint's own published decoder and cardi's (CC0).
 * v1: the URL percent-encoded. v2: `-` for `%` and `_` for `/`. v3: every unsafe character replaced by `*`, runs of
 * them by `**X`, the characters themselves in base64url behind the URL.
 */
export function readUrlDefense(parts: LinkParts): Found | null {
  const { path } = parts;
  if (path.startsWith('/v3/')) return { to: version3(parts.href) };
  const raw = rawParam(parts, 'u');
  if (path.startsWith('/v1/')) return { to: raw === null ? null : unescapeHtml(decodePercent(raw)) };
  if (path.startsWith('/v2/'))
    return {
      to: raw === null ? null : unescapeHtml(decodePercent(raw.replaceAll('-', '%').replaceAll('_', '/'))),
    };
  return null;
}

function unescapeHtml(text: string): string {
  return text.includes('&amp;') ? text.replaceAll('&amp;', '&') : text;
}

/** Length of the run that a letter names: A to Z = 2 to 27, a to z, 0 to 9, `-` = 64, `_` = 65. */
const RUNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function version3(href: string): string | null {
  const start = href.indexOf('/v3/__') + 6;
  const end = href.indexOf('__;', start);
  if (start < 6 || end < 0) return null;
  const bang = href.indexOf('!', end + 3);
  const coded = href.slice(end + 3, bang < 0 ? href.length : bang);
  // A scheme that lost one of its two slashes on the way (`https:/host`).
  const text = href.slice(start, end).replace(/^([a-z][a-z0-9+.-]{0,20}:\/)(?=[^/])/i, '$1/');
  if (!text.includes('*')) return text;
  const bytes = base64Bytes(coded);
  const decoded = bytes === null ? null : utf8(bytes);
  if (bytes === null || decoded === null) return null;
  const characters = [...decoded];
  let needed = 0;
  for (const token of tokens(text)) if (typeof token === 'number') needed += token;
  // Runs count characters; links with long runs of non-Latin text exist in which they count bytes.
  if (needed !== characters.length && needed === bytes.length) return fillBytes(text, bytes);
  return fill(text, characters);
}

/** The pieces of a v3 text: plain text, or the number of characters that stand for a token. */
function tokens(text: string): (string | number)[] {
  const found: (string | number)[] = [];
  let from = 0;
  for (let at = text.indexOf('*'); at >= 0; at = text.indexOf('*', from)) {
    if (at > from) found.push(text.slice(from, at));
    const run = text[at + 1] === '*' ? RUNS.indexOf(text[at + 2] ?? '?') : -1;
    found.push(run < 0 ? 1 : run + 2);
    from = at + (run < 0 ? 1 : 3);
  }
  if (from < text.length) found.push(text.slice(from));
  return found;
}

function fill(text: string, characters: readonly string[]): string {
  let next = 0;
  return tokens(text)
    .map((token) => {
      if (typeof token === 'string') return token;
      const run = characters.slice(next, next + token).join('');
      next += token;
      return run;
    })
    .join('');
}

function fillBytes(text: string, bytes: Uint8Array): string | null {
  const encoder = new TextEncoder();
  const out: number[] = [];
  let next = 0;
  for (const token of tokens(text)) {
    if (typeof token === 'string') out.push(...encoder.encode(token));
    else {
      out.push(...bytes.subarray(next, next + token));
      next += token;
    }
  }
  return utf8(Uint8Array.from(out));
}
