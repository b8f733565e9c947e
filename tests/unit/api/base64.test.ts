import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64, base64ByLetters, bytesByLetters, bytesOf } from '../../../lib/api/base64';

describe('bytes as text', () => {
  it('are base64, and come back, by either way', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(base64(bytes)).toBe(text);
        expect(base64ByLetters(bytes)).toBe(text);
        expect(bytesOf(text)).toEqual(Uint8Array.from(bytes));
        expect(bytesByLetters(text)).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it('are those of a part of a buffer, of any length', () => {
    const numbers = Uint32Array.from({ length: 20_000 }, (_, n) => n * 977);
    const part = numbers.subarray(3, 19_001);
    expect(new Uint32Array(bytesOf(base64(part))?.buffer ?? new ArrayBuffer(0))).toEqual(part.slice());
  });

  it.each(['?', 'a', 'ab=c', 'é'])('%s is none', (text) => {
    expect(bytesOf(text)).toBeNull();
  });
});
