import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designEffect } from '../../../lib/analytics/rates/companies';
import { learnPace } from '../../../lib/analytics/rates/learn';
import {
  DEFAULT_CURVE,
  effectiveTrials,
  expectedShare,
  learnCurve,
} from '../../../lib/analytics/rates/maturity';
import { stepHazards } from '../../../lib/analytics/rates/steps';
import { DAY, emailsOf, HOUR, NOW, reachedBySteps } from '../flags/world';

describe('the default curve', () => {
  it.each([
    [0, 0],
    [4 * HOUR, 0.45],
    [DAY, 0.7],
    [2 * DAY, 0.78],
    [14 * DAY, 1],
    [99 * DAY, 1],
    [-DAY, 0],
  ])('at %i', (age, share) => {
    expect(expectedShare(age)).toBeCloseTo(share, 12);
  });
});

describe('the learned curve', () => {
  it('needs 30 answers', () => {
    const waiting = Array.from({ length: 500 }, (_, i) => ({
      waited: 30 * DAY,
      answered: i < 29 ? HOUR : null,
    }));
    expect(learnCurve(waiting)).toBe(DEFAULT_CURVE);
  });
  it('is the Kaplan–Meier curve worked by hand', () => {
    // 30 answers at 1 day; of the rest 40 were watched for 2 days only, 30 to the end; 3 of those answered at 10 days.
    const waiting = [
      ...Array.from({ length: 30 }, () => ({ waited: 30 * DAY, answered: DAY })),
      ...Array.from({ length: 40 }, () => ({ waited: 2 * DAY, answered: null })),
      ...Array.from({ length: 3 }, () => ({ waited: 30 * DAY, answered: 10 * DAY })),
      ...Array.from({ length: 27 }, () => ({ waited: 30 * DAY, answered: null })),
    ];
    const curve = learnCurve(waiting);
    // S(1 d) = 70/100; S(10 d) = .7 × 27/30 = .63: shares .30/.37 and 1.
    expect(expectedShare(DAY, curve)).toBeCloseTo(0.3 / 0.37, 12);
    expect(expectedShare(10 * DAY, curve)).toBe(1);
    expect(curve.learnedFrom).toBe(33);
  });
  it('rises from 0 to 1 whatever it is given', () => {
    const item = fc.record({
      waited: fc.integer({ min: 0, max: 60 * DAY }),
      answered: fc.option(fc.integer({ min: 0, max: 40 * DAY })),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 60, maxLength: 300 }), (waiting) => {
        const curve = learnCurve(waiting);
        let before = 0;
        for (let age = 0; age <= 32 * DAY; age += 7 * HOUR) {
          const share = expectedShare(age, curve);
          expect(share).toBeGreaterThanOrEqual(before - 1e-12);
          expect(share).toBeLessThanOrEqual(1);
          before = share;
        }
        expect(before).toBe(1);
      }),
      { seed: 6, numRuns: 100 },
    );
  });
  it('counts effective trials', () => {
    expect(effectiveTrials([0, DAY, 20 * DAY], DEFAULT_CURVE)).toBeCloseTo(1.7, 12);
  });
  it('learns replies and clicks apart, from the user’s own mail', () => {
    const emails = emailsOf({ prospects: 200, replies: 40, replyAfter: (i) => 24 * (1 + (i % 10)), age: 50 });
    const pace = learnPace(emails, NOW);
    expect(pace.click).toBe(DEFAULT_CURVE);
    expect(pace.reply.learnedFrom).toBe(40);
    // A tenth answers on each of ten days.
    expect(expectedShare(5 * DAY, pace.reply)).toBeCloseTo(0.5, 6);
  });
});

describe('steps', () => {
  it('a step’s share is of those who were left, and survival multiplies', () => {
    const emails = emailsOf({ prospects: 100, replies: 10 }, { prospects: 100, replies: 0 });
    const [first, second] = stepHazards(emails, reachedBySteps(emails));
    expect(first?.hazard).toMatchObject({ hits: 10, of: 100 });
    // The ten who answered step 1 got step 2 as well, but could not be won again.
    expect(second?.hazard).toMatchObject({ hits: 0, of: 90 });
    expect(second?.silent).toBeCloseTo(0.9, 12);
  });
  it('who never got a step is nobody it could win, and who had answered before it neither', () => {
    const emails = emailsOf(
      { prospects: 100, replies: 10 },
      { prospects: 100, replies: 0, bounced: 5 },
      { prospects: 50, replies: 0 },
    );
    const hazards = stepHazards(emails, reachedBySteps(emails)).map(({ hazard }) => hazard);
    expect(hazards.map(({ hits, of }) => [hits, of])).toEqual([
      [10, 100],
      [0, 85],
      [0, 40],
    ]);
  });
});

describe('companies', () => {
  it('colleagues count as less than one each, free mail is nobody’s company', () => {
    expect(designEffect(['a@x.example', 'b@y.example'])).toBe(1);
    expect(designEffect(['a@gmail.com', 'b@gmail.com', 'c@gmail.com'])).toBe(1);
    expect(designEffect(['a@x.example', 'b@x.example', 'c@x.example'])).toBeCloseTo(1.2, 12);
    expect(designEffect([])).toBe(1);
  });
});
