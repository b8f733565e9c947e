import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { type Extension, launchExtension } from '../shared/browser';

/** Columns no tool and no language names: the user must say it all but what the cells tell. */
const ODD = [
  'Wer;Wohin;Wann;Notiz',
  ...['03/04/2026 10:15', '04/04/2026 11:20', '05/04/2026 12:25'].map(
    (at, n) => `p${n}@havn.example;https://plumb.example/tour?n=${n};${at};x`,
  ),
].join('\n');
const KNOWN = JSON.stringify(
  [1, 2].map((n) => ({
    email: `q${n}@havn.example`,
    timestamp: 1_772_706_153 + n,
    event: 'click',
    url: 'https://plumb.example/demo',
    sg_event_id: `mapping-${n}`,
  })),
);

const folder = mkdtempSync(join(tmpdir(), 'plumbline-mapping-'));
const write = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test.describe.configure({ mode: 'serial' });
let extension: Extension;
let page: Page;

test.beforeAll(async () => {
  extension = await launchExtension({ port: 1 });
  page = await extension.open('dashboard.html#/imports');
});
test.afterAll(() => extension.close());

/** Tab until something is focused: the way of somebody who has no mouse. */
async function tabTo(name: RegExp | string, most = 60): Promise<void> {
  for (let i = 0; i < most; i++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null) return '';
      const labelled = (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ');
      const labels = [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent); // others have none
      return `${labels.join(' ')} ${element.getAttribute('aria-label') ?? ''} ${labelled} ${element.textContent ?? ''}`;
    });
    if (typeof name === 'string' ? focused.includes(name) : name.test(focused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Nothing called ${String(name)} can be reached by Tab.`);
}

/** Opens the list that has the focus and chooses an entry by typing. */
async function choose(text: string): Promise<void> {
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.type(text);
  await expect(page.getByRole('option', { name: text }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

test('of several files the known are imported at once, and tables that nobody knows wait in a list', async () => {
  await page
    .locator('input[type=file]')
    .setInputFiles([
      write('known.json', KNOWN),
      write('odd.csv', ODD),
      write('other.csv', 'A;B\n1;2\n3;4\n'),
    ]);
  await expect(page.locator('.import').first()).toContainText('0 emails, 2 events');
  await expect(page.getByText('2 tables wait for you to say what their columns mean')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Map the columns of odd.csv' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Map the columns of other.csv' })).toBeVisible();
});

test('a table is mapped, its dates seen and corrected, and imported by keyboard alone', async () => {
  await page.locator('h1').focus();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.keyboard.press('Shift+Tab'); // into the page's order, from its heading
  await page.evaluate(() => document.querySelector<HTMLElement>('.brand')?.focus());
  await tabTo('Map the columns of odd.csv');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Map the columns' })).toBeFocused();
  // The cells tell who, which link and when; nothing says that these are clicks: the table asks.
  const dates = page.getByRole('region', { name: 'Dates as they will be understood' });
  await tabTo('Meaning of the column Wer');
  await choose('Recipient');
  await tabTo('Meaning of the column Wohin');
  await choose('Link');
  await tabTo('Meaning of the column Wann');
  await choose('Time');
  await expect(dates.getByRole('listitem').first()).toContainText('April');
  await page.evaluate(() => document.querySelector<HTMLElement>('.brand')?.focus());
  await tabTo('Day and month');
  await choose('Month first');
  await expect(dates.getByRole('listitem').first()).toContainText(
    '“03/04/2026 10:15” is read as Wednesday, March 4, 2026',
  );
  await choose('Day first');
  await tabTo('Zone of times that name none');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Europe/Berl');
  await expect(page.getByRole('option', { name: 'Europe/Berlin' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  const first = dates.getByRole('listitem').first();
  await expect(first).toContainText('Friday, April 3, 2026');
  await expect(first).toContainText('10:15:00 in Europe/Berlin');
  await expect(first).toContainText('08:15:00 UTC');
  await expect(page.locator('.first-rows tbody tr').first()).toContainText('p0@havn.example');
  // Nothing has been imported before the user said so.
  await tabTo('Import this table');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').getByText('Imported 3 events.')).toBeVisible();
  await page.goto(`chrome-extension://${extension.id}/dashboard.html#/imports`);
  await expect(page.locator('.import').first()).toContainText('odd.csv');
  await expect(page.locator('.import').first()).toContainText('0 emails, 3 events');
});

test('the mapping is remembered and applied to the next table it fits, also in a zip, and twice changes nothing', async () => {
  await page.locator('input[type=file]').setInputFiles([
    write(
      'later.zip',
      zipSync({
        'april.csv': new TextEncoder().encode(
          `${ODD}\nnew@havn.example;https://plumb.example/tour;06/04/2026 09:00;y\n`,
        ),
      }),
    ),
  ]);
  await expect(page.locator('.import').first()).toContainText('later.zip');
  await expect(page.locator('.import').first()).toContainText('1 event; 3 items known already');
});

test('mappings go to a file, are forgotten, and come back from it', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export mappings' }).click(),
  ]);
  const saved = readFileSync(await download.path(), 'utf8');
  expect(JSON.parse(saved)).toMatchObject({
    plumbline: 'mappings',
    version: 1,
    mappings: [{ name: 'odd.csv', mapping: { dateOrder: 'dmy', zone: 'Europe/Berlin' } }],
  });
  await page.getByRole('button', { name: 'Forget the mapping of odd.csv' }).click();
  // Taken back at once, and forgotten for good.
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Forget the mapping of odd.csv' }).click();
  await expect(page.getByText('None yet.')).toBeVisible();
  const give = async (path: string): Promise<void> => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Import mappings' }).click(),
    ]);
    await chooser.setFiles(path);
  };
  await give(write('mappings.json', saved));
  await expect(page.getByRole('button', { name: 'Forget the mapping of odd.csv' })).toBeVisible();
  await give(write('none.json', '{"a":1}'));
  await expect(page.locator('.toast')).toContainText('none.json holds no mappings');
});
