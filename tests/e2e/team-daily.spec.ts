import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { reportSchema } from '../../lib/export/schema';
import { makeSample, SAMPLE_ACCOUNT } from '../../lib/sample/sample';
import { readTeamFiles } from '../../lib/team/files';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { type Extension, launchExtension } from '../shared/browser';
import { headlessReport } from '../shared/report-command';

const HOUR = 3_600_000;
let sandbox: Sandbox;
let extension: Extension;

test.beforeAll(async () => {
  sandbox = await startSandbox(SAMPLE_ACCOUNT, '');
  extension = await launchExtension({ port: sandbox.port });
  // The browser's picker cannot be pressed by a test: a folder of the page's own stands in for the picked one. It is a
  // real handle, which is really stored; only its right, which such a folder always has, is played.
  await extension.context.addInitScript(() => {
    Object.assign(globalThis, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('shared-drive', { create: true }),
    });
    const right = () => localStorage.getItem('test-right') ?? 'granted';
    Object.assign(FileSystemDirectoryHandle.prototype, {
      queryPermission: async () => right(),
      requestPermission: async () => {
        localStorage.removeItem('test-right');
        return right();
      },
    });
    const { createWritable } = FileSystemFileHandle.prototype;
    Object.assign(FileSystemFileHandle.prototype, {
      createWritable(this: FileSystemFileHandle) {
        return this.name.includes('-about') && localStorage.getItem('test-full') !== null
          ? Promise.reject(new Error('no space left'))
          : createWritable.call(this);
      },
    });
  });
});
test.afterAll(async () => {
  await extension.close();
  await sandbox.close();
});

/** Names in the folder. */
const filesIn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('shared-drive', { create: true });
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    return names.sort();
  });

/** The folder's files, by name. */
async function takeOut(page: Page): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of await filesIn(page)) {
    const bytes = await page.evaluate(async (file) => {
      const root = await navigator.storage.getDirectory();
      const handle = await (await root.getDirectoryHandle('shared-drive')).getFileHandle(file);
      return [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
    }, name);
    files.set(name, Buffer.from(bytes));
  }
  return files;
}

const emptyFolder = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('shared-drive');
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    for (const name of names) await folder.removeEntry(name);
  });

const remembered = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('plumbline-team-folder');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction('folder').objectStore('folder').count();
          counting.onsuccess = () => resolve(counting.result);
        };
      }),
  );

/** The dashboard, opened so many hours from now. Playwright's own clock would be one for all pages. */
async function openLater(hours: number, hash: string): Promise<Page> {
  const page = await extension.context.newPage();
  await page.addInitScript(
    (at) => {
      Date.now = () => at;
    },
    Date.now() + hours * HOUR,
  );
  await page.goto(`chrome-extension://${extension.id}/dashboard.html#/${hash}`);
  return page;
}

test('the team’s files are written daily where that is wished for, and forgotten with the rest', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-daily-'));
  const paths = makeSample(Date.now()).files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const page = await extension.open('dashboard.html');
  await page.locator('input[type=file]').first().setInputFiles(paths);
  await expect(page.locator('table.sequences tbody tr')).toHaveCount(6);
  await page.getByRole('link', { name: 'Team', exact: true }).press('Enter');
  await page.getByRole('textbox', { name: 'Team key' }).fill('a secret');
  await page.getByRole('button', { name: 'Write into a folder' }).press('Enter');
  await expect(page.getByTestId('last-written')).toContainText(`into “shared-drive”, as ${SAMPLE_ACCOUNT}.`);
  const names = await filesIn(page);
  expect(names).toHaveLength(4);
  await expect(page.getByText('The key given with this folder is used again.')).toBeVisible();
  const daily = page.getByRole('switch', { name: 'Write daily' });
  await expect(daily).not.toBeChecked();
  await emptyFolder(page);

  // Switched off: a day later nothing is written.
  const quiet = await openLater(25, 'sequences');
  await expect(quiet.locator('table.sequences tbody tr')).toHaveCount(6);
  await expect(quiet.getByText('were written into “shared-drive”')).toHaveCount(0);
  expect(await filesIn(quiet)).toEqual([]);
  await quiet.close();

  await daily.press(' ');
  await expect(daily).toBeChecked();
  const soon = await openLater(2, 'sequences');
  await expect(soon.locator('table.sequences tbody tr')).toHaveCount(6);
  await soon.close();
  expect(await filesIn(page)).toEqual([]);

  // A page that stays in today would take the later pages' writings for those of a clock set wrong.
  await page.goto('about:blank');
  const later = await openLater(25, 'sequences');
  await expect(later.getByText('Your numbers for the team were written into “shared-drive”.')).toBeVisible();
  expect(await filesIn(later)).toEqual(names);
  // The key of the first writing holds for this one: no address lies in the folder.
  const written = await takeOut(later);
  const read = (from: ReadonlyMap<string, Buffer>) =>
    readTeamFiles(SAMPLE_ACCOUNT, async (name) => new Uint8Array(from.get(name) ?? []).buffer);
  const { about, part } = await read(written);
  expect(about.prospectsHashed).toBe(true);
  expect(part.deliveries.length).toBeGreaterThan(100);
  for (const { prospect } of part.deliveries) expect(prospect).toMatch(/^[0-9a-f]{32}$/);

  // What was written is read by the report and by the team's page, with the same numbers.
  const shared = mkdtempSync(join(tmpdir(), 'plumbline-shared-'));
  for (const [name, bytes] of written) writeFileSync(join(shared, name), bytes);
  const report = reportSchema.parse(JSON.parse(await headlessReport('--facts', shared, '--format', 'json')));
  expect(report.accounts).toEqual([SAMPLE_ACCOUNT]);
  expect(report.sequences).toHaveLength(6);
  await later.getByRole('link', { name: 'Team', exact: true }).press('Enter');
  await later.getByTestId('team-files').setInputFiles([...written.keys()].map((name) => join(shared, name)));
  await expect(later.getByRole('grid', { name: 'Sequences' }).locator('tbody tr')).toHaveCount(6);
  const { hits, of } = report.totals.rates.reply;
  await expect(later.getByRole('grid', { name: 'SDRs' })).toContainText(`${hits} of ${of}`);

  // A drive that is full in the middle of it: said, and the set in the folder stays the last whole one.
  await later.evaluate(() => localStorage.setItem('test-full', 'yes'));
  await later.close();
  // A day after the last writing: forty hours from now were still its day to whoever began in the small hours.
  const full = await openLater(49, 'sequences');
  await expect(full.getByRole('alert')).toContainText(
    '“shared-drive” could not be written into (no space left)',
  );
  expect((await read(await takeOut(full))).about).toEqual(about);
  expect(await filesIn(full)).toEqual(names);

  // The right has lapsed: said on any page, asked for on the team's, with one button.
  await full.evaluate(() => {
    localStorage.removeItem('test-full');
    localStorage.setItem('test-right', 'prompt');
  });
  await full.close();
  const lapsed = await openLater(50, 'sequences');
  const waiting = lapsed.getByRole('region', { name: 'Your numbers for the team are waiting' });
  await expect(waiting).toContainText('permission to write into “shared-drive” has lapsed');
  await emptyFolder(lapsed);
  await lapsed.getByRole('link', { name: 'Team', exact: true }).press('Enter');
  await expect(lapsed.getByRole('button', { name: 'Allow writing again' })).toHaveCount(1);
  await lapsed.goBack();
  await waiting.getByRole('button', { name: 'Allow writing again' }).press('Enter');
  await expect(waiting).toHaveCount(0);
  expect(await filesIn(lapsed)).toEqual(names);

  // Under another name the last set goes: nobody counts twice.
  await lapsed.getByRole('link', { name: 'Team', exact: true }).press('Enter');
  await lapsed.getByRole('textbox', { name: 'Name in the team' }).fill('Jana Müller');
  await lapsed.getByRole('button', { name: 'Write now' }).press('Enter');
  await expect(lapsed.getByTestId('last-written')).toContainText('as Jana Müller.');
  const renamed = await filesIn(lapsed);
  expect(renamed).toHaveLength(4);
  for (const name of renamed) expect(name).toContain('-jana_20_m_fc_ller-');

  // Forgotten, and taken back.
  await lapsed.getByRole('button', { name: 'Forget this folder' }).press('Enter');
  await expect(lapsed.getByRole('button', { name: 'Write into a folder' })).toBeVisible();
  expect(await remembered(lapsed)).toBe(0);
  await lapsed.getByRole('button', { name: 'Undo' }).last().press('Enter');
  await expect(lapsed.getByRole('switch', { name: 'Write daily' })).toBeChecked();
  await lapsed.close();

  await page.goto(`chrome-extension://${extension.id}/dashboard.html#/backup`);
  await expect(page.getByText('the folder “shared-drive” is remembered')).toBeVisible();
  expect(await remembered(page)).toBe(1);
  await page.getByRole('button', { name: 'Erase everything' }).press('Enter');
  await page.getByRole('button', { name: 'Yes, erase everything' }).press('Enter');
  await expect(page.getByText('the folder “shared-drive” is remembered')).toHaveCount(0);
  expect(await remembered(page)).toBe(0);
});
