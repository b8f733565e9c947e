import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSeparator, joinMbox, type MboxMessage, splitMbox } from '../../../lib/mail/mbox';

const encoder = new TextEncoder();
const decoder = new TextDecoder('latin1');

/** The same bytes in pieces of the sizes given, over and over. */
async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function split(
  text: string | Uint8Array,
  sizes: readonly number[] = [],
  max?: number,
): Promise<MboxMessage[]> {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  const messages: MboxMessage[] = [];
  for await (const message of splitMbox(inPieces(bytes, sizes), max)) messages.push(message);
  return messages;
}

const texts = (messages: readonly MboxMessage[]): string[] =>
  messages.map(({ bytes }) => decoder.decode(bytes));

/** Lines that try to look like separators, quoted or not, beside ordinary ones. */
const line = fc.oneof(
  fc.string({ maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, '')),
  fc.constantFrom(
    '',
    '>',
    'From here on',
    '>From here on',
    '>>>From x',
    'From a@b.c Mon Jan  1 00:00:00 2024',
    '>From a@b.c Mon Jan  1 00:00:00 2024',
    'Subject: x',
    '--boundary',
  ),
);
const body = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.map((text) => `${text}${end}`).join(''))
  // A message that begins with a blank line has no header at all: its first line is the mbox's own.
  .filter((text) => text.trim() !== '');
const separator = fc.constantFrom(
  'From 1712345678901234567@xxx Mon Mar 02 10:00:00 +0000 2026',
  'From MAILER-DAEMON Fri Jul  8 12:08:34 2011',
  'From a@b.example Mon Jan  1 00:00:00 2024',
);

describe('splitMbox', () => {
  test('gives back what joinMbox joined, however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ separator, text: body }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }),
        async (items, sizes) => {
          const messages = items.map((item) => ({
            separator: item.separator,
            bytes: encoder.encode(item.text),
          }));
          const again = await split(joinMbox(messages), sizes);
          expect(again.map((message) => message.separator)).toEqual(items.map((item) => item.separator));
          expect(again.map((message) => new TextDecoder().decode(message.bytes))).toEqual(
            items.map((item) => item.text),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('accounts for every byte of any input', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 500 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }),
        async (bytes, sizes) => {
          const messages = await split(bytes, sizes);
          expect(messages[messages.length - 1]?.end ?? 0).toBe(bytes.length);
          for (const [index, message] of messages.entries())
            expect(message.offset).toBe(index === 0 ? 0 : messages[index - 1]?.end);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('reads Takeout separators with any line end', async () => {
    const takeout = (end: string): string =>
      [
        'From 1712345678901234567@xxx Mon Mar 02 10:00:00 +0000 2026',
        'Subject: a',
        '',
        'one',
        '',
        'From 9@xxx',
        'x',
        '',
        'From 1812345678901234567@xxx Mon Mar 02 10:00:00 +0000 2026',
        'Subject: b',
        '',
        'two',
        '',
      ].join(end);
    expect(texts(await split(takeout('\n')))).toEqual([
      'Subject: a\n\none\n\nFrom 9@xxx\nx\n',
      'Subject: b\n\ntwo\n',
    ]);
    expect(texts(await split(takeout('\r\n'), [3]))).toEqual([
      'Subject: a\r\n\r\none\r\n\r\nFrom 9@xxx\r\nx\r\n',
      'Subject: b\r\n\r\ntwo\r\n',
    ]);
  });

  test('takes prose that begins with From for prose', async () => {
    expect(isSeparator('From Monday on, 2024 will be better')).toBe(false);
    expect(isSeparator('From the office of the CEO')).toBe(false);
    const mbox = 'From a@b.c Mon Jan  1 00:00:00 2024\nSubject: a\n\nHi\n\nFrom Monday on we are closed.\n';
    expect(texts(await split(mbox))).toEqual(['Subject: a\n\nHi\n\nFrom Monday on we are closed.\n']);
  });

  test('takes one quoting mark off', async () => {
    const mbox = 'From a@b.c Mon Jan  1 00:00:00 2024\nSubject: a\n\n>From x\n>>From y\n> From z\n';
    expect(texts(await split(mbox))).toEqual(['Subject: a\n\nFrom x\n>From y\n> From z\n']);
  });

  test('gives a message that the file cuts off', async () => {
    const mbox =
      'From a@b.c Mon Jan  1 00:00:00 2024\nSubject: a\n\nHi\n\nFrom b@b.c Mon Jan  1 00:00:00 2024\nSubject: b\n\nHalf a li';
    expect(texts(await split(mbox, [7]))).toEqual(['Subject: a\n\nHi\n', 'Subject: b\n\nHalf a li']);
  });

  test('cuts a message that is too large and says by how much', async () => {
    const mbox = `From a@b.c Mon Jan  1 00:00:00 2024\n${'x'.repeat(200)}\n\nFrom b@b.c Mon Jan  1 00:00:00 2024\nSubject: b\n`;
    const [first, second] = await split(mbox, [64], 100);
    expect(first?.bytes.length).toBe(100);
    expect(first?.cut).toBe(102);
    expect(decoder.decode(second?.bytes)).toBe('Subject: b\n');
  });
});
