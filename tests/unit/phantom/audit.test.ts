import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { auditClicks } from '../../../lib/analytics/phantom/audit';
import { report } from '../../../lib/analytics/report';
import { simulate } from '../../simulator/simulate';

describe('the audit', () => {
  const world = simulate({
    seed: 21,
    emails: 120,
    scanned: 0.6,
    links: 'mixed',
    tells: 'network',
    opens: true,
  });
  const analysis = analyse(
    { messages: world.messages, events: world.events },
    { now: world.now, accounts: ['rep@sender.example'] },
  );
  const audit = auditClicks(analysis.sent, analysis.mailbox);

  it('has a row for every click, in time order, and sums that agree with the report', () => {
    expect(audit.rows).toHaveLength(world.truth.size);
    expect(audit.raw).toBe(world.truth.size);
    const sum = audit.rows.reduce((total, row) => total + row.human, 0);
    expect(audit.human).toBeCloseTo(sum, 6);
    expect(audit.negated).toBeCloseTo(1 - sum / audit.raw, 6);
    const times = audit.rows.map((row) => row.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const row of audit.rows) {
      expect(row.reasons.length).toBeGreaterThan(0);
      expect(row.sinceSending).not.toBeNull();
      expect(row.company).toMatch(/^company\d+\.example$/);
    }
  });

  it('counts what each rule would have taken out; their union at least as much as any', () => {
    const union = audit.rules.find((rule) => rule.id === 'any')?.negated ?? 0;
    for (const rule of audit.rules) expect(rule.negated).toBeLessThanOrEqual(union);
    expect(audit.rules.map((rule) => rule.id)).toEqual([
      'R1',
      'R2',
      'R3',
      'R4',
      'R5',
      'R6',
      'R7',
      'R8',
      'any',
    ]);
  });

  it('counts a prospect once in the report, and gives the click rate an interval around its value', () => {
    const { totals } = report(analysis);
    const { click } = totals.rates;
    expect(click.hits).toBeLessThanOrEqual(totals.rates.rawClick.hits + 1e-9);
    expect(click.low ?? 1).toBeLessThanOrEqual(click.value ?? 0);
    expect(click.high ?? 0).toBeGreaterThanOrEqual(click.value ?? 1);
  });
});
