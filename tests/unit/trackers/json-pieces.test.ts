import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonPieces } from '../../../lib/importing/json-pieces';

function pieces(text: string, sizes: readonly number[], limit?: number): { text: string; broken: boolean }[] {
  const cutter = new JsonPieces(limit);
  const out = [];
  let at = 0;
  for (let i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    out.push(...cutter.push(text.slice(at, at + size)));
    at += size;
  }
  out.push(...cutter.end());
  return out.map(({ text: piece, broken }) => ({ text: piece, broken }));
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const record = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));

describe('records of a stream', () => {
  it('are those of JSON.parse, however the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1 }),
        sizes,
        fc.constantFrom(undefined, 1, 4),
        (records, cuts, space) => {
          for (const text of [
            JSON.stringify(records, null, space),
            JSON.stringify([records, records], null, space).slice(0),
            records.map((value) => JSON.stringify(value)).join('\n'),
            records.map((value) => JSON.stringify(value, null, space)).join('\n'),
          ]) {
            const found = pieces(text, cuts);
            expect(found.every(({ broken }) => !broken)).toBe(true);
            expect(found.slice(0, records.length).map((piece) => JSON.parse(piece.text))).toEqual(
              JSON.parse(JSON.stringify(records)),
            );
          }
        },
      ),
      { numRuns: 150, seed: 5 },
    );
  });

  it('never throws, and gives the same for every cut', () => {
    const text = fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          '"',
          ':',
          ',',
          '\n',
          ' ',
          '\\',
          'a',
          '1',
          '{"a":1}',
          '\n{"b":"x"}\n',
        ),
        { maxLength: 60 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, sizes, (odd, cuts) => {
        expect(pieces(odd, cuts)).toEqual(pieces(odd, [odd.length || 1]));
      }),
      { numRuns: 3000, seed: 11 },
    );
  });

  it('goes into an envelope that is too large to hold', () => {
    const items = Array.from({ length: 200 }, (_, i) => ({ id: i, text: 'x'.repeat(50) }));
    const text = JSON.stringify({ ok: true, page: { items, next: null }, more: [{ id: 'z' }], total: 200 });
    const found = pieces(text, [64], 1000).filter(({ broken }) => !broken);
    expect(found.slice(0, 200).map((piece) => (JSON.parse(piece.text) as { id: number }).id)).toEqual(
      items.map(({ id }) => id),
    ); // the ids that were written
  });
});
