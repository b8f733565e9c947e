import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { type Extension, launchExtension } from '../shared/browser';
import { absent, sharedData } from '../shared/data';
import { heard } from '../shared/heard';

const REAL_BOX = 'gmail/page/compose-window-2020.html';
const COUNT = (count: string): string => `${count}. CTAs in this email`;
const THREE = 'Do you have 15 minutes on Tuesday? Shall I send you the quagga report before?';
const REFERRAL = 'Who looks after this on your side?';

test.describe.configure({ mode: 'serial' });
let sandbox: Sandbox;
let extension: Extension;
let page: Page;
let gmail: Page;

test.beforeAll(async () => {
  const sample = makeSample(Date.now());
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-insight-'));
  const paths = sample.files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '');
  extension = await launchExtension({ port: sandbox.port });
  page = await extension.open('dashboard.html');
  await page.locator('input[type=file]').setInputFiles(paths);
  await expect(page.locator('tbody tr')).toHaveCount(6);
});
test.afterAll(async () => {
  await extension.close();
  await sandbox.close();
});

const go = (hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);
const expectHeard = (where: Page, words: string, there = true) =>
  expect.poll(async () => (await heard(where)).includes(words)).toBe(there);

test('two sequences are chosen in the table and compared, by keyboard', async () => {
  for (const name of ['Closing the books in four days', 'The month-end checklist']) {
    await page.getByRole('checkbox', { name: `Compare ${name}` }).focus();
    await page.keyboard.press('Space');
  }
  await page.getByRole('link', { name: 'Compare these two' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare');
  const replies = page.getByRole('region', { name: 'Replies' });
  await expect(replies.locator('.rate-reply')).toHaveCount(2);
  await expect(replies).toContainText('11 of 88 prospects');
  await expect(replies).toContainText('0 of 75 prospects');
  await expect(replies).toContainText('+12.5 points');
  await expect(replies).toContainText(/likely that Closing the books in four days truly has/);
  await expect(page.getByText('No ranking:')).toBeVisible();
  // Another second one, with the arrow keys.
  await page.getByRole('button', { name: /Second$/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Benchmarks for finance teams' }).waitFor();
  await page.keyboard.type('Bench');
  await page.keyboard.press('Enter');
  await expect(replies).toContainText('3 of 70 prospects');
  await expect(replies.getByRole('status')).toContainText(/Too early to tell: about [\d,]+ more prospects/);
  const address = page.url();
  await page.reload();
  expect(page.url()).toBe(address);
  await expect(replies).toContainText('3 of 70 prospects');
});

test('a flag leads to its evidence: the CTAs marked in the email', async () => {
  await go('#/sequences');
  await page.getByRole('link', { name: 'Everything new at Tallyhouse' }).press('Enter');
  const flag = page.locator('.flag', { hasText: 'Too many CTAs' });
  await flag.getByRole('link', { name: 'Show the evidence' }).press('Enter');
  const evidence = page.getByRole('region', { name: 'Evidence: Too many CTAs' });
  await expect.poll(() => evidence.locator('mark.cta').count()).toBeGreaterThanOrEqual(3);
  await expect(evidence.locator('.cta-list li').first()).toContainText('Meeting: book a demo');
  await page.getByRole('link', { name: 'Compare its steps' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Replies' })).toContainText('of 79 emails');
});

test('CTAs against outcomes say when the data cannot tell', async () => {
  await page.getByRole('link', { name: 'CTAs', exact: true }).press('Enter');
  const first = page.locator('section', { has: page.getByRole('heading', { name: 'First emails' }) }).last();
  await expect(first).toContainText('Your data cannot tell yet: too few emails with three or more CTAs.');
  await expect(first).toContainText('12 of 279 emails');
});

test('a threshold is changed, refused, and put back', async () => {
  await page.getByRole('link', { name: 'Settings' }).press('Enter');
  const field = page.getByLabel('CTAs that are too many, a number');
  await field.fill('99');
  await expect(page.getByText('Between 2 and 10.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  await field.fill('4');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Saved. The figures follow.')).toBeVisible();
  await go('#/sequences');
  await expect(page.locator('tbody tr')).toHaveCount(6);
  await expect(page.getByRole('button', { name: /Too many CTAs/ })).toHaveCount(0);
  await go('#/settings');
  await page.getByRole('button', { name: 'All defaults' }).press('Enter');
  await expect(field).toHaveValue('3');
  await go('#/sequences');
  await expect(page.getByRole('button', { name: /Too many CTAs/ })).toHaveCount(1);
});

const editor = (where: Page, index = 0) => where.getByRole('textbox', { name: 'Message Body' }).nth(index);

test('the compose box counts while one writes, and moves nothing', async () => {
  gmail = await extension.context.newPage();
  await gmail.goto('https://mail.google.com/mail/u/0/#sent');
  await gmail.getByRole('button', { name: 'Compose' }).click();
  const places = async () => [
    await gmail.getByRole('button', { name: 'Send' }).boundingBox(),
    await editor(gmail).boundingBox(),
  ];
  const before = await places();
  await expectHeard(gmail, COUNT('No CTA'));
  await gmail.keyboard.type(`Hi Ann,\n\n${THREE}\n\n`);
  await expectHeard(gmail, COUNT('2 CTAs'));
  await gmail.keyboard.type(REFERRAL);
  await expectHeard(gmail, COUNT('3 CTAs'));
  expect(await places()).toEqual(before);
  // Tab leads from the text to the count; Escape closes the list, and not Gmail's box.
  await gmail.keyboard.press('Tab');
  await gmail.keyboard.press('Enter');
  await expectHeard(gmail, REFERRAL);
  await expectHeard(gmail, 'Meeting: ');
  await gmail.keyboard.press('Escape');
  await expectHeard(gmail, 'Meeting: ', false);
  await expect(editor(gmail)).toBeVisible();
  // The page itself cannot look into it.
  expect(await gmail.locator('plumbline-ctas').evaluate((host) => host.shadowRoot)).toBeNull();
});

test('it survives being minimised, redrawn, popped out and closed, and several boxes have each their own', async () => {
  await gmail.getByRole('button', { name: 'Minimize' }).click();
  await expectHeard(gmail, COUNT('3 CTAs'), false);
  await gmail.getByRole('button', { name: 'Minimize' }).click();
  await expectHeard(gmail, COUNT('3 CTAs'));
  await gmail.getByRole('button', { name: 'Full screen' }).click();
  await expectHeard(gmail, COUNT('3 CTAs'));
  await gmail.locator('plumbline-ctas').evaluate((host) => host.remove());
  await expectHeard(gmail, COUNT('3 CTAs'));
  await gmail.getByRole('button', { name: 'Full screen' }).click();
  await gmail.getByRole('button', { name: 'Compose' }).click();
  await editor(gmail, 1).pressSequentially(REFERRAL);
  await expectHeard(gmail, COUNT('1 CTA'));
  await expectHeard(gmail, COUNT('3 CTAs'));
  // An answer: what is quoted below is not the user's.
  await gmail.evaluate('openCompose({ reply: "#thread-f:1" })');
  await expectHeard(gmail, COUNT('No CTA'));
  const [popped] = await Promise.all([
    extension.context.waitForEvent('page'),
    gmail.getByRole('button', { name: 'Pop-out' }).last().click(),
  ]);
  await expectHeard(gmail, COUNT('No CTA'), false);
  await editor(popped).pressSequentially(REFERRAL);
  await expectHeard(popped, COUNT('1 CTA'));
  await popped.close();
  await gmail.getByRole('button', { name: 'Save & close' }).first().click();
  await expectHeard(gmail, COUNT('3 CTAs'), false);
  await expect(gmail.locator('plumbline-ctas')).toHaveCount(1);
});

test('it works on a real compose box', async () => {
  const path = sharedData(REAL_BOX);
  test.skip(path === null, absent(REAL_BOX));
  const real = await extension.context.newPage();
  await real.route('**/mail/u/0/real*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Gmail</title><body>${readFileSync(path ?? '', 'utf8')}`,
    }),
  );
  await real.goto('https://mail.google.com/mail/u/0/real');
  await expectHeard(real, COUNT('No CTA'));
  const before = await editor(real).last().boundingBox();
  await real.locator('[contenteditable=true]').focus();
  await real.keyboard.type(`Hi Ann,\n${THREE}\n${REFERRAL}`);
  await expectHeard(real, COUNT('3 CTAs'));
  await real.keyboard.press('Tab');
  await real.keyboard.press('Enter');
  await expectHeard(real, 'Referral: ');
  expect((await editor(real).last().boundingBox())?.y).toBe(before?.y);
  await real.close();
});

test('hiding it is remembered, the settings bring it back, and no draft was kept or sent', async () => {
  await editor(gmail).focus();
  await gmail.keyboard.press('Tab');
  await gmail.keyboard.press('Tab');
  await gmail.keyboard.press('Enter');
  await expect(gmail.locator('plumbline-ctas')).toHaveCount(0);
  await gmail.reload();
  await gmail.getByRole('button', { name: 'Compose' }).click();
  await go('#/settings');
  const toggle = page.getByRole('switch', { name: 'Count the CTAs in Gmail’s compose box' });
  await expect(toggle).not.toBeChecked();
  await expect(gmail.locator('plumbline-ctas')).toHaveCount(0);
  await toggle.press('Space');
  await expect(gmail.locator('plumbline-ctas')).toHaveCount(1);
  await expectHeard(gmail, COUNT('No CTA'));
  const kept = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('plumbline');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const stores = [...database.objectStoreNames];
    const transaction = database.transaction(stores);
    const all = await Promise.all(
      stores.map(
        (name) =>
          new Promise<unknown>((resolve, reject) => {
            const request = transaction.objectStore(name).getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          }),
      ),
    );
    database.close();
    return JSON.stringify(all);
  });
  expect(kept).toContain('Tallyhouse');
  expect(kept).not.toContain('quagga');
  expect([...sandbox.hosts]).toEqual(['mail.google.com']);
});
