import { type BrowserContext, chromium } from '@playwright/test';
import { findChromium } from '../../scripts/chromium';
import { GmailSandbox } from '../sandbox/gmail-sandbox';
import { launchExtension } from '../shared/browser';
import type { Table } from '../shared/table';
import type { Figure } from './figures';
import { QUICK } from './scale';

/**
 * Ten minutes of clicking about in Gmail with the sidebar open, compressed: from list to thread to list, so often, with the
 * same page in a browser without Plumbline as the yardstick. What stays in memory afterwards would stay after any ten minutes.
 */

const ACCOUNT = 'alex@seller.example';
/** A change of view every two seconds, for ten minutes. */
const CHANGES = QUICK ? 40 : 300;
const PAUSE = 150;
/** The first views load what all later ones use. */
const WARM = 20;

interface Metrics {
  readonly heapMB: number;
  readonly nodes: number;
  readonly taskMs: number;
}

interface Session {
  readonly growthMB: number;
  readonly nodes: number;
  readonly perChange: number;
  readonly heapMB: number;
}

async function clickAbout(
  context: BrowserContext,
  threads: readonly string[],
  panel: boolean,
): Promise<Session> {
  const gmail = await context.newPage();
  await gmail.goto('https://mail.google.com/mail/u/0/#sent');
  if (panel) await gmail.locator('plumbline-panel').waitFor({ state: 'attached' });
  const session = await context.newCDPSession(gmail);
  await session.send('Performance.enable');
  const metrics = async (): Promise<Metrics> => {
    await session.send('HeapProfiler.collectGarbage');
    const all = new Map(
      (await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]),
    );
    return {
      heapMB: (all.get('JSHeapUsedSize') ?? 0) / 1e6,
      nodes: all.get('Nodes') ?? 0,
      taskMs: (all.get('TaskDuration') ?? 0) * 1000,
    };
  };
  let changes = 0;
  const change = async (): Promise<void> => {
    const thread = changes % 2 === 0 ? `/${threads[(changes / 2) % threads.length]}` : '';
    changes++;
    await gmail.evaluate((hash) => {
      location.hash = hash;
    }, `#sent${thread}`);
    await gmail.waitForTimeout(PAUSE);
  };
  for (let n = 0; n < WARM; n++) await change();
  const before = await metrics();
  for (let n = 0; n < CHANGES; n++) await change();
  const after = await metrics();
  await gmail.close();
  return {
    growthMB: after.heapMB - before.heapMB,
    nodes: after.nodes - before.nodes,
    perChange: (after.taskMs - before.taskMs) / CHANGES,
    heapMB: after.heapMB,
  };
}

export async function measure(): Promise<readonly Table[]> {
  const sandbox = await GmailSandbox.start({ accounts: [{ address: ACCOUNT, threads: 60, seed: 1 }] });
  const threads = [...sandbox.mailbox(ACCOUNT).threads.keys()].slice(0, 30);
  try {
    const extension = await launchExtension({ port: sandbox.port });
    const ours = await clickAbout(extension.context, threads, true).finally(() => extension.close());
    const browser = await chromium.launch({
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        `--host-resolver-rules=MAP mail.google.com 127.0.0.1:${sandbox.port},MAP * ~NOTFOUND`,
        '--ignore-certificate-errors',
      ],
    });
    const context = await browser.newContext({ viewport: { width: 1360, height: 860 } });
    const bare = await clickAbout(context, threads, false).finally(() => browser.close());
    const common = { size: null, where: 'Chromium' } as const;
    const figures: Figure[] = [
      {
        ...common,
        name: 'Gmail’s main thread, for each change of view',
        unit: 'ms',
        runs: [ours.perChange],
        yardstick: { name: 'the page without Plumbline', runs: [bare.perChange] },
      },
      {
        ...common,
        name: `Gmail’s heap after ${CHANGES} changes of view`,
        unit: 'MB',
        runs: [ours.heapMB],
        yardstick: { name: 'the page without Plumbline', runs: [bare.heapMB] },
      },
    ];
    const row = (name: string, found: Session): (string | number)[] => [
      name,
      found.perChange,
      found.heapMB,
      found.growthMB,
      found.nodes,
    ];
    return [
      {
        title: `Gmail’s tab over ${CHANGES} changes of view, the sidebar open`,
        columns: ['page', 'main thread ms a change', 'heap MB at the end', 'heap grown by MB', 'nodes more'],
        rows: [row('with Plumbline', ours), row('without', bare)],
        note: 'Over CDP: TaskDuration, JSHeapUsedSize after collection (all worlds of the page), Nodes. The sidebar’s own page runs in the extension’s process.',
        figures,
      },
    ];
  } finally {
    await sandbox.close();
  }
}
