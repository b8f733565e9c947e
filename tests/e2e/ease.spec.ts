import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { type Extension, launchExtension } from '../shared/browser';

/** What makes a page easy to look at: it scrolls without hitches, does not jump, and can be read large. */
test.describe.configure({ mode: 'serial' });
let sandbox: Sandbox;
let extension: Extension;
let page: Page;
let sequence: string;

test.beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-ease-'));
  const sample = makeSample(Date.now());
  const paths = sample.files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '');
  extension = await launchExtension({ port: sandbox.port, language: 'de' });
  page = await extension.open('dashboard.html');
  await page.locator('input[type=file]').first().setInputFiles(paths);
  await expect(page.locator('table.sequences tbody tr')).toHaveCount(6);
  const link = page.getByRole('link', { name: 'Everything new at Tallyhouse' });
  sequence = (await link.getAttribute('href')) ?? '';
});
test.afterAll(async () => {
  await extension.close();
  await sandbox.close();
});

test('ten thousand sequences scroll without a long task', async () => {
  const many = await extension.open('gallery.html#many');
  const grid = many.getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', '10001');
  expect(await grid.getByRole('row').count()).toBeLessThan(60);
  await grid.hover();
  /** Tasks of more than 50 ms while the wheel turns, and how far it came. */
  const scroll = async (): Promise<{ long: number; top: number }> => {
    await many.evaluate(() => {
      const tasks: number[] = [];
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      });
      observer.observe({ type: 'longtask' });
      Object.assign(window, { tasks, observer });
    });
    for (let i = 0; i < 40; i++) {
      await many.mouse.wheel(0, 260);
      await many.evaluate(() => new Promise(requestAnimationFrame));
    }
    const long = await many.evaluate('observer.disconnect(), tasks.length');
    const top = await grid.evaluate((element) => element.scrollTop);
    return { long: Number(long), top };
  };
  await scroll(); // what is compiled the first time
  // Another program may take the processor for 50 ms: one run without a long task says that the table makes none.
  let top = 0;
  await expect
    .poll(
      async () => {
        const run = await scroll();
        top = run.top;
        return run.long;
      },
      { intervals: [0], timeout: 60_000 },
    )
    .toBe(0);
  expect(top).toBeGreaterThan(15_000);
  // The keys reach the last one.
  await grid.getByRole('checkbox').nth(2).focus();
  await many.keyboard.press('ControlOrMeta+End');
  await expect.poll(() => grid.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(1_000_000);
  await many.close();
});

test('nothing jumps when the numbers arrive', async () => {
  for (const [surface, hash, ready] of [
    ['dashboard.html', '#/sequences', '.rate-reply'],
    ['dashboard.html', sequence, '.chart svg'],
    ['dashboard.html', '#/prospects', '[role=grid] a'],
    ['popup.html', '', '.card'],
  ] as const) {
    const view = await extension.context.newPage();
    await view.addInitScript(() => {
      const shifts: unknown[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, sources } = entry as unknown as {
            value: number;
            sources: { node: Node | null }[];
          }; // Chromium's LayoutShift, which TypeScript does not know
          shifts.push([value, ...sources.map(({ node }) => (node instanceof Element ? node.className : ''))]);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await view.goto(`chrome-extension://${extension.id}/${surface}${hash}`);
    await expect(view.locator(ready).first()).toBeVisible();
    await view.waitForTimeout(400);
    const shifts = (await view.evaluate('shifts')) as [number, ...string[]][]; // as it was put there
    const total = shifts.reduce((sum, [value]) => sum + value, 0);
    // A tenth of what counts as good; a scrollbar or a font may move something by a pixel.
    expect(total, `${surface}${hash}: ${JSON.stringify(shifts)}`).toBeLessThan(0.01);
    await view.close();
  }
});

const LARGE = [
  '#/sequences',
  '#/compare',
  '#/ctas',
  '#/prospects',
  '#/team',
  '#/audit',
  '#/decisions',
  '#/imports',
  '#/backup',
  '#/connections',
  '#/unjoined',
  '#/settings',
];

test('text at 200 % stays usable', async () => {
  const view = await extension.open('dashboard.html#/sequences');
  await expect(view.locator('.rate-reply').first()).toBeVisible();
  const found: string[] = [];
  // Zooming a window of 1280 pixels to 200 % leaves it 640 of its own.
  await view.setViewportSize({ width: 640, height: 450 });
  const devtools = await extension.context.newCDPSession(view);
  await devtools.send('Emulation.setDeviceMetricsOverride', {
    width: 640,
    height: 450,
    deviceScaleFactor: 2,
    mobile: false,
  });
  for (const hash of [...LARGE, sequence]) {
    await view.evaluate((to) => {
      location.hash = to;
    }, hash);
    await expect(view.getByRole('heading', { level: 1 })).toBeVisible();
    await view.waitForTimeout(200);
    found.push(
      ...(await view.evaluate((name) => {
        const problems: string[] = [];
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth > clientWidth)
          problems.push(`${name}: the page is ${scrollWidth - clientWidth} too wide`);
        for (const element of document.querySelectorAll(
          'button, h1, h2, h3, th, [role=columnheader], .rate-value',
        )) {
          const style = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          if (box.width === 0 || style.visibility === 'hidden' || element.closest('.sr-only') !== null)
            continue;
          const hides = style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis';
          if (hides && element.scrollWidth > element.clientWidth + 1)
            problems.push(`${name}: clipped: ${element.textContent}`);
        }
        return problems;
      }, hash)),
    );
  }
  expect(found).toEqual([]);
  await view.close();
});
