/** What a character is to a word: the ground that words and merge values are read on. */

export const FNV_START = 0x811c9dc5;
export const FNV_PRIME = 0x01000193;

/** No part of a word. */
export const SEPARATOR = 0;
/** Scripts without blanks between words: each sign is a word. What is larger is a character of a word. */
export const SIGN = 1;

/** What a character is to a word: `SEPARATOR`, `SIGN`, or the lower-case character it counts as. */
function read(code: number): number {
  if (code < 128) {
    if (code >= 65 && code <= 90) return code + 32;
    return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) ? code : SEPARATOR;
  }
  // Latin-1 punctuation, general punctuation to dingbats, CJK punctuation, full-width forms, surrogates (emoji).
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? code : SEPARATOR;
  if (code === 0xd7 || code === 0xf7) return SEPARATOR;
  if (code >= 0x2000 && code < 0x2e80) return SEPARATOR;
  if (code >= 0x3000 && code < 0x3040) return SEPARATOR;
  if ((code >= 0x3040 && code < 0xa000) || (code >= 0x0e00 && code < 0x0e80)) return SIGN;
  if (code >= 0xd800 && code < 0xf900) return SEPARATOR;
  if (code >= 0xfe00) return SEPARATOR;
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

/** Latin, Greek and Cyrillic, read beforehand: they are nearly all that is written. */
export const COMMON = Uint16Array.from({ length: 0x530 }, (_, code) => read(code));

/** The character at `at` of `text`, as a part of a word: `SEPARATOR`, `SIGN`, or lower case. */
export function lowered(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 0x530 ? (COMMON[code] ?? SEPARATOR) : read(code);
}
