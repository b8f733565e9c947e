import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PACE } from '../../../lib/analytics/rates/learn';
import { weeklyRates } from '../../../lib/analytics/trend/weeks';
import { sheetToCsv } from '../../../lib/export/csv';
import { toParquet } from '../../../lib/export/parquet';
import { companiesSheet, linksSheet, prospectsSheet, weeksSheet } from '../../../lib/export/trend-sheets';
import { emailsOf, NOW } from '../flags/world';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-sheets-'));

/** The rows as an independent reader sees them. */
async function read(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

describe('the numbers of the charts', () => {
  it('come out of Parquet as they went in', async () => {
    const weeks = weeklyRates(
      [
        ...emailsOf({ prospects: 40, replies: 3, age: 30 }),
        ...emailsOf({ prospects: 9, age: 16, sequence: 'T' }),
      ],
      NOW,
      DEFAULT_PACE,
    );
    const path = join(folder, 'weeks.parquet');
    writeFileSync(path, new Uint8Array(toParquet(weeksSheet(weeks))));
    const rows = await read(`select * from '${path}'`);
    expect(rows).toHaveLength(weeks.length);
    expect(rows[0]).toMatchObject({
      emails_sent: 40,
      reply_rate_prospects: 3,
      reply_rate_out_of_delivered_prospects: 40,
      reply_rate: weeks[0]?.reply.value,
    });
    // A quiet week has no rate, which is not zero.
    expect(rows[1]?.['reply_rate']).toBeNull();
  });

  it('and names that a spreadsheet would run are text in CSV', async () => {
    const evil = '=HYPERLINK("https://x.test")';
    const path = join(folder, 'prospects.csv');
    const line = { key: evil, name: '@x', sequences: [{ name: 'A' }, { name: 'B' }], emails: 2, lastAt: 0 };
    writeFileSync(
      path,
      sheetToCsv(prospectsSheet([{ ...line, delivered: true, replied: false, clicked: 0.25 }])),
    );
    const [row] = await read(`select * from read_csv('${path}', all_varchar = true)`);
    expect(row).toMatchObject({
      Address: `'${evil}`,
      Name: "'@x",
      Sequences: 'A; B',
      Delivered: 'yes',
      Replied: 'no',
    });
    expect(row?.['Last email']).toBeNull();
    for (const sheet of [
      linksSheet([{ url: evil, raw: 3, human: 1.5 }]),
      companiesSheet([{ domain: evil, delivered: 2, clicked: 0.5, replied: 1 }]),
    ])
      expect(sheetToCsv(sheet).split('\r\n')[1]).toMatch(/^"?'=/);
    expect(companiesSheet([{ domain: '', delivered: 2, clicked: 0, replied: 0 }]).rows[0]?.[0]).toBe(
      'Free-mail addresses',
    );
  });
});
