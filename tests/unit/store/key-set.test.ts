import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinedTexts } from '../../../lib/facts/columns';
import { KeySet } from '../../../lib/store/key-set';

const joined = (keys: readonly string[]) => joinedTexts({ values: keys, which: null });

/** Few different ones, so that batches overlap; and some that differ in one letter alone. */
const key = fc.oneof(fc.stringMatching(/^k[ab]{1,6}$/), fc.string({ minLength: 1, maxLength: 3 }));

describe('a set of keys', () => {
  it('tells new keys from known ones as a Set does, also after some were given back', () => {
    const batch = fc.record({ keys: fc.array(key, { maxLength: 40 }), stored: fc.boolean() });
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 12 }), (batches) => {
        const set = new KeySet();
        const model = new Set<string>();
        for (const { keys, stored } of batches) {
          const before = new Set(model);
          const mine = new Set<string>();
          const places = keys.flatMap((one, place) => {
            if (before.has(one) || mine.has(one)) return [];
            mine.add(one);
            return [place];
          });
          const { mark } = set;
          const { fresh, known } = set.take(joined(keys));
          expect(fresh ?? keys.map((_, place) => place)).toEqual(places);
          expect(known).toEqual([...new Set(keys.filter((one) => before.has(one)))]);
          if (stored) for (const one of mine) model.add(one);
          else set.backTo(mark);
        }
      }),
    );
  });

  it('grows, and knows each of many', () => {
    const set = new KeySet();
    const keys = Array.from({ length: 30_000 }, (_, n) => `csv:${n}`);
    for (let at = 0; at < keys.length; at += 7000)
      expect(set.take(joined(keys.slice(at, at + 7000))).fresh).toBeNull();
    expect(set.take(joined(keys)).fresh).toEqual([]);
    expect(set.take(joined(keys)).known).toEqual(keys);
    expect(set.take(joined([...keys, 'new', 'new', 'csv:0'])).fresh).toEqual([30_000]);
    expect(set.take(joined(['new', 'csv:29999'])).known).toEqual(['new', 'csv:29999']);
  });
});
