import { expect, type Page, test } from '@playwright/test';
import type { ConnectAnswer, GmailSetup, SyncView } from '../../lib/api/gmail-types';
import { GmailSandbox, SANDBOX_HOSTS } from '../sandbox/gmail-sandbox';
import { SANDBOX_CLIENT } from '../sandbox/oauth';
import { type Extension, launchExtension } from '../shared/browser';

const SAM = 'sam@seller.example';

/** Asks the background as a view does. */
async function ask(page: Page, type: string, data: unknown = undefined): Promise<unknown> {
  return page.evaluate(
    async ([name, given]) => {
      // The page is the extension's own; its `chrome` is not declared here.
      const { runtime } = (
        globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } }
      ).chrome;
      const message = { id: 1, type: name, data: given, timestamp: Date.now() };
      // A worker that was just stopped is started by the second try, as in `lib/api/client`.
      const answer = await runtime.sendMessage(message).catch(() => runtime.sendMessage(message));
      return (answer as { res?: unknown } | undefined)?.res; // the messaging library's envelope
    },
    [type, data] as const,
  );
}

const state = async (page: Page): Promise<SyncView | undefined> =>
  ((await ask(page, 'syncState')) as SyncView[])[0]; // the protocol's own type

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
    const setup = (await ask(page, 'setGmailClient', {
      clientId: SANDBOX_CLIENT,
      quota: 'classic',
    })) as GmailSetup;
    expect(setup.redirectAddress).toBe(`https://${extension.id}.chromiumapp.org/`);
    sandbox.oauth.clients.set(SANDBOX_CLIENT, ['https://elsewhere.example/']);
    const refused = (await ask(page, 'connectGmail', { account: SAM })) as ConnectAnswer;
    expect(refused).toMatchObject({ ok: false, trouble: { code: 'redirect-mismatch' } });
    sandbox.oauth.clients.set(SANDBOX_CLIENT, [setup.redirectAddress]);
    const answer = (await ask(page, 'connectGmail', { account: SAM })) as ConnectAnswer;
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
