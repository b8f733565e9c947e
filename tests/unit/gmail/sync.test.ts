import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../../sandbox/gmail-sandbox';
import { background, expected, later, settle, stored, type TestWorld, testWorld } from './world';

const SAM = 'sam@seller.example';
const KIM = 'kim@seller.example';

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
const database = (): string => `sync-${databases++}`;

describe('the first sync', () => {
  it('stores exactly what the file importer reads from the same mailbox, 500 threads', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 500 }] });
    const { store, server } = background(made, database());
    expect(await server.handlers.connectGmail({ account: null })).toEqual({ ok: true, account: SAM });
    await settle(made, server);
    const want = await expected(made.sandbox.mailbox(SAM));
    expect(want.length).toBeGreaterThan(900);
    expect(await stored(store, SAM)).toEqual(want);
    expect(made.faults).toEqual([]);
    const [state] = await server.handlers.syncState();
    expect(state).toMatchObject({
      phase: 'up-to-date',
      threads: 500,
      messages: want.length,
      trouble: null,
      skipped: 0,
    });
  });
});

describe('news', () => {
  it('come, and what left leaves', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 40 }] });
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    const mailbox = made.sandbox.mailbox(SAM);
    const [newest] = mailbox.list();
    mailbox.send(
      {
        to: 'new@prospect.example',
        subject: 'Hello',
        text: 'Shall we talk?',
        messageId: 'new1@seller.example',
      },
      true,
    );
    mailbox.deliver({ from: 'new@prospect.example', inReplyTo: 'new1@seller.example', text: 'Yes.' });
    mailbox.deliver({ from: 'news@letter.example', text: 'Not ours.' });
    mailbox.delete(newest?.id ?? '');
    mailbox.trash(mailbox.list()[5]?.id ?? '');
    await later(made, server);
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
  });
});
void KIM;
