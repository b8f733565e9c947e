import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { makeSample } from '../../lib/sample/sample';
import { type Extension, launchExtension } from '../shared/browser';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-imports-'));
const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test.describe.configure({ mode: 'serial' });
let extension: Extension;
let page: Page;

test.beforeAll(async () => {
  extension = await launchExtension({ port: 1 });
  page = await extension.open('dashboard.html');
});
test.afterAll(() => extension.close());

test('the sample data is one button away', async () => {
  await page.getByRole('button', { name: 'Load sample data' }).click();
  await expect(page.locator('tbody tr')).toHaveCount(6);
});

/** Drops a file with one click by this address. */
async function dropClick(name: string, email: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([name, email]) => {
      const transfer = new DataTransfer();
      const row = `Email,Link,Timestamp\n${email},https://c.example/,2026-01-05T10:00:00Z\n`;
      transfer.items.add(new File([row], name));
      return transfer;
    },
    [name, email] as const,
  );
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: data });
  await expect(page.locator('.import').first()).toContainText(name);
  await expect(page.locator('.import').first()).toContainText('0 emails, 1 event');
}

test('files are dropped on the page, and their facts go to the background as they are or, where that cannot be, as JSON', async () => {
  await page.goto(`chrome-extension://${extension.id}/dashboard.html#/imports`);
  const posted = await page.evaluateHandle(() => {
    const count = { parcels: 0 };
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (...given: unknown[]): void {
      if (typeof given[0] === 'object' && given[0] !== null && 'parcel' in given[0]) count.parcels++;
      Reflect.apply(post, this, given);
    };
    return count;
  });
  await dropClick('dropped.csv', 'a@b.example');
  expect(await posted.jsonValue()).toEqual({ parcels: 1 });
  // A background that was stopped in between is found by the next import at once.
  await extension.killWorker();
  await dropClick('dropped-later.csv', 'c@b.example');
  expect(await posted.jsonValue()).toEqual({ parcels: 2 });
  // As a browser refuses whose background is no service worker.
  await page.evaluate(() => {
    navigator.serviceWorker.getRegistration = () => Promise.reject(new Error('There is none.'));
  });
  await dropClick('dropped-as-json.csv', 'b@b.example');
  expect(await posted.jsonValue()).toEqual({ parcels: 2 });
  await page.reload();
});

test('a file that is none of the formats, an empty one and a bad row are named; the rest is imported', async () => {
  const mail = (makeSample(Date.now()).files[0]?.text ?? '').slice(0, 40_000);
  await page
    .locator('input[type=file]')
    .setInputFiles([
      write('holiday.png', '\u0089PNG\u0000\u0000'),
      write('empty.json', ''),
      write(
        'clicks.csv',
        'Email,Link,Timestamp\nx@y.example,https://z.example/,2026-01-05T10:00:00Z\nx@y.example,https://z.example/,whenever\n',
      ),
      write('cut.mbox', mail),
    ]);
  const row = page.locator('.import').first();
  await expect(row).toContainText('holiday.png');
  await expect(row).toContainText('Done');
  await expect(row).toContainText('1 event');
  await row.locator('summary').click();
  await expect(row).toContainText('holiday.png neither a mailbox');
  await expect(row).toContainText('empty.json the file is empty');
  await expect(row).toContainText('clicks.csv, line 3 “whenever”');
  await expect(row).toContainText('ends in the middle');
});

test('an import shows its progress and can be cancelled; what was read stays, and the rest can be added later', async () => {
  const part = (n: number): string =>
    `From ${7_000_000_000 + n}@xxx Mon Jan 05 10:00:00 +0000 2026\nX-Gmail-Labels: Sent\nDate: Mon, 05 Jan 2026 10:00:00 +0000\nFrom: big@big.example\nTo: p${n}@them.example\nSubject: A long mailbox\nMessage-ID: <big${n}@big.example>\n\nHello ${'word '.repeat(300)}\n\n`;
  const count = 8_000;
  const path = write('big.mbox', Array.from({ length: count }, (_, n) => part(n)).join(''));
  await page.locator('input[type=file]').setInputFiles(path);
  const progress = page.getByRole('region', { name: 'Import in progress' });
  await expect(progress).toContainText(/[1-9][\d,]* emails/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toBeHidden();
  const row = page.locator('.import').first();
  await expect(row).toContainText('Cancelled');
  const kept = Number(/([\d,]+) emails/.exec(await row.innerText())?.[1]?.replace(/,/g, ''));
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(count);
  await page.locator('input[type=file]').setInputFiles(path);
  await expect(page.locator('.import').first()).toContainText('Done', { timeout: 60_000 });
  const added = Number(
    /([\d,]+) emails/.exec(await page.locator('.import').first().innerText())?.[1]?.replace(/,/g, ''),
  );
  expect(kept + added).toBe(count);
});

test('an import goes on when the service worker is killed in the middle', async () => {
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await page.getByRole('button', { name: 'Yes, erase everything' }).click();
  await expect(page.getByText('Nothing imported yet.')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(join(folder, 'big.mbox'));
  await expect(page.getByRole('region', { name: 'Import in progress' })).toContainText(/[1-9][\d,]* emails/);
  await extension.killWorker();
  await expect(page.locator('.import').first()).toContainText('Done', { timeout: 60_000 });
  await expect(page.locator('.import').first()).toContainText('8,000 emails');
});
