import { breaks, LineMemory, type Lines, type Shape } from './lines';
import type { Wording } from './wording';

/** One sentence of a message's own text. */
export interface Sentence {
  /** Its words are exactly `text.slice(offset, offset + words.length)`; may hold line breaks. */
  readonly wording: Wording;
  /** UTF-16 offset in the text. */
  readonly offset: number;
  /** 0-based number of the paragraph it stands in. */
  readonly paragraph: number;
}

export interface Layout {
  readonly sentences: readonly Sentence[];
  /** UTF-16 range of the name, title and address block that the reader of mail left in the text; null where there is none. */
  readonly signature: { readonly from: number; readonly to: number } | null;
  /** What the lines look like. */
  readonly shapes: readonly Shape[];
}

/** Lines in which a goodbye is looked for, from the last one upwards. */
const MOST_SIGNATURE = 12;
/** Filled lines below a goodbye, or of a signature without one. */
const MOST_BELOW = 8;

/** Where the signature begins and ends, as line indexes; a P.S. below it is not part of it. */
function signatureLines(lines: readonly Shape[]): { from: number; to: number } | null {
  let end = lines.length;
  const postscript = lines.findIndex((line) => line.postscript);
  if (postscript > 0) end = postscript;
  for (let i = Math.max(1, end - MOST_SIGNATURE); i < end; i++)
    if (lines[i]?.signOff === true && areShort(lines, i + 1, end)) return { from: i, to: end };
  // No goodbye: a last paragraph of short lines that begins with a name and goes on with a title, phone or address.
  let last = end - 1;
  while (last > 0 && lines[last]?.blank === true) last--;
  let first = last;
  while (first > 0 && lines[first - 1]?.blank === false) first--;
  const length = last + 1 - first;
  if (first === 0 || length < 2 || length > MOST_BELOW || lines[first]?.name !== true) return null;
  const block = lines.slice(first, last + 1);
  return block.every((line) => line.fitsSignature) && block.slice(1).some((line) => line.signaturePart)
    ? { from: first, to: last + 1 }
    : null;
}

/** Whether what stands below a goodbye is as little as belongs to it. */
function areShort(lines: readonly Shape[], from: number, to: number): boolean {
  let filled = 0;
  for (let i = from; i < to; i++) {
    const line = lines[i];
    if (line === undefined || line.blank) continue;
    filled++;
    if (filled > MOST_BELOW || line.words.length > 120) return false;
  }
  return true;
}

/**
 * Sentences with their places. Line breaks that wrap a paragraph do not end a sentence; list items, blank lines and
 * stops do. Quoted lines (`>`) and the signature hold no sentences.
 * @param memory shared between texts, it saves looking at the same line twice
 * @param split the text's lines, where they are known
 */
export function layOut(
  text: string,
  memory: LineMemory = new LineMemory(),
  split: Lines = memory.linesOf(text),
): Layout {
  const { starts } = split;
  const lines = split.lines.map(({ shape }) => shape);
  const signature = signatureLines(lines);
  const end = (index: number): number => (starts[index + 1] ?? text.length + 1) - 1;
  const sentences: Sentence[] = [];
  let paragraph = 0;
  let postscript = false;
  // The line that the open run of text began with.
  let open = -1;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    if (line.skipped || (signature !== null && index >= signature.from && index < signature.to)) {
      if (line.blank) paragraph++;
      open = -1;
      continue;
    }
    if (!postscript && line.postscript && sentences.length > 0) {
      postscript = true;
      paragraph++;
    }
    if (open < 0) open = index;
    const next = lines[index + 1];
    const goesOn =
      next !== undefined &&
      !next.skipped &&
      !next.postscript &&
      signature?.from !== index + 1 &&
      !breaks(line, next);
    if (goesOn) continue;
    const from = starts[open] ?? 0;
    const pieces = open === index ? memory.ofLine(line) : memory.ofRun(text.slice(from, end(index)));
    for (const { wording, offset } of pieces) sentences.push({ wording, offset: from + offset, paragraph });
    open = -1;
  }
  return {
    sentences,
    signature: signature === null ? null : { from: starts[signature.from] ?? 0, to: end(signature.to - 1) },
    shapes: lines,
  };
}
