/**
 * A key of 64 bits out of several texts and a time: bryc's cyrb53 (public domain), as in facts/hash.ts, over the parts one
 * after the other, with all 64 bits of its state. A million events have two alike once in 37 million files (n² / 2⁶⁵).
 * Written apart from `stableHash` because a million rows are keyed while the user waits.
 */
export class KeyHash {
  private h1 = 0xdeadbeef | 0;
  private h2 = 0x41c6ce57 | 0;

  /** Begins anew: whoever hashes a million keys needs one object for all. */
  begin(): this {
    this.h1 = 0xdeadbeef | 0;
    this.h2 = 0x41c6ce57 | 0;
    return this;
  }

  text(part: string | null | undefined): this {
    let { h1, h2 } = this;
    if (part)
      for (let i = 0; i < part.length; i++) {
        const code = part.charCodeAt(i);
        h1 = Math.imul(h1 ^ code, 2654435761);
        h2 = Math.imul(h2 ^ code, 1597334677);
      }
    // Parts stay apart: `ab` + `c` is not `a` + `bc`.
    this.h1 = Math.imul(h1 ^ 0x10001, 2654435761);
    this.h2 = Math.imul(h2 ^ 0x10001, 1597334677);
    return this;
  }

  /** A whole number below 2⁵³. */
  number(value: number): this {
    const low = value >>> 0;
    const high = Math.floor(value / 4294967296);
    this.h1 = Math.imul(Math.imul(this.h1 ^ low, 2654435761) ^ high, 2654435761);
    this.h2 = Math.imul(Math.imul(this.h2 ^ low, 1597334677) ^ high, 1597334677);
    return this;
  }

  /** The state so far, 32 bits each. */
  state(): { readonly h1: number; readonly h2: number } {
    return { h1: this.h1 >>> 0, h2: this.h2 >>> 0 };
  }

  /** 11 characters of `A`–`Z`, `a`–`z`, `0`–`9`, `-`, `_`. */
  end(): string {
    let { h1, h2 } = this;
    h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
    h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
    return String.fromCharCode(
      letter(h1 >>> 26),
      letter(h1 >>> 20),
      letter(h1 >>> 14),
      letter(h1 >>> 8),
      letter(h1 >>> 2),
      letter((h1 << 4) | (h2 >>> 28)),
      letter(h2 >>> 22),
      letter(h2 >>> 16),
      letter(h2 >>> 10),
      letter(h2 >>> 4),
      letter(h2 << 2),
    );
  }
}

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', (char) =>
  char.charCodeAt(0),
);

function letter(bits: number): number {
  return LETTERS[bits & 63] ?? 0;
}
