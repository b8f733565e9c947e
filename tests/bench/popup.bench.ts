import type { Frame, Page } from '@playwright/test';
import { GmailSandbox } from '../sandbox/gmail-sandbox';
import { type Extension, launchExtension } from '../shared/browser';
import { fillStore } from '../shared/full-store';
import type { Table } from '../shared/table';
import { percentile } from './figures';
import { THREE_YEARS } from './scale';

const OPENINGS = 20;

/** In each of our pages, and in an empty one for the yardstick: when the first rate stood on screen, ms since the navigation. */
const WATCH = `(() => {
  if (location.protocol !== 'chrome-extension:') return;
  const found = () => document.querySelector('.rate-value') !== null || location.pathname.endsWith('.json');
  const look = () => {
    if (!found()) return;
    watching.disconnect();
    // After the frame that shows it.
    requestAnimationFrame(() => setTimeout(() => { globalThis.numbersAt = performance.now(); }));
  };
  const watching = new MutationObserver(look);
  watching.observe(document, { childList: true, subtree: true });
})()`;

/** In the sidebar: every time another heading stood on screen, on the machine's own clock. */
const HEADINGS = `(() => {
  if (!location.pathname.endsWith('sidebar.html')) return;
  globalThis.drawn = [];
  let last = '';
  const look = () => {
    const thread = document.querySelector('.step-strip') !== null && document.querySelector('.timeline') !== null;
    const list = document.querySelector('.finder') !== null;
    const now = thread ? 'thread ' + document.querySelector('.timeline').textContent : list ? 'list' : '';
    if (now === last) return;
    last = now;
    if (now === '') return;
    requestAnimationFrame(() => setTimeout(() => drawn.push({ what: list && !thread ? 'list' : 'thread', at: performance.timeOrigin + performance.now() })));
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
})()`;

interface Drawn {
  readonly what: 'list' | 'thread';
  readonly at: number;
}

async function opened(extension: Extension, path: string, cold: boolean): Promise<number> {
  if (cold) await extension.killWorker();
  const page = await extension.context.newPage();
  await page.addInitScript(WATCH);
  await page.setViewportSize({ width: 380, height: 600 });
  await page.goto(`chrome-extension://${extension.id}/${path}`, { waitUntil: 'commit' });
  let ms = 0;
  // What the popup asks the background for goes on meanwhile, as it does for a person.
  while (ms === 0) {
    await page.waitForTimeout(300);
    ms = await page.evaluate(() => (globalThis as { numbersAt?: number }).numbersAt ?? 0); // `WATCH` sets it
  }
  await page.close();
  return ms;
}

function sidebarOf(page: Page): Frame {
  const frame = page.frames().find((own) => own.url().includes('sidebar.html'));
  if (frame === undefined) throw new Error('The sidebar is not there.');
  return frame;
}

/** From Gmail's route change to the frame that shows what belongs to it, ms. */
async function routed(gmail: Page, hash: string, what: Drawn['what']): Promise<number> {
  const sidebar = sidebarOf(gmail);
  await sidebar.evaluate('drawn.length = 0');
  const from = await gmail.evaluate((to) => {
    const at = performance.timeOrigin + performance.now();
    location.hash = to;
    return at;
  }, hash);
  for (let tries = 0; tries < 200; tries++) {
    await gmail.waitForTimeout(100);
    const drawn = (await sidebar.evaluate('drawn')) as Drawn[]; // `HEADINGS` writes them
    const found = drawn.find((entry) => entry.what === what);
    if (found !== undefined) return found.at - from;
  }
  throw new Error(`The sidebar did not come to show the ${what} of ${hash}.`);
}

/** @returns one row: what, p50, p95, least, most */
function rowOf(what: string, times: readonly number[]): (string | number)[] {
  return [what, percentile(times, 0.5), percentile(times, 0.95), Math.min(...times), Math.max(...times)];
}

export async function measure(): Promise<readonly Table[]> {
  const sandbox = await GmailSandbox.start({ accounts: [{ address: 'sam@plumb.test', mbox: '' }] });
  const extension = await launchExtension({ port: sandbox.port });
  try {
    const own = await extension.open('gallery.html');
    const threads = await fillStore(own, THREE_YEARS);
    await own.waitForTimeout(3000);
    await own.close();
    const rows: (string | number)[][] = [];
    for (const [what, path, cold] of [
      ['yardstick: an empty page, background killed before', '_locales/en/messages.json', true],
      ['yardstick: an empty page, background running', '_locales/en/messages.json', false],
      ['popup, background killed before', 'popup.html', true],
      ['popup, background running', 'popup.html', false],
    ] as const) {
      const times: number[] = [];
      for (let n = 0; n < OPENINGS; n++) times.push(await opened(extension, path, cold));
      rows.push(rowOf(what, times));
    }
    const gmail = await extension.context.newPage();
    await gmail.addInitScript(HEADINGS);
    await gmail.goto('https://mail.google.com/mail/u/0/#sent');
    await gmail.frameLocator('iframe[title=Plumbline]').locator('.finder').waitFor();
    for (const cold of [false, true]) {
      const toThread: number[] = [];
      const toList: number[] = [];
      for (const { threadId } of threads.slice(cold ? OPENINGS : 0).slice(0, OPENINGS)) {
        if (cold) await extension.killWorker();
        toThread.push(await routed(gmail, `#sent/${threadId}`, 'thread'));
        if (cold) await extension.killWorker();
        toList.push(await routed(gmail, '#sent', 'list'));
      }
      const state = cold ? 'background killed before' : 'background running';
      rows.push(rowOf(`sidebar to a thread, ${state}`, toThread));
      rows.push(rowOf(`sidebar to a list, ${state}`, toList));
    }
    return [
      {
        title: `Numbers on screen with ${THREE_YEARS} messages stored`,
        columns: ['surface', 'p50 ms', 'p95 ms', 'least', 'most'],
        rows,
        note: `${OPENINGS} times each, real Chromium, shipped build, to the frame with the first rate: from the popup's navigation, or from Gmail's route change. The yardstick is what a page of the extension with nothing in it takes: this machine's share (with the background the extension's whole process ends, and starts again). Limits: 100 and 150.`,
      },
    ];
  } finally {
    await extension.close();
    await sandbox.close();
  }
}
