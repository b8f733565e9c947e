import { describe, expect, it } from 'vitest';
import type { Arm } from '../../../lib/analytics/compare/compare';
import { rank } from '../../../lib/analytics/compare/ranking';
import { DEFAULT_PRIOR, learnPrior } from '../../../lib/analytics/rates/posterior';
import { rate } from '../../../lib/analytics/rates/rate';
import { Random } from '../../shared/random';

const arm = (name: string, hits: number, of: number, maturity = 1): Arm => ({
  name,
  rate: rate(hits, of, maturity),
  designEffect: 1,
  perDay: null,
});
const EIGHT = (hits: readonly number[], of: number): Arm[] => hits.map((n, i) => arm(`S${i}`, n, of));

describe('a ranking', () => {
  it('names the three best where the data carry it', () => {
    const arms = EIGHT([90, 8, 95, 6, 9, 88, 7, 8], 600);
    const { best, ranked } = rank(arms, learnPrior(arms.map(({ rate: own }) => own)));
    expect(ranked).toBe(8);
    expect(best.map(({ index }) => index).sort()).toEqual([0, 2, 5]);
  });
  it('is refused for few sequences, small or young ones, and for equals', () => {
    expect(rank(EIGHT([90, 8, 95, 6, 9], 600), DEFAULT_PRIOR)).toMatchObject({ best: [], ranked: 5 });
    expect(rank(EIGHT([9, 0, 9, 0, 0, 9, 0, 0], 40), DEFAULT_PRIOR)).toMatchObject({ best: [], ranked: 0 });
    expect(rank(EIGHT([20, 20, 20, 20, 20, 20], 600), DEFAULT_PRIOR).best).toEqual([]);
    const young = EIGHT([90, 8, 95, 6, 9, 88], 600).map((own) => arm(own.name, own.rate.hits, 600, 0.5));
    expect(rank(young, DEFAULT_PRIOR).ranked).toBe(0);
  });
  it('crowns nobody of equals in nine of ten worlds, also when looked at again and again', () => {
    const random = new Random(7);
    let crowned = 0;
    for (let world = 0; world < 100; world++) {
      const hits = new Array<number>(8).fill(0);
      let said = false;
      for (let look = 1; look <= 15; look++) {
        for (let i = 0; i < hits.length; i++)
          for (let n = 0; n < 20; n++) if (random.chance(0.04)) hits[i] = (hits[i] ?? 0) + 1;
        const arms = EIGHT(hits, 20 * look);
        said ||= rank(arms, learnPrior(arms.map(({ rate: own }) => own))).best.length > 0;
      }
      if (said) crowned++;
    }
    expect(crowned).toBeLessThanOrEqual(10);
  });
});
