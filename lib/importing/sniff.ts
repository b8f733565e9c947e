import { isSeparator } from '../mail/mbox';

export type FileKind = 'empty' | 'mbox' | 'eml' | 'json' | 'table' | 'packed' | 'unknown';

/** What a file is, by its first bytes; never by its name. */
export function sniff(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty';
  if ((head[0] === 0x1f && head[1] === 0x8b) || (head[0] === 0x50 && head[1] === 0x4b)) return 'packed';
  const text = decodeHead(head);
  const trimmed = text.trimStart();
  if (trimmed === '') return 'empty';
  if (isSeparator((trimmed.split('\n', 1)[0] ?? '').trimEnd())) return 'mbox';
  if (trimmed[0] === '{' || trimmed[0] === '[') return 'json';
  if (looksLikeMail(trimmed)) return 'eml';
  // NUL bytes: a picture, a program, a spreadsheet in its own format.
  if (text.includes('\u0000')) return 'unknown';
  const first = trimmed.split(/\r?\n/, 1)[0] ?? '';
  return /[,;\t|]/.test(first) ? 'table' : 'unknown';
}

/** The first lines are headers, and one of them is a header that every mail has. */
function looksLikeMail(text: string): boolean {
  const lines = text.split(/\r?\n/, 60);
  let known = false;
  for (const [index, line] of lines.entries()) {
    if (line === '') return known && index > 0;
    if (/^[ \t]/.test(line) && index > 0) continue;
    if (!/^[!-9;-~]{1,80}:/.test(line)) return false;
    if (
      /^(?:from|to|subject|date|received|return-path|message-id|delivered-to|mime-version|x-gm-thrid):/i.test(
        line,
      )
    )
      known = true;
  }
  return known;
}

/** Text of the first bytes; UTF-16 by its byte order mark, UTF-8 otherwise. */
export function decodeHead(head: Uint8Array): string {
  const encoding = encodingOf(head);
  return new TextDecoder(encoding).decode(head);
}

/** The encoding a byte order mark names; UTF-8 without one. */
export function encodingOf(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
