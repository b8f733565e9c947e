import { describe, expect, it } from 'vitest';
import { readOriginal } from '../../../lib/gmail/original';
import { type Given, type Original, type Reading, ThreadReader } from '../../../lib/gmail/thread-reader';

const SOURCE = 'From: Sam <sam@seller.example>\r\nSubject: Grüße\r\n\r\nHi – 1 < 2 & “3”';
const A = '17b79f50c14b98d2';
const B = '17b79f50c14b98d3';
const C = '17b79f50c14b98d4';

interface Asked {
  readonly at: number;
  readonly url: string;
}

function setUp(answer: (url: string) => Response = () => new Response(SOURCE)) {
  let now = 0;
  const asked: Asked[] = [];
  const given: { threadId: string; messages: readonly Original[] }[] = [];
  const told: Reading[] = [];
  const faults: unknown[] = [];
  const known = new Set<string>();
  let hidden = false;
  let wake = (): void => undefined;
  const reader = new ThreadReader({
    fetch: async (url) => {
      asked.push({ at: now, url });
      now += 30;
      return answer(url);
    },
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    isHidden: () => hidden,
    visible: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    wanted: async (_, ids) => ids.filter((id) => !known.has(id)),
    give: async (_, threadId, messages): Promise<Given> => {
      given.push({ threadId, messages });
      for (const { gmailId } of messages) known.add(gmailId);
      return { stored: messages.length, missing: 0 };
    },
    onReading: (reading) => told.push(reading),
    onFault: (error) => faults.push(error),
  });
  return {
    reader,
    asked,
    given,
    told,
    faults,
    known,
    pass: (ms: number) => {
      now += ms;
    },
    hide: () => {
      hidden = true;
    },
    show: () => {
      hidden = false;
      wake();
    },
  };
}

const until = async (done: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 500 && !done(); turn++) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('reading the listed threads', () => {
  it('asks twice a second at most, each message once, first and last of each thread', async () => {
    const { reader, asked, given, told } = setUp();
    const threads = Array.from({ length: 12 }, (_, n) => ({
      threadId: (0x17b79f50c14b0000n + BigInt(n * 16)).toString(16),
      lastId: n % 2 === 0 ? (0x17b79f50c14b0000n + BigInt(n * 16 + 1)).toString(16) : null,
    }));
    reader.list('sam@seller.example', '/mail/u/1/', threads);
    await until(() => told.at(-1)?.state === 'done');
    expect(told.at(-1)).toMatchObject({ done: 12, total: 12, stored: 18, error: null });
    expect(asked).toHaveLength(18);
    expect(new Set(asked.map(({ url }) => url)).size).toBe(18);
    for (const [n, { at }] of asked.entries())
      expect(at - (asked[n - 1]?.at ?? -500)).toBeGreaterThanOrEqual(500);
    expect(asked[0]?.url).toBe(`/mail/u/1/?view=att&th=${threads[0]?.threadId}&attid=0&disp=comp&safe=1&zw`);
    expect(given[0]?.messages.map(({ gmailId }) => gmailId)).toEqual([
      threads[0]?.threadId,
      threads[0]?.lastId,
    ]);
    const [message] = given[0]?.messages ?? [];
    expect(Buffer.from(message?.source ?? '', 'base64').toString('utf8')).toBe(SOURCE);
  });

  it('asks for nothing that is known, and stops when it is told to', async () => {
    const { reader, asked, told, known } = setUp();
    known.add(A);
    reader.list('a', '/mail/u/0/', [
      { threadId: A, lastId: null },
      { threadId: B, lastId: null },
    ]);
    await until(() => told.at(-1)?.state === 'done');
    expect(asked).toHaveLength(1);
    reader.list('a', '/mail/u/0/', [{ threadId: C, lastId: null }]);
    reader.stop();
    await until(() => told.at(-1)?.state === 'stopped');
    expect(asked).toHaveLength(1);
    expect(told.at(-1)).toMatchObject({ state: 'stopped', done: 0 });
  });

  it('waits while the tab is hidden', async () => {
    const { reader, asked, told, hide, show } = setUp();
    hide();
    reader.list('a', '/mail/u/0/', [{ threadId: A, lastId: null }]);
    await until(() => told.at(-1)?.state === 'waiting');
    expect(asked).toEqual([]);
    show();
    await until(() => told.at(-1)?.state === 'done');
    expect(asked).toHaveLength(1);
    hide();
    reader.list('a', '/mail/u/0/', [{ threadId: B, lastId: null }]);
    await until(() => told.at(-1)?.state === 'waiting');
    reader.stop();
    await until(() => told.at(-1)?.state === 'stopped');
    expect(asked).toHaveLength(1);
  });

  it('ends where Gmail refuses, and says why; a message that is gone is passed over', async () => {
    const refusing = setUp((url) => new Response('busy', { status: url.includes(B) ? 503 : 404 }));
    refusing.reader.list(
      'a',
      '/mail/u/0/',
      [A, B, C].map((threadId) => ({ threadId, lastId: null })),
    );
    await until(() => refusing.told.at(-1)?.state === 'failed');
    expect(refusing.told.at(-1)).toMatchObject({ done: 1, error: expect.stringContaining('status 503') });
    expect(refusing.asked.some(({ url }) => url.includes(C))).toBe(false);
  });
});

describe('reading what is opened', () => {
  it('reads once, and not what is no longer in front by its turn', async () => {
    const { reader, asked, given } = setUp();
    const messages = [
      { id: A, from: null },
      { id: B, from: null },
    ];
    let current = true;
    reader.open('a', '/mail/u/0/', A, messages, () => current);
    reader.open('a', '/mail/u/0/', A, messages, () => current);
    await until(() => given.length === 1);
    expect(asked).toHaveLength(2);
    current = false;
    reader.open('a', '/mail/u/0/', C, [{ id: C, from: null }], () => current);
    current = true;
    reader.open('a', '/mail/u/0/', C, [{ id: C, from: null }], () => true);
    await until(() => given.length === 2);
    expect(asked.filter(({ url }) => url.includes(C))).toHaveLength(1);
  });

  it('waits while the tab is hidden', async () => {
    const { reader, asked, given, hide, show } = setUp();
    hide();
    reader.open('a', '/mail/u/0/', A, [{ id: A, from: null }], () => true);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(asked).toEqual([]);
    show();
    await until(() => given.length === 1);
    expect(asked).toHaveLength(1);
  });

  it('tries again what failed, but not with every redraw of the page', async () => {
    let broken = true;
    const { reader, asked, given, faults, pass } = setUp(() =>
      broken ? new Response('', { status: 500 }) : new Response(SOURCE),
    );
    const open = (): void => reader.open('a', '/mail/u/0/', A, [{ id: A, from: null }], () => true);
    open();
    await until(() => faults.length === 1);
    open();
    expect(asked).toHaveLength(1);
    broken = false;
    pass(60_000);
    open();
    await until(() => given.length === 1);
    expect(given).toHaveLength(1);
  });
});

describe('the original', () => {
  const { signal } = new AbortController();
  it('comes from “Show original” where there is no download', async () => {
    const escaped = SOURCE.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const fetch = async (url: string): Promise<Response> =>
      url.includes('view=om')
        ? new Response(`<html><pre class="raw_message_text" id="raw_message_text">${escaped}</pre></html>`)
        : new Response('<!doctype html><title>Gmail</title>');
    const bytes = await readOriginal(fetch, '/mail/u/0/', A, signal);
    expect(new TextDecoder().decode(bytes ?? new Uint8Array())).toBe(SOURCE);
  });

  it('is never a page: that is a failure with a sentence', async () => {
    const fetch = async (): Promise<Response> => new Response('<html>Sign in: now</html>');
    await expect(readOriginal(fetch, '/mail/u/0/', A, signal)).rejects.toThrow('no message');
  });
});
