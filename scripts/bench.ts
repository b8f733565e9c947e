/**
 * `npm run bench [-- [--quick] [--no-build] NAME…]`: the benches of tests/bench, all or those whose file name holds NAME. Each runs
 * in a process of its own: no neighbour warms its code, and the memory is its own. One that fails costs itself alone.
 * The figures go to `.output/bench.json` and, as a table for BENCHMARKS.md, to `.output/bench.md`.
 * Exit status 1 where a bench failed; a floor that is not held is said, and ends nothing: machines are noisy.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, growthOf, judge } from '../tests/bench/figures';
import { type BenchResult, markdown, summary } from '../tests/bench/summary';
import { findChromium } from './chromium';

/** Nothing takes longer on an idle machine; a bench that hangs must not hold up the others. */
const LONGEST = 30 * 60_000;

const root = fileURLToPath(new URL('../', import.meta.url));
const args = process.argv.slice(2);
const options = new Set(args.filter((arg) => arg.startsWith('--')));
const names = args.filter((arg) => !arg.startsWith('--'));
for (const option of options)
  if (option !== '--quick' && option !== '--no-build') throw new Error(`bench: there is no option ${option}`);
const quick = options.has('--quick') || process.env['BENCH_QUICK'] === '1';

const files = (await readdir(join(root, 'tests/bench')))
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
  .sort();
if (files.length === 0) throw new Error(`bench: none is called ${names.join(' or ')}`);

if (!options.has('--no-build')) {
  const built = spawnSync('npx', ['wxt', 'build'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}${built.stderr}`);
}

/** @returns why it failed; null where it did not */
function run(file: string, out: string): Promise<string | null> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', join(root, 'tests/bench/one.ts'), file, out],
    {
      cwd: root,
      stdio: 'inherit',
      timeout: LONGEST,
      env: { ...process.env, ...(quick ? { BENCH_QUICK: '1' } : {}) },
    },
  );
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => {
      if (signal !== null) resolve(`ended by ${signal} (after ${LONGEST / 60_000} minutes each is ended)`);
      else resolve(code === 0 ? null : `exit status ${code}`);
    });
  });
}

function version(path: string): string {
  return spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

await mkdir(join(root, '.output'), { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const load = [loadavg()[0] ?? 0];
const result: BenchResult = {
  schema: 1,
  at: new Date().toISOString(),
  quick,
  machine: {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? '',
    memoryGB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    chromium: version(findChromium()),
    load,
  },
  figures: [],
  growth: [],
  seconds: {},
  failed: [],
};
for (const file of files) {
  process.stdout.write(`\n# ${file}\n`);
  const began = performance.now();
  const out = join(folder, file);
  const failure = await run(file, out);
  result.seconds[file] = Math.round((performance.now() - began) / 1000);
  if (failure !== null) {
    result.failed.push({ bench: file, error: failure });
    process.stderr.write(`${file}: ${failure}. The others go on.\n`);
  }
  // Only one.ts writes this file.
  const figures = existsSync(out) ? (JSON.parse(readFileSync(out, 'utf8')) as Figure[]) : [];
  for (const figure of figures)
    result.figures.push({ bench: file.replace('.bench.ts', ''), ...judge(figure) });
  load.push(loadavg()[0] ?? 0);
  result.growth.splice(0, result.growth.length, ...growthOf(result.figures));
  // After each: a run that is stopped keeps what it has.
  await writeFile(join(root, '.output/bench.json'), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(join(root, '.output/bench.md'), markdown(result));
}
rmSync(folder, { recursive: true });
process.stdout.write(summary(result));
process.exitCode = result.failed.length > 0 ? 1 : 0;
