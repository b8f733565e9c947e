/**
 * `npm run demo`: builds the extension, starts the Gmail sandbox with a sample mailbox behind it, opens Chromium with
 * the extension, imports the sample files as a user would, prints the table and takes a screenshot of each surface in
 * both themes. `--language de` takes them in German, `--width 360` on a narrow screen, `--whole` each page to its end,
 * `--built` leaves the building out.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { makeSample, SAMPLE_ACCOUNT } from '../lib/sample/sample';
import { startSandbox } from '../tests/sandbox/server';
import { type Extension, launchExtension } from '../tests/shared/browser';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, '.output', 'demo');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { values: asked } = parseArgs({
  options: {
    language: { type: 'string', default: 'en' },
    width: { type: 'string', default: '1360' },
    whole: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
  },
});
const language = asked.language === 'de' ? 'de' : 'en';
const width = Number(asked.width);
const wide = width > 860;
/** What tells the pictures of one run from those of another. */
const kind = `${language === 'en' ? '' : '-de'}${wide ? '' : `-${width}`}`;
const hasDisplay =
  process.platform === 'darwin' ||
  process.platform === 'win32' ||
  Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

async function settled(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => true));
}

async function shoot(page: Page, name: string): Promise<void> {
  const path = join(out, `${name}.png`);
  const size = page.viewportSize();
  if (asked.whole && size !== null) {
    // A window as high as the page: no scrollbar takes of its width, and nothing floats in its middle.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
    await page.waitForTimeout(300);
  }
  await page.screenshot({ path });
  if (asked.whole && size !== null) await page.setViewportSize(size);
  say(`  .output/demo/${name}.png`);
}

/** The dashboard's pages that show the sample as they are opened. */
const PAGES = [
  'ctas',
  'prospects',
  'audit',
  'decisions',
  'imports',
  'backup',
  'gmail',
  'connections',
  'unjoined',
  'settings',
];

/** Imports the files on the dashboard and waits for the table. */
async function importSample(extension: Extension, files: readonly string[]): Promise<Page> {
  const dashboard = await extension.open('dashboard.html');
  await dashboard.locator('input[type=file]').setInputFiles([...files]);
  // What was imported is told; on the pictures of other pages it would only be in the way.
  await dashboard.locator('.outcome button').first().click();
  await settled(dashboard, '.rate-reply');
  return dashboard;
}

async function goTo(dashboard: Page, path: string, selector = 'h1'): Promise<void> {
  await dashboard.evaluate((hash) => {
    location.hash = hash;
  }, `#/${path}`);
  await settled(dashboard, selector);
  await dashboard.waitForTimeout(300); // tables that ask for their rows
}

/** The team page shows what is opened there: the files that it has just written. */
async function openTeam(dashboard: Page): Promise<void> {
  await goTo(dashboard, 'team', '.team-form');
  const saved = dashboard.waitForEvent('download');
  await dashboard.locator('.team-form').last().locator('.row-actions button').last().click();
  const files = Object.entries(unzipSync(readFileSync(await (await saved).path())));
  await dashboard.getByTestId('team-files').setInputFiles(
    files.map(([name, bytes]) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    })),
  );
  await settled(dashboard, '.totals');
}

async function surfaces(
  extension: Extension,
  dashboard: Page,
  threadId: string,
  suffix: string,
): Promise<void> {
  await shoot(dashboard, `dashboard${suffix}`);
  // The wide page alone has links: a narrow one has cards.
  await dashboard.setViewportSize({ width: 1360, height: 860 });
  const links = dashboard.locator('table a[href^="#/sequence/"]');
  await settled(dashboard, 'table a[href^="#/sequence/"]');
  const ids = await links.evaluateAll((found) =>
    found.map((link) => link.getAttribute('href')?.replace('#/sequence/', '') ?? ''),
  );
  await links.filter({ hasText: 'Everything new at Tallyhouse' }).first().click();
  await dashboard.setViewportSize({ width, height: 860 });
  await settled(dashboard, '.chart svg');
  await shoot(dashboard, `sequence${suffix}`);
  await goTo(dashboard, `compare?a=${ids.at(-1) ?? ''}&b=${ids.at(-2) ?? ''}`, '.comparison');
  await shoot(dashboard, `compare${suffix}`);
  for (const page of PAGES) {
    await goTo(dashboard, page);
    await shoot(dashboard, `${page}${suffix}`);
  }
  await openTeam(dashboard);
  await shoot(dashboard, `team${suffix}`);

  const popup = await extension.open('popup.html');
  await popup.setViewportSize({ width: 380, height: 600 });
  await settled(popup, '.card');
  await shoot(popup, `popup${suffix}`);
  await popup.close();

  if (!wide) return; // Gmail itself is not made for a narrow window
  const gmail = await extension.context.newPage();
  await gmail.goto('https://mail.google.com/mail/u/0/#sent');
  const sidebar = gmail.frameLocator('iframe[title=Plumbline]');
  await sidebar.locator('.card').first().waitFor();
  await shoot(gmail, `sidebar-list${suffix}`);
  await gmail.goto(`https://mail.google.com/mail/u/0/#sent/${threadId}`);
  await sidebar.locator('.timeline').waitFor();
  await shoot(gmail, `sidebar-thread${suffix}`);
  if (!hasDisplay) await gmail.close();
}

async function main(): Promise<void> {
  mkdirSync(out, { recursive: true });
  if (!asked.built) run('npx', ['wxt', 'build']);
  const now = Date.now();
  const sample = makeSample(now);
  const files = sample.files.map(({ name, text }) => {
    const path = join(out, name);
    writeFileSync(path, text);
    return path;
  });
  const mbox = sample.files[0]?.text ?? '';
  const sandbox = await startSandbox(SAMPLE_ACCOUNT, mbox);
  const threadId = sample.showcase;
  try {
    say('\nScreenshots:');
    for (const colorScheme of ['light', 'dark'] as const) {
      const extension = await launchExtension({
        port: sandbox.port,
        headless: !hasDisplay || colorScheme === 'dark',
        colorScheme,
        language,
        viewport: { width, height: 860 },
      });
      try {
        const dashboard = await importSample(extension, files);
        await surfaces(extension, dashboard, threadId, `${kind}${colorScheme === 'light' ? '' : '-dark'}`);
        if (colorScheme === 'light' && hasDisplay) {
          printTable(files, now);
          say('The browser stays open: close it to end.');
          await new Promise<void>((resolve) => extension.context.once('close', () => resolve()));
          return;
        }
      } finally {
        await extension.close();
      }
    }
    printTable(files, now);
  } finally {
    await sandbox.close();
  }
}

function printTable(files: readonly string[], now: number): void {
  const [mail = '', ...clicks] = files;
  say('');
  run('npx', [
    'tsx',
    'scripts/report.ts',
    '--mail',
    mail,
    '--clicks',
    ...clicks,
    '--now',
    new Date(now).toISOString(),
  ]);
}

main().catch((error: unknown) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
