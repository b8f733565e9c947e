import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import readExcelFile from 'read-excel-file/node';
import { reportSchema } from '../../lib/export/schema';
import { type Extension, launchExtension } from '../shared/browser';

test.describe.configure({ mode: 'serial' });
let extension: Extension;
let page: Page;

test.beforeAll(async () => {
  extension = await launchExtension({ port: 1 });
  page = await extension.open('dashboard.html');
  await page.getByRole('button', { name: 'Load sample data' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(6);
});
test.afterAll(() => extension.close());

/** Chooses a format by keyboard alone. @returns the path of what was saved */
async function exportAs(format: string): Promise<string> {
  await page.getByRole('button', { name: 'Export', exact: true }).focus();
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name: format, exact: true });
  await expect(item).toBeVisible();
  for (let tries = 0; tries < 10; tries++) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  return download.path();
}

test('a workbook, Parquet, JSON and a page come out of the shipped build', async () => {
  const tabs = await readExcelFile(await exportAs('Excel workbook'));
  expect(tabs.map(({ sheet }) => sheet)).toEqual(['sequences', 'steps', 'flags', 'clicks', 'definitions']);
  expect(tabs[0]?.data).toHaveLength(8);
  const parquet = unzipSync(readFileSync(await exportAs('Parquet files')));
  for (const bytes of Object.values(parquet))
    expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe('PAR1');
  expect(Object.keys(parquet)).toContain('clicks.parquet');
  const json = reportSchema.parse(JSON.parse(readFileSync(await exportAs('JSON'), 'utf8')));
  expect(json.sequences).toHaveLength(6);
  expect(json.clicks?.length).toBeGreaterThan(20);
  expect(readFileSync(await exportAs('One page to pass on'), 'utf8')).toContain(
    'Closing the books in four days',
  );
});
