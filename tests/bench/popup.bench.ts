import { GmailSandbox } from '../sandbox/gmail-sandbox';
import { type Extension, launchExtension } from '../shared/browser';
import { fillStore } from '../shared/full-store';
import type { Table } from '../shared/table';

const MESSAGES = Number(process.env['BENCH_MESSAGES'] ?? 50_000);
const OPENINGS = 20;

/** In each of our pages: when the first rate stood on screen, ms since the page began to load. */
const WATCH = `(() => {
  if (location.protocol !== 'chrome-extension:') return;
  const look = () => {
    if (document.querySelector('.rate-value') === null) return;
    watching.disconnect();
    // After the frame that shows it.
    requestAnimationFrame(() => setTimeout(() => { globalThis.numbersAt = performance.now(); }));
  };
  const watching = new MutationObserver(look);
  watching.observe(document, { childList: true, subtree: true });
})()`;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;

async function opened(extension: Extension, cold: boolean): Promise<number> {
  if (cold) await extension.killWorker();
  const page = await extension.context.newPage();
  await page.addInitScript(WATCH);
  await page.setViewportSize({ width: 380, height: 600 });
  await page.goto(`chrome-extension://${extension.id}/popup.html`, { waitUntil: 'commit' });
  let ms = 0;
  // What the popup asks the background for goes on meanwhile, as it does for a person.
  while (ms === 0) {
    await page.waitForTimeout(300);
    ms = await page.evaluate(() => (globalThis as { numbersAt?: number }).numbersAt ?? 0); // `WATCH` sets it
  }
  await page.close();
  return ms;
}

export async function measure(): Promise<readonly Table[]> {
  const sandbox = await GmailSandbox.start({ accounts: [{ address: 'sam@plumb.test', mbox: '' }] });
  const extension = await launchExtension({ port: sandbox.port });
  try {
    const own = await extension.open('dashboard.html');
    await fillStore(own, MESSAGES);
    await own.waitForTimeout(3000);
    await own.close();
    const rows: (string | number)[][] = [];
    for (const [what, cold] of [
      ['popup, background killed before', true],
      ['popup, background running', false],
    ] as const) {
      const times: number[] = [];
      for (let n = 0; n < OPENINGS; n++) times.push(await opened(extension, cold));
      const sorted = times.toSorted((a, b) => a - b);
      rows.push([what, at(sorted, 0.5), at(sorted, 0.95), sorted[0] ?? 0, sorted.at(-1) ?? 0]);
    }
    return [
      {
        title: `Numbers on screen with ${MESSAGES} messages stored`,
        columns: ['surface', 'p50 ms', 'p95 ms', 'least', 'most'],
        rows,
        note: `${OPENINGS} openings each, real Chromium, shipped build: from the page's navigation to the frame with the first rate.`,
      },
    ];
  } finally {
    await extension.close();
    await sandbox.close();
  }
}
