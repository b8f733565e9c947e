import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Standard output of the headless report: what every surface must agree with. */
export async function headlessReport(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('node', ['--import', 'tsx', 'scripts/report.ts', ...args], {
    cwd: ROOT,
    maxBuffer: 1e9,
  });
  return stdout;
}
