import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf } from '../../../lib/analytics/ctas/language';

/** The words that tell a language, cut as the rule says: runs of at most 20 letters, the first 80 of them. */
function wordsOf(text: string): string[] {
  const words = text
    .slice(0, 4000)
    .toLowerCase()
    .match(/\p{L}{1,20}/gu);
  return (words ?? []).slice(0, 80);
}

describe('the language of a text', () => {
  it('is that with the most of its small words, whatever letters stand between them', () => {
    const bits = [
      'the ',
      'und ',
      'vous ',
      'por ',
      'más ',
      "l'",
      '𝐇',
      '😀',
      'İ',
      'ß',
      '\ud800',
      'x'.repeat(25),
      '. ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 120 }), (pieces) => {
        const text = pieces.join('');
        const found = languageOf(text);
        const count = wordsOf(text).filter((word) => found.common.has(word)).length;
        for (const other of ['the the', 'und und', 'vous vous', 'por por'].map(languageOf))
          expect(wordsOf(text).filter((word) => other.common.has(word)).length).toBeLessThanOrEqual(count);
      }),
    );
  });
});
