import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { generate } from 'selfsigned';
import { type Extension, launchExtension } from '../shared/browser';
import { VendorServer } from '../unit/connect/vendor-server';
import { type Click, VENDORS } from '../unit/connect/vendors';

/*
 * The shipped build polls a server on this machine that answers as api.mailgun.net. Chromium's prompt for the host
 * cannot be pressed by a test: the profile has allowed this host once before (see `allowedBefore`), so that the
 * extension's own request, made by the click on Connect, is granted without the prompt. Its manifest is as shipped,
 * and the permission is not there before that click.
 */
/** As much of the browser's own interface as this test asks, inside the extension's page. */
declare const chrome: {
  readonly permissions: { contains(what: { origins: string[] }): Promise<boolean> };
  readonly storage: { readonly local: { get(): Promise<Record<string, unknown>> } };
  readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
};

const HOST = 'api.mailgun.net';
const MINUTE = 60_000;

test.describe.configure({ mode: 'serial' });
let server: VendorServer;
let extension: Extension;
let page: Page;
let card: Locator;
const clicks: Click[] = Array.from({ length: 12 }, (_, n) => ({ n, at: Date.now() - (60 - n) * MINUTE }));

const allowed = (): Promise<boolean> =>
  page.evaluate((host) => chrome.permissions.contains({ origins: [`https://${host}/*`] }), HOST);
const stored = (): Promise<string> =>
  page.evaluate(async () => JSON.stringify(await chrome.storage.local.get()));
const state = (name: string) => expect(card).toHaveAttribute('data-state', name, { timeout: 20_000 });

async function enter(button: string, key: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByLabel('API key').fill(key);
  await page.getByLabel('Sending domain').fill('mg.acme.test');
  await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test.beforeAll(async () => {
  const vendor = VENDORS.find(({ connector }) => connector.id === 'mailgun');
  if (vendor === undefined) throw new Error('There is no Mailgun to be tested.');
  const pems = await generate([{ name: 'commonName', value: HOST }], { keySize: 2048 });
  server = await VendorServer.start(vendor.vendor(clicks), 2, {
    base: `https://${HOST}`,
    key: pems.private,
    cert: pems.cert,
  });
  extension = await launchExtension({ port: server.port, hosts: [HOST], allowedBefore: [HOST] });
  page = await extension.open('dashboard.html#/connections');
  card = page.locator('[data-tracker=mailgun]');
});
test.afterAll(async () => {
  await extension.close();
  await server.stop();
});

test('six trackers can be connected; the host is asked for when one is, and a wrong key is told', async () => {
  await expect(page.locator('.connection[data-tracker]')).toHaveCount(6);
  expect(await allowed()).toBe(false);
  expect(server.requests).toHaveLength(0);
  await page.getByRole('button', { name: 'Connect Mailchimp' }).click();
  await page.getByLabel('API key').fill('without-a-centre-');
  await page.getByRole('dialog').getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByRole('dialog')).toContainText('A Mailchimp key ends with its data centre');
  await page.keyboard.press('Escape');
  await enter('Connect Mailgun', 'not-the-key');
  await state('failed');
  expect(await allowed()).toBe(true);
  await expect(card).toContainText('Mailgun does not accept this key');
  await expect(card).toContainText('No further poll until you act');
});

test('limits and faults are shown with the next poll, and a poll that was stopped goes on where it stood', async () => {
  server.fail({ 0: { status: 429, retryAfter: '900' } });
  await enter('Change the key of Mailgun', 'secret');
  await state('waiting');
  await expect(card).toContainText('Mailgun asks to be called less often');
  await expect(card).toContainText('Next poll');
  // Two pages come, the third is a fault; then the background is stopped.
  server.fail({ 2: { status: 500, retryAfter: '600' } });
  await page.getByRole('button', { name: 'Poll Mailgun now' }).click();
  await expect(card).toContainText('Mailgun has a fault of its own (500)', { timeout: 20_000 });
  await expect(card).toContainText('4 events');
  await extension.killWorker();
  const before = server.requests.length;
  await page.getByRole('button', { name: 'Poll Mailgun now' }).click();
  await state('idle');
  await expect(card).toContainText('12 events');
  const first = server.requests[before];
  expect(first?.url.pathname).toMatch(/\/events\/./); // the page that failed, not the first one
});

test('polling again brings what is new, once; paused it brings nothing', async () => {
  clicks.push({ n: 12, at: Date.now() - MINUTE });
  await page.getByRole('button', { name: 'Poll Mailgun now' }).click();
  await expect(card).toContainText('13 events', { timeout: 20_000 });
  await state('idle');
  await page.getByRole('button', { name: 'Pause Mailgun' }).click();
  await state('paused');
  await expect(page.getByRole('button', { name: 'Poll Mailgun now' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Go on with Mailgun' }).click();
  await state('idle');
  await expect(card).toContainText('13 events');
});

test('no view is told the key', async () => {
  expect(await stored()).toContain('secret');
  const told = await page.evaluate(async () =>
    JSON.stringify(
      await chrome.runtime.sendMessage({
        id: 1,
        type: 'connections',
        data: undefined,
        timestamp: Date.now(),
      }),
    ),
  );
  expect(told).toContain('mg.acme.test');
  expect(told).not.toContain('secret');
});

test('clicks that belong to no email are listed with their reason, filtered, and exported', async () => {
  await page.goto(`chrome-extension://${extension.id}/dashboard.html#/unjoined`);
  await expect(page.getByText('13 clicks', { exact: true })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('is in the mail that was read');
  // In a narrow window all of a click stands below each other, and nothing of the reason is cut off.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 800 });
  await expect(page.getByRole('columnheader')).toHaveCount(1);
  const cut = await page
    .getByText('is in the mail that was read')
    .first()
    .evaluate((element) => element.scrollHeight - element.clientHeight);
  expect(cut).toBeLessThanOrEqual(1);
  if (size !== null) await page.setViewportSize(size);
  await page.getByLabel('Find').fill('p7@');
  await expect(page.getByText('1 click', { exact: true })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const saved = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(saved).toHaveLength(2);
  expect(saved[0]).toBe('at,tracker,recipient,url,campaign,reason');
  expect(saved[1]).toContain('mailgun,p7@prospect.test,https://acme.test/7,');
});

test('disconnecting erases the key and where polling stood; what it brought stays, or goes if so chosen', async () => {
  await page.goto(`chrome-extension://${extension.id}/dashboard.html#/connections`);
  await page.getByRole('button', { name: 'Disconnect Mailgun' }).click();
  await page.getByRole('button', { name: 'Disconnect, keep what it brought' }).click();
  await state('off');
  expect(await stored()).not.toContain('secret');
  await expect.poll(allowed).toBe(false);
  await page.goto(`chrome-extension://${extension.id}/dashboard.html#/imports`);
  await expect(page.locator('.import').first()).toContainText('13 events');
  await page.goto(`chrome-extension://${extension.id}/dashboard.html#/connections`);
  await enter('Connect Mailgun', 'secret');
  await state('idle');
  await page.getByRole('button', { name: 'Disconnect Mailgun' }).click();
  await page.getByRole('button', { name: 'Disconnect and erase what it brought' }).click();
  await state('off');
  await page.goto(`chrome-extension://${extension.id}/dashboard.html#/imports`);
  await expect(page.getByText('Nothing imported yet.')).toBeVisible();
});
