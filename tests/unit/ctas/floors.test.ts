import { describe, expect, it } from 'vitest';
import { byBaseline, byModel, countAccuracy, hitRate } from '../../accuracy/ctas.accuracy';
import { askSentences, TUNING_PART } from '../../shared/ask-corpus';
import { ownGold, publicGold } from '../../shared/cta-gold';

describe('floors on the gold emails', () => {
  const all = [...ownGold(), ...publicGold()];
  it.each([
    ['all', all],
    ['held back', all.filter(({ heldBack }) => heldBack)],
  ])('%s: exact on .80, within one on .96', (_, emails) => {
    const { exact, withinOne } = countAccuracy(emails);
    expect(exact).toBeGreaterThanOrEqual(0.8);
    expect(withinOne).toBeGreaterThanOrEqual(0.96);
  });
  it('too many CTAs: precision .90, recall .85', () => {
    const { flagged, falseFlags, missed } = countAccuracy(all);
    expect(flagged).toBeGreaterThanOrEqual(10);
    expect(flagged / (flagged + falseFlags)).toBeGreaterThanOrEqual(0.9);
    expect(flagged / (flagged + missed)).toBeGreaterThanOrEqual(0.85);
  });
});

describe('floors on the ask corpus', () => {
  const held = askSentences().filter(({ part }) => part > TUNING_PART);
  it.skipIf(held.length === 0)('F1 .75 on sentences the model never saw, and above the baseline', () => {
    const model = hitRate(held, byModel).f1;
    expect(model).toBeGreaterThanOrEqual(0.75);
    expect(model).toBeGreaterThan(hitRate(held, byBaseline).f1);
  });
});
