import { smallWordsOf } from './language';
import { Recent } from './recent';
import { Wording } from './wording';

const POSTSCRIPT = /^\W{0,4}P\.?\s?S\.?(?:\W|$)/;
export const LIST_ITEM = /^(?:[-*•·–]|\d{1,2}[.)]|[a-h]\))\s/;
/** A line of nothing but a goodbye. */
const SIGN_OFF =
  /^(?:all the |my )?(?:best(?: wishes| regards)?|kind(?:est)? regards|warm(?:est)? regards|regards|cheers|thanks(?: again| in advance| so much)?|thank you|many thanks|sincerely|yours(?: truly| sincerely)?|talk soon|speak soon|(?:viele|beste|liebe|herzliche|freundliche|schöne|mit freundlichen|mit besten) grü(?:ße|ssen|ßen|sse)n?|lg|vg|mfg|gruß|grüße|(?:bien )?cordialement|bien à vous|bonne journée|belle journée|à bientôt|(?:un (?:cordial )?)?saludos?|atentamente|muchas gracias|gracias|merci)(?: (?:from|aus|de) [^\n]{1,30})?[,.!–-]{0,2}$/i;
const NAME = /^\p{L}[\p{L}.'’-]{0,30}(?: \p{L}[\p{L}.'’-]{0,30}){0,3}$/u;
/** Titles, phones, addresses: what a signature has and a closing paragraph has not. */
const SIGNATURE_PART =
  /\||@|https?:|www\.|\+?\d[\d ()./-]{6,}|\b(?:CEO|CTO|CFO|VP|founder|manager|executive|director|head of|account|sales|engineer|GmbH|Ltd|Inc|LLC)\b/i;
/** A full stop after one of these ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|vs|etc|approx|no|nr|mr|mrs|ms|dr|prof|st|co|inc|ltd|jr|sr|z\.b|d\.h|u\.a|ca|bzw|inkl|ggf|evtl|hr|fr|m|mme|sra?|ud|uds|p\.ej|p|s|p\.s|[a-z])$/i;
/** A line that is cut off before this many UTF-16 units was ended by its author, not wrapped by a mail program. */
const WRAPPED = 50;

/** A sentence of a run of text. */
export interface Piece {
  readonly wording: Wording;
  /** UTF-16 offset in the run. */
  readonly offset: number;
}

/** A line, in whatever text it stands. What is known of it is found out when it is asked for, and once. */
export class Line {
  private known: Shape | null = null;

  /** @param raw without its line break */
  constructor(private readonly raw: string) {}

  get shape(): Shape {
    this.known ??= new Shape(this.raw);
    return this.known;
  }
}

/** What a line looks like, and the sentences in it. */
export class Shape {
  /** Trimmed. */
  readonly words: string;
  readonly blank: boolean;
  /** Ends the run of text before it and holds no sentences of its own: blank lines and quoted ones. */
  readonly skipped: boolean;
  readonly postscript: boolean;
  readonly listItem: boolean;
  readonly signOff: boolean;
  /** Its end is that of a sentence, too. */
  readonly ends: boolean;
  readonly short: boolean;
  /** Begins as a sentence does, not as the second half of one. */
  readonly begins: boolean;
  /** See `smallWordsOf`. */
  readonly smallWords: readonly number[];
  private parts: boolean | null = null;
  private alone: readonly Piece[] | null = null;

  constructor(private readonly raw: string) {
    const words = raw.trim();
    this.words = words;
    this.blank = words === '';
    this.skipped = this.blank || words.startsWith('>');
    this.postscript = POSTSCRIPT.test(words);
    this.listItem = LIST_ITEM.test(words);
    this.signOff = SIGN_OFF.test(words);
    this.ends = /[.!?:…]["”»)*]{0,3}$/.test(words);
    this.short = words.length < WRAPPED;
    this.begins = !/^[\p{Ll}\d(]/u.test(words);
    this.smallWords = smallWordsOf(raw);
  }

  /** Whether a signature may begin so. */
  get name(): boolean {
    return NAME.test(this.words);
  }

  /** Whether it may stand in a signature. */
  get fitsSignature(): boolean {
    return this.words.length <= 80 && !/[?!]$/.test(this.words);
  }

  /** Whether it says that the short lines around it are a signature. */
  get signaturePart(): boolean {
    this.parts ??= SIGNATURE_PART.test(this.words);
    return this.parts;
  }

  /** Its sentences, where it is a run of text by itself. */
  pieces(wordings: Recent<Wording>): readonly Piece[] {
    this.alone ??= piecesOf(this.raw, wordings);
    return this.alone;
  }
}

const BLANK = new Line('');

/** A text cut at its line breaks. */
export interface Lines {
  readonly text: string;
  readonly lines: readonly Line[];
  /** UTF-16 offset of each line. */
  readonly starts: readonly number[];
}

/** Lines and sentences that were read lately: see `Recent`. */
export class LineMemory {
  private readonly lines = new Recent((raw) => new Line(raw));
  private readonly runs = new Recent((run) => piecesOf(run, this.wordings));
  private readonly wordings = new Recent((words) => new Wording(words));

  linesOf(text: string): Lines {
    const lines: Line[] = [];
    const starts: number[] = [];
    for (let from = 0; from <= text.length; ) {
      const end = text.indexOf('\n', from);
      const to = end < 0 ? text.length : end;
      lines.push(from === to ? BLANK : this.lines.of(text.slice(from, to)));
      starts.push(from);
      from = to + 1;
    }
    return { text, lines, starts };
  }

  /** The sentences of a line that is a run of text by itself. */
  ofLine(line: Shape): readonly Piece[] {
    return line.pieces(this.wordings);
  }

  /** The sentences of several lines that are one run of text. */
  ofRun(run: string): readonly Piece[] {
    return this.runs.of(run);
  }
}

/** Whether a line break inside a paragraph also ends a sentence: not where a mail program wrapped a long line. */
export function breaks(line: Shape, next: Shape): boolean {
  return next.listItem || line.ends || (line.short && next.begins);
}

function piecesOf(run: string, wordings: Recent<Wording>): Piece[] {
  const pieces: Piece[] = [];
  for (const { from, to } of cut(run)) {
    const raw = run.slice(from, to);
    const words = raw.trim();
    if (words !== '')
      pieces.push({ wording: wordings.of(words), offset: from + raw.length - raw.trimStart().length });
  }
  return pieces;
}

/** Cuts one run of text at its sentence ends. */
function* cut(text: string): Generator<{ from: number; to: number }> {
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // . ! ? … and the same signs of Arabic, Chinese and Japanese
    const wide = code === 0x3002 || code === 0xff01 || code === 0xff1f;
    if (code !== 46 && code !== 33 && code !== 63 && code !== 0x2026 && code !== 0x061f && !wide) continue;
    const ch = text[i];
    let end = i + 1;
    while (end < text.length && /[.!?…؟。！？"”»’」)*]/.test(text[end] ?? '')) end++;
    if (!wide && end < text.length && !/\s/.test(text[end] ?? '')) continue;
    if (ch === '.' && end === i + 1 && ABBREVIATION.test(text.slice(Math.max(start, i - 8), i))) continue;
    // "1." at the start of an item is its number.
    if (ch === '.' && /^\s*\d{1,2}$/.test(text.slice(start, i))) continue;
    yield { from: start, to: end };
    start = end;
    i = end - 1;
  }
  if (start < text.length) yield { from: start, to: text.length };
}
