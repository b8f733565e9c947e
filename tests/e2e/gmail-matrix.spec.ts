import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask } from '../shared/ask';
import { aDay, MailWorld, season } from '../shared/mail-world';
import { Random } from '../shared/random';
import { headlessReport } from '../shared/report-command';
import { takeout } from '../unit/gmail/world';

/** A mailbox of 5,000 threads: its first reading, and what a day brings. */
test.describe.configure({ mode: 'serial' });

const SAM = 'sam@seller.example';
const THREADS = 5000;
const SEED = 20261123;
let world: MailWorld;

test.beforeAll(async () => {
  world = await MailWorld.start({ accounts: [{ address: SAM, threads: THREADS }] });
  season(world.sandbox.mailbox(SAM));
});
test.afterAll(async () => {
  await world.close();
});

test(`the first sync of ${THREADS} threads`, async () => {
  test.setTimeout(240_000);
  const from = performance.now();
  await world.connect(SAM);
  await world.settled(SAM);
  const seconds = (performance.now() - from) / 1000;
  const messages = await world.agrees(SAM);
  console.log(
    `    ${THREADS} threads, ${messages} messages: ${seconds.toFixed(1)} s (${(THREADS / seconds).toFixed(0)} threads a second), ${world.calls(SAM)} requests`,
  );
  expect(world.calls(SAM, 'threads.get')).toBe(THREADS);
});

test('gives the figures that `npm run report` prints', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-sync-'));
  try {
    const file = join(folder, 'all.mbox');
    writeFileSync(file, takeout(world.sandbox.mailbox(SAM)));
    const { generatedAt, totals } = await ask(world.page, 'overview');
    const printed = JSON.parse(
      await headlessReport('--mail', file, '--account', SAM, '--now', generatedAt, '--format', 'json'),
    ) as { totals: { rates: unknown; prospects: unknown; answers: unknown } }; // DESIGN.md section 6
    expect(totals.prospects).toEqual(printed.totals.prospects);
    expect(totals.rates).toEqual(printed.totals.rates);
    expect(totals.answers).toEqual(printed.totals.answers);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a day’s worth of news', async () => {
  const before = world.calls(SAM);
  aDay(world.sandbox.mailbox(SAM), new Random(SEED), 60, 'day');
  const from = performance.now();
  await world.news(SAM);
  const seconds = (performance.now() - from) / 1000;
  await world.agrees(SAM);
  console.log(`    60 + 60 changes: ${seconds.toFixed(1)} s, ${world.calls(SAM) - before} requests`);
  expect(world.calls(SAM) - before).toBeLessThan(250);
});
