import { readdirSync } from 'node:fs';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../../lib/importing/import-file';
import { UnusableFile } from '../../../lib/importing/source';
import type { Mapping } from '../../../lib/trackers/mapping';
import { type AllRead, FIXTURES, fixture, importBytes } from './reading';

/** mulberry32 (public domain): seeded, so that a failure can be looked at again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ODD = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '\\',
  '\u0000',
  '\ud800',
  'é',
  '1e999',
  'null',
  '-1',
  '{"a":[',
  '<',
  "'",
  ';',
  '\t',
  '__proto__',
  'constructor',
  '%',
  '%5B',
  '99999999999999999999',
];
const VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  1e300,
  '',
  'x',
  [],
  {},
  [[]],
  [null],
  { a: { b: 1 } },
  'constructor',
  '\u0000',
  '2026-99-99',
  'http://',
  '[{"event":"click"}]',
  { length: 3 },
  '__proto__',
];

/** One slip in the text, or one value in a JSON file replaced by one of another kind. */
function mutated(text: string, next: () => number): string {
  const pick = (size: number) => Math.floor(next() * size);
  const kind = pick(8);
  const at = pick(text.length);
  switch (kind) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + pick(12));
    case 2:
      return text.slice(0, at) + (ODD[pick(ODD.length)] ?? '') + text.slice(at);
    case 3:
      return text.slice(0, at) + (ODD[pick(ODD.length)] ?? '') + text.slice(at + 1);
    case 4: {
      const to = at + pick(80);
      return text.slice(0, to) + text.slice(at, to) + text.slice(to);
    }
    case 5: {
      const lines = text.split('\n');
      const a = pick(lines.length);
      const b = pick(lines.length);
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
      return lines.join('\n');
    }
    default: {
      if (text[0] !== '{' && text[0] !== '[')
        return text.slice(0, at) + String.fromCharCode(pick(65536)) + text.slice(at + 1);
      let count = 0;
      JSON.parse(text, (_, value: unknown) => {
        count++;
        return value;
      });
      const target = pick(count);
      let index = 0;
      const put = VALUES[pick(VALUES.length)];
      return JSON.stringify(
        JSON.parse(text, (_, value: unknown) => (index++ === target ? put : value)) ?? null,
      );
    }
  }
}

/** What was read, or the refusal. Anything else that is thrown is a crash. */
async function outcome(
  content: Uint8Array | string,
  options: ImportOptions = {},
): Promise<AllRead | UnusableFile> {
  try {
    return await importBytes(content, options);
  } catch (error) {
    if (error instanceof UnusableFile) return error;
    throw error;
  }
}

function check(read: AllRead | UnusableFile): void {
  if (read instanceof UnusableFile) {
    expect(read.message).toMatch(/^file.{0,40}: .{8}/s);
    return;
  }
  for (const event of read.events) {
    expect(Number.isInteger(event.at)).toBe(true);
    expect(event.key).toMatch(/^[a-z]+:./s);
    expect(event.recipient === null || event.recipient.includes('@')).toBe(true);
  }
  for (const { sent, opens, clicks, replies, bounces } of read.counters)
    for (const count of [sent, opens, clicks, replies, bounces])
      expect(count === null || (Number.isInteger(count) && count >= 0)).toBe(true);
  for (const { where, message } of read.problems) {
    expect(message.length).toBeGreaterThan(10);
    expect(message).not.toMatch(/undefined|\[object/);
    expect(where).toMatch(/^(?:(?:line|record) \d+.*)?$/s);
  }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The ways a sample can come beside lying bare: packed, twice packed, in a webhook logger's record. */
const PACKINGS: Readonly<Record<string, (text: string) => Uint8Array | string>> = {
  gzip: (text) => gzipSync(bytesOf(text), { level: 1 }),
  zip: (text) => zipSync({ 'a/export': bytesOf(text), 'notes.txt': bytesOf('nothing, here') }, { level: 0 }),
  'gzip in zip': (text) => zipSync({ 'export.gz': gzipSync(bytesOf(text), { level: 1 }) }, { level: 0 }),
  wrapped: (text) =>
    JSON.stringify({
      data: [{ uuid: 'r1', created_at: '2026-03-05 10:00:00', method: 'POST', content: text }],
    }),
};

const MAPPED: Mapping = {
  version: 1,
  headings: ['Wer', 'Wohin', 'Wann', 'Was'],
  columns: { recipient: 0, url: 1, at: 2, kind: 3 },
  rows: 'events',
  kind: 'click',
  dateOrder: 'dmy',
  zone: 'Europe/Berlin',
};
const MAPPED_ROWS = 12;
const MAPPED_TABLE = [
  MAPPED.headings.join(';'),
  ...Array.from(
    { length: MAPPED_ROWS },
    (_, i) => `p${i}@b.example;https://x.example/${i};0${(i % 9) + 1}.03.2026 10:15;Klick`,
  ),
].join('\n');

describe('ten thousand mutations of the samples', () => {
  const files = readdirSync(FIXTURES).sort();
  const EACH = Math.ceil(10_000 / files.length);
  it.each(files)('%s', async (name) => {
    const text = new TextDecoder().decode(fixture(name));
    const next = random([...name].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7) | 0);
    for (let i = 0; i < EACH; i++) {
      let changed = mutated(text, next);
      if (next() < 0.2)
        changed = mutated(changed === '' ? text : changed[0] === text[0] ? safe(changed, text) : text, next);
      const read = await outcome(changed);
      try {
        check(read);
      } catch (error) {
        throw new Error(`mutation ${i}: ${JSON.stringify(changed)}`, { cause: error });
      }
    }
  });

  it.each(Object.keys(PACKINGS))('packed and wrapped: %s', async (packing) => {
    const pack = PACKINGS[packing] ?? ((text: string) => text);
    const next = random(packing.length * 7919);
    for (let i = 0; i < 600; i++) {
      const text = new TextDecoder().decode(fixture(files[i % files.length] ?? ''));
      const packed = pack(mutated(text, next));
      // Every third slip is in the packed bytes themselves.
      const bytes = typeof packed === 'string' ? bytesOf(packed) : packed;
      if (i % 3 === 0) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
      const cut = i % 7 === 0 ? bytes.slice(0, Math.floor(next() * bytes.length)) : bytes;
      const read = await outcome(cut);
      // A zip's stray files are problems of the whole file, with no line.
      try {
        check(read);
      } catch (error) {
        throw new Error(`${packing}, mutation ${i}: ${JSON.stringify(text.slice(0, 200))}`, { cause: error });
      }
    }
  });

  it('tables with a mapping, given, remembered, or to be asked for', async () => {
    const next = random(4711);
    const ways: readonly ImportOptions[] = [
      { mapping: MAPPED },
      { mappings: [MAPPED] },
      { mapped: { table: 'file', mapping: MAPPED } },
      { mappings: [MAPPED], ask: true },
      { ask: true },
    ];
    for (let i = 0; i < 2000; i++) {
      const changed = mutated(MAPPED_TABLE, next);
      const read = await outcome(changed, ways[i % ways.length]);
      try {
        check(read);
      } catch (error) {
        throw new Error(`mutation ${i}: ${JSON.stringify(changed)}`, { cause: error });
      }
    }
  });

  it('each bad row of a mapped table is named by its line, packed or not', async () => {
    const rows = MAPPED_TABLE.split('\n');
    for (const bad of [
      'p@b.example;https://x.example/;whenever;Klick',
      ';;01.03.2026 10:15;Klick',
      'a;b;c;d;e;f',
      '"p@b',
    ])
      for (const pack of [bytesOf, PACKINGS['gzip'] ?? bytesOf, PACKINGS['gzip in zip'] ?? bytesOf]) {
        const text = [...rows.slice(0, 5), bad, ...rows.slice(5)].join('\n');
        const { events, problems } = await importBytes(pack(text), { mappings: [MAPPED] });
        expect(events).toHaveLength(MAPPED_ROWS);
        expect(problems.map(({ where }) => where)).toEqual(['line 6']);
      }
  });

  it('bytes, too', async () => {
    const next = random(99);
    for (const name of files) {
      const bytes = Uint8Array.from(fixture(name));
      for (let i = 0; i < 20; i++) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
      check(await outcome(bytes));
    }
  });

  it('each bad record is reported with its place, and the others are read', async () => {
    const lines = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({
        email: `p${i}@b.example`,
        timestamp: 1772706153 + i,
        event: 'click',
        url: 'https://x.example/a',
        sg_event_id: `e${i}`,
        note: { a: [1, { b: '}' }] },
      }),
    );
    const breaks: readonly ((line: string) => string)[] = [
      (line) => line.slice(0, -1),
      (line) => line.slice(1),
      (line) => line.replace('":"', '":'),
      (line) => line.replace('{', '{{'),
      (line) => line.replace(']', ''),
      (line) => line.replace('"note"', 'note"'),
      (line) => line.slice(0, 30),
      (line) => `${line}}`,
    ];
    for (const broken of breaks) {
      const bad = [...lines];
      bad[20] = broken(lines[20] ?? '');
      const { events, problems } = await importBytes(bad.join('\n'));
      expect(events.length).toBeGreaterThanOrEqual(39);
      expect(problems.map(({ where }) => where)).toEqual(['line 21']);
      const list = await importBytes(`[\n${bad.join(',\n')}\n]`);
      expect(list.events.length).toBeGreaterThanOrEqual(38);
      expect(list.problems.length).toBeGreaterThanOrEqual(1);
      expect(list.problems[0]?.where).toContain('line 22');
    }
  });
});

/** A second slip needs text that is still there; JSON values are replaced in whole files only. */
function safe(changed: string, text: string): string {
  try {
    if (changed[0] === '{' || changed[0] === '[') JSON.parse(changed);
    return changed;
  } catch {
    // Broken already: the slip is made in the original.
    return text;
  }
}
