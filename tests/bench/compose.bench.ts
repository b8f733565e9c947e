import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { startSandbox } from '../sandbox/server';
import { type Extension, launchExtension } from '../shared/browser';
import { ownGold } from '../shared/cta-gold';
import type { Table } from '../shared/table';

/** Keys typed in each run, and the time between two: faster than the check's pause, and slower, so that every key is counted. */
const WAYS = [
  ['typing on', 120, 40],
  ['pausing after every key', 25, 450],
] as const;

/** Milliseconds of Gmail's main thread for each key, all that the page does included. */
async function perKey(extension: Extension, draft: string, keys: number, between: number): Promise<number> {
  const page = await extension.context.newPage();
  await page.goto('https://mail.google.com/mail/u/0/#sent');
  await page.getByRole('button', { name: 'Compose' }).click();
  await page.keyboard.insertText(draft);
  await page.waitForTimeout(1500);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const before = await busy();
  await page.keyboard.type('shall we talk? '.repeat(20).slice(0, keys), { delay: between });
  await page.waitForTimeout(800);
  const cost = ((await busy()) - before) / keys;
  await page.close();
  return cost;
}

/** What the compose check costs Gmail's thread: the same typing with the check and without, in a real Chromium with the shipped build. */
export async function measure(): Promise<readonly Table[]> {
  const sample = makeSample(Date.now());
  const sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '');
  const extension = await launchExtension({ port: sandbox.port });
  try {
    const settings = await extension.open('dashboard.html');
    const turn = (off: boolean): Promise<void> =>
      settings.evaluate(async (value) => {
        // An extension page's own API, which these types do not know.
        const { chrome } = globalThis as unknown as {
          chrome: { storage: { local: { set(items: object): Promise<void> } } };
        };
        await chrome.storage.local.set({ composeCheckOff: value });
      }, off);
    const drafts = [
      ['short (60 words)', ownGold().slice(0, 1)],
      ['long (600 words)', ownGold().slice(0, 14)],
    ] as const;
    const rows: (string | number)[][] = [];
    for (const [name, emails] of drafts) {
      const draft = emails.map(({ body }) => body.text).join('\n\n');
      for (const [way, keys, between] of WAYS) {
        const runs: [on: number, off: number][] = [];
        for (let run = 0; run < 2; run++) {
          await turn(true);
          const off = await perKey(extension, draft, keys, between);
          await turn(false);
          runs.push([await perKey(extension, draft, keys, between), off]);
        }
        const mean = (at: 0 | 1): number => runs.reduce((sum, run) => sum + run[at], 0) / runs.length;
        rows.push([name, way, mean(1), mean(0), mean(0) - mean(1), mean(0) / mean(1)]);
      }
    }
    return [
      {
        title: 'The compose check on Gmail’s thread, ms a key',
        columns: ['draft', 'how', 'without', 'with', 'its cost', 'times'],
        rows,
        note: 'Whole main thread of the sandbox’s page (layout, drawing, scripts), real Chromium, shipped build. Under 4 ms is what it may cost.',
      },
    ];
  } finally {
    await extension.close();
    await sandbox.close();
  }
}
