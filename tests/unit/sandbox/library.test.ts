import { auth, gmail, type gmail_v1 } from '@googleapis/gmail';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSample, SAMPLE_ACCOUNT } from '../../../lib/sample/sample';
import { GmailSandbox } from '../../sandbox/gmail-sandbox';
import { SAMPLE_NOW } from '../../shared/sample';

/** Google's own client library, unchanged but for the host. */
function client(sandbox: GmailSandbox, token: string): gmail_v1.Gmail {
  const credentials = new auth.OAuth2();
  credentials.setCredentials({ access_token: token });
  // The library's own retries would hide what the sandbox answers.
  return gmail({ version: 'v1', auth: credentials, rootUrl: sandbox.url, retry: false });
}

/** What the library makes of an error. */
async function failure(
  call: Promise<unknown>,
): Promise<{ status: unknown; reason: unknown; message: unknown }> {
  try {
    await call;
  } catch (error) {
    // GaxiosError: the library's type does not reach here.
    const { status, response } = error as { status?: unknown; response?: { data?: unknown } };
    // The body of Google's errors.
    const body = response?.data as
      | { error?: { message?: unknown; errors?: { reason?: unknown }[] } }
      | undefined;
    return { status, reason: body?.error?.errors?.[0]?.reason, message: body?.error?.message };
  }
  throw new Error('The call succeeded.');
}

let sandbox: GmailSandbox;
let api: gmail_v1.Gmail;
const userId = 'me';

beforeAll(async () => {
  const mbox = makeSample(SAMPLE_NOW).files[0]?.text ?? '';
  sandbox = await GmailSandbox.start({ accounts: [{ address: SAMPLE_ACCOUNT, mbox }] });
  api = client(sandbox, sandbox.token(SAMPLE_ACCOUNT));
});
afterAll(() => sandbox.close());

async function allIds(q?: string, maxResults = 37): Promise<string[]> {
  const ids: string[] = [];
  let pageToken: string | undefined;
  do {
    const { data } = await api.users.messages.list({
      userId,
      maxResults,
      ...(q === undefined ? {} : { q }),
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    ids.push(...(data.messages ?? []).map((message) => message.id ?? ''));
    pageToken = data.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return ids;
}

describe('@googleapis/gmail against the sandbox', () => {
  test('profile', async () => {
    const { data } = await api.users.getProfile({ userId });
    const box = sandbox.mailbox(SAMPLE_ACCOUNT);
    expect(data).toEqual({
      emailAddress: SAMPLE_ACCOUNT,
      messagesTotal: box.messages.size,
      threadsTotal: box.threads.size,
      historyId: String(box.historyId),
    });
  });

  test('pages name every message once, newest first', async () => {
    const ids = await allIds();
    const box = sandbox.mailbox(SAMPLE_ACCOUNT);
    expect(ids).toEqual(box.list().map((message) => message.id));
    expect(new Set(ids).size).toBe(box.messages.size);
  });

  test('a message in all four formats', async () => {
    const [id = ''] = await allIds('in:sent');
    const minimal = (await api.users.messages.get({ userId, id, format: 'minimal' })).data;
    expect(Object.keys(minimal)).toEqual([
      'id',
      'threadId',
      'labelIds',
      'snippet',
      'sizeEstimate',
      'historyId',
      'internalDate',
    ]);
    const metadata = (
      await api.users.messages.get({
        userId,
        id,
        format: 'metadata',
        metadataHeaders: ['subject', 'Message-ID'],
      })
    ).data;
    expect(metadata.payload?.headers?.map((header) => header.name)).toEqual(['Subject', 'Message-ID']);
    const full = (await api.users.messages.get({ userId, id })).data;
    const raw = (await api.users.messages.get({ userId, id, format: 'raw' })).data;
    const source = Buffer.from(raw.raw ?? '', 'base64url').toString();
    expect(source).not.toMatch(/^X-GM-THRID/im);
    expect(source).not.toMatch(/[^\r]\n/);
    expect(raw.sizeEstimate).toBe(Buffer.byteLength(source));
    const text = full.payload?.parts?.[0]?.body;
    const decoded = Buffer.from(text?.data ?? '', 'base64url').toString();
    expect(text?.size).toBe(Buffer.byteLength(decoded));
    expect(source).toContain(decoded.trim());
    expect(full.payload?.body).toEqual({ size: 0 });
  });

  test('threads', async () => {
    const { data } = await api.users.threads.list({ userId, q: 'in:sent', maxResults: 5 });
    expect(data.threads).toHaveLength(5);
    const id = data.threads?.[0]?.id ?? '';
    const thread = (await api.users.threads.get({ userId, id, format: 'metadata' })).data;
    expect(thread.messages?.every((message) => message.threadId === id)).toBe(true);
    const times = (thread.messages ?? []).map((message) => Number(message.internalDate));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('labels', async () => {
    const { data } = await api.users.labels.list({ userId });
    expect(data.labels?.map((label) => label.id)).toContain('SENT');
    const sent = (await api.users.labels.get({ userId, id: 'SENT' })).data;
    expect(sent.messagesTotal).toBe((await allIds('in:sent')).length);
  });

  test('an attachment comes by its id, in one piece', async () => {
    const bytes = Buffer.from(Array.from({ length: 3000 }, (_, n) => (n * 37) % 256));
    const lines = bytes.toString('base64').match(/.{1,76}/g) ?? [];
    const head =
      'From: jo@new.example\nTo: sam@seller.example\nSubject: A file\nMessage-ID: <file@new.example>';
    const raw = `${head}\nContent-Type: multipart/mixed; boundary="m"\n\n--m\nContent-Type: text/plain\n\nSee below.\n--m\nContent-Type: application/pdf; name="deck.pdf"\nContent-Disposition: attachment; filename="deck.pdf"\nContent-Transfer-Encoding: base64\n\n${lines.join('\n')}\n--m--\n`;
    const { id: messageId } = sandbox.mailbox(SAMPLE_ACCOUNT).deliver({ raw });
    const { data: message } = await api.users.messages.get({ userId, id: messageId });
    const part = message.payload?.parts?.[1];
    expect(part).toMatchObject({ partId: '1', mimeType: 'application/pdf', filename: 'deck.pdf' });
    expect(part?.body).toEqual({ size: 3000, attachmentId: expect.any(String) });
    const id = part?.body?.attachmentId ?? '';
    const { data } = await api.users.messages.attachments.get({ userId, messageId, id });
    expect(Buffer.from(data.data ?? '', 'base64url').equals(bytes)).toBe(true);
    expect(await allIds('has:attachment filename:deck')).toEqual([messageId]);
  });

  test('partial answers', async () => {
    const { data } = await api.users.messages.list({ userId, fields: 'nextPageToken,messages(threadId)' });
    expect(Object.keys(data).sort()).toEqual(['messages', 'nextPageToken']);
    expect(Object.keys(data.messages?.[0] ?? {})).toEqual(['threadId']);
    const wrong = failure(api.users.messages.list({ userId, fields: 'messages(id' }));
    expect(await wrong).toMatchObject({ status: 400, reason: 'invalidParameter' });
  });

  test('history tells what came, left and changed', async () => {
    const box = sandbox.mailbox(SAMPLE_ACCOUNT);
    const startHistoryId = String(box.historyId);
    expect((await api.users.history.list({ userId, startHistoryId })).data).toEqual({
      historyId: startHistoryId,
    });
    const [sent] = box.list().filter((message) => message.labels.has('SENT'));
    const came = box.deliver({ from: 'jo@new.example', inReplyTo: sent?.messageId ?? '' });
    box.relabel(came.id, ['STARRED'], ['UNREAD']);
    box.delete(came.id);
    const { data } = await api.users.history.list({ userId, startHistoryId });
    expect(came.threadId).toBe(sent?.threadId);
    expect(data.history?.map((record) => Object.keys(record)[2])).toEqual([
      'messagesAdded',
      'labelsAdded',
      'labelsRemoved',
      'messagesDeleted',
    ]);
    expect(data.history?.[0]?.messagesAdded?.[0]?.message).toEqual({
      id: came.id,
      threadId: came.threadId,
      labelIds: ['UNREAD', 'INBOX'],
    });
    expect(data.historyId).toBe(String(box.historyId));
    const deleted = await api.users.history.list({
      userId,
      startHistoryId,
      historyTypes: ['messageDeleted'],
    });
    expect(deleted.data.history).toHaveLength(1);
    box.expireHistory();
    expect(await failure(api.users.history.list({ userId, startHistoryId }))).toMatchObject({
      status: 404,
      reason: 'notFound',
    });
  });

  test('errors', async () => {
    const [id = ''] = await allIds('in:sent');
    const stranger = client(sandbox, 'ya29.nobody');
    expect(await failure(stranger.users.getProfile({ userId }))).toMatchObject({
      status: 401,
      reason: 'authError',
    });
    const shy = client(sandbox, sandbox.token(SAMPLE_ACCOUNT, ['openid']));
    expect(await failure(shy.users.getProfile({ userId }))).toMatchObject({
      status: 403,
      reason: 'insufficientPermissions',
    });
    const metadata = client(
      sandbox,
      sandbox.token(SAMPLE_ACCOUNT, ['https://www.googleapis.com/auth/gmail.metadata']),
    );
    expect(await failure(metadata.users.messages.list({ userId, q: 'in:sent' }))).toMatchObject({
      message: "Metadata scope does not support 'q' parameter",
    });
    expect(await failure(metadata.users.messages.get({ userId, id, format: 'full' }))).toMatchObject({
      status: 403,
    });
    expect(await failure(api.users.messages.get({ userId, id: '1234567890abcdef' }))).toMatchObject({
      status: 404,
    });
    expect(await failure(api.users.messages.list({ userId, pageToken: '123' }))).toMatchObject({
      status: 400,
      message: 'Invalid pageToken',
    });
    expect(await failure(api.users.getProfile({ userId: 'other@elsewhere.example' }))).toMatchObject({
      status: 403,
    });
  });
});
