import { get } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseMail } from '../../../lib/mail/parse';
import { makeSample, SAMPLE_ACCOUNT } from '../../../lib/sample/sample';
import { GmailSandbox } from '../../sandbox/gmail-sandbox';
import { SAMPLE_NOW } from '../../shared/sample';

let sandbox: GmailSandbox;
const sample = makeSample(SAMPLE_NOW);

beforeAll(async () => {
  const mbox = sample.files[0]?.text ?? '';
  sandbox = await GmailSandbox.start({
    accounts: [
      { address: SAMPLE_ACCOUNT, mbox },
      { address: 'alex@seller.example', threads: 3 },
    ],
  });
});
afterAll(() => sandbox.close());

const page = (path: string): Promise<Response> =>
  fetch(`${sandbox.url}mail/u/${path}`, { redirect: 'manual' });

test('the original message comes as it was sent, by either id', async () => {
  const [message] = sandbox.mailbox(SAMPLE_ACCOUNT).thread(sample.showcase);
  const id = message?.id ?? '';
  const answer = await page(`0/?view=att&th=${id}&attid=0&disp=comp&safe=1&zw`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(Buffer.from(bytes).toString('latin1')).toBe(message?.source());
  expect((await parseMail(bytes)).messageId).toBe(message?.messageId);
  const shown = await (await page(`0/?view=om&permmsgid=msg-f%3A${BigInt(`0x${id}`)}`)).text();
  expect(shown).toContain('id="raw_message_text"');
  expect(shown).toContain(`&lt;${message?.messageId}&gt;`);
});

test('what is not there, or not of this account, is a temporary error', async () => {
  const [message] = sandbox.mailbox(SAMPLE_ACCOUNT).thread(sample.showcase);
  expect((await page('0/?view=att&th=1234567890abcdef&attid=0&disp=comp')).status).toBe(404);
  expect((await page(`1/?view=att&th=${message?.id}&attid=0&disp=comp`)).status).toBe(404);
  expect((await page(`${SAMPLE_ACCOUNT}/`)).status).toBe(404);
  expect((await page('7/')).headers.get('location')).toBe('/mail/u/0/');
});

test('the page lists the Sent threads of its account under Gmail’s policy', async () => {
  const answer = await page('1/');
  expect(answer.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
  const text = await answer.text();
  expect(text).toContain('Google Account: alex@seller.example');
  for (const id of sandbox.mailbox('alex@seller.example').threads.keys())
    expect(text).toContain(`"id":"${BigInt(`0x${id}`)}"`);
});

test('the same port speaks https, and a host gets its own paths alone', async () => {
  const ask = (host: string, path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const options = {
        port: sandbox.port,
        path,
        headers: { host },
        rejectUnauthorized: false,
        agent: false,
      };
      const request = get(options, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      request.on('error', reject);
    });
  expect(await ask('mail.google.com', '/mail/u/0/')).toBe(200);
  expect(await ask('gmail.googleapis.com', '/gmail/v1/users/me/profile')).toBe(401);
  expect(await ask('mail.google.com', '/gmail/v1/users/me/profile')).toBe(404);
  expect(await ask('gmail.googleapis.com', '/mail/u/0/')).toBe(404);
  expect(await ask('accounts.google.com', '/o/oauth2/v2/auth?client_id=nobody')).toBe(401);
  expect(await ask('oauth2.googleapis.com', '/tokeninfo?access_token=nothing')).toBe(400);
  expect([...sandbox.hosts].sort()).toEqual([
    '127.0.0.1',
    'accounts.google.com',
    'gmail.googleapis.com',
    'mail.google.com',
    'oauth2.googleapis.com',
  ]);
});
