import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../lib/facts/message';
import type { Store } from '../../../lib/store/store';
import type { Mailbox, SandboxMessage } from '../../sandbox/mailbox';
import { headerOf } from '../../sandbox/mime';
import { background, later, settle, type TestWorld, testWorld } from './world';

/** Answers that Gmail files in threads of their own, and labels that change on what is stored. */

const SAM = 'sam@seller.example';

let made: TestWorld;
let databases = 0;
let server: ReturnType<typeof background>['server'];
let store: Store;
let mailbox: Mailbox;
beforeEach(async () => {
  made = await testWorld({ accounts: [{ address: SAM, threads: 30 }] });
  mailbox = made.sandbox.mailbox(SAM);
  ({ server, store } = background(made, `strays-${databases++}`));
});
afterEach(() => made.sandbox.close());

const facts = async (): Promise<readonly Message[]> => (await store.facts()).messages;
const byGmail = async (id: string): Promise<Message | undefined> =>
  (await facts()).find(({ gmailId }) => gmailId === id);

function sent(n: number): SandboxMessage {
  const message = mailbox.list().filter(({ labels }) => labels.has('SENT'))[n];
  if (message === undefined) throw new Error('So many were not sent.');
  return message;
}
const to = (message: SandboxMessage): string => headerOf(message.headers, 'To');

function bounce(about: SandboxMessage): SandboxMessage {
  return mailbox.deliver({
    from: 'Mail Delivery Subsystem <mailer-daemon@mx.example>',
    subject: 'Undeliverable',
    threadId: 'aa00000000000001',
    headers: [['X-Failed-Recipients', /<([^>]+)>/.exec(to(about))?.[1] ?? to(about)]],
    text: `Delivery failed permanently: 550 5.1.1 no such user.\n\nMessage-ID: <${about.messageId}>`,
  });
}
function answer(about: SandboxMessage): SandboxMessage {
  return mailbox.deliver({
    from: to(about),
    subject: 'Re: something else',
    inReplyTo: about.messageId,
    threadId: 'aa00000000000002',
    text: 'Yes, Thursday suits me.',
  });
}
const letter = (): SandboxMessage =>
  mailbox.deliver({ from: 'news@paper.example', subject: 'Re: your week', text: 'News.' });

async function connect(): Promise<void> {
  await server.handlers.connectGmail({ account: SAM });
  await settle(made, server);
}

describe('answers in threads of their own', () => {
  it('are read with the first sync; what answers nothing is not kept', async () => {
    const [bounced, replied, other] = [bounce(sent(4)), answer(sent(20)), letter()];
    await connect();
    expect(await byGmail(bounced.id)).toMatchObject({ reading: { kind: 'bounce' } });
    expect(await byGmail(replied.id)).toMatchObject({ direction: 'received', inReplyTo: sent(20).messageId });
    expect(await byGmail(other.id)).toBeUndefined();
  });

  it('are found among the news', async () => {
    await connect();
    const [bounced, replied, other] = [bounce(sent(4)), answer(sent(20)), letter()];
    await later(made, server);
    expect(await byGmail(bounced.id)).toMatchObject({ reading: { kind: 'bounce' } });
    expect(await byGmail(replied.id)).toBeDefined();
    expect(await byGmail(other.id)).toBeUndefined();
  });
});

describe('a label of the user’s', () => {
  it('that comes, goes or is new reaches what is stored; Gmail’s own are no news', async () => {
    mailbox.labels.set('Label_7', { id: 'Label_7', name: 'Campaign A', system: false });
    await connect();
    const { id } = sent(3);
    const labels = async (): Promise<readonly string[]> => (await byGmail(id))?.labels ?? [];
    mailbox.relabel(id, ['Label_7']);
    await later(made, server);
    expect(await labels()).toContain('Campaign A');
    mailbox.labels.set('Label_8', { id: 'Label_8', name: 'Campaign B', system: false });
    mailbox.relabel(id, ['Label_8'], ['Label_7']);
    await later(made, server);
    expect(await labels()).toContain('Campaign B');
    expect(await labels()).not.toContain('Campaign A');
    const reads = made.sandbox.calls.filter(({ method }) => method === 'threads.get').length;
    mailbox.relabel(id, ['STARRED', 'IMPORTANT']);
    await later(made, server);
    expect(made.sandbox.calls.filter(({ method }) => method === 'threads.get').length).toBe(reads);
  });
});
