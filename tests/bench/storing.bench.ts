import type { Table } from '../shared/table';
import { bundle, startBench } from './browser';
import { type Figure, judge, median } from './figures';
import { QUICK, RUNS } from './scale';

/** Storing events packed, against a row for each with three indexes (DESIGN.md section 4.2), in a real IndexedDB. */

declare const storing: { make(count: number): number; packed(): Promise<number>; rows(): Promise<number> };

const EVENTS = QUICK ? 10_000 : 100_000;

export async function measure(): Promise<readonly Table[]> {
  const world = await startBench();
  try {
    const page = await world.plain(await bundle('storing'));
    const count = await page.evaluate((wanted) => storing.make(wanted), EVENTS);
    const packed: number[] = [];
    const rows: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      packed.push(await page.evaluate(() => storing.packed()));
      rows.push(await page.evaluate(() => storing.rows()));
    }
    const figure: Figure = {
      name: 'storing events',
      size: { count, of: 'events' },
      where: 'Chromium',
      unit: 'ms',
      runs: packed,
      yardstick: { name: 'bulkAdd, a row each', runs: rows },
      floor: { of: 'ratio', atMost: 1 / 20 },
    };
    return [
      {
        title: 'Events into IndexedDB, in batches of 5,000',
        columns: ['events', 'a row each ms', 'packed ms', 'times faster'],
        rows: [[count, Math.round(median(rows)), Math.round(median(packed)), 1 / (judge(figure).ratio ?? 1)]],
        note: 'Wall clock. Keys are checked in both: in memory by the store, by a primary key in the rows; these have three indexes more.',
        figures: [figure],
      },
    ];
  } finally {
    await world.close();
  }
}
