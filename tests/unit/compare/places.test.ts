import { describe, expect, it } from 'vitest';
import { comparePlaces, placeId, placesOf, rankSequences } from '../../../lib/analytics/compare/places';
import { emailsOf, type StepWorld } from '../flags/world';
import { analysisOf } from '../outcomes/world';

const PAGE = 'https://a.example/page';
const world = (...steps: StepWorld[]) => analysisOf(emailsOf(...steps));

describe('places', () => {
  it('are sequences, their steps and the variants of those', () => {
    const analysis = world(
      { prospects: 10, sequence: 'A', variant: 'A', step: 1 },
      { prospects: 12, sequence: 'A', variant: 'B', step: 1, bounced: 2 },
      { prospects: 8, sequence: 'A', step: 2 },
      { prospects: 5, sequence: 'B', step: 1 },
    );
    expect(placesOf(analysis).map(({ id, kind, delivered }) => [id, kind, delivered])).toEqual([
      ['A', 'sequence', 28],
      ['A~1', 'step', 20],
      ['A~1~A', 'variant', 10],
      ['A~1~B', 'variant', 10],
      ['A~2', 'step', 8],
      ['B', 'sequence', 5],
      ['B~1', 'step', 5],
    ]);
    expect(placeId('A', 1, 'B')).toBe('A~1~B');
  });
  it('are compared by replies and clicks; steps count emails', () => {
    const analysis = world(
      { prospects: 600, sequence: 'A', step: 1, replies: 90, links: [PAGE], clickers: 100 },
      { prospects: 600, sequence: 'B', step: 1, replies: 12, links: [PAGE], clickers: 90 },
    );
    const both = comparePlaces(analysis, 'A', 'B');
    expect(both).toMatchObject({ unit: 'prospects', reply: { verdict: 'first', daysToMature: null } });
    expect(both?.click?.verdict).toBe('too-early');
    expect(comparePlaces(analysis, 'B~1', 'A~1')).toMatchObject({
      unit: 'emails',
      reply: { verdict: 'second' },
    });
  });
  it('say how long answers take to mature', () => {
    const analysis = world(
      { prospects: 100, sequence: 'A', age: 3 },
      { prospects: 100, sequence: 'B', age: 5, step: 1 },
    );
    const { verdict, daysToMature } = comparePlaces(analysis, 'A', 'B')?.reply ?? {};
    expect(verdict).toBe('maturing');
    // 90 % have come after 4.8 days.
    expect(daysToMature).toBe(2);
  });
  it('without a tracker have no clicks to compare, and nothing is compared with itself or with what is gone', () => {
    const analysis = world(
      { prospects: 60, sequence: 'A', links: [PAGE], tracked: false },
      { prospects: 60, sequence: 'B', links: [PAGE], step: 1 },
    );
    expect(comparePlaces(analysis, 'A', 'B')?.click).toBeNull();
    expect(comparePlaces(analysis, 'A', 'A')).toBeNull();
    expect(comparePlaces(analysis, 'A', 'gone')).toBeNull();
    expect(rankSequences(analysis, 'reply')).toMatchObject({ best: [], places: [], ranked: 2 });
  });
});
