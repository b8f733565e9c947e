import { Parser } from 'htmlparser2';
import type { Link, LinkPlace } from '../facts/message';
import { readLink } from '../links/destination';

/** What the author of a message wrote, apart from what the mail program added. */
export interface Body {
  /** Own words: no quotes, no forwarded parts, no signature, no footer. */
  readonly text: string;
  readonly links: readonly Link[];
}

interface Line {
  text: string;
  place: LinkPlace;
  links: { text: string; href: string; at: number }[];
}

const BLOCKS = new Set(
  'address article aside blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
const SILENT = new Set(['head', 'script', 'style', 'title']);

/** Where mail programs mark what the author did not write. */
function placeOf(tag: string, attributes: Record<string, string>): LinkPlace | null {
  const classes = attributes['class'] ?? '';
  const id = attributes['id'] ?? '';
  if (tag === 'blockquote' && attributes['type'] === 'cite') return 'quote';
  if (/\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra)\b/.test(classes))
    return 'quote';
  if (/^(?:appendonsend|divRplyFwdMsg|OLK_SRC_BODY_SECTION)$/.test(id)) return 'quote';
  if (
    /\b(?:gmail_signature|moz-signature)\b/.test(classes) ||
    attributes['data-smartmail'] === 'gmail_signature'
  )
    return 'signature';
  return null;
}

/** HTML to lines with their links, each in its place. One pass, no DOM. */
function htmlLines(html: string): Line[] {
  const lines: Line[] = [];
  let line: Line = { text: '', place: 'body', links: [] };
  const places: LinkPlace[] = [];
  const stack: { tag: string; opened: boolean }[] = [];
  let silent = 0;
  let anchor: { href: string; at: number; line: Line } | null = null;
  const place = (): LinkPlace => places[places.length - 1] ?? 'body';
  const newline = (): void => {
    if (line.text.trim() !== '' || line.links.length > 0) lines.push(line);
    else if (lines.length > 0 && lines[lines.length - 1]?.text !== '')
      lines.push({ text: '', place: place(), links: [] });
    line = { text: '', place: place(), links: [] };
  };
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (SILENT.has(tag)) silent++;
        if (BLOCKS.has(tag)) newline();
        const own = placeOf(tag, attributes);
        if (own !== null) {
          places.push(own);
          line.place = own;
        }
        stack.push({ tag, opened: own !== null });
        const href = attributes['href'];
        if (tag === 'a' && href !== undefined) anchor = { href, at: line.text.length, line };
      },
      ontext(text) {
        if (silent > 0) return;
        const words = text.replace(/[\s\u00a0]+/g, ' ');
        line.text += line.text.endsWith(' ') ? words.replace(/^ /, '') : words;
      },
      onclosetag(tag) {
        if (SILENT.has(tag) && silent > 0) silent--;
        if (tag === 'a' && anchor !== null) {
          const carried =
            anchor.line === line
              ? line.text.slice(anchor.at).trim()
              : anchor.line.text.slice(anchor.at).trim();
          anchor.line.links.push({ text: carried, href: anchor.href, at: anchor.at });
          anchor = null;
        }
        if (BLOCKS.has(tag)) newline();
        if (stack.pop()?.opened) {
          places.pop();
          line.place = place();
        }
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  newline();
  return lines;
}

const URL_IN_TEXT = /https?:\/\/[^\s<>"')\]]{3,2000}/g;

function textLines(text: string): Line[] {
  return text.split(/\r?\n/).map((raw) => ({
    text: raw,
    place: 'body' as const,
    links: [...raw.matchAll(URL_IN_TEXT)].map((match) => ({
      text: '',
      href: match[0].replace(/[.,;:!?]+$/, ''),
      at: match.index,
    })),
  }));
}

const ATTRIBUTION =
  /^(?:>|-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Message d'origine)|_{20,}$|(?:On|Am|Le|El|Il|Op|Em|W dniu)\s.{4,200}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|napisał).{0,60}:\s*$)/i;
const SIGNATURE_MARK = /^-- ?$/;
const OPT_OUT =
  /\b(?:unsubscribe|opt[ -]?out|abmelden|abbestellen|désabonner|désinscrire|darse de baja|no longer wish|stop receiving)\b/i;

/** Reads a body. HTML wins where there is one: it knows its links and its quotes. */
export function readBody(mail: { readonly text: string | null; readonly html: string | null }): Body {
  const lines =
    mail.html !== null && mail.html.trim() !== '' ? htmlLines(mail.html) : textLines(mail.text ?? '');
  let below: LinkPlace | null = null;
  const kept: Line[] = [];
  for (const [index, line] of lines.entries()) {
    const trimmed = line.text.trim();
    if (below === null && ATTRIBUTION.test(trimmed)) below = 'quote';
    // Some programs break "On … wrote:" over two lines.
    else if (
      below === null &&
      /^(?:On|Am|Le)\s/.test(trimmed) &&
      ATTRIBUTION.test(`${trimmed} ${lines[index + 1]?.text.trim() ?? ''}`)
    )
      below = 'quote';
    if (below === null && line.place === 'body' && SIGNATURE_MARK.test(line.text.trimEnd()))
      below = 'signature';
    if (below !== null && line.place === 'body') line.place = below;
    if (line.place === 'body' && OPT_OUT.test(trimmed)) line.place = 'unsubscribe';
    if (line.place === 'body') kept.push(line);
  }
  let text = '';
  const offsets = new Map<Line, number>();
  for (const line of kept) {
    if (text === '' && line.text.trim() === '') continue;
    offsets.set(line, text.length);
    text += `${line.text.trimEnd()}\n`;
  }
  const links: Link[] = [];
  for (const line of lines)
    for (const link of line.links) {
      if (!/^https?:/i.test(link.href)) continue;
      const start = offsets.get(line);
      links.push({
        text: link.text,
        href: link.href,
        ...readLink(link.href),
        place: OPT_OUT.test(link.text) ? 'unsubscribe' : line.place,
        offset: start === undefined ? null : start + link.at,
      });
    }
  return { text: text.trim(), links };
}
