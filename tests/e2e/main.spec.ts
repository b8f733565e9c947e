import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type FrameLocator, type Locator, type Page, test } from '@playwright/test';
import { count, percent } from '../../components/format';
import type { Rate } from '../../lib/analytics/rates/rate';
import type { Report, SequenceReport } from '../../lib/analytics/report-types';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { type Extension, launchExtension } from '../shared/browser';
import { headlessReport } from '../shared/report-command';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-e2e-'));
const sample = makeSample(Date.now());
const paths = sample.files.map(({ name, text }) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
});
const [mbox = '', ...clicks] = paths;

const report = async (now: string): Promise<Report> =>
  JSON.parse(
    await headlessReport('--mail', mbox, '--clicks', ...clicks, '--now', now, '--format', 'json'),
  ) as Report; // the command's own tests check its shape

async function importFiles(dashboard: Page, files: readonly string[]): Promise<void> {
  await dashboard.locator('input[type=file]').setInputFiles([...files]);
}

/** The rate as every surface must show it. */
async function expectRate(place: Locator, rate: Rate): Promise<void> {
  if (rate.value === null) return expect(place).toContainText('nothing counted yet');
  await expect(place).toContainText(percent(rate.value));
  await expect(place).toContainText(`${count(rate.hits)} of ${count(rate.of)}`);
}

async function expectCards(place: Page | FrameLocator, sequences: readonly SequenceReport[]): Promise<void> {
  for (const sequence of sequences) {
    const card = place.locator('.card', { hasText: sequence.name });
    await expectRate(card.locator('.rate-reply'), sequence.rates.reply);
    await expectRate(card.locator('.rate-click'), sequence.rates.click);
  }
}

async function expectTable(dashboard: Page, full: Report): Promise<void> {
  for (const sequence of full.sequences) {
    const row = dashboard.locator('tbody tr', { hasText: sequence.name });
    await expectRate(row.locator('.rate-reply'), sequence.rates.reply);
    await expectRate(row.locator('.rate-click'), sequence.rates.click);
    await expect(row.locator('.num').first()).toContainText(`${sequence.prospects.delivered}`);
  }
}

const asOf = async (page: Page): Promise<string> =>
  (await page.locator('time').first().getAttribute('datetime')) ?? '';

for (const blockThirdPartyCookies of [true, false])
  test.describe(`third-party cookies ${blockThirdPartyCookies ? 'blocked' : 'allowed'}`, () => {
    test.describe.configure({ mode: 'serial' });
    let sandbox: Sandbox;
    let extension: Extension;
    let dashboard: Page;
    const asked = new Set<string>();

    test.beforeAll(async () => {
      sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '');
      extension = await launchExtension({ port: sandbox.port, blockThirdPartyCookies });
      extension.context.on('request', (request) =>
        asked.add(/^[a-z-]+:\/\/[^/]*/.exec(request.url())?.[0] ?? ''),
      );
      dashboard = await extension.open('dashboard.html');
    });
    test.afterAll(async () => {
      await extension.close();
      await sandbox.close();
    });

    test('a mailbox and tracker exports are imported, and the dashboard agrees with the headless report', async () => {
      await expect(
        dashboard.getByRole('heading', { name: 'See which of your outreach works' }),
      ).toBeVisible();
      await importFiles(dashboard, paths);
      await expect(dashboard.locator('tbody tr')).toHaveCount(6);
      await expectTable(dashboard, await report(await asOf(dashboard)));
    });

    test('the CSV is the headless report’s, byte for byte', async () => {
      const now = await asOf(dashboard);
      await dashboard.getByRole('button', { name: 'Export', exact: true }).click();
      const [download] = await Promise.all([
        dashboard.waitForEvent('download'),
        dashboard.getByRole('menuitem', { name: 'CSV', exact: true }).click(),
      ]);
      const saved = readFileSync(await download.path(), 'utf8');
      expect(saved).toBe(
        await headlessReport('--mail', mbox, '--clicks', ...clicks, '--now', now, '--format', 'csv'),
      );
    });

    test('the popup agrees', async () => {
      const popup = await extension.open('popup.html');
      await expect(popup.locator('.card')).toHaveCount(6);
      await expectCards(popup, (await report(await asOf(popup))).sequences);
      await popup.close();
    });

    test('the sidebar agrees: in the list, and in a thread with its step and timeline', async () => {
      const gmail = await extension.context.newPage();
      await gmail.goto('https://mail.google.com/mail/u/0/#sent');
      const sidebar = gmail.frameLocator('iframe[title=Plumbline]');
      await expect(sidebar.locator('.card')).toHaveCount(6);
      const full = await report(await asOf(dashboard));
      await expectCards(sidebar, full.sequences);
      await gmail.locator('tr.zA').first().click();
      await expect(sidebar.locator('.timeline')).toBeVisible();
      const young = full.sequences.find((sequence) => sequence.name.startsWith('Approvals'));
      await expect(sidebar.getByRole('heading', { level: 1 })).toHaveText(young?.name ?? '');
      await gmail.goto(`https://mail.google.com/mail/u/0/#sent/${sample.showcase}`);
      await expect(sidebar.getByRole('heading', { level: 1 })).toHaveText('Closing the books in four days');
      await expect(sidebar.locator('.timeline')).toContainText('Step 1 sent');
      await expect(sidebar.locator('.timeline')).toContainText('Clicked');
      await expect(sidebar.locator('.timeline')).toContainText('Replied');
      await expect(sidebar.locator('.step-current')).toContainText('this email');
      await gmail.goto('https://mail.google.com/mail/u/0/#sent');
      await expect(sidebar.locator('.card')).toHaveCount(6);
      // What decides the architecture: the frame itself is shut out of the database where third-party cookies are blocked.
      const frame = gmail.frames().find((entry) => entry.url().includes('sidebar.html'));
      const opened = await frame?.evaluate(
        () =>
          new Promise<boolean>((resolve) => {
            const request = indexedDB.open('probe');
            request.onsuccess = () => resolve(true);
            request.onerror = () => resolve(false);
          }),
      );
      expect(opened).toBe(!blockThirdPartyCookies);
      await gmail.close();
    });

    test('every surface agrees after the service worker has been killed', async () => {
      await extension.killWorker();
      const popup = await extension.open('popup.html');
      await expect(popup.locator('.card')).toHaveCount(6);
      await expectCards(popup, (await report(await asOf(popup))).sequences);
      await extension.killWorker();
      await dashboard.reload();
      await expectTable(dashboard, await report(await asOf(dashboard)));
      const gmail = await extension.context.newPage();
      await gmail.goto(`https://mail.google.com/mail/u/0/#sent/${sample.showcase}`);
      const sidebar = gmail.frameLocator('iframe[title=Plumbline]');
      await expect(sidebar.locator('.timeline')).toContainText('Replied');
      await extension.killWorker();
      await gmail.evaluate(() => {
        location.hash = '#sent';
      });
      await expect(sidebar.locator('.card')).toHaveCount(6);
      await gmail.close();
      await popup.close();
    });

    test('the same files again change nothing', async () => {
      const before = await dashboard.locator('table.sequences').innerText();
      await dashboard.goto(`chrome-extension://${extension.id}/dashboard.html#/imports`);
      await importFiles(dashboard, paths);
      await expect(dashboard.locator('.import').first()).toContainText('counted once');
      await expect(dashboard.locator('.import').first()).toContainText('0 emails, 0 events');
      await dashboard.getByRole('link', { name: 'Sequences' }).click();
      await expect(dashboard.locator('tbody tr')).toHaveCount(6);
      expect(await dashboard.locator('table.sequences').innerText()).toBe(before);
    });

    test('an import can be undone, but for what a later one held too', async () => {
      await dashboard.getByRole('link', { name: 'Imports and data' }).click();
      await expect(dashboard.locator('.import')).toHaveCount(2);
      await dashboard.locator('.import').last().getByRole('button', { name: 'Undo' }).click();
      await expect(dashboard.locator('.import')).toHaveCount(1);
      await dashboard.getByRole('link', { name: 'Sequences' }).click();
      await expectTable(dashboard, await report(await asOf(dashboard)));
    });

    test('nothing was asked of any host but the sandbox’s', () => {
      expect([...sandbox.hosts]).toEqual(['mail.google.com']);
      expect([...asked].sort()).toEqual([`chrome-extension://${extension.id}`, 'https://mail.google.com']);
    });

    test('everything can be erased', async () => {
      await dashboard.getByRole('link', { name: 'Imports and data' }).click();
      await dashboard.getByRole('button', { name: 'Erase everything' }).click();
      await dashboard.getByRole('button', { name: 'Yes, erase everything' }).click();
      await expect(dashboard.getByText('Nothing imported yet.')).toBeVisible();
      await dashboard.getByRole('link', { name: 'Sequences' }).click();
      await expect(dashboard.getByRole('button', { name: 'Load sample data' })).toBeVisible();
    });
  });
