import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { type Extension, launchExtension } from '../shared/browser';

test.describe.configure({ mode: 'serial' });
const CLOSING = 'Closing the books in four days';
const folder = mkdtempSync(join(tmpdir(), 'plumbline-surfaces-'));
let sandbox: Sandbox;
let extension: Extension;
let page: Page;
/** What the browser's console complains of: our CSP, React, a chart. */
const complaints: string[] = [];

test.beforeAll(async () => {
  const sample = makeSample(Date.now());
  const paths = sample.files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '');
  extension = await launchExtension({ port: sandbox.port });
  page = await extension.open('dashboard.html');
  page.on('console', (message) => {
    // React Aria's one rule for touch is refused everywhere, and stands in ui.css instead.
    if (message.type() === 'error' && !message.text().includes('sha256-38RhXrc7'))
      complaints.push(message.text());
  });
  await page.locator('input[type=file]').first().setInputFiles(paths);
  await expect(page.locator('table.sequences tbody tr')).toHaveCount(6);
});
test.afterAll(async () => {
  await extension.close();
  await sandbox.close();
});

test('the table is searched, sorted and cut by period, and its address says so', async () => {
  const rows = page.locator('table.sequences tbody tr');
  await page.getByRole('searchbox', { name: 'Search sequences' }).focus();
  await page.keyboard.type('books');
  await expect(rows).toHaveCount(1);
  await expect(page.getByText('1 of 6 sequences.')).toBeVisible();
  expect(page.url()).toContain('text=books');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(6);
  await page.getByRole('columnheader', { name: 'Reply rate' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain('sort=reply');
  await page.getByRole('button', { name: /Period/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Sent in the last 30 days' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Only emails sent in the last 30 days are counted.')).toBeVisible();
  const address = page.url();
  expect(address).toContain('days=30');
  await page.reload();
  expect(page.url()).toBe(address);
  await expect(page.getByText('Only emails sent in the last 30 days are counted.')).toBeVisible();
});

test('arrow keys lead through the table, to its controls and to what its headings mean', async () => {
  await page.getByRole('link', { name: 'Sequences', exact: true }).press('Enter');
  const grid = page.getByRole('grid', { name: 'Sequences with their rates' });
  await expect(grid.locator('tbody tr')).toHaveCount(6);
  // Tab comes to the table as one thing, and leaves it as one.
  await page.getByRole('button', { name: 'Columns' }).focus();
  await page.keyboard.press('Tab');
  await expect(grid.locator('tbody tr').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const second = grid.locator('tbody tr').nth(1);
  await expect(second.getByRole('checkbox')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(second.getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('Space');
  await expect(second.getByRole('checkbox')).not.toBeChecked();
  await page.keyboard.press('ArrowRight');
  await expect(second.getByRole('link')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(grid.locator('tbody tr').nth(2).getByRole('checkbox')).toBeFocused();
  // Up to the headings: the title sorts, and beside it stands what the rate counts.
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const sort = page.url();
  await expect(grid.getByRole('button', { name: 'What is “Reply rate”?' })).toBeFocused();
  await page.keyboard.press('Enter');
  const said = page.locator('.explain:popover-open');
  await expect(said).toContainText('at least one reply written by a person');
  expect(page.url()).toBe(sort);
  await page.keyboard.press('Escape');
  await expect(said).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(grid.locator(':focus')).toHaveCount(0);
});

test('the palette leads to a sequence, whose charts speak and can be saved', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Go to a page or a sequence' }).waitFor();
  await page.keyboard.type('closing books');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(CLOSING);
  await expect(
    page.getByRole('img', { name: /From delivered to replied\. 88 prospects.*11 replied/ }),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: /Weeks of sending: Reply rate/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Companies' })).toBeVisible();
  const menu = page.getByRole('button', { name: 'Save chart “From delivered to replied”' });
  for (const [format, start] of [
    ['As SVG', '<svg'],
    ['As PNG', '\x89PNG'],
  ] as const) {
    await menu.focus();
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitem', { name: format });
    await item.focus();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(readFileSync(await saved.path(), 'latin1').startsWith(start)).toBe(true);
  }
});

test('a prospect is found, with their timeline', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('prospects');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Prospects');
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('closing the books');
  await expect(page.getByText(/^9\d prospects$/)).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  const csv = page.getByRole('menuitem', { name: 'CSV' });
  await csv.waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), csv.press('Enter')]);
  const lines = readFileSync(await saved.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines[0]).toContain('Probability of a human click');
  await expect(page.getByText(`${lines.length - 1} prospects`, { exact: true })).toBeVisible();
  await page.getByRole('grid', { name: 'Prospects' }).getByRole('link').first().press('Enter');
  await expect(page.locator('.timeline').first()).toContainText('Step 1 sent');
});

test('the team’s files are written and opened again', async () => {
  await page.getByRole('link', { name: 'Team' }).press('Enter');
  await page.getByRole('textbox', { name: 'Team key' }).fill('a secret');
  const download = page.getByRole('button', { name: 'Download as a zip' });
  const [saved] = await Promise.all([page.waitForEvent('download'), download.press('Enter')]);
  const files = Object.entries(unzipSync(readFileSync(await saved.path())));
  expect(files).toHaveLength(4);
  expect(files.some(([, bytes]) => Buffer.from(bytes).includes('closing'))).toBe(false);
  await page.getByTestId('team-files').setInputFiles(
    files.map(([name, bytes]) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    })),
  );
  const sdrs = page.getByRole('grid', { name: 'SDRs' });
  await expect(sdrs).toContainText(SAMPLE_ACCOUNT);
  await expect(page.getByRole('grid', { name: 'Sequences' }).locator('tbody tr')).toHaveCount(6);
  await expect(page.getByRole('grid', { name: 'Sequences' })).toContainText('11 of 88');
});

test('the popup says how the last days differ from those before, at once after a kill', async () => {
  await extension.killWorker();
  const popup = await extension.open('popup.html');
  const deltas = popup.getByRole('region', { name: 'Last 30 days against the 30 before' });
  await expect(deltas.locator('.rate-counts')).toHaveCount(2);
  await expect(deltas).not.toContainText('Comparing');
  await expect(popup.locator('.card')).toHaveCount(6);
  await popup.close();
});

test('nothing was refused by the content security policy', () => {
  expect(complaints).toEqual([]);
});
