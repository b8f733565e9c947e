import { expect, it } from 'vitest';
import { readTable } from '../../../lib/importing/tracker-file';

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}

/** Lines that are named as bad, in a table of many stretches whose first rows hold `early` in a cell. */
async function badLines(early: string, newline: string, quote: string): Promise<string[]> {
  const row = (i: number, agent = 'Agent'): string =>
    [
      `p${i}@a.example`,
      'click',
      new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString(),
      'https://a.example/1',
      agent,
    ]
      .map((cell) => `${quote}${cell}${quote}`)
      .join(',');
  const rows = Array.from({ length: 12_000 }, (_, i) =>
    i === 3
      ? row(i, early)
      : i === 11_000
        ? '"x@a.example","click","no time","https://a.example/1","Agent"'
        : row(i),
  );
  const text = ['Email,Event,Timestamp,URL,User Agent', ...rows].join(newline);
  const places: string[] = [];
  for await (const step of readTable('t.csv', chunksOf(text)))
    for (const { where } of step.problems) if (where !== '') places.push(where);
  return places;
}

// The headings are line 1, row 0 is line 2: row 11,000 is line 11,002.
it.each([
  ['no break in any cell', 'Agent', '\n', '"', 'line 11002'],
  ['two breaks in a cell long before', 'A\nge\nnt', '\n', '"', 'line 11004'],
  ['CRLF, and a break in a cell', 'A\r\nnt', '\r\n', '"', 'line 11003'],
])('counts lines over stretches: %s', async (_, early, newline, quote, line) => {
  expect(await badLines(early, newline, quote)).toEqual([line]);
});
