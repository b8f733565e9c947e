import type { JudgedClick } from './judge';

/** Who clicked one email, and how likely: a prospect's clicks count once. Waiting clicks are held out. */
export function clickersOf(clicks: readonly JudgedClick[]): Map<string | null, number> {
  const clickers = new Map<string | null, number>();
  for (const { joined, clicked, waiting } of clicks) if (!waiting) clickers.set(joined.prospect, clicked);
  return clickers;
}
