import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { plainRows } from '../../../lib/importing/plain-rows';
import { TableRows } from '../../../lib/importing/table-rows';

const line = fc
  .oneof(fc.string(), fc.stringMatching(/^[a,;\r ]{0,12}$/))
  .map((text) => text.replace(/[\n"]/g, ''));
const delimiter = fc.constantFrom(',', ';', '\t', '|');

describe('text without quotes', () => {
  it('is cut as Papa Parse cuts it', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), delimiter, (lines, cut) => {
        const text = `${lines.join('\n')}\n`;
        const cuts = { delimiter: cut, newline: '\n', quoteChar: '"' } as const;
        const theirs = new Papa.Parser(cuts).parse(text, 0, true) as Papa.ParseResult<string[]>; // rows are arrays without `header`
        expect(plainRows(text, text.length, cuts)).toEqual(theirs.data);
        // The last row may have no newline; what lies behind the end is another stretch's.
        expect(plainRows(text, text.length - 1, cuts)).toEqual(
          lines.at(-1) === '' ? theirs.data.slice(0, -1) : theirs.data,
        );
      }),
    );
  });

  it('gives the rows and lines that the same table gives with a quote in each stretch', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) =>
      n % 97 === 0 ? '' : `p${n}@them.example,click,${n % 7 === 0 ? ' ' : n},Zoë`,
    );
    const read = (text: string, step: number) => {
      const table = new TableRows();
      const all = [];
      for (let at = 0; at < text.length; at += step) all.push(...table.push(text.slice(at, at + step)));
      return [...all, ...table.end()];
    };
    const quoted = rows.map((row) => row.replace(/Zoë$/, '"Zoë"'));
    expect(read(rows.join('\n'), 65_536)).toEqual(read(quoted.join('\n'), 65_536));
  });
});
