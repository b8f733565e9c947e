import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { gunzip, type UnpackLimits, unzip } from '../../../lib/importing/unpack';
import { chunksOf, fixture, importBytes } from './reading';

const MAIL = strToU8(
  'From: Ida <me@plumb.example>\r\nTo: nora@b.example\r\nSubject: Hello\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\nMessage-ID: <m1@plumb.example>\r\n\r\nHello\r\n',
);

describe('packed files', () => {
  it.each([1, 7, 1000])('gzip, in chunks of %i', async (size) => {
    const bare = await importBytes(fixture('mailgun.json'));
    expect(await importBytes(gzipSync(fixture('mailgun.json')), { size })).toEqual(bare);
  });

  it('gzip of several members', async () => {
    const line = new TextEncoder().encode(
      `${JSON.stringify(JSON.parse(new TextDecoder().decode(fixture('mailgun-webhook.json'))))}\n`,
    );
    const twice = new Uint8Array([...gzipSync(line), ...gzipSync(line)]);
    expect((await importBytes(twice)).events).toHaveLength(2);
  });

  it.each([0, 6] as const)('a zip of exports and mail, level %i', async (level) => {
    const zip = zipSync(
      {
        'a/sendgrid.json': fixture('sendgrid.json'),
        '__MACOSX/a': strToU8('x'),
        'empty.csv': strToU8(''),
        'listmonk.csv': fixture('listmonk.csv'),
        'hello.eml': MAIL,
        'inner.gz': gzipSync(fixture('dub.json')),
      },
      { level },
    );
    for (const size of [61, 65_536]) {
      const { events, messages, problems } = await importBytes(zip, { size, own: ['me@plumb.example'] });
      expect(new Set(events.map(({ tracker }) => tracker))).toEqual(new Set(['sendgrid', 'listmonk', 'dub']));
      expect(messages).toHaveLength(1);
      expect(problems).toEqual([{ file: 'file/empty.csv', where: '', message: 'the file is empty.' }]);
    }
  });

  it('stops at a bomb', async () => {
    const limits = { free: 100_000, growth: 300, files: 3 };
    const zeros = new Uint8Array(3_000_000);
    await expect(drained(gunzip('file', chunksOf(gzipSync(zeros)), limits))).rejects.toThrow('300 times');
    await expect(drainedZip(zipSync({ 'a.csv': zeros }), limits)).rejects.toThrow('300 times');
    await expect(drainedZip(zipSync({ a: MAIL, b: MAIL, c: MAIL, d: MAIL }), limits)).rejects.toThrow(
      'more than 3 files',
    );
    expect(await drainedZip(zipSync({ a: MAIL, b: MAIL }), limits)).toBe(2 * MAIL.length);
    let nested = fixture('dub.json');
    for (let i = 0; i < 5; i++) nested = gzipSync(nested);
    await expect(importBytes(nested)).rejects.toThrow('packed more than 3 times');
  });

  it('says what is wrong with a damaged one', async () => {
    const zip = zipSync({ 'sendgrid.json': fixture('sendgrid.json') });
    for (let cut = 5; cut < zip.length; cut += 23)
      await expect(settled(zip.subarray(0, cut))).resolves.toMatch(/^(?:\d+ events|file.*: .{10})/);
    const bent = Uint8Array.from(zip);
    for (let i = 60; i < 90; i++) bent[i] = 0xff;
    await expect(settled(bent)).resolves.toMatch(/^file.*: .{10}/);
    await expect(settled(zipSync({ 'xl/workbook.xml': strToU8('<x/>') }))).resolves.toContain(
      'Excel workbook',
    );
    await expect(settled(zipSync({}))).resolves.toContain('no file');
  });
});

async function drained(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

async function drainedZip(content: Uint8Array, limits: UnpackLimits): Promise<number> {
  let bytes = 0;
  for await (const entry of unzip('file', chunksOf(content), limits)) bytes += await drained(entry.chunks);
  return bytes;
}

async function settled(content: Uint8Array): Promise<string> {
  try {
    return `${(await importBytes(content)).events.length} events`;
  } catch (error) {
    return error instanceof Error && error.name === 'UnusableFile'
      ? error.message
      : `crash: ${String(error)}`;
  }
}
