import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../lib/analytics/report-types';
import { type Bench, bundle } from './browser';
import {
  analyseAt,
  type Compared,
  expectSame,
  FACT_TABLES,
  JOIN_FACTS,
  JUDGED_TABLES,
  TEAM_SQL,
  writeFacts,
  writeJudged,
} from './duckdb-facts';
import { benchWorld } from './page/world';
import { RUNS } from './scale';

/** What else could compute the report's numbers in a browser: DuckDB-WASM, and a plain fold over rows. */

interface DuckAnswer {
  readonly ms: number;
  readonly started: number;
  readonly loaded: number;
  readonly rows: readonly Record<string, unknown>[];
}
declare const duckdb: {
  run(tables: readonly string[], load: readonly string[], query: string): Promise<DuckAnswer>;
};
declare const fold: {
  fill(count: number, now: number, sets: number): Promise<void>;
  fold(): Promise<{ ms: number; sent: number; delivered: number; clickers: number; repliers: number }>;
};

export interface Rivals {
  /** From all the facts. */
  readonly facts: readonly DuckAnswer[];
  /** From rows in which everything is judged and joined already. */
  readonly judged: readonly DuckAnswer[];
  readonly fold: readonly number[];
  readonly compared: Compared;
}

export interface RivalsOf {
  readonly world: Bench;
  /** Served as `/data/`. */
  readonly folder: string;
  readonly count: number;
  /** The time the facts were made for, and how many sets of new ones were held back. */
  readonly made: number;
  readonly sets: number;
  /** The browser's own. */
  readonly report: Report;
}

export const DUCKDB = fileURLToPath(new URL('../../node_modules/@duckdb/duckdb-wasm/dist', import.meta.url));

/** A folder for the files of the rivals, for as long as the work takes. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function measureRivals({ world, folder, count, made, sets, report }: RivalsOf): Promise<Rivals> {
  const facts = benchWorld(count, made, sets);
  const analysis = analyseAt(facts, Date.parse(report.generatedAt));
  await writeFacts(folder, facts, analysis);
  await writeJudged(folder, analysis);
  const duck = await bundle('duckdb');
  const ask = async (tables: readonly string[], load: readonly string[]): Promise<DuckAnswer> => {
    const page = await world.plain(duck);
    const answer = await page.evaluate(([names, statements, query]) => duckdb.run(names, statements, query), [
      tables,
      load,
      TEAM_SQL,
    ] as const);
    await page.close();
    return answer;
  };
  const rows = await bundle('fold');
  const filler = await world.plain(rows);
  await filler.evaluate(([n, now, later]) => fold.fill(n, now, later), [count, made, sets] as const);
  await filler.close();
  const found = { facts: [] as DuckAnswer[], judged: [] as DuckAnswer[], fold: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    found.facts.push(await ask(FACT_TABLES, JOIN_FACTS));
    found.judged.push(await ask(JUDGED_TABLES, []));
    const page = await world.plain(rows);
    const folded = await page.evaluate(() => fold.fold());
    await page.close();
    found.fold.push(folded.ms);
    const { reply, bounce } = report.totals.rates;
    if (folded.sent !== bounce.of || folded.delivered !== reply.of)
      throw new Error(
        `The fold counts ${folded.sent} prospects, ${folded.delivered} delivered; the report ${bounce.of}, ${reply.of}`,
      );
  }
  const all = [...found.facts, ...found.judged].map((answer) => expectSame(answer.rows, report));
  const compared = {
    numbers: all.reduce((sum, { numbers }) => sum + numbers, 0),
    rounded: all.reduce((sum, { rounded }) => sum + rounded, 0),
  };
  return { ...found, compared };
}
