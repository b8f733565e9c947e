import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

function onPath(names: readonly string[]): string | null {
  for (const name of names) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return null;
}

function playwrightsOwn(): string | null {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? path : null;
}

/** Branded Chrome no longer loads unpacked extensions from the command line, so it is not asked. */
const NAMES = ['chromium', 'chromium-browser', 'ungoogled-chromium'];

/**
 * A Chromium to run the extension in: `CHROMIUM_PATH`, Playwright's own, one on the machine; else it is installed
 * (Playwright's, or Debian's package where we may).
 * @throws with one line that says what to install
 */
export function findChromium(): string {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH is ${given}, but there is no such file.`);
    return given;
  }
  const found = playwrightsOwn() ?? onPath(NAMES);
  if (found !== null) return found;
  process.stderr.write('No Chromium found: installing one…\n');
  const installed = spawnSync('npx', ['playwright', 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 300_000,
  });
  const own = installed.status === 0 ? playwrightsOwn() : null;
  if (own !== null) return own;
  if (process.getuid?.() === 0 && onPath(['apt-get']) !== null) {
    const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    execFileSync('apt-get', ['update'], quiet);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quiet);
    const debian = onPath(NAMES);
    if (debian !== null) return debian;
  }
  throw new Error(
    'No Chromium: install one (Debian: “apt-get install chromium”; any system: “npx playwright install chromium”) or set CHROMIUM_PATH.',
  );
}
