import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../../lib/analytics/event-order';
import { trackerEvent } from '../../../lib/trackers/event';

const event = (at: number, key: string) => ({
  ...trackerEvent({ tracker: 'csv', key, kind: 'click', at: 0 }),
  at,
});

/** Times as trackers have them, close together so that moments are shared, and times no clock shows. */
const time = fc.oneof(
  fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_040 }),
  fc.integer({ min: 0, max: 4_398_046_511_103 }),
);
const odd = fc.oneof(time, fc.constantFrom(-1, 0.5, 4_398_046_511_104, -62_135_596_800_000));

describe('events in order', () => {
  it('come as by time and key, however they come and whatever their times', () => {
    const list = (at: fc.Arbitrary<number>) =>
      fc.array(fc.tuple(at, fc.string({ maxLength: 3 })), { maxLength: 60 });
    fc.assert(
      fc.property(fc.oneof(list(time), list(odd)), (rows) => {
        const events = rows.map(([at, key]) => event(at, key));
        const plain = [...events].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
        expect(inOrder(events)).toEqual(plain);
      }),
    );
  });
});
