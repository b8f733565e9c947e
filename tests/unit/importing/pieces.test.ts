import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../lib/importing/decode';

async function* given(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function read(
  chunks: readonly Uint8Array[],
): Promise<{ text: string; bytes: number; longest: number; steps: number[] }> {
  let text = '';
  let longest = 0;
  const steps: number[] = [];
  for await (const step of decode(given(chunks))) {
    text += step.text;
    longest = Math.max(longest, step.text.length);
    steps.push(step.bytes);
  }
  return { text, bytes: steps.at(-1) ?? 0, longest, steps };
}

const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));

describe('a chunk as large as browsers give', () => {
  it('is decoded in pieces, with letters of two to four bytes on their borders', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('é', '語', '🙂', 'a'),
        fc.nat({ max: 8 }),
        fc.array(fc.nat({ max: 300_000 }), { maxLength: 4 }),
        async (letter, shift, cuts) => {
          const text = `a,b\n${'x'.repeat(shift)}${letter.repeat(80_000)}\nend`;
          for (const bytes of [new TextEncoder().encode(text), utf16(text)]) {
            const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort(
              (a, b) => a - b,
            );
            const chunks = places.slice(1).map((end, n) => bytes.subarray(places[n], end));
            const one = await read([bytes]);
            expect(one.text).toBe(text);
            expect(one.longest).toBeLessThanOrEqual(64 * 1024);
            expect((await read(chunks)).text).toBe(text);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('tells after each piece how far it has come', async () => {
    const { bytes, steps } = await read([new Uint8Array(200_000).fill(97)]);
    expect(bytes).toBe(200_000);
    expect(steps).toEqual([65_536, 131_072, 196_608, 200_000]);
  });

  it('in Windows’ letters is read as that, however late the first of them comes', async () => {
    const bytes = new Uint8Array(300_000).fill(97);
    bytes[200_000] = 0xe9;
    const { text } = await read([bytes]);
    expect(text).toHaveLength(300_000);
    expect(text[200_000]).toBe('é');
  });
});
