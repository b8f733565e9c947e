import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CHROME_BUILD } from '../shared/browser';
import type { Table } from '../shared/table';
import { startBench } from './browser';
import type { Figure } from './figures';

/** What the browser has to load: the content script in Gmail's page, and each page of the extension until it is quiet. */

/**
 * `inboxsdk.js` (the content script) and `pageWorld.js` (in the page's own world) as published to npm in `@inboxsdk/core`
 * 2.2.26, in kB: what the usual way into Gmail loads there. It is no dependency: 9 MB for two numbers.
 */
const INBOXSDK = { contentScript: 2246.071, pageWorld: 575.387 };

const SCRIPT = 'content-scripts/gmail.js';
/** Of the content script, as a share of InboxSDK's two parts together. */
const SHARE = 1 / 70;
const PAGES = ['popup.html', 'sidebar.html', 'dashboard.html'];

function kB(path: string): number {
  return statSync(join(CHROME_BUILD, path)).size / 1000;
}

export async function measure(): Promise<readonly Table[]> {
  const figures: Figure[] = [
    {
      name: 'content script in Gmail',
      size: null,
      where: 'build',
      unit: 'kB',
      runs: [kB(SCRIPT)],
      yardstick: { name: 'InboxSDK', runs: [INBOXSDK.contentScript + INBOXSDK.pageWorld] },
      floor: { of: 'value', atMost: 40 },
    },
    {
      name: 'content script in Gmail, share of InboxSDK',
      size: null,
      where: 'build',
      unit: 'kB',
      runs: [kB(SCRIPT)],
      yardstick: { name: 'InboxSDK', runs: [INBOXSDK.contentScript + INBOXSDK.pageWorld] },
      floor: { of: 'ratio', atMost: SHARE },
    },
    { name: 'background', size: null, where: 'build', unit: 'kB', runs: [kB('background.js')] },
  ];
  const rows: (string | number)[][] = [];
  const bench = await startBench();
  try {
    for (const path of PAGES) {
      const loaded = new Map<string, number>();
      const page = await bench.extension.context.newPage();
      page.on('response', (response) => {
        const { protocol, pathname } = new URL(response.url());
        if (protocol === 'chrome-extension:')
          loaded.set(pathname, readFileSync(join(CHROME_BUILD, pathname)).length / 1000);
      });
      await page.goto(`chrome-extension://${bench.extension.id}/${path}`);
      await page.waitForLoadState('networkidle');
      await page.close();
      const sum = (suffix: string): number =>
        [...loaded].reduce((total, [name, size]) => total + (name.endsWith(suffix) ? size : 0), 0);
      const total = sum('');
      rows.push([
        path,
        Math.round(total),
        Math.round(sum('.js')),
        Math.round(sum('.css')),
        Math.round(sum('.woff2')),
        loaded.size,
      ]);
      figures.push({
        name: `${path}, first load`,
        size: null,
        where: 'Chromium',
        unit: 'kB',
        runs: [total],
        yardstick: { name: 'InboxSDK', runs: [INBOXSDK.contentScript + INBOXSDK.pageWorld] },
      });
    }
  } finally {
    await bench.close();
  }
  return [
    {
      title: 'What a page loads until it is quiet',
      columns: ['page', 'kB', 'scripts', 'styles', 'fonts', 'files'],
      rows,
      note: `Uncompressed, from the extension’s own files. The content script is ${kB(SCRIPT).toFixed(1)} kB; InboxSDK brings ${Math.round(INBOXSDK.contentScript)} kB into its place and ${Math.round(INBOXSDK.pageWorld)} kB into the page.`,
      figures,
    },
  ];
}
