import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GmailSandbox } from '../../sandbox/gmail-sandbox';

const ME = 'sam@seller.example';
let now = Date.UTC(2026, 4, 1);
let sandbox: GmailSandbox;
let authorization: string;

beforeEach(async () => {
  now = Date.UTC(2026, 4, 1);
  sandbox = await GmailSandbox.start({ accounts: [{ address: ME, threads: 60, seed: 3 }], clock: () => now });
  authorization = `Bearer ${sandbox.token(ME)}`;
});
afterEach(() => sandbox.close());

const get = (path: string): Promise<Response> =>
  fetch(`${sandbox.url}gmail/v1/users/me/${path}`, { headers: { authorization } });

interface Listed {
  readonly messages?: readonly { readonly id: string }[];
  readonly nextPageToken?: string;
}

async function list(pageToken?: string): Promise<Listed> {
  const token = pageToken === undefined ? '' : `&pageToken=${pageToken}`;
  // The sandbox's own answer, checked against the schema elsewhere.
  return (await (await get(`messages?maxResults=20${token}`)).json()) as Listed;
}

async function walk(): Promise<string[]> {
  const ids: string[] = [];
  let token: string | undefined;
  do {
    const answer = await list(token);
    ids.push(...(answer.messages ?? []).map(({ id }) => id));
    token = answer.nextPageToken;
  } while (token !== undefined);
  return ids;
}

const ids = (): string[] =>
  sandbox
    .mailbox(ME)
    .list()
    .map(({ id }) => id);

async function reasonOf(answer: Response): Promise<unknown> {
  // Google's error body.
  const body = (await answer.json()) as { error?: { errors?: { reason?: string }[] } };
  return body.error?.errors?.[0]?.reason;
}

describe('faults on demand', () => {
  test('an error hits as often as asked, after as many calls as asked, and is then over', async () => {
    sandbox.faults.add({
      on: 'getProfile',
      fault: { kind: 'error', error: 'backendError' },
      times: 2,
      skip: 1,
    });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await get('profile')).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect(sandbox.faults.pending).toBe(0);
    expect(sandbox.calls.map(({ fault }) => fault)).toEqual([null, 'error', 'error', null]);
  });

  test('by path, and for one account alone', async () => {
    await sandbox.addAccount({ address: 'other@seller.example' });
    sandbox.faults.add({
      on: /labels\/SENT/,
      fault: { kind: 'error', error: 'accessNotConfigured' },
      account: 'other@seller.example',
    });
    expect((await get('labels/SENT')).status).toBe(200);
    authorization = `Bearer ${sandbox.token('other@seller.example')}`;
    expect(await reasonOf(await get('labels/SENT'))).toBe('accessNotConfigured');
  });

  test('429 with the time in the text', async () => {
    sandbox.faults.add({ on: '*', fault: { kind: 'retry-after', seconds: 90 } });
    const answer = await get('profile');
    expect(answer.status).toBe(429);
    expect(await answer.text()).toContain('exceeded.  Retry after 2026-05-01T00:01:30.000Z');
  });

  test('a broken connection, a broken answer, an HTML page', async () => {
    sandbox.faults.add({ on: '*', fault: { kind: 'reset' } });
    const broken = await get('messages');
    expect(broken.status).toBe(200);
    await expect(broken.text()).rejects.toThrow();
    sandbox.faults.add({ on: '*', fault: { kind: 'truncate' } });
    const short = await (await get('messages')).text();
    expect(() => void JSON.parse(short)).toThrow(SyntaxError);
    sandbox.faults.add({ on: '*', fault: { kind: 'html', status: 502 } });
    const page = await get('messages');
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=UTF-8']);
    expect((await get('messages')).status).toBe(200);
  });

  test('no answer until the client gives up', async () => {
    sandbox.faults.add({ on: '*', fault: { kind: 'hang' } });
    const signal = AbortSignal.timeout(50);
    await expect(
      fetch(`${sandbox.url}gmail/v1/users/me/profile`, { headers: { authorization }, signal }),
    ).rejects.toThrow();
  });

  test('a page that repeats, an empty one, and ids that come twice lose nothing', async () => {
    const plain = ids();
    expect(await walk()).toEqual(plain);
    sandbox.faults.add({ on: 'messages.list', fault: { kind: 'repeat-page' }, skip: 2 });
    const repeated = await walk();
    expect(repeated.length).toBe(plain.length + 20);
    expect([...new Set(repeated)]).toEqual(plain);
    sandbox.faults.add({ on: 'messages.list', fault: { kind: 'empty-page' }, skip: 1 });
    expect(await walk()).toEqual(plain);
    sandbox.faults.add({ on: 'messages.list', fault: { kind: 'duplicates' }, skip: 1 });
    const twice = await walk();
    expect(twice.length).toBe(plain.length + 20);
    expect([...new Set(twice)]).toEqual(plain);
  });

  test('pages lose nothing while mail comes and goes', async () => {
    const before = ids();
    const first = await list();
    sandbox.mailbox(ME).deliver({ from: 'new@there.example' });
    sandbox.mailbox(ME).delete(before[2] ?? '');
    const second = await list(first.nextPageToken);
    expect(second.messages?.map(({ id }) => id)).toEqual(before.slice(20, 40));
  });

  test('a message vanishes between list and get, and history tells', async () => {
    const [id = ''] = ids();
    const start = sandbox.mailbox(ME).historyId;
    sandbox.faults.add({ on: 'messages.get', fault: { kind: 'vanish' } });
    expect((await get(`messages/${id}`)).status).toBe(404);
    expect(await (await get(`history?startHistoryId=${start}`)).json()).toMatchObject({
      history: [{ messagesDeleted: [{ message: { id } }] }],
    });
  });

  test('tokens die: with a call, after some calls, by the clock', async () => {
    sandbox.faults.add({ on: '*', fault: { kind: 'expire-token' } });
    expect((await get('profile')).status).toBe(401);
    expect((await get('profile')).status).toBe(401);
    authorization = `Bearer ${sandbox.token(ME)}`;
    sandbox.oauth.expireTokensAfter(2, ME);
    expect([(await get('profile')).status, (await get('labels')).status]).toEqual([200, 200]);
    expect((await get('profile')).status).toBe(401);
    authorization = `Bearer ${sandbox.token(ME)}`;
    now += 3_600_000;
    expect((await get('profile')).status).toBe(401);
  });

  test('page tokens die, and belong to their query', async () => {
    const { nextPageToken = '' } = await list();
    expect((await get(`messages?maxResults=20&labelIds=SENT&pageToken=${nextPageToken}`)).status).toBe(400);
    sandbox.api.expirePageTokens();
    expect((await get(`messages?maxResults=20&pageToken=${nextPageToken}`)).status).toBe(400);
  });
});

describe('quota', () => {
  test.each([
    ['old', 15_000 / 10],
    ['2026', 6_000 / 40],
  ] as const)('%s: a minute holds so many threads.get, a refused call costs nothing', async (quota, most) => {
    sandbox.setQuota(quota);
    const [{ threadId } = { threadId: '' }] = sandbox.mailbox(ME).list();
    for (let n = 0; n < most; n++)
      expect(
        sandbox.api.answer('GET', `/gmail/v1/users/me/threads/${threadId}?format=minimal`, authorization)
          .status,
      ).toBe(200);
    const refused = await get(`threads/${threadId}`);
    expect([refused.status, await reasonOf(refused)]).toEqual([403, 'rateLimitExceeded']);
    expect(sandbox.unitsSpent(ME)).toBe(quota === 'old' ? 15_000 : 6_000);
    now += 59_999;
    expect((await get('profile')).status).toBe(403);
    now += 1;
    expect((await get(`threads/${threadId}`)).status).toBe(200);
  });

  test('each user has an own share, and may be told the time', async () => {
    await sandbox.addAccount({ address: 'other@seller.example' });
    sandbox.setQuota({ units: 3, costs: { ...ONE_EACH } });
    sandbox.quotaAnswer = 'retryAfter';
    for (let n = 0; n < 3; n++) expect((await get('profile')).status).toBe(200);
    const told = await get('profile');
    expect(told.status).toBe(429);
    expect(await told.text()).toContain(new Date(now + 60_000).toISOString());
    authorization = `Bearer ${sandbox.token('other@seller.example')}`;
    expect((await get('profile')).status).toBe(200);
  });
});

const ONE_EACH = {
  getProfile: 1,
  'labels.list': 1,
  'labels.get': 1,
  'history.list': 1,
  'messages.list': 1,
  'messages.get': 1,
  'attachments.get': 1,
  'threads.list': 1,
  'threads.get': 1,
};

test('a batch answers each part by itself, in one 200', async () => {
  const [id = ''] = ids();
  sandbox.faults.add({ on: 'labels.list', fault: { kind: 'error', error: 'rateLimitExceeded' } });
  const part = (name: string, path: string): string =>
    `--b1\r\nContent-Type: application/http\r\nContent-ID: <${name}>\r\n\r\nGET /gmail/v1/users/me/${path}\r\n\r\n`;
  const body = `${part('one', `messages/${id}?format=minimal`)}${part('two', 'messages/1234567890abcdef')}${part('three', 'labels')}--b1--`;
  const answer = await fetch(`${sandbox.url}batch/gmail/v1`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'multipart/mixed; boundary=b1' },
    body,
  });
  expect(answer.status).toBe(200);
  const mark = /boundary=(\S+)/.exec(answer.headers.get('content-type') ?? '')?.[1] ?? 'none';
  const parts = (await answer.text()).split(`--${mark}`).slice(1, -1);
  expect(parts.map((text) => /Content-ID: <(\S+)>/.exec(text)?.[1])).toEqual([
    'response-one',
    'response-two',
    'response-three',
  ]);
  expect(parts.map((text) => /HTTP\/1\.1 (\d+)/.exec(text)?.[1])).toEqual(['200', '404', '403']);
  expect(parts[0]).toContain(`"id": "${id}"`);
  expect(sandbox.calls.map(({ method }) => method)).toEqual(['messages.get', 'messages.get', 'labels.list']);
});

test('equal seeds give equal mailboxes, whatever else they are asked for', async () => {
  const twin = await GmailSandbox.start({
    accounts: [{ address: ME, threads: 60, seed: 3 }],
    clock: () => now,
  });
  const other = await GmailSandbox.start({
    accounts: [{ address: ME, threads: 60, seed: 4 }],
    clock: () => now,
  });
  const sources = (box: GmailSandbox): string[] =>
    box
      .mailbox(ME)
      .list()
      .map((message) => message.source());
  expect(sources(twin)).toEqual(sources(sandbox));
  expect(sources(other)).not.toEqual(sources(sandbox));
  await Promise.all([twin.close(), other.close()]);
});
