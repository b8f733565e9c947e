import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { SyncView } from '../../lib/api/gmail-types';
import { GmailSandbox, SANDBOX_HOSTS } from '../sandbox/gmail-sandbox';
import { SANDBOX_CLIENT } from '../sandbox/oauth';
import { ask } from '../shared/ask';
import { type Extension, launchExtension } from '../shared/browser';
import { headlessReport } from '../shared/report-command';
import { takeout } from '../unit/gmail/world';

const SAM = 'sam@seller.example';
const KIM = 'kim@seller.example';

const state = async (page: Page): Promise<SyncView | undefined> => (await ask(page, 'syncState'))[0];

test.describe('reading Gmail’s API with the shipped build', () => {
  test.describe.configure({ mode: 'serial' });
  let sandbox: GmailSandbox;
  let extension: Extension;
  let page: Page;

  test.beforeAll(async () => {
    sandbox = await GmailSandbox.start({ accounts: [{ address: SAM, threads: 120 }], quota: 'old' });
    extension = await launchExtension({ port: sandbox.port, hosts: SANDBOX_HOSTS });
    page = await extension.open('dashboard.html');
  });
  test.afterAll(async () => {
    await extension.close();
    await sandbox.close();
  });

  test('signs in through the browser’s own window', async () => {
    const setup = await ask(page, 'setGmailClient', {
      clientId: SANDBOX_CLIENT,
      quota: 'classic',
    });
    expect(setup.redirectAddress).toBe(`https://${extension.id}.chromiumapp.org/`);
    sandbox.oauth.clients.set(SANDBOX_CLIENT, ['https://elsewhere.example/']);
    const refused = await ask(page, 'connectGmail', { account: SAM });
    expect(refused).toMatchObject({ ok: false, trouble: { code: 'redirect-mismatch' } });
    sandbox.oauth.clients.set(SANDBOX_CLIENT, [setup.redirectAddress]);
    const answer = await ask(page, 'connectGmail', { account: SAM });
    expect(answer).toEqual({ ok: true, account: SAM });
  });

  test('a background that is stopped again and again ends with exactly the mailbox', async () => {
    for (let kill = 0; kill < 3; kill++) {
      await expect
        .poll(async () => (await state(page))?.done ?? 0, { timeout: 20_000 })
        .toBeGreaterThan(10 * kill);
      await extension.killWorker();
    }
    await expect.poll(async () => (await state(page))?.phase, { timeout: 30_000 }).toBe('up-to-date');
    const mailbox = sandbox.mailbox(SAM);
    expect(await state(page)).toMatchObject({ threads: 120, messages: mailbox.list().length, trouble: null });
  });

  test('news come, and a token that died is renewed without anybody being asked', async () => {
    const mailbox = sandbox.mailbox(SAM);
    sandbox.oauth.expireTokens();
    mailbox.send({ to: 'new@prospect.example', text: 'Shall we talk?' });
    await ask(page, 'syncGmail', { account: SAM });
    await expect
      .poll(async () => (await state(page))?.messages, { timeout: 20_000 })
      .toBe(mailbox.list().length);
    expect([...sandbox.hosts].filter((host) => host.endsWith('googleapis.com')).sort()).toEqual([
      'gmail.googleapis.com',
      'oauth2.googleapis.com',
    ]);
  });
});

test.describe('the Gmail page', () => {
  test.describe.configure({ mode: 'serial' });
  let sandbox: GmailSandbox;
  let extension: Extension;
  let page: Page;
  const card = (account: string) => page.locator(`[data-account="${account}"]`);
  const phase = (account: string, name: string) =>
    expect(card(account)).toHaveAttribute('data-state', name, { timeout: 30_000 });

  test.beforeAll(async () => {
    sandbox = await GmailSandbox.start({
      accounts: [
        { address: SAM, threads: 150 },
        { address: KIM, threads: 15, seed: 2 },
      ],
      latencyMs: 60,
    });
    sandbox.oauth.consent = 'page';
    const sent = sandbox
      .mailbox(SAM)
      .list()
      .filter(({ labels }) => labels.has('SENT'));
    // A bounce and an answer that Gmail files in threads of their own, and a letter that answers nothing. A prospect bounced
    // who got nothing: their only email came back.
    const bounced = sent.find(({ threadId }) => sandbox.mailbox(SAM).thread(threadId).length === 1);
    const answered = sent[30];
    const header = (message: typeof bounced, name: string): string =>
      message?.headers.find((entry) => entry.name === name)?.value ?? '';
    sandbox.mailbox(SAM).deliver({
      from: 'Mail Delivery Subsystem <mailer-daemon@mx.example>',
      subject: 'Undeliverable',
      threadId: 'aa00000000000001',
      headers: [['X-Failed-Recipients', /<([^>]+)>/.exec(header(bounced, 'To'))?.[1] ?? '']],
      text: `Delivery failed permanently: 550 5.1.1 no such user.\n\nMessage-ID: <${bounced?.messageId}>`,
    });
    sandbox.mailbox(SAM).deliver({
      from: header(answered, 'To'),
      subject: 'Re: something else',
      inReplyTo: answered?.messageId ?? '',
      threadId: 'aa00000000000002',
      text: 'Yes, Thursday suits me.',
    });
    sandbox.mailbox(SAM).deliver({ from: 'news@paper.example', subject: 'Re: your week', text: 'News.' });
    extension = await launchExtension({ port: sandbox.port, hosts: SANDBOX_HOSTS });
    page = await extension.open('dashboard.html#/gmail');
  });
  test.afterAll(async () => {
    await extension.close();
    await sandbox.close();
  });

  /** Signs in as a person does: presses the button, and answers in Google's window. */
  async function signIn(button: string, account: string, decision: 'Continue' | 'Cancel'): Promise<void> {
    const opened = extension.context.waitForEvent('page');
    await page.getByRole('button', { name: button }).click();
    const window = await opened;
    const choice = window.locator(`[data-identifier="${account}"]`);
    const end = window.getByRole('button', { name: decision });
    await choice.or(end).first().waitFor();
    if (await choice.isVisible()) await choice.click();
    await end.click();
  }

  test('takes the client, says what is read, and tells a refusal', async () => {
    await expect(page.getByTestId('redirect-address')).toHaveText(`https://${extension.id}.chromiumapp.org/`);
    await expect(page.getByRole('heading', { name: 'What is read and kept' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Connect Gmail' })).toBeDisabled();
    await page.getByLabel('Client id').fill('no id');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('This is no client id.')).toBeVisible();
    await page.getByLabel('Client id').fill(SANDBOX_CLIENT);
    await page.getByRole('button', { name: /Google’s limit/ }).click();
    await page.getByRole('option', { name: /Older project/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Connect Gmail' })).toBeEnabled();
    await signIn('Connect Gmail', SAM, 'Cancel');
    await expect(page.locator('[data-code="denied"]')).toContainText('Nothing was read');
  });

  test('connects through Google’s window, shows progress, pauses and goes on', async () => {
    await signIn('Connect Gmail', SAM, 'Continue');
    await expect(card(SAM).getByTestId('sync-progress')).toContainText(/[1-9]\d* .*threads read/);
    await page.getByRole('button', { name: `Pause ${SAM}` }).click();
    await phase(SAM, 'paused');
    await expect(card(SAM).getByRole('progressbar')).toBeVisible();
    const popup = await extension.open('popup.html');
    await expect(popup.getByText(`${SAM}: Paused`)).toBeVisible();
    await popup.close();
    await page.getByRole('button', { name: `Go on with ${SAM}` }).click();
    await phase(SAM, 'up-to-date');
  });

  test('gives the rates of the headless report for the same mailbox', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-sync-'));
    try {
      const file = join(folder, 'all.mbox');
      writeFileSync(file, takeout(sandbox.mailbox(SAM), true));
      // What was learned of the mail as a whole follows the last of it by some seconds.
      await expect(async () => {
        const overview = await ask(page, 'overview');
        const now = overview.generatedAt;
        const report = JSON.parse(
          await headlessReport('--mail', file, '--account', SAM, '--now', now, '--format', 'json'),
        ) as { totals: { rates: unknown; prospects: unknown; answers: unknown } }; // DESIGN.md section 6
        expect(overview.totals.prospects).toEqual(report.totals.prospects);
        expect(overview.totals.rates).toEqual(report.totals.rates);
        expect(overview.totals.prospects.bounced).toBe(1);
      }).toPass({ timeout: 40_000, intervals: [1000, 3000] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('keeps two mailboxes apart, and erases the one that leaves', async () => {
    await signIn('Connect another mailbox', KIM, 'Continue');
    await phase(KIM, 'up-to-date');
    await page.getByRole('button', { name: `Disconnect ${SAM}` }).click();
    await page.getByRole('button', { name: 'Disconnect and erase what was read' }).click();
    await expect(card(SAM)).toHaveCount(0);
    await expect(card(KIM)).toBeVisible();
    const overview = await ask(page, 'overview');
    expect(overview.accounts).toEqual([KIM]);
  });
});
