import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { type Extension, launchExtension } from '../shared/browser';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-audit-'));
const sample = makeSample(Date.now());
const paths = sample.files.map(({ name, text }) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
});

test.describe.configure({ mode: 'serial' });
let sandbox: Sandbox;
let extension: Extension;
let page: Page;

const go = (hash: string): Promise<unknown> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
const headline = () => page.locator('.audit-headline');
const words = async (name: string): Promise<string> => (await page.locator(name).first().innerText()).trim();

test.beforeAll(async () => {
  sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '');
  extension = await launchExtension({ port: sandbox.port });
  page = await extension.open('dashboard.html');
  await page.locator('input[type=file]').setInputFiles(paths);
  await expect(page.locator('table.sequences tbody tr')).toHaveCount(6);
});
test.afterAll(async () => {
  await extension.close();
  await sandbox.close();
});

test('a click rate opens its evidence and the audit by keyboard alone', async () => {
  const row = page.locator('tbody tr', { hasText: 'Everything new at Tallyhouse' });
  await row.locator('.rate-evidence').focus();
  await page.keyboard.press('Enter');
  const evidence = page.getByRole('dialog');
  await expect(evidence).toContainText('10 raw');
  await expect(evidence).toContainText('What speaks for machines');
  await page.keyboard.press('Escape');
  await expect(evidence).toBeHidden();
  await expect(row.locator('.rate-evidence')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(evidence).toContainText('10 raw');
  await evidence.getByRole('button', { name: 'See every click' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Click audit' })).toBeVisible();
  await expect(headline()).toContainText('10 raw, 4 human, 60.0\u202f% negated');
  await expect(page.getByRole('link', { name: 'Everything new at Tallyhouse' })).toBeVisible();
  await page.locator('.audit-rules summary').click();
  await expect(page.locator('.rules')).toContainText('less than 2 s after sending');
});

test('one tap corrects a click: the figure follows everywhere, also after the worker was killed, and undo takes it back', async () => {
  const before = await words('.audit-headline');
  await page.getByRole('button', { name: 'Person clicked' }).first().click();
  await expect(headline()).not.toHaveText(before);
  const after = await words('.audit-headline');
  await extension.killWorker();
  await page.reload();
  await expect(headline()).toHaveText(after);
  await page.locator('.word[aria-pressed=true]').first().click();
  await expect(headline()).toHaveText(before);
  // What was taken back comes again with the toast's undo, and goes with a second tap.
  await page.locator('.ui-toast', { hasText: 'Taken back' }).getByRole('button', { name: 'Undo' }).click();
  await expect(headline()).toHaveText(after);
});

test('a word on a company holds for all its clicks and can be undone from the toast', async () => {
  await go('#/audit');
  await expect(page.getByText('108 clicks of 108')).toBeVisible();
  const before = await words('.audit-headline');
  await page.getByRole('button', { name: 'More about this click' }).first().click();
  await page.getByRole('menuitem', { name: /^All clicks of .+: a machine$/ }).click();
  await expect(headline()).not.toHaveText(before);
  await page
    .locator('.ui-toast', { hasText: 'a machine makes all clicks' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(headline()).toHaveText(before);
});

test('a click is corrected in Gmail’s sidebar, too', async () => {
  const gmail = await extension.context.newPage();
  await gmail.goto(`https://mail.google.com/mail/u/0/#sent/${sample.showcase}`);
  const sidebar = gmail.frameLocator('iframe[title=Plumbline]');
  const click = sidebar.locator('.event-click').first();
  await expect(click).toContainText('Clicked');
  await click.getByRole('button', { name: 'Machine clicked' }).click();
  await expect(click).toContainText('Phantom click');
  await expect(click.getByRole('button', { name: 'Machine clicked' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await gmail.close();
});

test('a sequence is renamed, split, merged and hidden, each undoable; an old address leads on', async () => {
  await go('#/sequences');
  await page.getByRole('link', { name: 'Closing the books in four days' }).click();
  const menu = async (entry: string): Promise<void> => {
    await page.getByRole('button', { name: /^Change “/ }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  const title = page.getByRole('heading', { level: 1 });
  await expect(page.locator('.template .step')).toHaveCount(2);
  await expect(page.locator('.template')).toContainText('{first name}');

  await menu('Rename…');
  await page.getByRole('textbox', { name: 'Name' }).fill('Faster books');
  await page.keyboard.press('Enter');
  await expect(title).toHaveText('Faster books');

  await menu('Split off from a step…');
  await page.getByRole('textbox', { name: 'Name' }).fill('The second email');
  await page.getByRole('button', { name: 'Split off', exact: true }).click();
  await expect(page.locator('.template .step')).toHaveCount(1);
  await page
    .locator('.ui-toast', { hasText: 'The second email' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(page.locator('.template .step')).toHaveCount(2);

  const old = await page.evaluate(() => location.hash);
  await menu('Merge into…');
  await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(title).toHaveText('Approvals without the chasing');
  await expect.poll(() => page.evaluate(() => location.hash)).not.toBe(old);
  await expect(page.getByText('Merged into it: “Faster books”')).toBeVisible();
  await extension.killWorker();
  await go('#/decisions');
  await page.getByRole('button', { name: /^Undo: “Faster books” is part of/ }).click();
  await go(old);
  await expect(title).toHaveText('Faster books');

  await menu('Hide');
  await expect(page.locator('table.sequences tbody tr')).toHaveCount(5);
  await page.getByText('One hidden sequence').click();
  await page.getByRole('button', { name: 'Bring back “Faster books”' }).click();
  await expect(page.locator('table.sequences tbody tr')).toHaveCount(6);
});

test('an email becomes a one-off', async () => {
  await page.getByRole('link', { name: 'Faster books' }).click();
  await expect(page.getByText('170 emails', { exact: true })).toBeVisible();
  await page
    .getByRole('button', { name: /^Change the email to/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Make it a one-off' }).click();
  await expect(page.getByText('169 emails', { exact: true })).toBeVisible();
});

test('decisions go into a file and come back, each bad entry named; nothing comes twice', async () => {
  await go('#/decisions');
  const rows = page.getByRole('button', { name: /^Undo: / });
  await expect(rows).toHaveCount(4);
  await expect(page.locator('.ui-table')).toContainText('You named a sequence “Faster books”.');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ]);
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
  const rename = page.getByRole('button', { name: /^Undo: You named/ });
  await rename.click();
  await expect(rows).toHaveCount(3);
  saved.decisions.push({ room: 'click', at: 1, word: { about: { click: 'x' }, by: 'nobody' } });
  const file = join(folder, 'decisions.json');
  writeFileSync(file, JSON.stringify(saved));
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.locator('.restore')).toContainText('One decision restored. 3 were here already.');
  await expect(page.locator('.restore')).toContainText('decision 5');
  await expect(rows).toHaveCount(4);
});

test('everything kept is shown, backed up with its mail, erased and restored', async () => {
  await go('#/backup');
  await expect(page.locator('.kept tbody tr').first()).toContainText('751');
  await page.getByText('Mail and clicks, too').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save a backup' }).click(),
  ]);
  const path = join(folder, 'backup.json');
  await download.saveAs(path);
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await page.getByRole('button', { name: 'Yes, erase everything' }).click();
  await expect(page.locator('.kept tbody tr').first()).not.toContainText('751');
  await page.locator('input[type=file]').setInputFiles(path);
  await expect(page.locator('.restore')).toContainText('4 decisions restored.');
  await go('#/sequences');
  await expect(page.getByRole('link', { name: 'Faster books' })).toBeVisible();
});
