import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask } from '../shared/ask';
import { aDay, MailWorld, season } from '../shared/mail-world';
import { Random } from '../shared/random';

/** Whatever ends the background: killed, the browser closed; and more than one of everything. */
test.describe.configure({ mode: 'serial' });

const KIT = 'kit@seller.example';
const SAM = 'sam@seller.example';
const KIM = 'kim@seller.example';
const WIN = 'win@seller.example';
const KILLS = 40;
const SEED = 20261123;
const profile = mkdtempSync(join(tmpdir(), 'plumbline-matrix-'));
let world: MailWorld;

test.beforeAll(async () => {
  world = await MailWorld.start(
    {
      accounts: [
        { address: KIT, threads: 200, seed: 4 },
        { address: SAM, threads: 150, seed: 1 },
        { address: KIM, threads: 150, seed: 2 },
        { address: WIN, threads: 100, seed: 3 },
      ],
    },
    profile,
  );
  for (const account of [KIT, SAM, KIM, WIN]) season(world.sandbox.mailbox(account));
});
test.afterAll(async () => {
  await world.close();
  rmSync(profile, { recursive: true, force: true });
});

test(`the background killed ${KILLS} times, seed ${SEED}`, async () => {
  test.setTimeout(180_000);
  const random = new Random(SEED);
  const mailbox = world.sandbox.mailbox(KIT);
  const during = new Map<string, number>();
  let days = 0;
  const from = performance.now();
  await world.connect(KIT);
  for (let kill = 0; kill < KILLS; kill++) {
    const view = await world.state(KIT);
    const quiet = view?.phase === 'up-to-date';
    if (quiet) {
      aDay(mailbox, random, 8, `d${days++}`);
      if (days % 4 === 3) mailbox.expireHistory();
    }
    const call = world.nthCall(random.whole(1, quiet ? 9 : 26));
    if (quiet) await ask(world.page, 'syncGmail', { account: KIT });
    const last = await Promise.race([call, world.settled(KIT).then(() => null)]);
    // Up to where the step is stored.
    await new Promise((resolve) => setTimeout(resolve, random.whole(0, 40)));
    await world.extension.killWorker();
    const what = last?.method ?? 'at rest';
    during.set(what, (during.get(what) ?? 0) + 1);
  }
  await world.news(KIT);
  console.log(
    `    seed ${SEED}: ${[...during].map(([what, times]) => `${times} × ${what}`).join(', ')}; ${((performance.now() - from) / 1000).toFixed(1)} s, ${world.calls(KIT)} requests, ${days} days of news`,
  );
  await world.agrees(KIT);
});

test('two accounts at once', async () => {
  await Promise.all([world.connect(SAM), world.connect(KIM)]);
  await world.settled(SAM, KIM);
  for (const account of [SAM, KIM]) expect(world.calls(account, 'threads.get')).toBe(150);
  await world.agrees(KIT, SAM, KIM);
});

test('two windows at once', async () => {
  const other = await world.extension.open('dashboard.html#/gmail');
  await world.page.evaluate("location.hash = '#/gmail'");
  const answers = await Promise.all([
    ask(world.page, 'connectGmail', { account: WIN }),
    ask(other, 'connectGmail', { account: WIN }),
  ]);
  expect(answers).toEqual([
    { ok: true, account: WIN },
    { ok: true, account: WIN },
  ]);
  await Promise.all([
    ask(other, 'syncGmail', { account: WIN }),
    ask(world.page, 'syncGmail', { account: WIN }),
    ask(other, 'syncState'),
    ask(world.page, 'syncState'),
  ]);
  await world.settled(WIN);
  expect(world.calls(WIN, 'threads.get')).toBe(100);
  await world.agrees(KIT, SAM, KIM, WIN);
  await other.close();
});

test('the browser closed in the middle and opened again', async () => {
  const mailbox = world.sandbox.mailbox(WIN);
  aDay(mailbox, new Random(8), 40, 'reopen');
  const call = world.nthCall(15, WIN);
  await ask(world.page, 'syncGmail', { account: WIN });
  await call;
  await world.extension.close();
  aDay(mailbox, new Random(9), 10, 'closed');
  await world.reopen();
  await world.news(WIN);
  await world.agrees(KIT, SAM, KIM, WIN);
});
