import { isSeparator } from '../mail/mbox';
import { form } from '../trackers/text-within';
import { encodingOf } from './decode';

export type FileKind = 'empty' | 'mbox' | 'eml' | 'json' | 'form' | 'table' | 'gzip' | 'zip' | 'unknown';

/** What a file is, by its first bytes; never by its name. */
export function sniff(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (
    head[0] === 0x50 &&
    head[1] === 0x4b &&
    ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
  )
    return 'zip';
  const text = decodeHead(head);
  const trimmed = text.replace(/^\ufeff/, '').trimStart();
  if (trimmed === '') return 'empty';
  if (isSeparator((trimmed.split('\n', 1)[0] ?? '').trimEnd())) return 'mbox';
  if (trimmed[0] === '{' || trimmed[0] === '[') return 'json';
  if (looksLikeMail(trimmed)) return 'eml';
  // NUL bytes: a picture, a program, a spreadsheet in its own format.
  if (text.includes('\u0000')) return 'unknown';
  const lines = trimmed.split(/\r\n|\n|\r/, 50).filter((line) => line.trim() !== '');
  const first = lines[0] ?? '';
  // A JSON text inside a JSON text, as a column of a database is dumped.
  if (/^"\s{0,20}\[?\s{0,20}\{?\s{0,20}\\"/.test(first)) return 'json';
  if (form(first.slice(0, 4096)) !== undefined && /%[57][BD]|&[^&=\s]{1,80}=/i.test(first)) return 'form';
  // A broken first line, or a log whose lines end in JSON. (CSV doubles the quotes of a cell.)
  const records = lines.filter((line) =>
    /^\s{0,200}\{|[{[]\s{0,20}\{?\s{0,20}"[^"\s]{1,80}"\s{0,20}:/.test(line.slice(0, 2000)),
  ).length;
  if (records > 0 && records * 2 >= lines.length) return 'json';
  return lines.slice(0, 12).some(hasDelimiter) ? 'table' : 'unknown';
}

function hasDelimiter(line: string): boolean {
  return [',', ';', '\t', '|', '^', '~', '\u001e', '\u001f'].some((mark) => line.includes(mark));
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

/** Text of the first bytes. */
export function decodeHead(head: Uint8Array): string {
  return new TextDecoder(encodingOf(head)).decode(head);
}
