import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { ERRORS } from '../../sandbox/errors';
import type { SandboxOptions } from '../../sandbox/gmail-sandbox';
import { background, expected, later, settle, stored, type TestWorld, testWorld } from './world';

const SAM = 'sam@seller.example';

const open: TestWorld[] = [];
afterEach(async () => {
  for (const { sandbox } of open.splice(0)) await sandbox.close();
});
async function start(options: SandboxOptions): Promise<TestWorld> {
  const made = await testWorld(options);
  open.push(made);
  return made;
}

let databases = 0;
const database = (): string => `ends-${databases++}`;

describe('a reading that ends', () => {
  it('is told to be at its end at once, also where mail left while it went on', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 24 }] });
    const { store, server } = background(made, database());
    made.sandbox.faults.add({ on: 'threads.get', fault: { kind: 'vanish' }, times: 2, skip: 6 });
    await server.handlers.connectGmail({ account: SAM });
    // No time passes but that of the calls themselves.
    const from = made.clock.now();
    await server.wake();
    expect((await server.handlers.syncState())[0]).toMatchObject({ phase: 'up-to-date', done: 0, total: 0 });
    expect(made.clock.now() - from).toBeLessThan(60_000);
    expect(await stored(store, SAM)).toEqual(await expected(made.sandbox.mailbox(SAM)));
  });

  it('is not told to be up to date while news that were asked for have not come', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 12 }] });
    const { server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    made.sandbox.mailbox(SAM).send({ to: 'new@prospect.example' });
    await server.handlers.syncGmail({ account: SAM });
    expect((await server.handlers.syncState())[0]?.phase).toBe('reading');
    await server.wake();
    expect((await server.handlers.syncState())[0]?.phase).toBe('up-to-date');
  });
});

describe('labels that came and went while Gmail’s history was forgotten', () => {
  it('are compared, and only the threads that differ are read', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 60 }] });
    const mailbox = made.sandbox.mailbox(SAM);
    const [first, second, third] = mailbox.list().filter(({ labels }) => labels.has('SENT'));
    const [kept, taken, renamed] = ['Kept', 'Taken', 'Old name'].map((name) => mailbox.addLabel(name));
    mailbox.relabel(first?.id ?? '', [kept ?? '']);
    mailbox.relabel(second?.id ?? '', [taken ?? '']);
    mailbox.relabel(third?.id ?? '', [renamed ?? '']);
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
    const other = mailbox.list().filter(({ labels }) => labels.has('SENT'))[9];
    mailbox.relabel(other?.id ?? '', [kept ?? '']);
    mailbox.relabel(second?.id ?? '', [], [taken ?? '']);
    mailbox.labels.set(renamed ?? '', { id: renamed ?? '', name: 'New name', system: false });
    mailbox.expireHistory();
    const gets = made.sandbox.calls.filter(({ method }) => method === 'threads.get').length;
    await later(made, server);
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
    expect((await stored(store, SAM)).filter((row) => row.includes('New name'))).toHaveLength(1);
    expect(made.sandbox.calls.filter(({ method }) => method === 'threads.get').length - gets).toBe(3);
  });

  it('a label that is deleted meanwhile is in nobody’s way', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 12 }] });
    const mailbox = made.sandbox.mailbox(SAM);
    const label = mailbox.addLabel('Short-lived');
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    mailbox.expireHistory();
    made.sandbox.faults.add({
      on: new RegExp(`labelIds=${label}`),
      fault: { kind: 'error', error: { ...ERRORS.invalidId } },
    });
    await later(made, server);
    expect(made.sandbox.faults.pending).toBe(0);
    expect((await server.handlers.syncState())[0]?.phase).toBe('up-to-date');
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
  });
});
