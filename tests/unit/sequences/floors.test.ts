import { describe, expect, it } from 'vitest';
import { HELD_OUT, measureLevels, OWN_METHOD } from '../../accuracy/sequences.accuracy';
import { absent } from '../../shared/data';

/** The floors that the figures of `npm run accuracy -- sequences` are held to, on four of the same held-out mailboxes. */
const FLOORS = { ari: [0.98, 0.97, 0.93], steps: 0.96 } as const;

describe('accuracy of sequences', () => {
  it('stays above its floors', (context) => {
    const table = measureLevels(HELD_OUT.slice(0, 4), OWN_METHOD);
    if (table === null) {
      process.stderr.write(`${absent('corpora/outreach-sequences')}\n`);
      context.skip();
      return;
    }
    const ari = table.columns.indexOf('ARI');
    const steps = table.columns.indexOf('steps right');
    expect(table.rows).toHaveLength(FLOORS.ari.length);
    for (const [index, row] of table.rows.entries()) {
      expect(Number(row[ari]), `ARI, ${row[0]}`).toBeGreaterThanOrEqual(FLOORS.ari[index] ?? 1);
      expect(Number(row[steps]), `steps, ${row[0]}`).toBeGreaterThanOrEqual(FLOORS.steps);
    }
  });

  it('is ahead of the plain methods', (context) => {
    const table = measureLevels([HELD_OUT[1]]);
    if (table === null) {
      context.skip();
      return;
    }
    const ari = table.columns.indexOf('ARI');
    for (const level of new Set(table.rows.map((row) => row[0]))) {
      const [own, ...plain] = table.rows.filter((row) => row[0] === level).map((row) => Number(row[ari]));
      for (const other of plain) expect(own).toBeGreaterThan(other);
    }
  });
});
