import { describe, expect, it } from 'vitest';
import { absent } from '../../shared/data';
import { judgeByRules, judgeWorld, scoreWorld, summarise } from '../../simulator/score';
import { simulate } from '../../simulator/simulate';
import { replayTraces } from '../../simulator/traces';

describe('simulated worlds', () => {
  for (const tells of ['time', 'network'] as const)
    for (const scanned of [0, 0.4, 0.8])
      it(`expects clickers within 10 % of the truth, ${tells}, one link, ${scanned} scanned`, () => {
        const worlds = Array.from({ length: 8 }, (_, i) =>
          simulate({ seed: 400 + i * 31, emails: 500, scanned, links: 'one', tells }),
        );
        const ours = summarise(worlds.map((world) => scoreWorld(world, judgeWorld(world))));
        expect(Math.abs(ours.bias)).toBeLessThan(0.1);
        expect(ours.calibration).toBeLessThan(scanned === 0 ? 0.1 : 0.05);
        expect(ours.rateCoverage).toBeGreaterThanOrEqual(0.75);
        if (scanned === 0) return;
        for (const id of ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'any'] as const) {
          const rule = summarise(worlds.map((world) => scoreWorld(world, judgeByRules(world).get(id) ?? [])));
          expect(ours.brier).toBeLessThan(rule.brier);
        }
      });

  it('keeps its word when it learns on a part of the companies', () => {
    const world = simulate({ seed: 3, emails: 16_000, scanned: 0.7, links: 'mixed', tells: 'time' });
    const ours = summarise([scoreWorld(world, judgeWorld(world))]);
    expect(Math.abs(ours.bias)).toBeLessThan(0.1);
    expect(ours.calibration).toBeLessThan(0.05);
  });

  it('is deterministic and independent of the order of events', () => {
    const world = simulate({ seed: 11, emails: 200, scanned: 0.5, links: 'mixed', tells: 'network' });
    const one = judgeWorld(world);
    const other = judgeWorld({
      ...world,
      events: [...world.events].reverse(),
      messages: [...world.messages].reverse(),
    });
    expect(other).toEqual(one);
  });

  it('gives probabilities, never more clicks than there are', () => {
    const world = simulate({ seed: 12, emails: 300, scanned: 0.5, links: 'mixed', tells: 'time' });
    const judged = judgeWorld(world);
    expect(judged).toHaveLength(world.events.length);
    for (const { human, clicked } of judged) {
      expect(human).toBeGreaterThanOrEqual(0);
      expect(human).toBeLessThanOrEqual(1);
      expect(clicked).toBeGreaterThanOrEqual(0);
      expect(clicked).toBeLessThanOrEqual(1);
    }
  });
});

describe('observed traces', () => {
  it('all come out right', async ({ skip }) => {
    const results = await replayTraces();
    if (results === null) return skip(absent('corpora/scanners/observed-traces.jsonl'));
    expect(results.length).toBeGreaterThanOrEqual(12);
    expect(results.filter(({ right }) => !right)).toEqual([]);
  });
});
