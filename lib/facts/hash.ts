/**
 * cyrb53 by bryc (public domain): a fast 53-bit string hash. Not for secrets: it names things stably.
 * @returns 11 characters of base 36.
 */
export function stableHash(text: string, seed = 0): string {
  return hashName(stableNumber(text, seed));
}

/** How a `stableNumber` is written. Names are in the order of their numbers. */
export function hashName(hash: number): string {
  return hash.toString(36).padStart(11, '0');
}

/**
 * The number behind `stableHash`, for those who compare many and name few.
 * @param head comes before the text: for many texts with one beginning, which need not be put together
 */
export function stableNumber(text: string, seed = 0, head = ''): number {
  let h1 = 0xdeadbeef ^ seed;
  let h2 = 0x41c6ce57 ^ seed;
  for (let i = 0; i < head.length; i++) {
    const ch = head.charCodeAt(i);
    h1 = Math.imul(h1 ^ ch, 2654435761);
    h2 = Math.imul(h2 ^ ch, 1597334677);
  }
  for (let i = 0; i < text.length; i++) {
    const ch = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ ch, 2654435761);
    h2 = Math.imul(h2 ^ ch, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}
