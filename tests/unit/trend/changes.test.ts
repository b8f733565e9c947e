import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcombe } from '../../../lib/analytics/rates/difference';
import { DEFAULT_PACE } from '../../../lib/analytics/rates/learn';
import { expectedShare } from '../../../lib/analytics/rates/maturity';
import { periodChanges } from '../../../lib/analytics/trend/changes';
import { inPeriod } from '../../../lib/analytics/trend/period';
import { DAY, emailsOf, type StepWorld } from '../flags/world';
import { analysisOf } from '../outcomes/world';

const LINK = ['https://a.test'];
const world = (...steps: readonly StepWorld[]) => analysisOf(emailsOf(...steps));

describe('a period', () => {
  it('holds each email of its days once: two periods side by side hold what one of twice their length holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        (ages, days) => {
          const analysis = world(...ages.map((age): StepWorld => ({ prospects: 1, age })));
          const now = inPeriod(analysis, days).sent;
          const before = inPeriod(analysis, days, days).sent;
          const both = inPeriod(analysis, 2 * days).sent;
          expect(new Set([...now, ...before])).toEqual(new Set(both));
          expect(now.length + before.length).toBe(both.length);
          expect(now.length).toBe(ages.filter((age) => age < days).length);
        },
      ),
    );
  });
  it('keeps a reply with the email it answers', () => {
    const late = inPeriod(world({ prospects: 30, replies: 4, age: 31, replyAfter: () => 72 }), 30);
    expect(late.sent).toHaveLength(0);
    const inside = inPeriod(world({ prospects: 30, replies: 4, age: 29, replyAfter: () => 72 }), 30);
    expect(inside.sent.flatMap(({ answers }) => answers)).toHaveLength(4);
  });
});

describe('changes', () => {
  const NEW: StepWorld = { prospects: 60, replies: 9, links: LINK, clickers: 12, age: 20 };
  const OLD: StepWorld = { prospects: 80, replies: 4, links: LINK, clickers: 20, age: 50 };

  it('are the difference of shares with Newcombe’s interval, each period out of those who could have answered', () => {
    const { all, sequences, days } = periodChanges(world(NEW, OLD), 30);
    expect(days).toBe(30);
    // Fewer than 30 answers: the default curve.
    const of = (prospects: number, age: number): number =>
      prospects * expectedShare(age * DAY, DEFAULT_PACE.reply);
    const [a, b] = [
      { hits: 9, of: of(60, 20) },
      { hits: 4, of: of(80, 50) },
    ];
    expect(all.reply.now).toMatchObject({ hits: 9, of: 60 });
    expect(all.reply.before).toMatchObject({ hits: 4, of: 80 });
    expect(all.reply.difference).toBeCloseTo(9 / a.of - 4 / b.of, 6);
    const interval = newcombe(a, b);
    expect(all.reply.interval?.low).toBeCloseTo(interval?.low ?? Number.NaN, 6);
    expect(all.reply.interval?.high).toBeCloseTo(interval?.high ?? Number.NaN, 6);
    expect(sequences).toEqual({ S: all });
  });
  it('do not call an email too young for answers worse than an old one', () => {
    const { all } = periodChanges(world({ ...NEW, age: 1, replies: 3 }, { ...OLD, replies: 8 }), 30);
    const naive = 3 / 60 - 8 / 80;
    expect(all.reply.difference).toBeGreaterThan(naive);
  });
  it('say nothing of fewer than twenty prospects, nor of clicks that nobody tracks', () => {
    expect(periodChanges(world({ ...NEW, prospects: 19 }, OLD), 30).all.reply.difference).toBeNull();
    expect(periodChanges(world(NEW, { ...OLD, prospects: 19 }), 30).all.reply.interval).toBeNull();
    expect(periodChanges(world(NEW), 30).all.reply).toMatchObject({ difference: null, interval: null });
    const untracked = periodChanges(world({ ...NEW, links: [], clickers: 0 }, OLD), 30).all;
    expect(untracked.click.difference).toBeNull();
    expect(untracked.reply.difference).not.toBeNull();
  });
  it('list only sequences with emails in the last days, and leave mail of no sequence out', () => {
    const loose = emailsOf({ ...NEW, sequence: 'loose' }).map((sent) => ({ ...sent, placement: null }));
    const analysis = analysisOf([
      ...emailsOf({ ...OLD, sequence: 'old' }),
      ...emailsOf({ ...NEW, sequence: 'new' }),
      ...loose,
    ]);
    const { all, sequences } = periodChanges(analysis, 30);
    expect(Object.keys(sequences)).toEqual(['new']);
    expect(all.reply.now.of).toBe(60);
  });
});
