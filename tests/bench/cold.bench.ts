import type { Page } from '@playwright/test';
import type { Report } from '../../lib/analytics/report-types';
import type { Table } from '../shared/table';
import { type Bench, bundle, startBench, untilQuiet, withPeak } from './browser';
import { type Figure, median, percentile, type Size } from './figures';
import { DUCKDB, measureRivals, withFolder } from './rivals';
import { MESSAGES, RUNS, THREE_YEARS } from './scale';

/**
 * The first complete report from cold, a report after 100 new facts, and the answers of a background that was killed: in the
 * shipped build, asked as every view asks.
 */

/** Questions for each kind of answer. */
const QUESTIONS = 20;

interface Timed {
  readonly ms: number;
  readonly answer: unknown;
}

/** What page/cold.ts puts into the page. */
interface Tools {
  fill(count: number, now: number, sets: number): Promise<{ messages: number; events: number }>;
  heldBack(): unknown[];
  forgetComputed(): Promise<void>;
  forgetReadings(): Promise<void>;
  ask(what: string, data: unknown): Promise<unknown>;
  timed(what: string, data: unknown): Promise<Timed>;
  addAndAsk(set: unknown, id: string): Promise<{ stored: number; answered: number }>;
}
declare const bench: Tools;

interface Overview {
  readonly sequences: readonly { readonly id: string }[];
}

/** A page whose background is dead. */
async function killed(world: Bench, script: string): Promise<Page> {
  const page = await world.own(script);
  await world.kill();
  return page;
}

/** @param unread no email was read when it was stored */
async function firstReports(
  world: Bench,
  script: string,
  { runs = RUNS, unread = false } = {},
): Promise<{ ms: number[]; peaks: number[]; overview: Overview; report: Report }> {
  const ms: number[] = [];
  const peaks: number[] = [];
  let overview: Overview = { sequences: [] };
  let report: Report | null = null;
  for (let run = 0; run < runs; run++) {
    const eraser = await killed(world, script);
    await eraser.evaluate(() => bench.forgetComputed());
    if (unread) await eraser.evaluate(() => bench.forgetReadings());
    await eraser.close();
    // With its last page closed and its worker dead the process goes, and its memory with it.
    await world.kill();
    const page = await world.own(script);
    const { result, peakMB } = await withPeak(async () => {
      const timed = await page.evaluate(() => bench.timed('overview', undefined));
      await untilQuiet();
      return timed;
    });
    overview = result.answer as Overview; // the protocol's `overview`
    ms.push(result.ms);
    if (peakMB !== null) peaks.push(peakMB);
    report = (await page.evaluate(() => bench.ask('report', undefined))) as Report; // the protocol's `report`
    await page.close();
  }
  if (report === null) throw new Error('No run, no report');
  return { ms, peaks, overview, report };
}

async function killedAnswers(
  world: Bench,
  script: string,
  overview: Overview,
): Promise<Map<string, number[]>> {
  const page = await world.own(script);
  const threads = Array.from({ length: QUESTIONS }, (_, n) => (0x18_0000_0000_0000 + n * 7).toString(16));
  const found = new Map<string, number[]>();
  for (let n = 0; n < QUESTIONS; n++) {
    const id = overview.sequences[(n * 13) % overview.sequences.length]?.id ?? '';
    const questions = [
      ['overview', undefined],
      ['sequence', { id }],
      ['thread', { threadId: threads[n] }],
    ] as const;
    for (const [what, data] of questions) {
      await world.kill();
      const { ms, answer } = await page.evaluate(([name, query]) => bench.timed(name, query), [
        what,
        data,
      ] as const);
      if (answer === null) throw new Error(`${what} ${JSON.stringify(data)} is not known`);
      found.set(what, [...(found.get(what) ?? []), ms]);
    }
  }
  await page.close();
  return found;
}

type Measured = { figures: Figure[]; rows: (string | number)[][]; rivals: (string | number)[][] };

async function measureSize(count: number, folder: string): Promise<Measured> {
  const script = await bundle('cold');
  const world = await startBench({ data: folder, duckdb: DUCKDB });
  const size: Size = { count, of: 'messages' };
  try {
    const filler = await killed(world, script);
    const began = performance.now();
    const made = Date.now();
    const facts = await filler.evaluate(([n, now, sets]) => bench.fill(n, now, sets), [
      count,
      made,
      RUNS,
    ] as const);
    const filled = performance.now() - began;
    const sets = await filler.evaluate(() => bench.heldBack());
    await filler.close();
    const first = await firstReports(world, script);
    const answers = await killedAnswers(world, script, first.overview);

    const page = await world.own(script);
    // An overview would come from what was kept; the clicks are computed, and the next report follows from that.
    await page.evaluate(() => bench.ask('clicks', { from: 0, count: 1 }));
    await untilQuiet();
    const more: { stored: number; answered: number }[] = [];
    for (const [n, set] of sets.entries()) {
      more.push(
        await page.evaluate(([facts, id]) => bench.addAndAsk(facts, id), [set, `later-${n}`] as const),
      );
      await untilQuiet();
    }
    await page.close();
    const unread = await firstReports(world, script, { runs: 1, unread: true });
    const rivals = await measureRivals({ world, folder, count, made, sets: RUNS, report: first.report });
    const cold = {
      name: 'first report from cold',
      size,
      where: 'Chromium',
      unit: 'ms',
      runs: first.ms,
    } as const;
    const figures: Figure[] = [
      {
        ...cold,
        name: 'first report from cold, beside DuckDB-WASM',
        yardstick: { name: 'DuckDB-WASM, same facts', runs: rivals.facts.map(({ ms }) => ms) },
        floor: { of: 'ratio', atMost: 1 },
      },
      {
        ...cold,
        name: 'first report from cold, beside DuckDB-WASM on judged rows',
        yardstick: { name: 'DuckDB-WASM, judged rows', runs: rivals.judged.map(({ ms }) => ms) },
      },
      {
        ...cold,
        name: 'first report from cold, beside a fold',
        yardstick: { name: 'toArray() and a fold', runs: rivals.fold },
      },
      {
        name: 'first report from cold',
        size,
        where: 'Chromium',
        unit: 'ms',
        runs: first.ms,
        ...(count === THREE_YEARS ? { floor: { of: 'value', atMost: 1500 } } : {}),
      },
      { ...cold, name: 'first report from cold, mail read again, one run', runs: unread.ms },
      {
        name: 'report after 100 new facts',
        size,
        where: 'Chromium',
        unit: 'ms',
        runs: more.map(({ answered }) => answered),
        yardstick: { name: 'first report from cold', runs: [median(first.ms)] },
        floor: { of: 'ratio', atMost: 1 / 40 },
      },
      {
        name: 'first report from cold, most memory',
        size,
        where: 'Chromium',
        unit: 'MB',
        runs: first.peaks,
        floor: { of: 'value', atMost: 400 },
      },
      ...[...answers].map(
        ([what, ms]): Figure => ({
          name: `killed background answers “${what}”, p95`,
          size,
          where: 'Chromium',
          unit: 'ms',
          runs: [percentile(ms, 0.95)],
          floor: { of: 'value', atMost: 150 },
        }),
      ),
    ];
    const answerCells = [...answers.values()]
      .flatMap((ms) => [percentile(ms, 0.5), percentile(ms, 0.95)])
      .map(Math.round);
    const rows = [
      [
        count,
        facts.events,
        Math.round(filled),
        Math.round(median(first.ms)),
        Math.round(median(more.map(({ stored }) => stored))),
        Math.round(median(more.map(({ answered }) => answered))),
        first.peaks.length === 0 ? '' : Math.round(median(first.peaks)),
        ...answerCells,
      ],
    ];
    const ducks = [
      ['all facts', rivals.facts],
      ['judged rows', rivals.judged],
    ] as const;
    const table = ducks.map(([what, answers]) => [
      count,
      `DuckDB-WASM, ${what}`,
      Math.round(median(answers.map(({ ms }) => ms))),
      Math.round(median(answers.map(({ started }) => started))),
      Math.round(median(answers.map(({ started, loaded }) => loaded - started))),
      Math.round(median(answers.map(({ ms, loaded }) => ms - loaded))),
      rivals.compared.numbers,
      rivals.compared.rounded,
    ]);
    table.push([count, 'toArray() and a fold', Math.round(median(rivals.fold)), '', '', '', '', '']);
    return { figures, rows, rivals: table };
  } finally {
    await world.close();
  }
}

export async function measure(): Promise<readonly Table[]> {
  const figures: Figure[] = [];
  const rows: (string | number)[][] = [];
  const rivals: (string | number)[][] = [];
  for (const count of MESSAGES) {
    const found = await withFolder((folder) => measureSize(count, folder));
    rivals.push(...found.rivals);
    figures.push(...found.figures);
    rows.push(...found.rows);
  }
  return [
    {
      title: 'Answers of the shipped build',
      columns: [
        'messages',
        'events',
        'filling ms',
        'first report ms',
        '100 facts stored ms',
        'report after ms',
        'most memory MB',
        ...['overview', 'sequence', 'thread'].flatMap((what) => [`${what} p50 ms`, 'p95']),
      ],
      rows,
      note: 'Wall clock. Memory: private memory of the extension’s process (RssAnon), looked at every 20 ms until it is idle again.',
      figures,
    },
    {
      title: 'What else could compute these numbers',
      columns: [
        'messages',
        'by',
        'ms',
        'started',
        'facts loaded',
        'computed',
        'numbers compared',
        'not to the last digit',
      ],
      rows: rivals,
      note: 'From cold: engine and files from a local server. “Judged rows”: everything found out and joined beforehand, which is nearly all of the report’s work. A fold knows no sequence, no verdict and no interval.',
    },
  ];
}
