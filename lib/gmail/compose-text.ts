/** What the author of a draft has written, read off Gmail's editor: no quoted conversation, no signature. */

/** What Gmail puts into the editor itself. */
const NOT_OWN =
  '.gmail_quote, .gmail_quote_container, .gmail_extra, .gmail_signature, .gmail_signature_prefix, [data-smartmail="gmail_signature"]';
const BLOCK: ReadonlySet<string> = new Set(
  'DIV P LI UL OL TABLE TR TD PRE BLOCKQUOTE H1 H2 H3 H4 H5 H6 HR'.split(' '),
);
/** No email a person writes is longer; a pasted document is read this far. */
const LONGEST = 40_000;
/** Editors nest a few levels; a pasted page may nest hundreds. */
const DEEPEST = 60;
/** A destination is told by its beginning. */
const LONGEST_LINK = 2000;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (ch) => ENTITIES[ch] ?? ch);

/**
 * The draft as plain HTML: blocks, line breaks, links and text, and nothing else of what the editor holds (no image, no
 * style, no attribute). One pass, no layout.
 */
export function draftHtml(editor: Element): string {
  let html = '';
  const read = (node: Node, depth: number): void => {
    for (let child = node.firstChild; child !== null && html.length < LONGEST; child = child.nextSibling) {
      if (child.nodeType === Node.TEXT_NODE) {
        html += escaped((child.nodeValue ?? '').slice(0, LONGEST - html.length));
        continue;
      }
      if (!(child instanceof Element) || depth >= DEEPEST || child.matches(NOT_OWN)) continue;
      if (child.tagName === 'BR') html += '<br>';
      else if (child instanceof HTMLAnchorElement && /^https?:/.test(child.href)) {
        html += `<a href="${escaped(child.href.slice(0, LONGEST_LINK))}">`;
        read(child, depth + 1);
        html += '</a>';
      } else if (BLOCK.has(child.tagName)) {
        const tag = child.tagName === 'LI' ? 'li' : 'div';
        html += `<${tag}>`;
        read(child, depth + 1);
        html += `</${tag}>`;
      } else read(child, depth + 1);
    }
  };
  read(editor, 0);
  return html;
}
