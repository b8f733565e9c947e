/**
 * `npm run demo`: builds the extension, starts the Gmail sandbox with a sample mailbox behind it, opens Chromium with
 * the extension, imports the sample files as a user would, prints the table and takes a screenshot of each surface.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { makeSample, SAMPLE_ACCOUNT } from '../lib/sample/sample';
import { startSandbox } from '../tests/sandbox/server';
import { type Extension, launchExtension } from '../tests/shared/browser';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, '.output', 'demo');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
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
  await page.screenshot({ path });
  say(`  .output/demo/${name}.png`);
}

/** The dashboard's other pages, each as it is with the sample. */
const PAGES = [
  'compare',
  'ctas',
  'prospects',
  'team',
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
  await settled(dashboard, 'table.sequences');
  return dashboard;
}

async function surfaces(
  extension: Extension,
  dashboard: Page,
  threadId: string,
  suffix: string,
): Promise<void> {
  await shoot(dashboard, `dashboard${suffix}`);
  const slow = dashboard.getByRole('link', { name: 'Everything new at Tallyhouse' });
  await slow.click();
  await settled(dashboard, '.steps');
  await shoot(dashboard, `sequence${suffix}`);
  for (const page of PAGES) {
    await dashboard.evaluate((hash) => {
      location.hash = hash;
    }, `#/${page}`);
    await settled(dashboard, 'h1');
    await dashboard.waitForTimeout(300); // tables that ask for their rows
    await shoot(dashboard, `${page}${suffix}`);
  }

  const popup = await extension.open('popup.html');
  await popup.setViewportSize({ width: 380, height: 600 });
  await settled(popup, '.card');
  await shoot(popup, `popup${suffix}`);
  await popup.close();

  const gmail = await extension.context.newPage();
  await gmail.goto('https://mail.google.com/mail/u/0/#sent');
  const sidebar = gmail.frameLocator('iframe[title=Plumbline]');
  await sidebar.locator('.card').first().waitFor();
  await shoot(gmail, `sidebar-list${suffix}`);
  await gmail.goto(`https://mail.google.com/mail/u/0/#sent/${threadId}`);
  await sidebar.locator('.timeline').waitFor();
  await shoot(gmail, `sidebar-thread${suffix}`);
  if (suffix !== '') await gmail.close();
}

async function main(): Promise<void> {
  mkdirSync(out, { recursive: true });
  run('npx', ['wxt', 'build']);
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
      });
      try {
        const dashboard = await importSample(extension, files);
        await surfaces(extension, dashboard, threadId, colorScheme === 'light' ? '' : '-dark');
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
