import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type ImportOptions, importFile } from '../../../lib/importing/import-file';
import { importFiles } from '../../../lib/importing/import-files';
import { MailFacts } from '../../../lib/importing/mail-facts';
import { UnusableFile } from '../../../lib/importing/source';
import type { Mapping } from '../../../lib/trackers/mapping';
import { chunksOf, fixture } from '../trackers/reading';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(content: Uint8Array | string, options: ImportOptions) {
  const source = {
    name: 'drop',
    chunks: chunksOf(typeof content === 'string' ? bytes(content) : content, 900),
  };
  const unmapped: string[] = [];
  let events = 0;
  let counters = 0;
  for await (const step of importFile(source, new MailFacts(), options)) {
    events += step.events.length;
    counters += step.counters.length;
    if (step.unmapped !== undefined) unmapped.push(step.unmapped.name);
  }
  return { events, counters, unmapped };
}

const ODD =
  'Wer;Wohin;Wann\na@b.example;https://x.example/;03/04/2026 10:00\nc@b.example;https://x.example/;04/04/2026 10:00\n';
const MAPPING: Mapping = {
  version: 1,
  headings: ['Wer', 'Wohin', 'Wann'],
  columns: { recipient: 0, url: 1, at: 2 },
  rows: 'events',
  kind: 'click',
  dateOrder: 'dmy',
  zone: 'UTC',
};

describe('an import that asks about tables', () => {
  it.each([
    ['columns that no language names', ODD],
    [
      'German headings, a time without a zone',
      'E-Mail;Link;Zeitpunkt\na@b.example;https://x.example/;05.03.2026 10:00\n',
    ],
    ['day and month open', 'Email,Link,Timestamp\na@b.example,https://x.example/,03/04/2026 10:00Z\n'],
    ['an ISO time without a zone', 'Email,Link,Timestamp\na@b.example,https://x.example/,2026-03-05 10:00\n'],
    [
      'no headings',
      'a@b.example,https://x.example/a,2026-03-05T10:00:00Z\nc@b.example,https://x.example/a,2026-03-05T10:00:00Z\n',
    ],
  ])('leaves out what leaves something open: %s', async (_, text) => {
    expect(await read(text, { ask: true })).toEqual({ events: 0, counters: 0, unmapped: ['drop'] });
  });

  it('reads at once what leaves nothing open: a tracker’s own export, or outright headings with whole times', async () => {
    expect(await read(fixture('listmonk.csv'), { ask: true })).toMatchObject({ events: 1, unmapped: [] });
    expect(
      await read('Email,Link,Timestamp\na@b.example,https://x.example/,2026-03-05T10:00:00Z\n', {
        ask: true,
      }),
    ).toMatchObject({ events: 1, unmapped: [] });
    expect(
      await read('Email,Link,Timestamp\na@b.example,https://x.example/,1772704800\n', { ask: true }),
    ).toMatchObject({ events: 1, unmapped: [] });
  });

  it('without being told to ask, guesses as before', async () => {
    const text = 'E-Mail;Link;Zeitpunkt\na@b.example;https://x.example/;05.03.2026 10:00\n';
    expect(await read(text, {})).toMatchObject({ events: 1, unmapped: [] });
  });

  it('applies a remembered mapping without asking, also inside gzip and zip', async () => {
    for (const content of [bytes(ODD), gzipSync(bytes(ODD)), zipSync({ 'a.csv': bytes(ODD) })])
      expect(await read(content, { ask: true, mappings: [MAPPING] })).toEqual({
        events: 2,
        counters: 0,
        unmapped: [],
      });
    const other = { ...MAPPING, headings: ['Wer', 'Wohin', 'Anders'] };
    expect(await read(ODD, { ask: true, mappings: [other] })).toMatchObject({ unmapped: ['drop'] });
    // One for tables without headings fits nothing by itself.
    expect(await read(ODD, { ask: true, mappings: [{ ...MAPPING, headings: [] }] })).toMatchObject({
      unmapped: ['drop'],
    });
  });

  it('reads what is known in a zip and names what is not by its place in it', async () => {
    const zip = zipSync({
      'dub.json': fixture('dub.json'),
      'odd.csv': bytes(ODD),
      'other.csv': bytes('A;B\n1;2\n3;4\n'),
    });
    expect(await read(zip, { ask: true })).toEqual({
      events: 1,
      counters: 0,
      unmapped: ['drop/odd.csv', 'drop/other.csv'],
    });
    const mapped = { table: 'drop/odd.csv', mapping: MAPPING };
    expect(await read(zip, { ask: true, mapped })).toMatchObject({ events: 3, unmapped: ['drop/other.csv'] });
  });

  it('asks about no text that only has commas in it', async () => {
    const notes = 'Dear diary, today, I wrote\nnothing, at all\nand, then, some, more, of it\nend\n';
    await expect(read(notes, { ask: true })).rejects.toBeInstanceOf(UnusableFile);
  });

  it('tells of each file of a drop which table waits', async () => {
    const files = [fixture('dub.json'), bytes(ODD)].map((content, n) => ({
      name: `file${n}`,
      size: content.length,
      chunks: chunksOf(content),
    }));
    const waiting: string[] = [];
    let events = 0;
    for await (const batch of importFiles(files, [], { ask: true })) {
      events += batch.events.length;
      waiting.push(...batch.unmapped.map(({ file, preview }) => `${file} ${preview.name}`));
    }
    expect(waiting).toEqual(['1 file1']);
    expect(events).toBe(1);
  });
});
