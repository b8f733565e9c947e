import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Table } from '../shared/table';
import { type Bench, bundle, startBench, untilQuiet, withPeak } from './browser';
import { write } from './event-rows';
import { type Figure, judge, median } from './figures';
import { writeMailbox } from './mailbox-file';
import { CSV_ROWS, RUNS, THREE_YEARS } from './scale';

/**
 * A file dropped on the dashboard of the shipped build, from the drop to the last fact on disk, against the bare library on
 * the same bytes in a page of the same browser. Each round has a browser of its own: what a report over the facts of the round
 * before still holds is no import's memory.
 */

interface Readers {
  postal(url: string, places: readonly number[]): Promise<{ ms: number; count: number }>;
  papa(url: string): Promise<{ ms: number; count: number }>;
}
declare const readers: Readers;
declare const bench: { ask(what: string, data: unknown): Promise<unknown> };

interface ImportRow {
  readonly state: string;
  readonly messages: number;
  readonly events: number;
  readonly error: string | null;
}

/** The end of an import is looked for this often; each takes seconds. */
const LOOK = 50;

/** Drops a file and waits for its end. */
async function drop(
  world: Bench,
  asker: Page,
  path: string,
): Promise<{ ms: number; peakMB: number | null; row: ImportRow }> {
  const page = await world.extension.open('dashboard.html#/imports');
  await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
  await untilQuiet();
  const began = performance.now();
  const { result, peakMB } = await withPeak(async () => {
    await page.locator('input[type=file]').first().setInputFiles(path);
    for (;;) {
      const [row] = (await asker.evaluate(() => bench.ask('imports', undefined))) as ImportRow[]; // the protocol's `imports`
      if (row !== undefined && row.state !== 'running') return { ms: performance.now() - began, row };
      await asker.waitForTimeout(LOOK);
    }
  });
  await page.close();
  if (result.row.state !== 'done') throw new Error(`${path}: ${result.row.state}: ${result.row.error}`);
  return { ...result, peakMB };
}

export async function measure(): Promise<readonly Table[]> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    const mailbox = await writeMailbox(join(folder, 'mailbox.mbox'), THREE_YEARS);
    const csv = await write(
      join(folder, 'rows.csv'),
      'Email,Event,Timestamp,URL,IP\n',
      (r) => `${r.email},${r.event},${new Date(r.at).toISOString()},${r.url},${r.ip}\n`,
    );
    const cold = await bundle('cold');
    const script = await bundle('readers');
    const bare = async (
      world: Bench,
      work: (page: Page) => Promise<{ ms: number; count: number }>,
    ): Promise<number> => {
      const page = await world.plain(script);
      const { ms } = await work(page);
      await page.close();
      return ms;
    };
    const kinds = [
      {
        name: '.mbox to stored facts',
        yardstick: 'bare postal-mime',
        size: { count: THREE_YEARS, of: 'messages' },
        atMost: 1.8,
        bytes: mailbox.bytes,
        file: 'mailbox.mbox',
        stored: (row: ImportRow) => row.messages,
        bare: (world: Bench) =>
          bare(world, (page) =>
            page.evaluate((places) => readers.postal('/data/mailbox.mbox', places), mailbox.places),
          ),
      },
      {
        name: 'CSV to stored events',
        yardstick: 'bare Papa Parse',
        size: { count: CSV_ROWS, of: 'rows' },
        atMost: 4,
        bytes: csv,
        file: 'rows.csv',
        stored: (row: ImportRow) => row.events,
        bare: (world: Bench) => bare(world, (page) => page.evaluate(() => readers.papa('/data/rows.csv'))),
      },
    ] as const;
    const figures: Figure[] = [];
    const rows: (string | number)[][] = [];
    for (const { name, yardstick, size, atMost, bytes, file, stored, bare } of kinds) {
      const ours: number[] = [];
      const theirs: number[] = [];
      const peaks: number[] = [];
      let facts = 0;
      for (let run = 0; run < RUNS; run++) {
        const world = await startBench({ data: folder });
        try {
          theirs.push(await bare(world));
          const { ms, peakMB, row } = await drop(world, await world.own(cold), join(folder, file));
          ours.push(ms);
          facts = stored(row);
          if (peakMB !== null) peaks.push(peakMB);
        } finally {
          await world.close();
        }
      }
      const figure: Figure = {
        name,
        size,
        where: 'Chromium',
        unit: 'ms',
        runs: ours,
        yardstick: { name: yardstick, runs: theirs },
        floor: { of: 'ratio', atMost },
      };
      figures.push(figure);
      if (peaks.length > 0)
        figures.push({
          name: `${name}, most memory`,
          size,
          where: 'Chromium',
          unit: 'MB',
          runs: peaks,
          floor: { of: 'value', atMost: 400 },
        });
      rows.push([
        name,
        facts,
        Math.round(bytes / 1e6),
        Math.round(median(theirs)),
        Math.round(median(ours)),
        judge(figure).ratio ?? '',
        peaks.length === 0 ? '' : Math.round(median(peaks)),
      ]);
    }
    return [
      {
        title: 'Importing with the shipped build, against the bare library on the same bytes',
        columns: ['file', 'facts stored', 'MB', 'bare ms', 'ours ms', 'ratio', 'most memory MB'],
        rows,
        note: 'Wall clock, from the drop on the dashboard to the last fact on disk. Memory: private memory of the extension’s process, in which its page, its worker and its background run; a browser of its own for each run.',
        figures,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
