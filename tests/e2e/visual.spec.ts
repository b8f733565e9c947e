import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { type Extension, launchExtension } from '../shared/browser';
import { SAMPLE_NOW } from '../shared/sample';

/**
 * How each surface looks, against the pictures in `pictures/`: three widths, both themes, on the sample at a clock that
 * stands still. After a change that is meant: `npx playwright test visual --update-snapshots`, and look at each one.
 */
test.describe.configure({ mode: 'serial' });
test.skip(
  process.platform !== 'linux',
  'The pictures are of Chromium on Linux; letters look otherwise elsewhere.',
);

const THEMES = ['light', 'dark'] as const;
const PAGE_WIDTHS = [320, 900, 1400];
const SIDEBAR_WIDTHS = [320, 380, 480];

let sandbox: Sandbox;
let extension: Extension;
let page: Page;

test.beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-visual-'));
  const sample = makeSample(SAMPLE_NOW);
  const paths = sample.files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '');
  extension = await launchExtension({
    port: sandbox.port,
    language: 'en',
    timezone: 'UTC',
    stoppedAt: SAMPLE_NOW,
  });
  page = await extension.open('dashboard.html');
  await page.locator('input[type=file]').first().setInputFiles(paths);
  await expect(page.locator('table.sequences tbody tr')).toHaveCount(6);
  await page.getByRole('button', { name: 'Dismiss' }).click();
});
test.afterAll(async () => {
  await extension.close();
  await sandbox.close();
});

/** Compares a page at each width in both themes with its pictures; all that differ are named. */
async function compare(
  where: Page,
  name: string,
  widths: readonly number[],
  height: number,
  ready: () => Promise<void>,
  themes: readonly (typeof THEMES)[number][] = THEMES,
): Promise<void> {
  for (const width of widths) {
    await where.setViewportSize({ width, height });
    for (const colorScheme of themes) {
      await where.emulateMedia({ colorScheme });
      await ready();
      await where.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
      await expect.soft(where).toHaveScreenshot(`${name}-${width}-${colorScheme}.png`);
    }
  }
}

test('the sequences', async () => {
  await compare(page, 'sequences', PAGE_WIDTHS, 900, () =>
    expect(page.locator('.rate-reply').first()).toBeVisible(),
  );
});

test('a sequence', async () => {
  await page.setViewportSize({ width: 1400, height: 900 });
  await page.getByRole('link', { name: 'Everything new at Tallyhouse' }).click();
  await compare(page, 'sequence', PAGE_WIDTHS, 900, () =>
    expect(page.locator('.chart svg').first()).toBeVisible(),
  );
});

test('the popup', async () => {
  const popup = await extension.open('popup.html');
  // A popup has one width: its own.
  await compare(popup, 'popup', [380], 600, () => expect(popup.locator('.card')).toHaveCount(6));
  await popup.close();
});

test('the sidebar', async () => {
  const sidebar = await extension.open('sidebar.html');
  await compare(sidebar, 'sidebar', SIDEBAR_WIDTHS, 700, () =>
    expect(sidebar.locator('.card').first()).toBeVisible(),
  );
  await sidebar.close();
});

test('the components in all their states', async () => {
  const gallery = await extension.open('gallery.html');
  // As high as it is long: a picture of the whole page would be drawn in pieces. Large, so one theme at each width.
  for (const [width, height, theme] of [
    [320, 9000, 'light'],
    [1400, 4500, 'dark'],
  ] as const)
    await compare(
      gallery,
      'gallery',
      [width],
      height,
      () => expect(gallery.locator('.gallery-state').first()).toBeVisible(),
      [theme],
    );
  await gallery.close();
});
