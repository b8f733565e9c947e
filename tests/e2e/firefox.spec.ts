import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { type Browser, launch } from 'puppeteer-core';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { type Sandbox, startSandbox } from '../sandbox/server';

const BUILD = fileURLToPath(new URL('../../.output/firefox-mv3', import.meta.url));

function findFirefox(): string | null {
  for (const name of ['firefox-esr', 'firefox']) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return null;
}

const firefox = findFirefox();
// Firefox cannot map a host to another port, so the sandbox must be on 443: that needs root or a capability.
const may443 = process.getuid?.() === 0;

test.describe('Firefox', () => {
  test.skip(firefox === null, 'skipped: no Firefox on this machine');
  test.skip(!may443, 'skipped: port 443 needs root');
  let sandbox: Sandbox;
  let browser: Browser;
  const sample = makeSample(Date.now());

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    expect(existsSync(BUILD), 'npm run build:firefox comes first').toBe(true);
    sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '', 443);
    browser = await launch({
      browser: 'firefox',
      executablePath: firefox ?? '',
      headless: true,
      acceptInsecureCerts: true,
      extraPrefsFirefox: {
        'network.dns.localDomains':
          'mail.google.com,gmail.googleapis.com,accounts.google.com,oauth2.googleapis.com',
        'network.proxy.type': 0,
        'extensions.originControls.grantByDefault': true,
      },
    });
    await browser.installExtension(BUILD);
  });
  test.afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  test('the sidebar shows the numbers of an imported mailbox', async () => {
    const gmail = await browser.newPage();
    await gmail.goto('https://mail.google.com/mail/u/0/#sent');
    // Puppeteer's `url()` of an extension's page stays about:blank; the page itself knows where it is.
    const find = async <T extends { evaluate(ask: () => string): Promise<string> }>(
      list: () => T[] | Promise<T[]>,
      page: string,
    ): Promise<T> => {
      let found: T | undefined;
      await expect
        .poll(
          async () => {
            for (const entry of await list()) {
              const href = await entry.evaluate(() => location.href);
              if (href.startsWith('moz-extension:') && href.includes(page)) found = entry;
            }
            return found !== undefined;
          },
          { timeout: 30_000 },
        )
        .toBe(true);
      if (found === undefined) throw new Error(`no ${page}`);
      return found;
    };
    const click = (name: string): void => {
      [...document.querySelectorAll('button')].find((button) => button.textContent === name)?.click();
    };
    const sidebar = await find(() => gmail.frames(), 'sidebar.html');
    await expect.poll(() => sidebar.evaluate(() => document.body.textContent)).toContain('No sequences yet');
    await sidebar.evaluate(click, 'Import files');

    // WebDriver may not type a path into an extension's page, so the files are made inside it.
    const dashboard = await find(() => browser.pages(), 'dashboard.html');
    await dashboard.waitForSelector('.drop');
    await dashboard.evaluate(
      (files) => {
        const transfer = new DataTransfer();
        for (const { name, text } of files) transfer.items.add(new File([text], name));
        document
          .querySelector('.drop')
          ?.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
      },
      [...sample.files],
    );
    await expect
      .poll(() => dashboard.evaluate(() => document.querySelector('.import')?.textContent), {
        timeout: 30_000,
      })
      .toContain('Done');
    await expect
      .poll(() => sidebar.evaluate(() => document.querySelectorAll('.card').length), { timeout: 15_000 })
      .toBe(6);

    // Nothing is read in a hidden tab.
    await gmail.bringToFront();
    await gmail.evaluate((thread) => {
      location.hash = `#sent/${thread}`;
    }, sample.showcase);
    await expect
      .poll(() => sidebar.evaluate(() => document.querySelector('.timeline')?.textContent ?? ''), {
        timeout: 15_000,
      })
      .toContain('Replied');
    expect(await sidebar.evaluate(() => document.body.textContent)).toContain('11 of 88 prospects');
  });
});
