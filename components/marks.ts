import type { Cta } from '../lib/analytics/ctas/find';

/** A stretch of text and the numbers (from 1) of the CTAs whose words it is part of. */
export interface Stretch {
  readonly from: number;
  readonly text: string;
  readonly ctas: readonly number[];
  /** CTAs whose words end here. */
  readonly ending: readonly number[];
}

/** Where a CTA's words stand; null where they are not in the text as they are. */
function placeOf({ offset, text }: Cta, whole: string): { from: number; to: number } | null {
  if (offset === null || text === '') return null;
  if (whole.startsWith(text, offset)) return { from: offset, to: offset + text.length };
  // The words of a link may hold its spaces otherwise than the text around it does.
  const line = whole.slice(offset).search(/\n|$/);
  return line <= 0 ? null : { from: offset, to: offset + Math.min(line, text.length) };
}

/** Cuts a text at the ends of its CTAs' words, which may lie inside one another: a link inside a question. */
export function stretchesOf(whole: string, ctas: readonly Cta[]): Stretch[] {
  const places = ctas.map((cta) => placeOf(cta, whole));
  const cuts = new Set([0, whole.length]);
  for (const place of places)
    if (place !== null) {
      cuts.add(place.from);
      cuts.add(Math.min(place.to, whole.length));
    }
  const borders = [...cuts].sort((a, b) => a - b);
  return borders.slice(0, -1).map((from, i): Stretch => {
    const to = borders[i + 1] ?? whole.length;
    const numbers = (is: (place: { from: number; to: number }) => boolean): number[] =>
      places.flatMap((place, index) => (place !== null && is(place) ? [index + 1] : []));
    return {
      from,
      text: whole.slice(from, to),
      ctas: numbers((place) => place.from <= from && place.to >= to),
      ending: numbers((place) => Math.min(place.to, whole.length) === to),
    };
  });
}
