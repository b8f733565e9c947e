import { expect, test } from '@playwright/test';
import type { Fault } from '../sandbox/faults';
import type { ApiMethod } from '../sandbox/quota';
import { aDay, MailWorld, season } from '../shared/mail-world';
import { Random } from '../shared/random';

/** Everything that goes wrong between Gmail and us: facts/gmail.md 5.2. Each fault has a mailbox of its own, all are read at once. */
test.describe.configure({ mode: 'serial' });

interface Trouble {
  readonly on: ApiMethod;
  readonly fault: Fault;
  readonly times?: number;
  readonly skip?: number;
}

const FAULTS: Readonly<Record<string, readonly Trouble[]>> = {
  '401 in the middle': [{ on: 'threads.get', fault: { kind: 'error', error: 'authError' }, skip: 7 }],
  'a token that dies in the middle': [{ on: 'threads.get', fault: { kind: 'expire-token' }, skip: 11 }],
  '403 rateLimitExceeded': [
    { on: 'threads.get', fault: { kind: 'error', error: 'rateLimitExceeded' }, times: 2, skip: 3 },
  ],
  '429 with a time in its text': [{ on: 'threads.get', fault: { kind: 'retry-after', seconds: 2 }, skip: 5 }],
  'three times 500': [
    { on: 'threads.get', fault: { kind: 'error', error: 'backendError' }, times: 3, skip: 5 },
  ],
  'truncated JSON': [
    { on: 'threads.get', fault: { kind: 'truncate' }, times: 2, skip: 4 },
    { on: 'messages.list', fault: { kind: 'truncate' } },
  ],
  'a page token that is gone': [
    { on: 'messages.list', fault: { kind: 'empty-page' } },
    { on: 'messages.list', fault: { kind: 'error', error: 'invalidPageToken' } },
  ],
  'a thread that is deleted between list and get': [
    { on: 'threads.get', fault: { kind: 'vanish' }, times: 2, skip: 6 },
  ],
  'a message that is deleted between list and get': [{ on: 'messages.get', fault: { kind: 'vanish' } }],
  'a connection that breaks off': [{ on: 'threads.get', fault: { kind: 'reset' }, times: 2, skip: 2 }],
};
const NAMES = Object.keys(FAULTS);
const accountOf = (name: string): string => `f${NAMES.indexOf(name)}@seller.example`;
const ALL = NAMES.map(accountOf);
const THREADS = 24;
const SEED = 5;
let world: MailWorld;

test.beforeAll(async () => {
  world = await MailWorld.start({
    accounts: ALL.map((address, n) => ({ address, threads: THREADS, seed: 10 + n })),
  });
  for (const address of ALL) season(world.sandbox.mailbox(address));
});
test.afterAll(async () => {
  await world.close();
});

test(`${NAMES.length} faults, each in a mailbox of its own, all at once`, async () => {
  const from = performance.now();
  for (const name of NAMES)
    for (const rule of FAULTS[name] ?? []) world.sandbox.faults.add({ ...rule, account: accountOf(name) });
  for (const account of ALL) await world.connect(account);
  await world.settled(...ALL);
  expect(world.sandbox.faults.pending).toBe(0);
  await world.agrees(...ALL);
  console.log(
    `    ${ALL.length} mailboxes, ${THREADS} threads each: ${((performance.now() - from) / 1000).toFixed(1)} s, ${world.sandbox.calls.length} requests`,
  );
});

test('history that Gmail has forgotten, in every mailbox', async () => {
  for (const [n, account] of ALL.entries()) {
    const mailbox = world.sandbox.mailbox(account);
    aDay(mailbox, new Random(SEED + n), 4, `day${n}`);
    mailbox.expireHistory();
  }
  await world.news(...ALL);
  expect(
    world.sandbox.calls.filter(({ method, status }) => method === 'history.list' && status === 404),
  ).toHaveLength(ALL.length);
  await world.agrees(...ALL);
});
