import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { report } from '../../../lib/analytics/report';
import type { Report } from '../../../lib/analytics/report-types';
import { toCsv } from '../../../lib/export/csv';
import { toMarkdown, toTextTable } from '../../../lib/export/text';
import { SAMPLE_ACCOUNT } from '../../../lib/sample/sample';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

let result: Report;
beforeAll(async () => {
  const facts = await readFacts(sampleFiles());
  result = report(analyse(facts, { now: SAMPLE_NOW, accounts: [SAMPLE_ACCOUNT] }));
});

const renamed = (name: string): Report => ({
  ...result,
  sequences: result.sequences.slice(0, 1).map((sequence) => ({ ...sequence, name })),
});

describe('CSV', () => {
  it('holds numerator, denominator and interval of each rate', () => {
    const { data } = Papa.parse<Record<string, string>>(toCsv(result), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data).toHaveLength(7);
    const row = data.find((entry) => entry['Sequence'] === 'Closing the books in four days');
    expect(row).toMatchObject({
      'Reply rate (prospects): hits': '11',
      'Reply rate (prospects): of': '88',
      'Reply rate (prospects)': '0.125',
    });
  });

  it.each(['=HYPERLINK("https://evil.example")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'makes %j text for a spreadsheet',
    (name) => {
      const { data } = Papa.parse<string[]>(toCsv(renamed(name)));
      expect(data[2]?.[0]).toMatch(/^'/);
    },
  );

  it('leaves the click rate empty where no tracker reported', async () => {
    const { messages } = await readFacts(sampleFiles());
    const silent = report(analyse({ messages, events: [] }, { now: SAMPLE_NOW, accounts: [SAMPLE_ACCOUNT] }));
    const { data } = Papa.parse<Record<string, string>>(toCsv(silent), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data[0]).toMatchObject({
      'Click rate (prospects)': '',
      'Click rate (prospects): of': '382',
      'Reply rate (prospects): hits': '18',
    });
  });

  it('keeps commas, quotes and line breaks of a name in one cell', () => {
    const name = 'Re: "hi", you\nthere';
    const { data } = Papa.parse<string[]>(toCsv(renamed(name)));
    expect(data[2]?.[0]).toBe(name);
  });
});

describe('text', () => {
  it('never shows a bare percentage', () => {
    for (const line of toTextTable(result).split('\n')) {
      const percentages = line.match(/\d %/g)?.length ?? 0;
      if (percentages > 0 && !line.startsWith('Rates count')) expect(line).toMatch(/\d of \d/);
    }
  });

  it('lets no control character of a name reach the terminal', () => {
    expect(toTextTable(renamed('\u001b[31mred\u0007'))).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('escapes what Markdown would take for a table or a link', () => {
    expect(toMarkdown(renamed('a | b [c](d)'))).toContain('a \\| b \\[c\\](d)');
  });

  it('says that nothing is known of clicks where no tracker reports on a link', () => {
    const untracked: Report = {
      ...result,
      sequences: result.sequences.slice(0, 1).map((sequence) => ({
        ...sequence,
        rates: {
          ...sequence.rates,
          click: { ...sequence.rates.click, value: 0, low: 0, hits: 0 },
          rawClick: { ...sequence.rates.rawClick, value: 0, low: 0, hits: 0 },
          clickableClick: { ...sequence.rates.clickableClick, hits: 0, of: 0 },
        },
      })),
    };
    const last = toMarkdown(untracked).split('\n')[3] ?? '';
    expect(last).toContain('| no tracker data | – |');
    expect(toTextTable(untracked)).toContain('no tracker data');
    expect(toTextTable(result)).not.toContain('no tracker data');
  });
});
