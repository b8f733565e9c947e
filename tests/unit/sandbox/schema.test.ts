import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSample, SAMPLE_ACCOUNT } from '../../../lib/sample/sample';
import { GmailSandbox } from '../../sandbox/gmail-sandbox';
import { SAMPLE_NOW } from '../../shared/sample';
import { faultsOf, readSchemas } from './discovery';

const schemas = readSchemas();
let sandbox: GmailSandbox;
let authorization: string;

beforeAll(async () => {
  const mbox = makeSample(SAMPLE_NOW).files[0]?.text ?? '';
  sandbox = await GmailSandbox.start({ accounts: [{ address: SAMPLE_ACCOUNT, mbox }] });
  authorization = `Bearer ${sandbox.token(SAMPLE_ACCOUNT)}`;
});
afterAll(() => sandbox.close());

async function get(path: string): Promise<unknown> {
  const answer = await fetch(`${sandbox.url}gmail/v1/users/me/${path}`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  return answer.json();
}

test('the library carries the resources', () => {
  expect(schemas.get('Message')?.get('internalDate')).toEqual({ kind: 'string', list: false, of: '' });
  expect(schemas.get('Thread')?.get('messages')).toEqual({ kind: 'resource', list: true, of: 'Message' });
});

test('the check finds what is wrong', () => {
  const wrong = { id: 5, threadId: 'a', labelIds: 'SENT', odd: true, payload: { headers: [{ name: 'x' }] } };
  expect(faultsOf(schemas, 'Message', wrong)).toHaveLength(5);
});

describe('every answer is valid by the schema', () => {
  test.each([
    ['Profile', 'profile'],
    ['ListLabelsResponse', 'labels'],
    ['Label', 'labels/SENT'],
    ['ListMessagesResponse', 'messages?maxResults=10'],
    ['ListMessagesResponse', 'messages?q=subject:nothingatall'],
    ['ListThreadsResponse', 'threads?maxResults=10&labelIds=SENT'],
    ['ListHistoryResponse', 'history?startHistoryId=1'],
  ])('%s of %s', async (name, path) => {
    expect(faultsOf(schemas, name, await get(path))).toEqual([]);
  });

  test.each(['minimal', 'metadata', 'full', 'raw'])('all messages, format %s', async (format) => {
    const wrong: string[] = [];
    for (const { id } of sandbox.mailbox(SAMPLE_ACCOUNT).list().slice(0, 60))
      wrong.push(...faultsOf(schemas, 'Message', await get(`messages/${id}?format=${format}`)));
    expect(wrong).toEqual([]);
  });

  test('threads and the history of changes', async () => {
    const box = sandbox.mailbox(SAMPLE_ACCOUNT);
    const start = box.historyId;
    const [newest] = box.list();
    const came = box.deliver({ inReplyTo: newest?.messageId ?? '' });
    box.relabel(came.id, ['STARRED'], ['UNREAD']);
    box.send({ to: 'jo@new.example' }, true);
    box.delete(came.id);
    const history = await get(`history?startHistoryId=${start}`);
    expect(faultsOf(schemas, 'ListHistoryResponse', history)).toEqual([]);
    // Added, starred, read, two drafts that came and went, sent, deleted.
    expect(history).toHaveProperty('history.length', 9);
    for (const format of ['minimal', 'metadata', 'full'])
      expect(faultsOf(schemas, 'Thread', await get(`threads/${newest?.threadId}?format=${format}`))).toEqual(
        [],
      );
  });
});
