import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium';

/** The build that users get; the manifest is not changed for tests. */
export const CHROME_BUILD = fileURLToPath(new URL('../../.output/chrome-mv3', import.meta.url));

export interface Extension {
  readonly context: BrowserContext;
  readonly id: string;
  /** A page of the extension in a new tab. */
  open(path: string): Promise<Page>;
  /** Stops the background worker, as the browser does when it is idle. */
  killWorker(): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Port of the sandbox. */
  readonly port: number;
  readonly headless?: boolean;
  /** Chromium's own setting "block third-party cookies". */
  readonly blockThirdPartyCookies?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** The browser's own, which the extension's texts follow. */
  readonly language?: 'en' | 'de';
  /** Of the browser and its worker; the machine's own where it is left out. */
  readonly timezone?: string;
  /** Milliseconds UTC at which every clock of the extension stands still: pictures of it show dates. */
  readonly stoppedAt?: number;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Hosts that lead to the sandbox; with sign-in: `SANDBOX_HOSTS`, which Chromium's own errands then reach, too. */
  readonly hosts?: readonly string[];
  /**
   * Optional host permissions that the profile's user allowed once before. The extension must still ask: Chromium then
   * says yes without its prompt, which no test can press.
   */
  readonly allowedBefore?: readonly string[];
  /** A folder that keeps the profile when the browser is closed: it may be opened again. Absent: a new one, deleted at the end. */
  readonly profile?: string;
}

/** The id that Chromium gives to an unpacked extension: from its path. */
function idOf(path: string): string {
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 32);
  return [...hash].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/** Runs in the browser: `new Date()` and `Date.now()` say this time from now on. */
function stopClock(at: number): void {
  globalThis.Date = new Proxy(Date, {
    construct: (real, given) => Reflect.construct(real, given.length === 0 ? [at] : given),
    get: (real, name) => (name === 'now' ? () => at : Reflect.get(real, name)),
  });
}

/** Runs in the worker: its installation is over. */
async function untilActive(): Promise<void> {
  // A service worker's global object, which these types know nothing of.
  const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
  while (registration.active?.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The hosts the extension may talk to. Chromium's own errands (updates, sign-in) find no host at all. */
const HOSTS = ['mail.google.com', 'gmail.googleapis.com', 'oauth2.googleapis.com'];

/** A real Chromium with the shipped build. Google's hosts lead to the sandbox; no other host exists. */
export async function launchExtension(options: LaunchOptions): Promise<Extension> {
  const { port, headless = true, blockThirdPartyCookies = true, colorScheme = 'light' } = options;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'plumbline-'));
  const opened = existsSync(join(profile, 'Default'));
  mkdirSync(join(profile, 'Default'), { recursive: true });
  const preferences = {
    profile: {
      cookie_controls_mode: blockThirdPartyCookies ? 1 : 0,
      block_third_party_cookies: blockThirdPartyCookies,
    },
    ...(options.allowedBefore === undefined
      ? {}
      : {
          extensions: {
            settings: {
              [idOf(CHROME_BUILD)]: {
                runtime_granted_permissions: {
                  api: [],
                  explicit_host: options.allowedBefore.map((host) => `https://${host}/*`),
                  manifest_permissions: [],
                  scriptable_host: [],
                },
              },
            },
          },
        }),
  };
  if (!opened) writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const rules = [
    ...(options.hosts ?? HOSTS).map((host) => `MAP ${host} 127.0.0.1:${port}`),
    'MAP * ~NOTFOUND',
  ].join(',');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: false, // the old headless mode has no extensions; the new one is asked for below
    ignoreDefaultArgs: ['--disable-extensions'],
    acceptDownloads: true,
    colorScheme,
    // Chromium on Linux takes its language from the environment; --lang alone is not heard.
    env: {
      ...process.env,
      ...(options.language === undefined ? {} : { LANGUAGE: options.language }),
      ...(options.timezone === undefined ? {} : { TZ: options.timezone }),
    },
    viewport: options.viewport ?? { width: 1360, height: 860 },
    args: [
      ...(headless ? ['--headless=new'] : []),
      ...(options.language === undefined ? [] : [`--lang=${options.language}`]),
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      `--disable-extensions-except=${CHROME_BUILD}`,
      `--load-extension=${CHROME_BUILD}`,
      `--host-resolver-rules=${rules}`,
      '--ignore-certificate-errors',
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const id = new URL(worker.url()).host;
  // A worker that is stopped while it is being installed is gone for good: Chromium registers it anew with its next start.
  await worker.evaluate(untilActive);
  if (options.stoppedAt !== undefined) {
    await worker.evaluate(stopClock, options.stoppedAt);
    await context.addInitScript(stopClock, options.stoppedAt);
  }
  return {
    context,
    id,
    open: async (path) => {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${id}/${path}`);
      return page;
    },
    killWorker: async () => {
      const page = context.pages()[0] ?? (await context.newPage());
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await session.detach();
    },
    close: async () => {
      await context.close();
      if (options.profile === undefined) rmSync(profile, { recursive: true, force: true });
    },
  };
}
