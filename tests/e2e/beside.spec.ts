import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type FrameLocator, type Page, test } from '@playwright/test';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { ask } from '../shared/ask';
import { type Extension, launchExtension } from '../shared/browser';

/** The popup without a background, and the sidebar in Gmail by keyboard and by pointer. */
test.describe.configure({ mode: 'serial' });

const sample = makeSample(Date.now());
let sandbox: Sandbox;
let extension: Extension;
/** A page of the extension's own that asks the background for nothing by itself. */
let quiet: Page;
let gmail: Page;
let sidebar: FrameLocator;

test.beforeAll(async () => {
  sandbox = await startSandbox(SAMPLE_ACCOUNT, sample.files[0]?.text ?? '');
  extension = await launchExtension({ port: sandbox.port });
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-beside-'));
  const paths = sample.files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const dashboard = await extension.open('dashboard.html');
  await dashboard.locator('input[type=file]').setInputFiles(paths);
  await expect(dashboard.locator('tbody tr')).toHaveCount(6);
  await dashboard.close();
  quiet = await extension.open('gallery.html');
  gmail = await extension.context.newPage();
  sidebar = gmail.frameLocator('iframe[title=Plumbline]');
});
test.afterAll(async () => {
  await extension.close();
  await sandbox.close();
});

/** A popup that no background answers: what it shows, it has read by itself. */
async function popupAlone(): Promise<Page> {
  await extension.killWorker();
  const page = await extension.context.newPage();
  await page.addInitScript(
    'if (location.protocol === "chrome-extension:") chrome.runtime.sendMessage = () => new Promise(() => {});',
  );
  await page.goto(`chrome-extension://${extension.id}/popup.html`);
  return page;
}

test('the popup shows the last figures without a background, and says whether they are older than the facts', async () => {
  const { sequences } = await ask(quiet, 'overview');
  const [first] = sequences;
  const alone = async (): Promise<string> => {
    const page = await popupAlone();
    await expect(page.locator('.glance-time')).toBeVisible();
    await expect(page.locator('.card')).toHaveCount(6);
    const words = (await page.locator('.glance-time').textContent()) ?? '';
    await page.close();
    return words;
  };
  await expect.poll(alone).toMatch(/^As of /);
  await ask(quiet, 'decideSequence', {
    kind: 'rename',
    sequence: first?.id ?? '',
    name: 'Renamed here',
  });
  expect(await alone()).toMatch(/^Figures of .+ is being counted/);
  const popup = await extension.open('popup.html');
  await expect(popup.getByText('Renamed here')).toBeVisible();
  await expect(popup.locator('.glance-time')).toHaveText(/^As of /);
  await expect(popup.getByRole('heading', { name: 'Needs attention' })).toBeVisible();
  await expect(popup.getByRole('button', { name: /: why this click rate|Why/i }).first()).toBeVisible();
  const opened = extension.context.waitForEvent('page');
  // It closes itself as it opens the page, now and then before the key is up again; the page is what tells.
  await popup
    .locator('.attention-item')
    .first()
    .press('Enter')
    .catch((error: unknown) => {
      if (!popup.isClosed()) throw error;
    });
  await expect(await opened).toHaveURL(/#\/sequence\/.+\?flag=many-bounces/);
  await (await opened).close();
  await popup.close().catch(() => undefined); // it closes itself
});

test('the list finds sequences and prospects by keyboard, and leads to what needs attention', async () => {
  await gmail.goto('https://mail.google.com/mail/u/0/#sent');
  await expect(sidebar.locator('.card')).toHaveCount(6);
  await expect(sidebar.getByRole('heading', { name: 'This week' })).toBeVisible();
  await expect(sidebar.locator('.attention-item')).toHaveCount(4);
  const field = sidebar.getByRole('searchbox');
  await field.focus();
  await gmail.keyboard.type('otis');
  await expect(sidebar.getByRole('menuitem').first()).toContainText('otis.');
  await gmail.keyboard.press('ArrowDown');
  await gmail.keyboard.press('Enter');
  await expect(sidebar.getByRole('heading', { level: 1 })).toHaveText(/^Otis/);
  await expect(sidebar.locator('.timeline').first()).toBeVisible();
  await sidebar.getByRole('button', { name: 'Back' }).press('Enter');
  await expect(sidebar.locator('.card')).toHaveCount(6);
});

test('a thread shows its sequence, this step, this email’s CTAs, and what the prospect did', async () => {
  await gmail.evaluate((id) => {
    location.hash = `#sent/${id}`;
  }, sample.showcase);
  await expect(sidebar.getByRole('heading', { level: 1 })).toHaveText('Closing the books in four days');
  await expect(sidebar.locator('.step-strip [aria-current=step]')).toHaveText('1');
  await expect(sidebar.getByRole('heading', { name: 'This email' })).toBeVisible();
  await sidebar.locator('.this-email summary').focus();
  await gmail.keyboard.press('Enter');
  await expect(sidebar.locator('.this-email mark.cta')).toBeVisible();
  await expect(sidebar.locator('.timeline .event')).toHaveCount(4);
  await expect(sidebar.locator('.event-click')).toContainText('human');
});

test('the keys show and hide it, inside and outside, and give the focus back', async () => {
  const tab = gmail.locator('plumbline-panel button');
  const search = gmail.getByRole('textbox', { name: 'Search mail' });
  await search.focus();
  await gmail.keyboard.press('Alt+Shift+KeyS');
  await expect(gmail.locator('plumbline-panel')).toBeFocused();
  await expect(tab).toHaveAttribute('aria-expanded', 'true');
  await gmail.keyboard.press('Alt+Shift+KeyS');
  await expect(tab).toHaveAttribute('aria-expanded', 'false');
  await expect(search).toBeFocused();
  await expect(search).toHaveValue('');
  await gmail.reload();
  await expect(tab).toHaveAttribute('aria-expanded', 'false');
  await gmail.keyboard.press('Alt+Shift+KeyS');
  await expect(tab).toHaveAttribute('aria-expanded', 'true');
  await expect(sidebar.getByText('shows and hides this sidebar')).toBeVisible();
});

test('its edge is moved by arrow keys and by dragging, and stays where it was put', async () => {
  const edge = gmail.getByRole('separator', { name: 'Width of Plumbline' });
  const width = async (): Promise<number> =>
    Math.round((await gmail.locator('plumbline-panel iframe').boundingBox())?.width ?? 0);
  expect(await width()).toBe(340);
  await edge.focus();
  await gmail.keyboard.press('ArrowLeft');
  await expect.poll(width).toBe(360);
  await gmail.keyboard.press('Home');
  await expect.poll(width).toBe(300);
  // Nothing in it has to be scrolled sideways.
  const inside = await sidebar.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(inside).toBe(0);
  const box = await edge.boundingBox();
  if (box === null) throw new Error('The edge is not there.');
  await gmail.mouse.move(box.x + 4, box.y + 200);
  await gmail.mouse.down();
  await gmail.mouse.move(box.x - 96, box.y + 200, { steps: 4 });
  await gmail.mouse.move(box.x + 4 - 120, box.y + 200);
  await gmail.mouse.up();
  await expect.poll(width).toBe(420);
  await gmail.reload();
  await expect(sidebar.locator('.narrow')).toBeVisible();
  await expect.poll(width).toBe(420);
});

test('it leaves Gmail’s scroll bar free and takes its dark theme over', async () => {
  await gmail.emulateMedia({ colorScheme: null });
  await gmail.evaluate(() => {
    const main = document.querySelector<HTMLElement>('.main');
    main?.append(Object.assign(document.createElement('div'), { style: 'height: 4000px' }));
    if (main !== null) main.style.background = '#1f1f1f';
  });
  const scheme = (): Promise<string> =>
    sidebar
      .locator('html')
      .evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  await expect.poll(scheme).toBe('dark');
  const free = await gmail.evaluate(() => {
    const main = document.querySelector<HTMLElement>('.main');
    const frame = document.querySelector('plumbline-panel')?.shadowRoot?.querySelector('iframe');
    if (main == null || frame == null) return null;
    const bar = main.getBoundingClientRect().right - (main.offsetWidth - main.clientWidth);
    return { bar: main.offsetWidth - main.clientWidth, free: frame.getBoundingClientRect().right <= bar };
  });
  expect(free?.bar).toBeGreaterThan(0);
  expect(free?.free).toBe(true);
});

test('after everything is erased nothing is shown, background or not', async () => {
  await ask(quiet, 'erase');
  const alone = await popupAlone();
  await expect(alone.getByText('Loading figures')).toBeVisible();
  await expect(alone.locator('.card')).toHaveCount(0);
  await alone.close();
  const popup = await extension.open('popup.html');
  await expect(popup.getByRole('button', { name: 'Import files' })).toBeVisible();
  await expect(popup.getByRole('button', { name: 'Look at sample data' })).toBeVisible();
});
