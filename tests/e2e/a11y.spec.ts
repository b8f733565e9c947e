import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { type Extension, launchExtension } from '../shared/browser';

/** axe finds nothing on any surface, in either theme and both languages. */

const sample = makeSample(Date.now());
const folder = mkdtempSync(join(tmpdir(), 'plumbline-a11y-'));
const paths = sample.files.map(({ name, text }) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
});

/** What axe has against a page, one line for each place. */
async function findings(page: Page, place: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Legacy mode opens no second page for each run; there are no frames of others in these pages.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    // The gallery alone shows one landmark several times, once for each state.
    if (place === 'gallery') axe.disableRules('landmark-unique');
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes)
        found.push(
          `${place} ${colorScheme} ${id} ${target.join(' ')}: ${failureSummary?.split('\n').at(-1)}`,
        );
  }
  return found;
}

const PAGES = [
  'sequences',
  'compare',
  'ctas',
  'prospects',
  'team',
  'audit',
  'decisions',
  'imports',
  'mapping',
  'backup',
  'gmail',
  'connections',
  'unjoined',
  'settings',
  'sequence/none',
];

for (const language of ['en', 'de'] as const)
  test.describe(`in ${language}`, () => {
    test.describe.configure({ mode: 'serial' });
    let sandbox: Sandbox;
    let extension: Extension;
    let page: Page;
    test.beforeAll(async () => {
      sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '');
      extension = await launchExtension({ port: sandbox.port, language });
    });
    test.afterAll(async () => {
      await extension.close();
      await sandbox.close();
    });

    test('before there is any mail', async () => {
      page = await extension.open('dashboard.html');
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        language === 'de' ? 'Sehen Sie, welche Ihrer E-Mails wirken' : 'See which of your outreach works',
      );
      const found = await findings(page, 'welcome');
      for (const surface of ['popup', 'sidebar', 'gallery']) {
        const other = await extension.open(`${surface}.html`);
        await expect(other.locator('main')).not.toBeEmpty();
        found.push(...(await findings(other, surface)));
        await other.close();
      }
      expect(found).toEqual([]);
    });

    test('every page of the dashboard', async () => {
      await page.locator('input[type=file]').setInputFiles(paths);
      await expect(page.locator('tbody tr')).toHaveCount(6);
      const found: string[] = [];
      const sequence = await page.locator('tbody a').first().getAttribute('href');
      for (const hash of [...PAGES.map((name) => `#/${name}`), sequence ?? '']) {
        await page.evaluate((to) => {
          location.hash = to;
        }, hash);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.waitForTimeout(150); // tables that ask for their rows
        found.push(...(await findings(page, hash)));
      }
      expect(found).toEqual([]);
    });

    test('popup, sidebar, and the thread beside Gmail', async () => {
      const found: string[] = [];
      for (const surface of ['popup', 'sidebar']) {
        const other = await extension.open(`${surface}.html`);
        await expect(other.locator('.card').first()).toBeVisible();
        found.push(...(await findings(other, surface)));
        await other.close();
      }
      expect(found).toEqual([]);
    });
  });
