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
export const MAX_LINES = 30;

const SIGN_OFF =
  /^(?:(?:kind|best|warm|many|with best|with kind|all the) ?(?:regards|wishes|best)?|regards|cheers|thanks(?: again| so much| in advance)?|thank you(?: very much)?|many thanks|sincerely|yours(?: sincerely| truly| faithfully)?|talk soon|cordially|mit freundlichen grüßen|(?:viele|beste|liebe|freundliche|schöne) grüße|mfg|vg|lg|cordialement|bien cordialement|bien à vous|salutations|saludos(?: cordiales)?|un saludo|atentamente|cordiali saluti|distinti saluti|un saluto|saluti|met vriendelijke groet(?:en)?|groet(?:en|jes)?|atenciosamente|cumprimentos|abraços?|obrigad[oa]|pozdrawiam|z poważaniem)[ ,.!–-]{0,3}$/;
const LEGAL =
  /confidential|intended (?:only|solely|for)|privileged|disclaimer|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|poufn|registered (?:office|in)|company (?:no|number|reg)|geschäftsführer|handelsregister|amtsgericht|ust-?id|siret|please consider the environment/;
const CONTACT = /@|https?:\/\/|www\.|\+?\d[\d ()./-]{6,20}\d|\.(?:com|io|net|org|co|de|fr|eu|nl|it|es|pl)\b/;

export function plain(line: string): string {
  return line.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** A postscript is the author's own words, and often holds a CTA. */
const POSTSCRIPT = /^(?:p\.? ?p?\.? ?s\.?|n\.? ?b\.?)[ :,–-]/;

/** A sentence, not a name, a title or a way to reach somebody: what a template says, or a legal footer. */
function isProse(line: string): boolean {
  return line.split(' ').length > 6 && !LEGAL.test(line);
}

/** Words that name the sender: `sam seller`, `sam`. @param written as in the header */
function namesOf(written: string): string[] {
  const full = plain(written.replace(/["']/g, '').replace(/\(.{0,60}\)/, ''));
  const first = full.split(' ')[0] ?? '';
  return [full, first].filter((name) => name.length >= 2);
}

/** A question asks for something, and a sentence says something: neither is part of a signature, nor is what stands above. */
function endsSignature(line: string): boolean {
  return line.endsWith('?') || POSTSCRIPT.test(line) || isProse(line);
}

/** How a line begins: what a template keeps when names and companies are filled in further on. */
function opening(line: string): string {
  return plain(line.slice(0, MAX_OPENING)).split(' ', 3).join(' ');
}
/** Three words are no longer than this, in UTF-16 units. */
const MAX_OPENING = 200;

/** An end that several messages share: the same lines, counted from the last. */
interface End {
  /** Messages that end so, by index, and where in their texts it begins. */
  readonly holders: readonly number[];
  readonly starts: readonly number[];
}

/** Messages that have one more line in common, and where that line begins in each. */
interface Shared {
  readonly holders: number[];
  readonly starts: number[];
}

/** The next filled line of a text upwards from `end`: where it begins; −1 at the top. */
export function lineAbove(text: string, end: number): number {
  for (let to = end; to > 0; ) {
    const start = text.lastIndexOf('\n', to - 1) + 1;
    for (let at = start; at < to; at++) {
      const code = text.charCodeAt(at);
      if (code > 32 && (code < 128 || text.slice(at, to).trim() !== '')) return start;
    }
    to = start - 1;
  }
  return -1;
}

/** Splits messages by the line above `starts`. */
function byLineAbove(
  messages: readonly SentMessage[],
  holders: readonly number[],
  starts: readonly number[],
) {
  // First by the line as written: most come many times, and are made plain once.
  const written = new Map<string, Shared>();
  for (const [index, holder] of holders.entries()) {
    const text = messages[holder]?.text ?? '';
    const end = starts[index] ?? 0;
    const start = lineAbove(text, end);
    if (start < 0) continue;
    const line = text.slice(start, end);
    const shared = written.get(line);
    if (shared === undefined) written.set(line, { holders: [holder], starts: [start] });
    else {
      shared.holders.push(holder);
      shared.starts.push(start);
    }
  }
  const above = new Map<string, Shared>();
  for (const [raw, part] of written) {
    const line = plain(raw);
    const shared = above.get(line);
    if (shared === undefined) above.set(line, part);
    else
      for (const [index, holder] of part.holders.entries()) {
        shared.holders.push(holder);
        shared.starts.push(part.starts[index] ?? 0);
      }
  }
  return above;
}

/** What is above differs: the end stands by itself, it is no part of one template. */
function standsAlone(above: ReadonlyMap<string, Shared>, count: number): boolean {
  let most = 0;
  for (const { holders } of above.values()) most = Math.max(most, holders.length);
  return above.size >= MIN_ABOVE && most <= count * MAX_ABOVE_SHARE;
}

/**
 * Whether an end goes with one template: most messages that have the end share another line, too, or how it begins.
 * Such an end may be the template's own last words (its link, its question), so it stays.
 */
function isBound({ holders, starts }: End, depth: number, messages: readonly SentMessage[]): boolean {
  const openings = new Map<string, number>();
  for (const [index, holder] of holders.entries()) {
    const text = messages[holder]?.text ?? '';
    const own = new Set<string>();
    let end = starts[index] ?? 0;
    let last = '';
    for (let lines = depth; lines < MAX_LINES; lines++) {
      const start = lineAbove(text, end);
      if (start < 0) break;
      // The line furthest up is the greeting, which everybody shares.
      if (last !== '') own.add(last);
      last = opening(text.slice(start, end));
      end = start;
    }
    for (const key of own) openings.set(key, (openings.get(key) ?? 0) + 1);
  }
  for (const count of openings.values()) if (count > holders.length * MAX_ABOVE_SHARE) return true;
  return false;
}

/**
 * Where each of one sender's messages is cut: at the beginning of the longest learned ending that leaves something;
 * −1 for none. Lines are read from the end upwards, and only as far as enough messages share them and they may be part
 * of a signature: of most messages that is one line.
 */
function cutsOf(messages: readonly SentMessage[]): Int32Array {
  // A sender has one name, or a few.
  const written = new Set(messages.map(({ from }) => from.name));
  const names = new Set([...written].flatMap(namesOf));
  const cuts = new Int32Array(messages.length).fill(-1);
  const visit = ({ holders, starts }: End, line: string, depth: number, looked: boolean): void => {
    if (holders.length < MIN_MESSAGES || (depth > 0 && endsSignature(line))) return;
    const isName = depth > 0 && names.has(line.replace(/[,.!]$/, ''));
    const named = isName || (depth > 0 && SIGN_OFF.test(line));
    // An end looks like one by a name, a sign-off, a way to reach somebody, or legal words.
    const looks = looked || named || (depth > 0 && (CONTACT.test(line) || LEGAL.test(line)));
    const above: ReadonlyMap<string, Shared> =
      depth < MAX_LINES ? byLineAbove(messages, holders, starts) : new Map();
    // A name on its own line begins a signature even where one template is all there is.
    const learned =
      looks &&
      (named || (standsAlone(above, holders.length) && !isBound({ holders, starts }, depth, messages)));
    if (learned)
      for (const [index, holder] of holders.entries()) {
        const start = starts[index] ?? -1;
        if (lineAbove(messages[holder]?.text ?? '', start) >= 0) cuts[holder] = start;
      }
    for (const [next, shared] of above) visit(shared, next, depth + 1, looks);
  };
  visit({ holders: [...messages.keys()], starts: messages.map(({ text }) => text.length) }, '', 0, false);
  return cuts;
}

/** Takes the ending off a message: it is cut at this offset of its text. */
export type CutOff = (message: SentMessage, cut: number) => SentMessage;

export function trimmed(message: SentMessage, cut: number): SentMessage {
  return { ...message, text: message.text.slice(0, cut).trimEnd(), links: linksBefore(cut, message) };
}

/** Links with those in an ending moved to `signature` or `footer`. @param cut where the ending begins in the text */
function linksBefore(cut: number, { links, text }: SentMessage): readonly Link[] {
  const isBelow = ({ place, offset }: Link): boolean => place === 'body' && offset !== null && offset >= cut;
  if (!links.some(isBelow)) return links;
  const legal = text.slice(cut).toLowerCase().search(LEGAL);
  return links.map((link): Link => {
    if (!isBelow(link)) return link;
    const place = legal >= 0 && (link.offset ?? 0) - cut >= legal ? 'footer' : 'signature';
    return { ...link, place, offset: null };
  });
}

/**
 * Where the learned ending of each message begins in its text: what of a sender's messages shows only in many of them. −1 for
 * none. The order of the messages does not matter.
 */
export function endingsOf(messages: readonly Message[]): Int32Array {
  const bySender = new Map<string, { readonly sent: SentMessage[]; readonly places: number[] }>();
  for (const [place, message] of messages.entries()) {
    if (message.direction !== 'sent' || message.text === '') continue;
    const list = bySender.get(message.from.address);
    if (list === undefined) bySender.set(message.from.address, { sent: [message], places: [place] });
    else {
      list.sent.push(message);
      list.places.push(place);
    }
  }
  const endings = new Int32Array(messages.length).fill(-1);
  for (const { sent, places } of bySender.values()) {
    if (sent.length < MIN_MESSAGES) continue;
    for (const [index, cut] of cutsOf(sent).entries()) endings[places[index] ?? -1] = cut;
  }
  return endings;
}

/**
 * Own words of sent messages without the signatures and footers that show only in many of them. Links in what is
 * taken off move to `signature` or `footer`, so that they are nobody's CTA. Facts are copied, never changed; the order
 * of the messages does not matter.
 * @param cutOff makes the copy of a message that ends where its ending begins
 */
export function withOwnWords(messages: readonly Message[], cutOff: CutOff = trimmed): readonly Message[] {
  let own: Message[] | null = null;
  for (const [place, cut] of endingsOf(messages).entries()) {
    const message = messages[place];
    if (cut < 0 || message?.direction !== 'sent') continue;
    own ??= messages.slice();
    own[place] = cutOff(message, cut);
  }
  return own ?? messages;
}
