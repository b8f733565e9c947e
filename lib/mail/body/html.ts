import { Parser } from 'htmlparser2';
import type { LinkPlace } from '../../facts/message';
import { addBareLinks, type Line, newLine } from './line';

const BLOCKS = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tr ul'.split(
    ' ',
  ),
);
/** Blocks that browsers set apart with a blank line. */
const APART = new Set('blockquote dl h1 h2 h3 h4 h5 h6 ol p pre ul'.split(' '));
const SILENT = new Set(['head', 'script', 'style', 'title', 'template', 'noscript', 'xml']);

/** Classes and ids of the container that holds the answered message. */
const QUOTE_MARK =
  /(?:^|[\s_-])(?:gmail_attr|yahoo_quoted|yahoo-quoted-begin|moz-cite-prefix|moz-forward-container|protonmail_quote|tutanota_quote|zmail_extra|zmail_extra_hr|aolreplacedbody|aolmail_replaced_body|olk_src_body_section|mail-editor-reference-message-container|isreplycontent|ntes-mailmaster-quote|x_gmail_attr|quoted-?(?:message|text)|front-blockquote|qt)(?:$|[\s_\d-])/i;
/** Everything behind these is the answered message, although it is no child of theirs. */
const CUT_MARK =
  /^(?:x_)?(?:appendonsend|divrplyfwdmsg|stopspelling|replysplit|reply-intro|_?mailendcompose_?reply)$/i;
const SIGNATURE_MARK = /signature(?!-?(?:request|required))/i;
/** Outlook draws a line above the headers of the answered message. */
const OUTLOOK_LINE =
  /border-top:\s{0,4}(?:solid|1(?:\.0)?pt|1px)\s{0,4}(?:solid\s{0,4})?(?:#?(?:b5c4df|e1e1e1|c4c4c4|a5a5a5)|windowtext|rgb\(\s?(?:181|225))/i;
const HIDDEN = /display:\s{0,4}none|mso-hide:\s{0,4}all/i;
/** Webmail programs that draw their quotes with a bar at the left. */
const BAR = /border-left(?:-width)?:\s{0,4}(?!0|none)/i;

interface Opened {
  readonly place: LinkPlace | null;
  readonly silent: boolean;
  readonly gmail: boolean;
}

interface Anchor {
  readonly href: string;
  text: string;
  line: Line | null;
  at: number;
}

/** What is only settled when the whole body is known. */
interface Span {
  readonly kind: 'gmail' | 'blockquote';
  readonly first: number;
  last: number;
  /** Where the first real quote in it begins; null where there is none. */
  quoteAt: number | null;
}

/** HTML to lines with their links, each in its place. One pass, no DOM; any bytes. */
export function htmlLines(html: string): Line[] {
  const lines: Line[] = [];
  let line = newLine('');
  let apart = false;
  /** Whether the current line ends in a blank. */
  let endsBlank = false;
  let cut = false;
  const places: LinkPlace[] = [];
  const stack: Opened[] = [];
  const spans: Span[] = [];
  const open: Span[] = [];
  let silent = 0;
  let preformatted = 0;
  let anchor: Anchor | null = null;

  const place = (): LinkPlace => places[places.length - 1] ?? 'body';
  const push = (): void => {
    line.text = line.text.trimEnd();
    lines.push(line);
    line = newLine('', place(), cut);
    endsBlank = false;
    cut = false;
  };
  const flush = (): void => {
    if (line.text.trim() === '' && line.links.length === 0) {
      line.text = '';
      endsBlank = false;
      line.place = place();
      return;
    }
    push();
  };
  const blank = (): void => {
    const before = lines[lines.length - 1];
    if (before !== undefined && before.text !== '') {
      push();
    }
    apart = false;
  };
  const write = (text: string): void => {
    const words = text.replace(/[\s\u00a0\u200b\u200c\ufeff]+/g, ' ');
    const start = line.text === '' ? words.trimStart() : words;
    if (start === '') return;
    if (apart && start.trim() !== '') blank();
    if (line.text === '') {
      line.place = place();
      if (cut) {
        line = newLine('', place(), true);
        endsBlank = false;
        cut = false;
      }
    }
    // Looking at the end of a growing string copies it each time; a flag does not.
    const more = endsBlank ? start.trimStart() : start;
    if (more === '') return;
    line.text += more;
    endsBlank = more.endsWith(' ');
  };
  const endAnchor = (): void => {
    if (anchor === null) return;
    const target = anchor.line ?? line;
    target.links.push({
      text: anchor.text.replace(/\s+/g, ' ').trim(),
      href: anchor.href.trim(),
      at: anchor.line === null ? line.text.length : anchor.at,
    });
    anchor = null;
  };

  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (tag === 'br') {
          if (silent === 0) {
            if (apart) blank();
            push();
          }
          stack.push({ place: null, silent: false, gmail: false });
          return;
        }
        const style = attributes['style'] ?? '';
        const hides = SILENT.has(tag) || (style !== '' && HIDDEN.test(style));
        if (hides) silent++;
        if (BLOCKS.has(tag)) {
          flush();
          if (APART.has(tag)) apart = true;
        } else if ((tag === 'td' || tag === 'th') && line.text !== '' && !endsBlank) {
          line.text += ' ';
          endsBlank = true;
        }
        if (tag === 'pre') preformatted++;
        const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`.trim();
        let own: LinkPlace | null = null;
        let gmail = false;
        if (tag === 'hr' || tag === 'div' || tag === 'span' || tag === 'a')
          if (CUT_MARK.test(attributes['id'] ?? '')) cut = true;
        if (tag === 'div' && style !== '' && OUTLOOK_LINE.test(style)) cut = true;
        if (tag === 'blockquote') {
          if (
            attributes['type'] === 'cite' ||
            /gmail_quote|moz-|protonmail|cite|quote/i.test(names) ||
            BAR.test(style)
          )
            own = 'quote';
          else {
            open.push({ kind: 'blockquote', first: lines.length, last: lines.length, quoteAt: null });
            gmail = true;
          }
        } else if (names !== '') {
          if (/(?:^|\s)gmail_quote(?:_container)?(?:\s|$)/.test(names)) {
            open.push({ kind: 'gmail', first: lines.length, last: lines.length, quoteAt: null });
            gmail = true;
          } else if (QUOTE_MARK.test(names)) own = 'quote';
          else if (SIGNATURE_MARK.test(names) && tag !== 'body' && tag !== 'br') own = 'signature';
        }
        if (attributes['data-smartmail'] === 'gmail_signature') own = 'signature';
        if (tag === 'div' && attributes['name'] === 'quote') own = 'quote';
        if (own !== null) {
          // What stands in a quote stays one, whatever it is in there.
          if (place() === 'quote') own = 'quote';
          flush();
          if (tag === 'blockquote') for (const span of open) span.quoteAt ??= lines.length;
          places.push(own);
          line.place = own;
        }
        stack.push({ place: own, silent: hides, gmail });
        if (tag === 'hr' && silent === 0) {
          line.text = '________________________________';
          line.place = place();
          push();
        }
        const href = attributes['href'];
        if (tag === 'a' && href !== undefined && silent === 0) {
          endAnchor();
          anchor = { href, text: '', line: null, at: 0 };
        }
      },
      ontext(text) {
        if (silent > 0) return;
        const pieces = preformatted > 0 ? text.split('\n') : [text];
        for (const [index, piece] of pieces.entries()) {
          if (index > 0) push();
          if (anchor !== null && anchor.line === null && piece.trim() !== '') {
            write(piece.slice(0, piece.length - piece.trimStart().length));
            if (apart) blank();
            anchor.line = line;
            anchor.at = line.text.length;
            anchor.text = piece;
            write(piece.trimStart());
            continue;
          }
          if (anchor !== null) anchor.text += ` ${piece}`;
          write(piece);
        }
      },
      onclosetag(tag) {
        const opened = stack.pop();
        if (tag === 'a') endAnchor();
        if (BLOCKS.has(tag)) {
          flush();
          if (APART.has(tag)) apart = true;
        }
        if (tag === 'pre' && preformatted > 0) preformatted--;
        if (opened === undefined) return;
        if (opened.silent) silent--;
        if (opened.gmail) {
          const span = open.pop();
          if (span !== undefined) {
            flush();
            span.last = lines.length;
            spans.push(span);
          }
        }
        if (opened.place !== null) {
          flush();
          places.pop();
          line.place = place();
        }
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  endAnchor();
  flush();
  settle(lines, spans);
  for (const entry of lines) addBareLinks(entry);
  return lines;
}

/**
 * Gmail's container holds the attribution, the quote, and what the author wrote between and below the quotes: all but
 * the last are the quote's. A forward has no quote in it; then all of it is the forwarded message.
 * A bare `<blockquote>` is a quote where nothing of the author's follows it.
 */
function settle(lines: readonly Line[], spans: readonly Span[]): void {
  for (const { kind, first, last, quoteAt } of spans) {
    if (kind === 'gmail') {
      for (const line of lines.slice(first, quoteAt ?? last)) if (line.place === 'body') line.place = 'quote';
      continue;
    }
    const inside = lines.slice(first, last);
    const rest = lines.slice(last);
    if (
      rest.every((line) => line.place !== 'body' || line.text === '') &&
      lines.slice(0, first).some((line) => line.place === 'body' && line.text !== '')
    )
      for (const line of inside) if (line.place === 'body') line.place = 'quote';
  }
}
