import { describe, expect, it } from 'vitest';
import { clockScores, joinScores, twinScore } from '../../accuracy/join.accuracy';

const SIZE = { seed: 11, prospects: 900, sequences: 12 };

describe('the join on a generated mailbox', () => {
  const scores = joinScores(SIZE, 4000);

  it.each(scores.filter((row) => row.promised).map((row) => [row.tracker, row] as const))(
    'is right where the email can be known: %s',
    (_, row) => {
      expect(row.clicks).toBeGreaterThan(3500);
      expect(row.knowableRight).toBeGreaterThanOrEqual(0.98);
      expect(row.knowableWrong).toBeLessThanOrEqual(0.002);
      expect(row.right).toBeGreaterThanOrEqual(0.97);
    },
  );

  it.each(scores.map((row) => [row.tracker, row] as const))('names the right person: %s', (_, row) => {
    expect(row.person).toBeGreaterThanOrEqual(0.998);
  });

  it('counts one click of two trackers once', () => {
    const twins = twinScore(SIZE, 4000);
    expect(twins.once).toBeGreaterThanOrEqual(0.98);
    expect(twins.lost).toBeLessThanOrEqual(0.002);
  });

  it('finds whole zones exactly and right clocks right', () => {
    for (const { trueOffset, found, emails } of clockScores({ ...SIZE, prospects: 300 })) {
      if (trueOffset === 0) expect(found).toBe(0);
      else if (emails > 0) expect(Math.abs(found - trueOffset)).toBeLessThan(60_000);
    }
  });
});
