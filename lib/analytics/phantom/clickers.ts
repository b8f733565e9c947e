import type { JudgedClick } from './judge';

/** Who clicked one email, and how likely: a prospect's clicks count once. Waiting clicks are held out. */
export function clickersOf(
  clicks: readonly JudgedClick[],
): Iterable<readonly [who: string | null, clicked: number]> {
  // Nearly every email has one clicker: a map of one for each would be the dearest part of counting.
  let one: [string | null, number] | null = null;
  for (const { joined, clicked, waiting } of clicks) {
    if (waiting) continue;
    if (one === null) one = [joined.prospect, clicked];
    else if (one[0] === joined.prospect) one[1] = clicked;
    else return severalClickers(clicks);
  }
  return one === null ? [] : [one];
}

function severalClickers(clicks: readonly JudgedClick[]): Map<string | null, number> {
  const clickers = new Map<string | null, number>();
  for (const { joined, clicked, waiting } of clicks) if (!waiting) clickers.set(joined.prospect, clicked);
  return clickers;
}
