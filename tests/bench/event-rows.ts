import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { CSV_ROWS } from './scale';

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
];

export interface Row {
  readonly email: string;
  readonly event: string;
  readonly at: number;
  readonly url: string;
  readonly ip: string;
  readonly agent: string;
}

function row(index: number): Row {
  return {
    email: `person${index % 40_000}@company${index % 9_000}.example`,
    event: index % 3 === 0 ? 'open' : 'click',
    at: Date.UTC(2026, 0, 1) + index * 20_000,
    url: `https://www.example.com/page-${index % 300}?utm_campaign=spring&id=${index % 300}`,
    ip: `203.0.${index % 250}.${(index * 7) % 250}`,
    agent: AGENTS[index % 2] ?? '',
  };
}

/** Writes a file of `CSV_ROWS` rows. @returns its bytes */
export async function write(path: string, head: string, line: (row: Row) => string): Promise<number> {
  const out = createWriteStream(path);
  let text = head;
  for (let i = 0; i < CSV_ROWS; i++) {
    text += line(row(i));
    if (text.length > 4_000_000) {
      if (!out.write(text)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
      text = '';
    }
  }
  out.end(text);
  await finished(out);
  return (await stat(path)).size;
}
