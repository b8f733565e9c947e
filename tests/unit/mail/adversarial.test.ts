import { describe, expect, test } from 'vitest';
import { readBody } from '../../../lib/mail/body/body';
import { returnDate } from '../../../lib/mail/kind/return-date';
import { gmailLabels, messageIds, parseMail } from '../../../lib/mail/parse';
import { readMail } from '../../../lib/mail/read';

/**
 * Mail is hostile input. Each line here is long and made to keep some pattern of ours busy; a pattern with a
 * super-linear worst case would not come back within the runner's limit of a minute (at 100,000 letters, n² is 10¹⁰).
 */
const LENGTH = 100_000;

const SEEDS = [
  'a',
  ' ',
  '\t ',
  '>',
  '> ',
  '-',
  '- ',
  '_',
  '*',
  '<',
  '(',
  ':',
  '1',
  '1.',
  '1/',
  'a@',
  'a.',
  'a@b.',
  'a@b.c ',
  '=?utf-8?q?a?= ',
  'On ',
  'On Mon, Mar 2, 2026 ',
  'On Mon wrote ',
  'wrote:',
  'From: ',
  'From: a@b.c To: ',
  'Am 02.03.26 schrieb ',
  'https://',
  'https://a.b/',
  'unsubscribe ',
  'if you no longer ',
  'your message is held ',
  'your message to ',
  'click verify ',
  'could not be ',
  'delivery to ',
  'undeliverable ',
  'i am out of ',
  'i am away from ',
  'until 1 ',
  'thank you for your ',
  'ich bin nicht ',
  'je suis absent ',
  'this email is confidential ',
  'Sent from my ',
  '550 5.1.1 ',
  'rcpt to:<',
  'Final-Recipient: ',
  'no longer with ',
  '已收到',
  '休',
  '月1日',
] as const;

const encoder = new TextEncoder();

function long(seed: string): string {
  return seed.repeat(Math.ceil(LENGTH / seed.length)).slice(0, LENGTH);
}

async function whole(headers: string, body: string): Promise<void> {
  const mail = await parseMail(encoder.encode(`From: MAILER-DAEMON@x.example\r\n${headers}\r\n\r\n${body}`));
  expect(readMail(mail, 'sam@seller.example', () => false).message.direction).toBe('received');
}

describe('one long line', () => {
  test.each(SEEDS)('of %j', async (seed) => {
    const line = long(seed);
    expect(readBody({ text: `Hi\n${line}\nBye`, html: null }).full.length).toBeGreaterThan(0);
    expect(readBody({ text: null, html: `<p>Hi</p><div>${line}</div>` }).full).toContain('Hi');
    returnDate(line, 0);
    await whole('Subject: Undeliverable', line);
    await whole(`Subject: ${line}`, 'Hi');
  });
});

describe('many short lines', () => {
  test.each(SEEDS)('of %j', async (seed) => {
    const lines = `${seed.trim()}\n`.repeat(4_000);
    expect(readBody({ text: `Hi\n${lines}`, html: null }).full).toContain('Hi');
    await whole('Subject: Returned mail', lines);
  });
});

describe('long headers', () => {
  test.each([
    'References',
    'X-Failed-Recipients',
    'Content-Type',
    'X-Gmail-Labels',
    'Return-Path',
    'Auto-Submitted',
    'Date',
    'To',
  ])('%s', async (name) => {
    for (const seed of ['<a@b>', 'a@b.c, ', '"', 'x; boundary=', '(', ' ', '=?utf-8?b?', ';a='])
      await whole(`${name}: ${long(seed)}`, 'Hi');
  });
  test('ids and labels', () => {
    for (const seed of ['<', '<a@b>', ', ', '"', '=?utf-8?q?a?=']) {
      messageIds(long(seed));
      gmailLabels(long(seed));
    }
  });
});

describe('deep HTML', () => {
  test.each([
    '<div>',
    '<blockquote>',
    '<blockquote type="cite">',
    '<a href="https://x.example">',
    '<div class="gmail_quote">',
    '<p>x',
    '<!--',
    '<table><tr><td>',
    '<pre>',
  ])('of %s', (tag) => {
    const body = readBody({ text: null, html: `Hi ${tag.repeat(8_000)} there` });
    expect(body.full).toContain('Hi');
  });
});
