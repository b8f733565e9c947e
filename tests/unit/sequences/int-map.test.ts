import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntMap, IntPool, Marks } from '../../../lib/analytics/sequences/int-map';
import { HashSet } from '../../../lib/analytics/sequences/vocabulary';

/** Whole numbers of 32 bits, few enough to meet again. */
const key = fc.oneof(fc.integer(), fc.integer({ min: -20, max: 20 }));

describe('counts by whole numbers', () => {
  it('are those of a Map, in its order, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.nat({ max: 9 })), { maxLength: 300 }), key, (adds, other) => {
        const counts = new IntMap();
        const expected = new Map<number, number>();
        for (const [number, count] of adds) {
          expect(counts.add(number, count)).toBe(expected.get(number) ?? 0);
          expected.set(number, (expected.get(number) ?? 0) + count);
        }
        const entries = Array.from({ length: counts.size }, (_, at) => [
          counts.keyAt(at),
          counts.countAt(at),
        ]);
        expect(entries).toEqual([...expected]);
        expect(counts.get(other)).toBe(expected.get(other) ?? 0);
        expect(counts.find(other)).toBe([...expected.keys()].indexOf(other));
        for (const [at, number] of [...expected.keys()].entries()) expect(counts.put(number)).toBe(at);
      }),
    );
  });
});

describe('numbers in a row', () => {
  it('stay as the room for them grows', () => {
    const pool = new IntPool(1);
    for (let number = 0; number < 100; number++) pool.push(number * 3);
    pool.room(5)[pool.size] = 7;
    pool.size++;
    expect(Array.from(pool.values.subarray(0, pool.size))).toEqual([
      ...Array.from({ length: 100 }, (_, number) => number * 3),
      7,
    ]);
  });
});

describe('marks', () => {
  it('are gone once they are cleared', () => {
    const marks = new Marks(4);
    marks.add(2);
    expect([1, 2].map((number) => marks.has(number))).toEqual([false, true]);
    marks.clear();
    expect(marks.has(2)).toBe(false);
  });
});

describe('hashes that are new', () => {
  it('are moved together, each once, in the order they come', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 3000 }), fc.array(key), (hashes, known) => {
        const seen = new HashSet();
        for (const hash of known) seen.add(hash);
        const row = Int32Array.from([0, ...hashes]);
        const end = seen.keepNew(row, 1, row.length);
        const expected = [...new Set(hashes)].filter((hash) => !known.includes(hash));
        expect(Array.from(row.subarray(1, end))).toEqual(expected);
        for (const hash of [...known, ...hashes]) expect(seen.has(hash)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
