import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arm, compare, roughly } from '../../../lib/analytics/compare/compare';
import { DEFAULT_PRIOR } from '../../../lib/analytics/rates/posterior';
import { rate } from '../../../lib/analytics/rates/rate';
import {
  differenceCoverage,
  meanCoverage,
  nullWorld,
  posteriorCoverage,
  projection,
  race,
} from '../../accuracy/statistics.accuracy';

const arm = (
  name: string,
  hits: number,
  of: number,
  more: Partial<Arm> & { maturity?: number } = {},
): Arm => ({
  name,
  rate: rate(hits, of, more.maturity ?? 1),
  designEffect: more.designEffect ?? 1,
  perDay: more.perDay ?? null,
});

describe('the verdict', () => {
  it('names the better one where the data carry it', () => {
    const found = compare(arm('Ropes', 40, 200), arm('Chains', 8, 200), DEFAULT_PRIOR);
    expect(found.verdict).toBe('first');
    expect(found.sentence).toBe('Ropes gets more replies: 20.0 % against 4.0 %, 99.9 % sure.');
    expect(found.difference?.low).toBeGreaterThan(0);
    expect(found.moreProspects).toBeNull();
    expect(compare(arm('Ropes', 8, 200), arm('Chains', 40, 200), DEFAULT_PRIOR).verdict).toBe('second');
  });
  it('says how much longer to wait where they do not', () => {
    const found = compare(
      arm('Ropes', 9, 200, { perDay: 20 }),
      arm('Chains', 4, 200, { perDay: 10 }),
      DEFAULT_PRIOR,
    );
    expect(found.verdict).toBe('too-early');
    expect(found.sentence).toMatch(
      /^Too early to tell: about [\d,]+ more prospects, \d+ (?:days|weeks|months) at your present pace\.$/,
    );
    expect(found.moreProspects).toBeGreaterThan(500);
    expect(found.moreDays).toBe(Math.ceil((found.moreProspects ?? 0) / 30));
  });
  it('never tells below 50 prospects each, however far apart', () => {
    expect(compare(arm('A', 30, 49), arm('B', 0, 400), DEFAULT_PRIOR).verdict).toBe('too-early');
  });
  it('waits while answers are still coming', () => {
    expect(compare(arm('A', 40, 200, { maturity: 0.6 }), arm('B', 2, 200), DEFAULT_PRIOR).verdict).toBe(
      'maturing',
    );
  });
  it('calls two alike that differ by less than matters', () => {
    expect(compare(arm('A', 40, 4000), arm('B', 41, 4000), DEFAULT_PRIOR).verdict).toBe('alike');
  });
  it('gives up where no SDR sends so many', () => {
    const found = compare(arm('A', 400, 4000), arm('B', 405, 4000), DEFAULT_PRIOR, 'replies');
    expect(found.verdict).toBe('too-early');
    expect(found.sentence).toContain('treat A and B as equals');
  });
  it('takes colleagues for less than strangers', () => {
    const strangers = compare(arm('A', 24, 200), arm('B', 7, 200), DEFAULT_PRIOR);
    const colleagues = compare(
      arm('A', 24, 200, { designEffect: 3 }),
      arm('B', 7, 200, { designEffect: 3 }),
      DEFAULT_PRIOR,
    );
    expect(Math.abs(colleagues.probability - 0.5)).toBeLessThan(Math.abs(strangers.probability - 0.5));
    expect(colleagues.verdict).toBe('too-early');
  });
  it('does not depend on which is named first', () => {
    const count = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 40, max: 900 }));
    const mirror = {
      first: 'second',
      second: 'first',
      alike: 'alike',
      maturing: 'maturing',
      'too-early': 'too-early',
    };
    fc.assert(
      fc.property(count, count, ([x, m], [y, n]) => {
        const there = compare(arm('A', x, m), arm('B', y, n), DEFAULT_PRIOR);
        const back = compare(arm('B', y, n), arm('A', x, m), DEFAULT_PRIOR);
        expect(back.verdict).toBe(mirror[there.verdict]);
        expect(back.moreProspects).toBe(there.moreProspects);
        expect(there.probability + back.probability).toBeCloseTo(1, 9);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
  it('has an answer for nothing at all', () => {
    const found = compare(arm('A', 0, 0), arm('B', 0, 0), DEFAULT_PRIOR);
    expect(found.verdict).toBe('too-early');
    expect(found.difference).toBeNull();
  });
  it.each([
    [873, 880],
    [12, 12],
    [4310, 4400],
    [7, 7],
    [0, 0],
  ])('%i is roughly %i', (count, rough) => {
    expect(roughly(count)).toBe(rough);
  });
});

describe('floors by simulation', () => {
  it('90 % intervals cover within two points, over p = 1 to 10 % and n = 20 to 300', () => {
    const sizes = Array.from({ length: 57 }, (_, i) => 20 + 5 * i);
    const all = sizes.map(meanCoverage);
    expect(Math.abs(all.reduce((total, share) => total + share, 0) / all.length - 0.9)).toBeLessThanOrEqual(
      0.02,
    );
    sizes.forEach((n, i) => {
      // Below 35 a whole count cannot come closer: Wilson errs on the wide side, up to three points.
      expect(all[i]).toBeGreaterThanOrEqual(0.88);
      expect(all[i]).toBeLessThanOrEqual(n < 35 ? 0.935 : 0.92);
    });
  });
  it('posterior intervals cover within two points', () => {
    for (const n of [20, 100, 300])
      expect(Math.abs(posteriorCoverage(n, 2000, n) - 0.9)).toBeLessThanOrEqual(0.02);
  });
  it('intervals of differences cover within two points from n = 100', () => {
    expect(Math.abs(differenceCoverage(100, 0.05, 0.02) - 0.9)).toBeLessThanOrEqual(0.02);
  });
  it('a null world gives a false "better" in at most a tenth, also when looked at every day', () => {
    for (const p of [0.01, 0.03, 0.1]) expect(race(p, p, 300, 150, 11).everWrong).toBeLessThanOrEqual(0.1);
    expect(nullWorld(0.03, 200, 3, 12)).toBeLessThanOrEqual(0.1);
  });
  it('a difference of a size is told right, and hardly ever wrong', () => {
    const { rightAtEnd, everWrong } = race(0.12, 0.03, 300, 80, 13);
    expect(rightAtEnd).toBeGreaterThan(0.7);
    expect(everWrong).toBeLessThanOrEqual(0.02);
  });
  it('projecting a young sequence is right on average, where the shown fraction is low', () => {
    const { shown, projected } = projection(0.05, 200, 800, 14);
    expect(shown).toBeLessThan(0.048);
    expect(Math.abs(projected - 0.05)).toBeLessThan(0.002);
  });
});
