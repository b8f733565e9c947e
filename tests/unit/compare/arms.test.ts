import { describe, expect, it } from 'vitest';
import { armOf, priorOf } from '../../../lib/analytics/compare/arms';
import { DEFAULT_PACE } from '../../../lib/analytics/rates/learn';
import { DEFAULT_PRIOR } from '../../../lib/analytics/rates/posterior';
import { emailsOf, NOW } from '../flags/world';

describe('arms', () => {
  it('carry the rate as it is shown, and the pace of the last two weeks', () => {
    const old = armOf(
      { name: 'Ropes', emails: emailsOf({ prospects: 100, replies: 6 }) },
      'reply',
      NOW,
      DEFAULT_PACE,
    );
    expect(old).toMatchObject({ name: 'Ropes', designEffect: 1, perDay: null });
    expect(old.rate).toMatchObject({ hits: 6, of: 100, value: 0.06 });
    const young = armOf(
      { name: 'Ropes', emails: emailsOf({ prospects: 70, age: 3 }) },
      'click',
      NOW,
      DEFAULT_PACE,
    );
    expect(young.perDay).toBe(5);
    expect(young.rate.maturity).toBeCloseTo(0.86, 9);
  });
  it('learn a prior from eight on', () => {
    const arm = armOf(
      { name: 'A', emails: emailsOf({ prospects: 100, replies: 6 }) },
      'reply',
      NOW,
      DEFAULT_PACE,
    );
    expect(priorOf(Array.from({ length: 7 }, () => arm))).toBe(DEFAULT_PRIOR);
    expect(priorOf(Array.from({ length: 8 }, () => arm)).mean).toBeCloseTo(0.06, 2);
  });
});
