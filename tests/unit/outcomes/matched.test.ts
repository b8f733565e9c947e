import { describe, expect, it } from 'vitest';
import type { Sent } from '../../../lib/analytics/analyse';
import { outcomesByCtas } from '../../../lib/analytics/outcomes/by-ctas';
import { casesOf } from '../../../lib/analytics/outcomes/cases';
import { matched, matchedBest } from '../../../lib/analytics/outcomes/matched';
import { newcombe } from '../../../lib/analytics/rates/difference';
import { emailsOf } from '../flags/world';
import { analysisOf } from './world';

const MANY =
  'Hi,\n\nShall I send you the report?\n\nWho looks after this on your side?\n\nDo you have 15 minutes on Tuesday?';
/** One step of a sequence with one CTA (variant A) and with three (variant B). */
const bothWays = (
  sequence: string,
  one: readonly [prospects: number, replies: number],
  many: readonly [prospects: number, replies: number],
): Sent[] =>
  emailsOf(
    { sequence, variant: 'A', step: 1, prospects: one[0], replies: one[1], age: 40 },
    { sequence, variant: 'B', step: 1, prospects: many[0], replies: many[1], age: 40, text: MANY },
  );
const cases = (sent: readonly Sent[]) => casesOf(analysisOf(sent), 'first', 'reply');

describe('matched inside steps', () => {
  it('is Newcombe’s interval where there is one step', () => {
    const { difference, emails, groups } = matched(cases(bothWays('A', [200, 20], [100, 4])), 1, 3, 'step');
    expect({ emails, groups }).toEqual({ emails: [200, 100], groups: 1 });
    const plain = newcombe({ hits: 20, of: 200 }, { hits: 4, of: 100 });
    expect(difference?.value).toBeCloseTo(0.06, 12);
    expect(difference?.low).toBeCloseTo(plain?.low ?? 0, 12);
    expect(difference?.high).toBeCloseTo(plain?.high ?? 0, 12);
  });
  it('is Mantel and Haenszel’s weighted difference over several', () => {
    const sent = [...bothWays('A', [200, 20], [100, 4]), ...bothWays('B', [50, 10], [150, 24])];
    const { difference } = matched(cases(sent), 1, 3, 'step');
    const weights = [(200 * 100) / 300, (50 * 150) / 200] as const;
    expect(difference?.value).toBeCloseTo(
      (weights[0] * 0.06 + weights[1] * (0.2 - 0.16)) / (weights[0] + weights[1]),
      12,
    );
  });
  it('leaves out steps that went out one way only, and has nothing to say without any other', () => {
    const alone = emailsOf({ sequence: 'C', step: 1, prospects: 300, replies: 60, age: 40 });
    const both = bothWays('A', [200, 20], [100, 4]);
    expect(matched(cases([...both, ...alone]), 1, 3, 'step')).toEqual(matched(cases(both), 1, 3, 'step'));
    expect(matchedBest(cases(alone), 1, 3)).toMatchObject({ groups: 0, difference: null });
  });
  it('falls back to sequences where no step was sent both ways', () => {
    const sent = emailsOf(
      { sequence: 'A', step: 2, prospects: 60, replies: 6, age: 40 },
      { sequence: 'A', step: 3, prospects: 60, replies: 1, age: 40, text: MANY },
    );
    const found = matchedBest(casesOf(analysisOf(sent), 'later', 'reply'), 1, 3);
    expect(found).toMatchObject({ within: 'sequence', groups: 1, emails: [60, 60] });
  });
});

describe('what turns around inside steps', () => {
  it('is told by nobody: good sequences with one CTA, bad ones with three, and the other way round inside both', () => {
    const names = ['1', '2', '3', '4', '5'];
    const simpson = [
      ...names.flatMap((name) => bothWays(`good ${name}`, [400, 80], [40, 12])),
      ...names.flatMap((name) => bothWays(`bad ${name}`, [40, 0], [400, 12])),
    ];
    const found = outcomesByCtas(analysisOf(simpson), 'first', 'reply');
    expect(found.oneLessMany?.low).toBeGreaterThan(0);
    expect(found.matched[1]?.difference?.value).toBeLessThan(0);
    expect(found.tells).toBe(false);
    expect(found.sentence).toContain('may be chance');
  });
  it('one sequence can be looked at by itself', () => {
    const sent = [...bothWays('A', [200, 20], [100, 4]), ...bothWays('B', [50, 10], [150, 24])];
    const found = outcomesByCtas(analysisOf(sent), 'first', 'reply', 'B');
    expect(found.byNumber[1]).toMatchObject({ emails: 50, hits: 10 });
    expect(found.missing).toBe('one');
  });
});
