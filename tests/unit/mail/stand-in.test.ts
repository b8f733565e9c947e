import { describe, expect, test } from 'vitest';
import { splitMbox } from '../../../lib/mail/mbox';
import { parseMail } from '../../../lib/mail/parse';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function letter(more: Partial<Record<'to' | 'date' | 'subject' | 'text', string>> = {}): string {
  return [
    `Date: ${more.date ?? 'Mon, 05 Jan 2026 10:00:00 +0000'}`,
    'From: jane@acme.example',
    `To: ${more.to ?? 'pat@prospect.example'}`,
    `Subject: ${more.subject ?? 'Quick idea'}`,
    '',
    more.text ?? 'Hello Pat\n\nFrom Monday on we ship.',
    '',
  ].join('\n');
}

const idOf = async (text: string): Promise<string> => (await parseMail(bytes(text))).messageId;

describe('the name of a message without Message-ID', () => {
  test('differs with recipient, date, subject and text, and where all have one length', async () => {
    const ids = await Promise.all(
      [
        letter(),
        letter({ to: 'tim@prospect.example' }),
        letter({ date: 'Mon, 05 Jan 2026 10:00:01 +0000' }),
        letter({ subject: 'Quick ides' }),
        letter({ text: 'Hello Tim\n\nFrom Monday on we ship.' }),
      ].map(idOf),
    );
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^none:/);
  });

  test('is the same with CRLF and in an mbox', async () => {
    const id = await idOf(letter());
    expect(await idOf(letter().replaceAll('\n', '\r\n'))).toBe(id);
    const mbox = `From - Tue Jan 06 10:00:00 +0000 2026\n${letter().replace('\nFrom Monday', '\n>From Monday')}\n`;
    async function* chunks() {
      yield bytes(mbox);
    }
    const found: string[] = [];
    for await (const item of splitMbox(chunks()))
      found.push((await parseMail(item.bytes, item.separator)).messageId);
    expect(found).toEqual([id]);
  });
});

describe('dates', () => {
  test.each([
    'Fri, 01 Jan 99999 00:00:00 +0000',
    'Fri, 01 Jan 1960 00:00:00 +0000',
    'Fri, 01 Jan 2100 00:00:00 +0000',
  ])('%s is none', async (date) => {
    expect((await parseMail(bytes(letter({ date })))).at).toBeNull();
    const separated = await parseMail(bytes(letter({ date })), 'From 1@xxx Mon Jan 05 10:00:00 +0000 2026');
    expect(separated.at).toBe(Date.UTC(2026, 0, 5, 10));
  });
});
