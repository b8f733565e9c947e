import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeSample, SAMPLE_ACCOUNT } from '../../../lib/sample/sample';
import { Store } from '../../../lib/store/store';
import { SyncStore } from '../../../lib/store/sync-store';
import type { Fault } from '../../sandbox/faults';
import type { SandboxOptions } from '../../sandbox/gmail-sandbox';
import type { Mailbox } from '../../sandbox/mailbox';
import type { ApiMethod } from '../../sandbox/quota';
import { readFacts } from '../../shared/facts';
import { Random } from '../../shared/random';
import { fileOf, SAMPLE_NOW } from '../../shared/sample';
import { background, expected, later, settle, stored, type TestWorld, takeout, testWorld } from './world';

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

const sampleMbox = (): string => makeSample(SAMPLE_NOW).files[0]?.text ?? '';

/** A bounce as mail servers write it: what the API takes apart must be asked for as it was sent. */
function bounce(mailbox: Mailbox): void {
  const sent = mailbox.list().find(({ labels }) => labels.has('SENT'));
  if (sent === undefined) throw new Error('Nobody has written anything.');
  const to = /<([^>]+)>/.exec(sent.headers.find(({ name }) => name === 'To')?.value ?? '')?.[1] ?? '';
  mailbox.deliver({
    raw: [
      'From: Mail Delivery Subsystem <mailer-daemon@mx.example>',
      `To: ${mailbox.address}`,
      `Date: ${new Date(sent.at + 60_000).toUTCString().replace('GMT', '+0000')}`,
      'Subject: Delivery Status Notification (Failure)',
      `Message-ID: <bounce.${sent.id}@mx.example>`,
      `In-Reply-To: <${sent.messageId}>`,
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
      '',
      '--b1',
      'Content-Type: text/plain; charset=utf-8',
      '',
      `Your message to ${to} could not be delivered: no such user.`,
      '--b1',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      `Final-Recipient: rfc822; ${to}`,
      'Action: failed',
      'Status: 5.1.1',
      '--b1',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: <${sent.messageId}>`,
      `To: ${to}`,
      '',
      'Hi',
      '--b1--',
    ].join('\n'),
  });
}

describe('the first sync', () => {
  it('stores exactly what the file importer reads from the same mailbox, 500 threads', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 500 }] });
    made.sandbox.mailbox(SAM).send({
      to: 'pat@prospect.example',
      headers: [
        ['MIME-Version', '1.0'],
        ['Content-Type', 'multipart/mixed; boundary="m1"'],
      ],
      text: `--m1\nContent-Type: text/plain\n\nAttached.\n--m1\nContent-Type: application/pdf; name="offer.pdf"\nContent-Disposition: attachment; filename="offer.pdf"\nContent-Transfer-Encoding: base64\n\n${btoa('%PDF'.repeat(3000)).replace(/.{76}/g, '$&\n')}\n--m1--`,
    });
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
      threads: 501,
      messages: want.length,
      trouble: null,
      skipped: 0,
    });
    // The newest threads were there before the list was complete.
    const methods = made.sandbox.calls.map(({ method }) => method);
    expect(methods.indexOf('threads.get')).toBeLessThan(methods.lastIndexOf('messages.list'));
  });

  it('of mail with bounces, auto-replies and calendars too', async () => {
    const made = await start({ accounts: [{ address: SAMPLE_ACCOUNT, mbox: sampleMbox() }] });
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAMPLE_ACCOUNT });
    await settle(made, server);
    const want = await expected(made.sandbox.mailbox(SAMPLE_ACCOUNT));
    expect(want.some((row) => row.includes('"bounce"'))).toBe(true);
    expect(await stored(store, SAMPLE_ACCOUNT)).toEqual(want);
  });

  it('gives one message each where the file was imported before, and keeps it when the file is taken back', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 40 }] });
    const { store, server } = background(made, database());
    const { messages } = await readFacts([fileOf('takeout.mbox', takeout(made.sandbox.mailbox(SAM)))]);
    await store.startImport({ id: 'file', name: 'takeout.mbox', startedAt: 1 });
    await store.addFacts('file', { messages, events: [], counters: [], problems: [] });
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    expect((await store.facts()).messages).toHaveLength(messages.length);
    const mailbox = made.sandbox.mailbox(SAM);
    await store.undoImport('file');
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
    // And the other way about: what the file brought as well stays when the account goes.
    await store.startImport({ id: 'again', name: 'takeout.mbox', startedAt: 2 });
    await store.addFacts('again', { messages: messages.slice(0, 9), events: [], counters: [], problems: [] });
    mailbox.delete(messages[3]?.gmailId ?? '');
    await later(made, server);
    expect((await store.facts()).messages).toHaveLength(messages.length);
    await server.handlers.disconnectGmail({ account: SAM, erase: true });
    expect((await store.facts()).messages).toHaveLength(9);
    expect(made.grants.size).toBe(0);
  });
});

describe('news', () => {
  it('come, and what left leaves', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 40 }] });
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    const mailbox = made.sandbox.mailbox(SAM);
    const answered = mailbox.list().find(({ labels }) => labels.has('INBOX'));
    mailbox.send(
      { to: 'new@prospect.example', text: 'Shall we talk?', messageId: 'new1@seller.example' },
      true,
    );
    mailbox.deliver({ from: 'new@prospect.example', inReplyTo: 'new1@seller.example', text: 'Yes.' });
    mailbox.deliver({ from: 'news@letter.example', text: 'Not ours.' });
    mailbox.delete(answered?.id ?? '');
    mailbox.trash(mailbox.list()[5]?.id ?? '');
    for (const { id } of mailbox.thread(mailbox.list()[9]?.threadId ?? '')) mailbox.trash(id);
    await later(made, server);
    const want = await expected(mailbox);
    expect(await stored(store, SAM)).toEqual(want);
    expect(want.some((row) => row.includes('new1@seller.example'))).toBe(true);
    const spent = made.sandbox.calls.length;
    await later(made, server);
    // Nothing new costs one question.
    expect(made.sandbox.calls.length).toBe(spent + 1);
  });

  it('what comes back from the trash comes back', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 20 }] });
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    const mailbox = made.sandbox.mailbox(SAM);
    const before = await expected(mailbox);
    const messages = mailbox.thread(mailbox.list()[3]?.threadId ?? '');
    for (const { id } of messages) mailbox.trash(id);
    await later(made, server);
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
    for (const { id } of messages) mailbox.relabel(id, ['INBOX'], ['TRASH']);
    await later(made, server);
    expect(new Set((await stored(store, SAM)).map(idOf))).toEqual(new Set(before.map(idOf)));
  });

  it('an expired cursor costs a comparison, and ends with the mailbox as it is', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 60 }] });
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    const mailbox = made.sandbox.mailbox(SAM);
    const [first, second] = mailbox.list().filter(({ labels }) => labels.has('INBOX'));
    const untouched = mailbox.list().find(({ threadId }) => threadId !== first?.threadId);
    mailbox.send({ to: 'new@prospect.example', messageId: 'new2@seller.example' });
    mailbox.deliver({ from: 'late@prospect.example', inReplyTo: untouched?.messageId ?? '', text: 'Late.' });
    mailbox.delete(first?.id ?? '');
    for (const { id } of mailbox.thread(second?.threadId ?? '')) mailbox.delete(id);
    mailbox.expireHistory();
    const gets = count(made, 'threads.get');
    await later(made, server);
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
    // Only what differs is read again.
    expect(count(made, 'threads.get') - gets).toBe(4);
  });

  it('a mailbox that is cleaned out while it is listed loses nothing', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 260 }] });
    const { store, server } = background(made, database());
    const mailbox = made.sandbox.mailbox(SAM);
    made.sandbox.faults.add({ on: 'threads.get', fault: { kind: 'vanish' }, times: 5 });
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    expect(made.sandbox.faults.pending).toBe(0);
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
  });
});

function idOf(row: string): unknown {
  const fact: unknown = JSON.parse(row);
  return typeof fact === 'object' && fact !== null && 'gmailId' in fact ? fact.gmailId : null;
}

function count(made: TestWorld, method: ApiMethod): number {
  return made.sandbox.calls.filter((call) => call.method === method).length;
}

describe('faults that pass', () => {
  const faults: readonly (readonly [name: string, on: ApiMethod | '*', fault: Fault, times: number])[] = [
    ['a token that dies in the middle', 'threads.get', { kind: 'expire-token' }, 1],
    ['401 in the middle', 'threads.get', { kind: 'error', error: 'authError' }, 1],
    ['403 rateLimitExceeded', 'threads.get', { kind: 'error', error: 'rateLimitExceeded' }, 3],
    ['403 userRateLimitExceeded', 'threads.get', { kind: 'error', error: 'userRateLimitExceeded' }, 3],
    ['403 queries per minute', 'messages.list', { kind: 'error', error: 'queriesPerMinute' }, 2],
    ['429 resource exhausted', 'threads.get', { kind: 'error', error: 'resourceExhausted' }, 2],
    ['429 with a time in its text', 'threads.get', { kind: 'retry-after', seconds: 12 }, 1],
    ['429 with a time an hour away', 'threads.get', { kind: 'retry-after', seconds: 3600 }, 1],
    ['too many at once', 'threads.get', { kind: 'error', error: 'tooManyConcurrent' }, 3],
    ['500 three times', 'threads.get', { kind: 'error', error: 'backendError' }, 3],
    ['503 for a quarter of an hour', '*', { kind: 'error', error: 'unavailable' }, 60],
    ['an HTML page of a front end', 'threads.get', { kind: 'html', status: 502 }, 2],
    ['truncated JSON', 'threads.get', { kind: 'truncate' }, 3],
    ['a list that breaks off', 'messages.list', { kind: 'truncate' }, 1],
    ['a connection that breaks off', 'threads.get', { kind: 'reset' }, 2],
    ['a dead page token', 'messages.list', { kind: 'error', error: 'invalidPageToken' }, 2],
    ['a page that comes twice', 'messages.list', { kind: 'repeat-page' }, 1],
    ['ids that come twice', 'messages.list', { kind: 'duplicates' }, 1],
    ['an empty page', 'messages.list', { kind: 'empty-page' }, 1],
    ['a thread deleted between list and get', 'threads.get', { kind: 'vanish' }, 2],
    ['a message deleted between its thread and itself', 'messages.get', { kind: 'vanish' }, 1],
    ['the day’s limit', 'threads.get', { kind: 'error', error: 'dailyLimitExceeded' }, 1],
    ['no profile at first', 'getProfile', { kind: 'error', error: 'backendError' }, 2],
    ['history that fails', 'history.list', { kind: 'error', error: 'backendError' }, 2],
  ];
  it.each(faults)('%s', async (_, on, fault, times) => {
    const made = await start({ accounts: [{ address: SAM, threads: 24 }] });
    const mailbox = made.sandbox.mailbox(SAM);
    bounce(mailbox);
    const { store, server } = background(made, database());
    made.sandbox.faults.add({ on, fault, times, skip: on === '*' || on === 'getProfile' ? 1 : 0 });
    expect(await server.handlers.connectGmail({ account: SAM })).toMatchObject({ ok: true });
    await settle(made, server);
    expect(made.sandbox.faults.pending).toBe(0);
    expect((await server.handlers.syncState())[0]).toMatchObject({
      phase: 'up-to-date',
      trouble: null,
      skipped: 0,
    });
    const want = await expected(mailbox);
    if (fault.kind !== 'vanish') expect(want.some((row) => row.includes('"status":"5.1.1"'))).toBe(true);
    expect(await stored(store, SAM)).toEqual(want);
    expect(made.faults).toEqual([]);
  });
});

describe('faults that somebody must see to', () => {
  const faults = [
    ['accessNotConfigured', 'api-off'],
    ['domainPolicy', 'admin-block'],
    ['insufficientPermissions', 'scope-missing'],
    ['failedPrecondition', 'mail-off'],
  ] as const;
  it.each(faults)(
    '%s stops the reading with its sentence, and “sync” goes on after it',
    async (error, code) => {
      const made = await start({ accounts: [{ address: SAM, threads: 30 }] });
      const { store, server } = background(made, database());
      await server.handlers.connectGmail({ account: SAM });
      made.sandbox.faults.add({ on: 'threads.get', fault: { kind: 'error', error } });
      await settle(made, server);
      const [state] = await server.handlers.syncState();
      expect(state?.phase).toBe('stopped');
      expect(state?.trouble).toMatchObject({ code, retryAt: null });
      const calls = made.sandbox.calls.length;
      await later(made, server);
      expect(made.sandbox.calls.length).toBe(calls);
      await server.handlers.syncGmail({ account: SAM });
      await settle(made, server);
      expect(await stored(store, SAM)).toEqual(await expected(made.sandbox.mailbox(SAM)));
    },
  );

  it('a right that was withdrawn: reading stops until the account is connected again', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 30 }] });
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    made.sandbox.oauth.withdraw(SAM);
    made.sandbox.mailbox(SAM).send({ to: 'x@prospect.example' });
    await later(made, server);
    expect((await server.handlers.syncState())[0]?.trouble?.code).toBe('sign-in');
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    expect(await stored(store, SAM)).toEqual(await expected(made.sandbox.mailbox(SAM)));
  });
});

describe('several at once', () => {
  it('two accounts, each its own mail', async () => {
    const made = await start({
      accounts: [
        { address: SAM, threads: 60, seed: 1 },
        { address: KIM, threads: 50, seed: 2 },
      ],
    });
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await server.handlers.connectGmail({ account: KIM });
    await settle(made, server);
    for (const account of [SAM, KIM])
      expect(await stored(store, account)).toEqual(await expected(made.sandbox.mailbox(account)));
    await server.handlers.disconnectGmail({ account: SAM, erase: true });
    expect(await stored(store, SAM)).toEqual([]);
    expect(await stored(store, KIM)).toEqual(await expected(made.sandbox.mailbox(KIM)));
    expect((await server.handlers.gmailAccounts()).map(({ account }) => account)).toEqual([KIM]);
  });

  it('two backgrounds over one database: one reads, and then the other goes on', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 70 }] });
    const name = database();
    const one = background(made, name);
    const two = background(made, name);
    await one.server.handlers.connectGmail({ account: SAM });
    await Promise.all([settle(made, one.server), settle(made, two.server)]);
    const mailbox = made.sandbox.mailbox(SAM);
    expect(await stored(new Store(name), SAM)).toEqual(await expected(mailbox));
    // No thread was read by both.
    expect(count(made, 'threads.get')).toBe(70);
    mailbox.send({ to: 'x@prospect.example' });
    made.clock.pass(4 * 60_000);
    await settle(made, two.server);
    expect(await stored(two.store, SAM)).toEqual(await expected(mailbox));
  });
});

describe('the user', () => {
  it('pauses and goes on; nothing is asked in between', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 30 }] });
    const { server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    expect(made.alarm).toBe(true);
    await server.handlers.pauseSync({ account: SAM, paused: true });
    expect(made.alarm).toBe(false);
    const calls = made.sandbox.calls.length;
    await later(made, server);
    expect(made.sandbox.calls.length).toBe(calls);
    expect((await server.handlers.syncState())[0]?.phase).toBe('paused');
    await server.handlers.pauseSync({ account: SAM, paused: false });
    await later(made, server);
    expect(made.sandbox.calls.length).toBeGreaterThan(calls);
  });

  it('chooses dates: threads outside leave, threads inside come', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 80 }] });
    const { store, server } = background(made, database());
    const mailbox = made.sandbox.mailbox(SAM);
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    const from = made.clock.now() - 100 * 86_400_000;
    await server.handlers.setSyncRange({ account: SAM, from, to: null });
    await settle(made, server);
    const threads = [...mailbox.threads.keys()].filter((id) =>
      mailbox.thread(id).some(({ labels, at }) => labels.has('SENT') && at >= from),
    );
    const want = threads.flatMap((id) => mailbox.thread(id)).length;
    expect(want).toBeGreaterThan(10);
    expect((await store.facts()).messages).toHaveLength(want);
    await server.handlers.setSyncRange({ account: SAM, from: null, to: null });
    await settle(made, server);
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
  });

  it('erases everything: rights are revoked, nothing is read again', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 30 }] });
    const { store, server } = background(made, database());
    await server.handlers.connectGmail({ account: SAM });
    await server.forget();
    await store.erase();
    await later(made, server);
    expect((await store.facts()).messages).toEqual([]);
    expect(await server.handlers.gmailAccounts()).toEqual([]);
    expect(made.grants.size).toBe(0);
  });
});

describe('the disk is full', () => {
  it('nothing half is stored, the user is told, and it goes on when there is room', async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 40 }] });
    const name = database();
    const { store, server } = background(made, name);
    await server.handlers.connectGmail({ account: SAM });
    await settle(made, server);
    const mailbox = made.sandbox.mailbox(SAM);
    const before = await stored(store, SAM);
    for (let n = 0; n < 15; n++) mailbox.send({ to: `p${n}@prospect.example`, text: 'Hi' });
    const puts = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function full() {
      throw new DOMException('No room.', 'QuotaExceededError');
    });
    made.clock.pass(4 * 60_000);
    await server.wake();
    expect((await server.handlers.syncState())[0]?.trouble?.code).toBe('disk-full');
    expect(await stored(store, SAM)).toEqual(before);
    puts.mockRestore();
    await later(made, server);
    expect(await stored(store, SAM)).toEqual(await expected(mailbox));
    expect(await stored(new Store(name), SAM)).toEqual(await expected(mailbox));
  });
});

describe('a background that is killed', () => {
  /** Every kill is at another point between two things it does: asking, being answered, storing, having stored. */
  const KILLS = 40;
  const SEED = 20261123;

  it(`${KILLS} times (seed ${SEED}) ends with exactly the mailbox`, async () => {
    const made = await start({ accounts: [{ address: SAM, threads: 100 }] });
    const mailbox = made.sandbox.mailbox(SAM);
    bounce(mailbox);
    const name = database();
    const random = new Random(SEED);
    const first = background(made, name);
    await first.server.handlers.connectGmail({ account: SAM });
    await settle(made, first.server, 0);
    await first.server.handlers.pauseSync({ account: SAM, paused: true });
    await settle(made, first.server);
    await first.server.handlers.pauseSync({ account: SAM, paused: false });
    const at: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      // A life ends early in a day's news as well as in the first reading.
      if (kill % 10 === 9) {
        mailbox.send({ to: `k${kill}@prospect.example`, text: 'Hi' });
        mailbox.delete(mailbox.list()[random.whole(3, 60)]?.id ?? '');
      }
      if (kill === 25) mailbox.expireHistory();
      at.push(await liveAndDie(made, name, random.whole(1, 70)));
      made.clock.pass(61_000);
    }
    const last = background(made, name);
    await later(made, last.server);
    await later(made, last.server);
    expect(await stored(last.store, SAM)).toEqual(await expected(mailbox));
    expect(new Set(at)).toEqual(new Set(['asking', 'answered', 'storing', 'stored']));
    expect(await stored(new Store(name), SAM)).toEqual(await expected(mailbox));
  });
});

/**
 * A background that stops for ever at the n-th thing it does.
 * @returns what that was
 */
async function liveAndDie(made: TestWorld, name: string, lifetime: number): Promise<string> {
  let left = lifetime;
  let died: (what: string) => void = () => undefined;
  const death = new Promise<string>((resolve) => {
    died = resolve;
  });
  const moment = async (what: string): Promise<void> => {
    left--;
    if (left === 0) died(what);
    if (left <= 0) await new Promise(() => undefined);
  };
  const { fetch } = made.world;
  const mortal: TestWorld = {
    ...made,
    world: {
      ...made.world,
      fetch: async (url, init) => {
        await moment('asking');
        const answer = await fetch(url, init);
        await moment('answered');
        return answer;
      },
    },
  };
  const { commit } = SyncStore.prototype;
  const spy = vi.spyOn(SyncStore.prototype, 'commit').mockImplementation(async function mortalCommit(
    this: SyncStore<unknown, unknown>,
    ...step
  ) {
    await moment('storing');
    const wish = await commit.apply(this, step);
    await moment('stored');
    return wish;
  });
  const { server } = background(mortal, name);
  const life = (async () => {
    for (;;) {
      await server.wake();
      made.clock.pass(61_000);
    }
  })();
  const what = await Promise.race([death, life]);
  spy.mockRestore();
  return what;
}
