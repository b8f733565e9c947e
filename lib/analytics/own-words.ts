import type { Link, Message, SentMessage } from '../facts/message';

/**
 * Signatures and legal footers without any mark show only in many messages: they are the end that a sender's messages
 * share while what stands above differs. This learns them from the facts alone, and takes them off copies of the facts.
 */

/** Fewer messages with one end prove nothing. */
const MIN_MESSAGES = 5;
/** An end counts as free of its message when at least so many different lines stand above it … */
const MIN_ABOVE = 3;
/** … and none of them in more than this share of the messages (else it belongs to a template). */
const MAX_ABOVE_SHARE = 0.6;
const MAX_LINES = 30;

const SIGN_OFF =
  /^(?:(?:kind|best|warm|many|with best|with kind|all the) ?(?:regards|wishes|best)?|regards|cheers|thanks(?: again| so much| in advance)?|thank you(?: very much)?|many thanks|sincerely|yours(?: sincerely| truly| faithfully)?|talk soon|cordially|mit freundlichen grüßen|(?:viele|beste|liebe|freundliche|schöne) grüße|mfg|vg|lg|cordialement|bien cordialement|bien à vous|salutations|saludos(?: cordiales)?|un saludo|atentamente|cordiali saluti|distinti saluti|un saluto|saluti|met vriendelijke groet(?:en)?|groet(?:en|jes)?|atenciosamente|cumprimentos|abraços?|obrigad[oa]|pozdrawiam|z poważaniem)[ ,.!–-]{0,3}$/;
const LEGAL =
  /confidential|intended (?:only|solely|for)|privileged|disclaimer|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|poufn|registered (?:office|in)|company (?:no|number|reg)|geschäftsführer|handelsregister|amtsgericht|ust-?id|siret|please consider the environment/;
const CONTACT = /@|https?:\/\/|www\.|\+?\d[\d ()./-]{6,20}\d|\.(?:com|io|net|org|co|de|fr|eu|nl|it|es|pl)\b/;

function plain(line: string): string {
  return line.replace(/\s+/g, ' ').trim().toLowerCase();
}

interface Node {
  count: number;
  /** Lines from the end up to this one, this one last. */
  readonly depth: number;
  readonly line: string;
  readonly parent: Node | null;
  readonly above: Map<string, Node>;
  /** Messages whose text ends here, with nothing above. */
  whole: number;
}

function newNode(line: string, parent: Node | null): Node {
  return {
    count: 0,
    depth: parent === null ? 0 : parent.depth + 1,
    line,
    parent,
    above: new Map(),
    whole: 0,
  };
}

/** A postscript is the author's own words, and often holds a CTA. */
const POSTSCRIPT = /^(?:p\.? ?p?\.? ?s\.?|n\.? ?b\.?)[ :,–-]/;

/** A sentence, not a name, a title or a way to reach somebody: what a template says, or a legal footer. */
function isProse(line: string): boolean {
  return line.split(' ').length > 6 && !LEGAL.test(line);
}

/** The filled lines of a text from its end upwards. */
function linesFromEnd(text: string): string[] {
  const lines: string[] = [];
  const all = text.split('\n');
  for (let at = all.length - 1; at >= 0 && lines.length < MAX_LINES; at--) {
    const line = plain(all[at] ?? '');
    if (line !== '') lines.push(line);
  }
  return lines;
}

function treeOf(texts: readonly string[]): Node {
  const root = newNode('', null);
  for (const text of texts) {
    let node = root;
    node.count++;
    const lines = linesFromEnd(text);
    for (const line of lines) {
      let next = node.above.get(line);
      if (next === undefined) {
        next = newNode(line, node);
        node.above.set(line, next);
      }
      next.count++;
      node = next;
    }
    if (lines.length < MAX_LINES) node.whole++;
  }
  return root;
}

/** What is above differs: the end stands by itself, it is no part of one template. */
function standsAlone(node: Node): boolean {
  let most = 0;
  for (const child of node.above.values()) most = Math.max(most, child.count);
  return node.above.size >= MIN_ABOVE && most <= node.count * MAX_ABOVE_SHARE;
}

function linesOf(node: Node): string[] {
  const lines: string[] = [];
  for (let at: Node | null = node; at !== null && at.parent !== null; at = at.parent) lines.push(at.line);
  return lines;
}

/** Words that name the sender: `sam seller`, `sam`. */
function namesOf(message: SentMessage): string[] {
  const full = plain(message.from.name.replace(/["']/g, '').replace(/\(.{0,60}\)/, ''));
  const first = full.split(' ')[0] ?? '';
  return [full, first].filter((name) => name.length >= 2);
}

/**
 * Whether an end looks like one: a name, a sign-off, a way to reach somebody, legal words. A question asks for
 * something, and a sentence says something, so neither is part of a signature.
 */
function looksLikeEnding(lines: readonly string[], names: ReadonlySet<string>): boolean {
  if (lines.some((line) => line.endsWith('?') || POSTSCRIPT.test(line) || isProse(line))) return false;
  return lines.some(
    (line) =>
      names.has(line.replace(/[,.!]$/, '')) || SIGN_OFF.test(line) || CONTACT.test(line) || LEGAL.test(line),
  );
}

/** How a line begins: what a template keeps when names and companies are filled in further on. */
function opening(line: string): string {
  return line.split(' ', 3).join(' ');
}

/**
 * The ends that go with one template: most messages that have the end share another line, too, or how it begins. Such
 * an end may be the template's own last words (its link, its question), so it stays.
 */
function boundToTemplate(messages: readonly SentMessage[], ends: ReadonlySet<string>): Set<string> {
  const shared = new Map<string, { messages: number; openings: Map<string, number> }>();
  for (const { text } of messages) {
    const lines = linesFromEnd(text);
    let end = '';
    for (const [index, line] of lines.entries()) {
      end = end === '' ? line : `${line}\n${end}`;
      if (!ends.has(end)) continue;
      const entry = shared.get(end) ?? { messages: 0, openings: new Map<string, number>() };
      shared.set(end, entry);
      entry.messages++;
      // The line furthest up is the greeting, which everybody shares.
      for (const key of new Set(lines.slice(index + 1, -1).map(opening)))
        entry.openings.set(key, (entry.openings.get(key) ?? 0) + 1);
    }
  }
  const bound = new Set<string>();
  for (const [end, { messages: count, openings }] of shared)
    if ([...openings.values()].some((n) => n > count * MAX_ABOVE_SHARE)) bound.add(end);
  return bound;
}

/** Learned endings of one sender, as lines from the top down, joined by line feeds. */
function endingsOf(messages: readonly SentMessage[]): Set<string> {
  const names = new Set(messages.flatMap(namesOf));
  const endings = new Set<string>();
  const alone = new Set<string>();
  const visit = (node: Node): void => {
    if (node.count < MIN_MESSAGES) return;
    if (node.depth > 0) {
      const lines = linesOf(node);
      const named = names.has(node.line.replace(/[,.!]$/, '')) || SIGN_OFF.test(node.line);
      // A name on its own line begins a signature even where one template is all there is.
      const looks = looksLikeEnding(lines, names);
      if (looks && named) endings.add(lines.join('\n'));
      else if (looks && standsAlone(node)) alone.add(lines.join('\n'));
    }
    for (const child of node.above.values()) visit(child);
  };
  visit(treeOf(messages.map((message) => message.text)));
  const bound = boundToTemplate(messages, alone);
  for (const end of alone) if (!bound.has(end)) endings.add(end);
  return endings;
}

/** Where the longest learned ending begins in a text; -1 where none fits, or where nothing would be left. */
function cutOf(text: string, endings: ReadonlySet<string>): number {
  let cut = -1;
  let end = text.length;
  const taken: string[] = [];
  while (end > 0 && taken.length < MAX_LINES) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = plain(text.slice(start, end));
    if (line !== '') {
      taken.unshift(line);
      if (endings.has(taken.join('\n')) && text.slice(0, start).trim() !== '') cut = start;
    }
    end = start - 1;
  }
  return cut;
}

function trimmed(message: SentMessage, cut: number): SentMessage {
  const text = message.text.slice(0, cut).trimEnd();
  const ending = message.text.slice(cut);
  const legal = ending.toLowerCase().search(LEGAL);
  const links = message.links.map((link): Link => {
    if (link.place !== 'body' || link.offset === null || link.offset < cut) return link;
    const place = legal >= 0 && link.offset - cut >= legal ? 'footer' : 'signature';
    return { ...link, place, offset: null };
  });
  return { ...message, text, links };
}

/**
 * Own words of sent messages without the signatures and footers that show only in many of them. Links in what is
 * taken off move to `signature` or `footer`, so that they are nobody's CTA. Facts are copied, never changed; the order
 * of the messages does not matter.
 */
export function withOwnWords(messages: readonly Message[]): readonly Message[] {
  const bySender = new Map<string, SentMessage[]>();
  for (const message of messages) {
    if (message.direction !== 'sent' || message.text === '') continue;
    const list = bySender.get(message.from.address);
    if (list === undefined) bySender.set(message.from.address, [message]);
    else list.push(message);
  }
  const endings = new Map<string, Set<string>>();
  for (const [sender, list] of bySender)
    if (list.length >= MIN_MESSAGES) endings.set(sender, endingsOf(list));
  return messages.map((message) => {
    const known = message.direction === 'sent' ? endings.get(message.from.address) : undefined;
    if (message.direction !== 'sent' || known === undefined || known.size === 0) return message;
    const cut = cutOf(message.text, known);
    return cut < 0 ? message : trimmed(message, cut);
  });
}
