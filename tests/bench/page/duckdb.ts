import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';

/** DuckDB-WASM from cold: the engine is started, the files are fetched and queried, all within the time that is told. */

interface Answer {
  /** Everything, from nothing to the rows. */
  readonly ms: number;
  /** Of it, until the engine ran. */
  readonly started: number;
  /** Of it, until the facts were loaded. */
  readonly loaded: number;
  readonly rows: readonly Record<string, unknown>[];
}

/** @param tables each from its file under `/data/`. @param load run in order before the query */
async function run(tables: readonly string[], load: readonly string[], query: string): Promise<Answer> {
  const began = performance.now();
  const db = new AsyncDuckDB(new VoidLogger(), new Worker('/duckdb/duckdb-browser-eh.worker.js'));
  await db.instantiate('/duckdb/duckdb-eh.wasm');
  const connection = await db.connect();
  const started = performance.now() - began;
  for (const name of tables) {
    const bytes = await (await fetch(`/data/${name}.arrow`)).arrayBuffer();
    await connection.insertArrowFromIPCStream(new Uint8Array(bytes), { name, create: true });
  }
  for (const statement of load) await connection.query(statement);
  const loaded = performance.now() - began;
  const table = await connection.query(query);
  const rows = table.toArray().map((row) => row.toJSON() as Record<string, unknown>); // Arrow's rows are untyped
  const ms = performance.now() - began;
  await connection.close();
  await db.terminate();
  const numbers = (row: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
    );
  return { ms, started, loaded, rows: rows.map(numbers) };
}

Object.assign(globalThis, { duckdb: { run } });
