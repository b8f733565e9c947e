import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byTime } from '../../../lib/analytics/by-time';

interface Item {
  readonly at: number;
  readonly id: string;
}

const byId = (a: Item, b: Item): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

describe('facts in order of time', () => {
  it('are as sorted by time and then by name, whatever the times', () => {
    const few = fc.integer({ min: 0, max: 6 });
    const odd = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom(-1, -0, 0.5, 1e15));
    const list = (at: fc.Arbitrary<number>) =>
      fc.array(fc.record({ at, id: fc.constantFrom('a', 'b', 'c') }), { maxLength: 40 });
    const items = fc.oneof(list(few), list(odd));
    fc.assert(
      fc.property(items, (facts) => {
        const before = facts.slice();
        const found = byTime(facts, byId);
        const sorted = facts.slice().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : byId(a, b)));
        expect(found).toEqual(sorted);
        // The very items, and those that are alike in the order they came.
        expect(found.every((item, i) => item === sorted[i])).toBe(true);
        expect(byTime(found, byId)).toEqual(found);
        expect(facts).toEqual(before);
      }),
    );
  });
});
