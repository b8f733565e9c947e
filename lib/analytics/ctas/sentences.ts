/** One sentence of a message's own text. */
export interface Sentence {
  /** Exactly `text.slice(offset, offset + words.length)`; may hold line breaks. */
  readonly words: string;
  /** UTF-16 offset in the text. */
  readonly offset: number;
  /** 0-based number of the paragraph it stands in. */
  readonly paragraph: number;
  /** First sentence after `P.S.` and all that follow it. */
  readonly postscript: boolean;
}

export interface Layout {
  readonly sentences: readonly Sentence[];
  /** UTF-16 range of the name, title and address block that the reader of mail left in the text; null where there is none. */
  readonly signature: { readonly from: number; readonly to: number } | null;
}

interface Line {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

const POSTSCRIPT = /^\W{0,4}P\.?\s?S\.?(?:\W|$)/;
export const LIST_ITEM = /^(?:[-*•·–]|\d{1,2}[.)]|[a-h]\))\s/;
/** A line of nothing but a goodbye. */
const SIGN_OFF =
  /^(?:all the |my )?(?:best(?: wishes| regards)?|kind(?:est)? regards|warm(?:est)? regards|regards|cheers|thanks(?: again| in advance| so much)?|thank you|many thanks|sincerely|yours(?: truly| sincerely)?|talk soon|speak soon|(?:viele|beste|liebe|herzliche|freundliche|schöne|mit freundlichen|mit besten) grü(?:ße|ssen|ßen|sse)n?|lg|vg|mfg|gruß|grüße|(?:bien )?cordialement|bien à vous|bonne journée|belle journée|à bientôt|(?:un (?:cordial )?)?saludos?|atentamente|muchas gracias|gracias|merci)(?: (?:from|aus|de) [^\n]{1,30})?[,.!–-]{0,2}$/i;
/** Titles, phones, addresses: what a signature has and a closing paragraph has not. */
const SIGNATURE_PART =
  /\||@|https?:|www\.|\+?\d[\d ()./-]{6,}|\b(?:CEO|CTO|CFO|VP|founder|manager|executive|director|head of|account|sales|engineer|GmbH|Ltd|Inc|LLC)\b/i;
/** A full stop after one of these ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|vs|etc|approx|no|nr|mr|mrs|ms|dr|prof|st|co|inc|ltd|jr|sr|z\.b|d\.h|u\.a|ca|bzw|inkl|ggf|evtl|hr|fr|m|mme|sra?|ud|uds|p\.ej|p|s|p\.s|[a-z])$/i;

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  while (from <= text.length) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    lines.push({ from, to, words: text.slice(from, to).trim() });
    from = to + 1;
  }
  return lines;
}

/** Where the signature begins and ends, as line indexes; a P.S. below it is not part of it. */
function signatureLines(lines: readonly Line[]): { from: number; to: number } | null {
  let end = lines.length;
  const postscript = lines.findIndex((line) => POSTSCRIPT.test(line.words));
  if (postscript > 0) end = postscript;
  for (let i = Math.max(1, end - 12); i < end; i++) {
    const line = lines[i];
    if (line !== undefined && SIGN_OFF.test(line.words)) {
      const rest = lines.slice(i + 1, end).filter((below) => below.words !== '');
      if (rest.length <= 8 && rest.every((below) => below.words.length <= 120)) return { from: i, to: end };
    }
  }
  // No goodbye: a last paragraph of short lines that begins with a name and goes on with a title, phone or address.
  let last = end - 1;
  while (last > 0 && lines[last]?.words === '') last--;
  let first = last;
  while (first > 0 && lines[first - 1]?.words !== '') first--;
  const block = lines.slice(first, last + 1);
  if (first > 0 && block.length >= 2 && block.length <= 8) {
    const [name] = block;
    const named =
      name !== undefined && /^\p{L}[\p{L}.'’-]{0,30}(?: \p{L}[\p{L}.'’-]{0,30}){0,3}$/u.test(name.words);
    const short = block.every((line) => line.words.length <= 80 && !/[?!]$/.test(line.words));
    if (named && short && block.slice(1).some((line) => SIGNATURE_PART.test(line.words)))
      return { from: first, to: last + 1 };
  }
  return null;
}

/** Whether a line break inside a paragraph also ends a sentence: not where a mail program wrapped a long line. */
function breaks(line: Line, next: Line): boolean {
  if (LIST_ITEM.test(next.words) || /[.!?:…]["”»)*]{0,3}$/.test(line.words)) return true;
  return line.words.length < 50 && !/^[\p{Ll}\d(]/u.test(next.words);
}

/** Cuts one run of text at its sentence ends. */
function* cut(text: string, from: number, to: number): Generator<{ from: number; to: number }> {
  let start = from;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    // . ! ? … and the same signs of Arabic, Chinese and Japanese
    const wide = code === 0x3002 || code === 0xff01 || code === 0xff1f;
    if (code !== 46 && code !== 33 && code !== 63 && code !== 0x2026 && code !== 0x061f && !wide) continue;
    const ch = text[i];
    let end = i + 1;
    while (end < to && /[.!?…؟。！？"”»’」)*]/.test(text[end] ?? '')) end++;
    if (!wide && end < to && !/\s/.test(text[end] ?? '')) continue;
    if (ch === '.' && end === i + 1 && ABBREVIATION.test(text.slice(Math.max(start, i - 8), i))) continue;
    // "1." at the start of an item is its number.
    if (ch === '.' && /^\s*\d{1,2}$/.test(text.slice(start, i))) continue;
    yield { from: start, to: end };
    start = end;
    i = end - 1;
  }
  if (start < to) yield { from: start, to };
}

/**
 * Sentences with their places. Line breaks that wrap a paragraph do not end a sentence; list items, blank lines and
 * stops do. Quoted lines (`>`) and the signature hold no sentences.
 */
export function layOut(text: string): Layout {
  const lines = linesOf(text);
  const signature = signatureLines(lines);
  const sentences: Sentence[] = [];
  let paragraph = 0;
  let postscript = false;
  const take = (from: number, to: number): void => {
    for (const piece of cut(text, from, to)) {
      const raw = text.slice(piece.from, piece.to);
      const words = raw.trim();
      if (words !== '')
        sentences.push({
          words,
          offset: piece.from + raw.length - raw.trimStart().length,
          paragraph,
          postscript,
        });
    }
  };
  let open: number | null = null;
  for (const [index, line] of lines.entries()) {
    const skip =
      line.words === '' ||
      line.words.startsWith('>') ||
      (signature !== null && index >= signature.from && index < signature.to);
    if (skip) {
      if (line.words === '') paragraph++;
      open = null;
      continue;
    }
    if (!postscript && sentences.length > 0 && POSTSCRIPT.test(line.words)) {
      postscript = true;
      paragraph++;
    }
    open ??= line.from;
    const next = lines[index + 1];
    const goesOn =
      next !== undefined &&
      next.words !== '' &&
      !next.words.startsWith('>') &&
      !(signature !== null && index + 1 === signature.from) &&
      !POSTSCRIPT.test(next.words) &&
      !breaks(line, next);
    if (goesOn) continue;
    take(open, line.to);
    open = null;
  }
  const first = signature === null ? undefined : lines[signature.from];
  const last = signature === null ? undefined : lines[signature.to - 1];
  return {
    sentences,
    signature: first === undefined || last === undefined ? null : { from: first.from, to: last.to },
  };
}
