import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type FrameLocator, type Page, test } from '@playwright/test';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { GmailSandbox } from '../sandbox/gmail-sandbox';
import { CHROME_BUILD, type Extension, launchExtension } from '../shared/browser';

/** Gmail's page in other languages, spellings of ids and shapes, and mail that is read through it. */
test.describe.configure({ mode: 'serial' });

const OTHER = 'alex@seller.example';
const sample = makeSample(Date.now());
let sandbox: GmailSandbox;
let extension: Extension;
let dashboard: Page;
let gmail: Page;
let sidebar: FrameLocator;

/** What the sandbox's page offers to tests (`tests/sandbox/page-variants.ts`). */
interface SandboxPage {
  sandboxSync(): void;
  sandboxCompanion(on: boolean): void;
  sandboxCompose(height: number): void;
  nameOf(id: string): string;
}

test.beforeAll(async () => {
  const mbox = sample.files[0]?.text ?? '';
  sandbox = await GmailSandbox.start({
    accounts: [
      { address: SAMPLE_ACCOUNT, mbox },
      { address: OTHER, threads: 5, seed: 3 },
    ],
  });
  extension = await launchExtension({ port: sandbox.port });
  dashboard = await extension.open('dashboard.html');
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-page-'));
  const path = join(folder, 'mail.mbox');
  writeFileSync(path, mbox);
  await dashboard.locator('input[type=file]').setInputFiles(path);
  await expect(dashboard.locator('tbody tr')).toHaveCount(6);
  await dashboard.goto(`chrome-extension://${extension.id}/dashboard.html#/imports`);
  gmail = await extension.context.newPage();
  sidebar = gmail.frameLocator('iframe[title=Plumbline]');
});
test.afterAll(async () => {
  await extension.close();
  await sandbox.close();
});

async function show(variants: string, hash = '#sent', user = 0): Promise<void> {
  await gmail.goto('about:blank'); // another variant is another page, not another place on it
  await gmail.goto(`https://mail.google.com/mail/u/${user}/?page=${variants}${hash}`);
}

const onPage = (work: (page: SandboxPage) => void): Promise<void> =>
  // The page's own script has put these on its window.
  gmail.evaluate(`(${work.toString()})(window)`);

const row = (n: number) => gmail.locator('tr').nth(n);

for (const variants of ['de,tokens', 'ar,begun,twomains', 'ja,old,rerender,tokens'])
  test(`a thread is known in Gmail as ${variants}`, async () => {
    await show(variants);
    await row(0).locator('td').first().click();
    await expect(sidebar.locator('.timeline')).toBeVisible();
    await expect(sidebar.getByRole('heading', { level: 1 })).toHaveText(/^Approvals/);
    if (!variants.includes('old')) return;
    await expect(sidebar.getByText('Gmail has changed a little')).toBeVisible();
  });

test('what is known of one thread is never drawn on the next, whose address does not tell its id', async () => {
  await show('begun,slow');
  await row(0).locator('td').first().click();
  await expect(sidebar.getByRole('heading', { level: 1 })).toHaveText(/^Approvals/);
  const name = await gmail.evaluate(`nameOf('${BigInt(`0x${sample.showcase}`)}')`);
  await gmail.evaluate(`location.hash = '#sent/${String(name)}'`);
  // Gmail shows the thread before for another 600 ms.
  await expect(sidebar.getByText('Gmail is opening the thread')).toBeVisible();
  await expect(sidebar.getByRole('heading', { level: 1 })).toHaveText('Closing the books in four days');
});

test('a thread without an id says so, and shows its figures once it has one', async () => {
  await show('unsynced,begun');
  await row(0).locator('td').first().click();
  await expect(sidebar.getByText('Gmail has not given this thread its id yet')).toBeVisible();
  await onPage((page) => page.sandboxSync());
  await expect(sidebar.locator('.timeline')).toBeVisible();
});

test('two accounts on one page are nobody’s', async () => {
  await show('other');
  await expect(sidebar.getByText('names two accounts')).toBeVisible();
  await expect(sidebar.getByRole('button', { name: /^Read the/ })).toHaveCount(0);
});

test('the panel leaves room for Gmail’s side panel and for compose windows', async () => {
  await show('');
  const tab = gmail.locator('plumbline-panel button');
  const frame = gmail.locator('plumbline-panel iframe');
  await expect(tab).toHaveAttribute('aria-expanded', 'true');
  await onPage((page) => page.sandboxCompanion(true));
  await expect(tab).toHaveAttribute('aria-expanded', 'false');
  await onPage((page) => page.sandboxCompanion(false));
  await expect(tab).toHaveAttribute('aria-expanded', 'true');
  const before = (await frame.boundingBox())?.height ?? 0;
  await onPage((page) => page.sandboxCompose(300));
  await expect.poll(async () => (await frame.boundingBox())?.height).toBe(before - 300);
  await onPage((page) => page.sandboxCompose(700));
  await expect(tab).toHaveAttribute('aria-expanded', 'false');
  await onPage((page) => page.sandboxCompose(0));
  await expect(tab).toHaveAttribute('aria-expanded', 'true');
});

test('the listed threads are read, then what is opened, of the account the page names', async () => {
  await show('', '#sent', 1);
  await sidebar.getByRole('button', { name: 'Read the 5 threads on this page' }).click();
  await expect(sidebar.getByText('5 of 5 threads read')).toBeVisible({ timeout: 30_000 });
  const mailbox = sandbox.mailbox(OTHER);
  const imported = dashboard.locator('.import', { hasText: `Gmail: ${OTHER}` });
  /** The page names a thread's first and last message. */
  const ends = [...mailbox.threads.values()].reduce((sum, thread) => sum + Math.min(2, thread.size), 0);
  await expect(imported).toContainText(`${ends} emails`);
  const subject = 'Numbers for Thursday';
  const id = mailbox.send({ to: 'kim@buyer.example', subject, text: 'Shall we talk?' }).threadId;
  mailbox.deliver({ from: 'kim@buyer.example', subject: `Re: ${subject}`, text: 'Yes', threadId: id });
  await show('', `#sent/${id}`, 1);
  await expect(gmail.locator('.adn')).toHaveCount(2);
  await expect(sidebar.getByLabel('Read threads as I open them')).not.toBeChecked();
  await expect(imported).toContainText(`${ends} emails`);
  await sidebar.getByLabel('Read threads as I open them').check();
  await expect(imported).toContainText(`${ends + 2} emails`);
});

test('a Gmail that cannot be read says so, with diagnostics that hold no mail, and the rest goes on', async () => {
  await show('broken,begun');
  await expect(sidebar.getByText('its page can no longer be read here')).toBeVisible();
  await expect(sidebar.getByRole('button', { name: 'Copy diagnostics' })).toBeVisible();
  const text = (await sidebar.locator('.gmail-diagnostics').textContent()) ?? '';
  expect(text).toContain('account: none');
  expect(text).not.toContain('@seller');
  await expect(sidebar.locator('.card').first()).toBeVisible();
});

test('the browser’s own side panel is the same page', async () => {
  const manifest = JSON.parse(readFileSync(join(CHROME_BUILD, 'manifest.json'), 'utf8'));
  expect(manifest.side_panel).toEqual({ default_path: 'sidebar.html?panel' });
  const panel = await extension.open('sidebar.html?panel');
  await expect(panel.getByText('Beside a Gmail tab')).toBeVisible();
  await expect(panel.locator('.card').first()).toBeVisible();
  await panel.close();
});
