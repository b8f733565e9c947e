import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { PageState } from '../../../lib/api/page-mail';
import type { GmailView, Notice } from '../../../lib/api/protocol';
import { createServer } from '../../../lib/api/server';
import type { Message } from '../../../lib/facts/message';
import { splitMbox } from '../../../lib/mail/mbox';
import { makeSample, SAMPLE_ACCOUNT } from '../../../lib/sample/sample';
import { Store } from '../../../lib/store/store';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

function setUp(name: string) {
  const store = new Store(name);
  const views = new Map<string, GmailView>();
  const told: Notice[] = [];
  const server = createServer(store, {
    now: () => SAMPLE_NOW,
    tell: async (notice) => void told.push(notice),
    openPage: async () => undefined,
    rememberView: async (view) => void views.set(view.frame, view),
    frameOfTab: async () => null,
    recallView: async (frame) => views.get(frame) ?? null,
    forget: async () => views.clear(),
  });
  return { store, server, told };
}

/** The sample's messages as Gmail's page gives them: without what Takeout adds. */
async function originals(): Promise<Map<string, { gmailId: string; source: string }[]>> {
  const bytes = new TextEncoder().encode(makeSample(SAMPLE_NOW).files[0]?.text ?? '');
  const threads = new Map<string, { gmailId: string; source: string }[]>();
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  for await (const item of splitMbox(chunks())) {
    const text = Buffer.from(item.bytes).toString('latin1');
    const thread = BigInt(/^X-GM-THRID: (\d+)/m.exec(text)?.[1] ?? '0').toString(16);
    const gmailId = BigInt(/^From (\d+)@/.exec(item.separator)?.[1] ?? '0').toString(16);
    const raw = text.replace(/^X-G[^\n]*\n(?:[ \t][^\n]*\n)*/gm, '');
    const entry = { gmailId, source: Buffer.from(raw, 'latin1').toString('base64') };
    threads.set(thread, [...(threads.get(thread) ?? []), entry]);
  }
  return threads;
}

const key = ({ account, messageId, threadId, gmailId, direction, at }: Message): string =>
  [account, messageId, threadId, gmailId, direction, at].join(' ');

describe('mail from Gmail’s page', () => {
  it('is the same facts as a file’s, counted once whichever comes first', async () => {
    const { store, server } = setUp('page-1');
    const facts = await readFacts(sampleFiles());
    const byThread = [...(await originals())].slice(0, 40);
    for (const [threadId, messages] of byThread)
      await server.pageMail({ account: SAMPLE_ACCOUNT, threadId, begun: SAMPLE_NOW, more: true, messages });
    const kept = [...(await store.facts()).messages];
    expect(kept.length).toBeGreaterThan(40);
    const files = new Set(facts.messages.map(key));
    expect(kept.map(key).filter((one) => !files.has(one))).toEqual([]);
    await server.startImport({ id: 'file', name: 'file' });
    await server.addFacts({ importId: 'file', number: 0, ...facts });
    // With what the page could not know: labels.
    const byKey = (messages: readonly Message[]): Map<string, Message> =>
      new Map(messages.map((message) => [key(message), message]));
    expect(byKey((await store.facts()).messages)).toEqual(byKey(facts.messages));
    const reopened = new Store('page-1');
    expect(byKey((await reopened.facts()).messages)).toEqual(byKey(facts.messages));
    reopened.close();
    // A pack for every message would be a row for every message.
    const [first] = (await server.imports()).filter(({ id }) => id.startsWith('page:'));
    expect(first).toMatchObject({ name: `Gmail: ${SAMPLE_ACCOUNT}`, state: 'done', messages: kept.length });
    const wanted = byThread.flatMap(([, messages]) => messages.map(({ gmailId }) => gmailId));
    const kinds = new Set(kept.map(({ gmailId }) => gmailId));
    expect(await server.pageWants({ account: SAMPLE_ACCOUNT, ids: wanted })).toEqual(
      wanted.filter((id) => !kinds.has(id) && !facts.messages.some(({ gmailId }) => gmailId === id)),
    );
  });

  it('in which the user wrote nothing is not kept', async () => {
    const { store, server } = setUp('page-2');
    const source = btoa(
      'From: News <news@shop.example>\r\nTo: sam@seller.example\r\nDelivered-To: sam@seller.example\r\nMessage-ID: <1@shop.example>\r\nSubject: Sale\r\n\r\nBuy',
    );
    const query = { account: 'sam@seller.example', threadId: 'abcdefabcdef', begun: SAMPLE_NOW, more: false };
    expect(await server.pageMail({ ...query, messages: [{ gmailId: 'abcdefabcdef', source }] })).toEqual({
      stored: 0,
      missing: 0,
    });
    expect((await store.facts()).messages).toEqual([]);
    expect(await server.imports()).toEqual([]);
  });

  it('from an alias is the user’s; what others sent there is not', async () => {
    const { store, server } = setUp('page-3');
    const query = { account: 'sam@seller.example', begun: SAMPLE_NOW, more: false };
    const out = btoa(
      'From: Sam <sales@seller.example>\r\nTo: kim@buyer.example\r\nMessage-ID: <1@seller.example>\r\nDate: Mon, 2 Nov 2026 09:00:00 +0000\r\nSubject: Hi\r\n\r\nHi Kim',
    );
    const back = btoa(
      'Delivered-To: sam@seller.example\r\nReceived: by mx.google.com\r\nFrom: Kim <kim@buyer.example>\r\nTo: sales@seller.example\r\nReferences: <1@seller.example> <lost@seller.example>\r\nMessage-ID: <2@buyer.example>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\nSubject: Re: Hi\r\n\r\nYes',
    );
    await server.pageMail({
      ...query,
      threadId: 'aaaaaaaaaaaa',
      messages: [{ gmailId: 'aaaaaaaaaaaa', source: out }],
    });
    const given = await server.pageMail({
      ...query,
      threadId: 'aaaaaaaaaaaa',
      messages: [{ gmailId: 'aaaaaaaaaaab', source: back }],
    });
    // One message that the answer names has not been shown.
    expect(given).toEqual({ stored: 1, missing: 1 });
    const { messages } = await store.facts();
    expect(messages.map(({ direction, account }) => [direction, account])).toEqual([
      ['sent', 'sales@seller.example'],
      ['received', 'sales@seller.example'],
    ]);
    expect(JSON.stringify(messages)).not.toContain('Yes');
  });

  it('that was asked for before everything was erased stays erased', async () => {
    const { store, server, told } = setUp('page-4');
    await server.erase();
    expect(told).toContainEqual({ notice: 'readPage', frame: '', on: false });
    const message = {
      gmailId: 'aaaaaaaaaaaa',
      source: btoa('From: sam@seller.example\r\nTo: a@b.example\r\n\r\nHi'),
    };
    const late = server.pageMail({
      account: 'sam@seller.example',
      threadId: 'aaaaaaaaaaaa',
      begun: SAMPLE_NOW - 1,
      more: false,
      messages: [message],
    });
    await expect(late).rejects.toThrow('erased');
    expect((await store.facts()).messages).toEqual([]);
  });
});

it('of two words of one tab the later counts, whichever comes first', async () => {
  const { server } = setUp('page-5');
  const page = (turn: number): PageState => ({
    turn,
    shows: 'thread',
    view: 'sent',
    disputed: false,
    condition: 'good',
    diagnostics: '',
    listed: 0,
    reading: null,
  });
  const say = (turn: number, threadId: string): Promise<void> =>
    server.gmailShows({ frame: 'f', account: null, threadId, page: page(turn) });
  await Promise.all([say(2, 'b'), say(1, 'a')]);
  expect((await server.gmailView({ frame: 'f' }))?.threadId).toBe('b');
});
