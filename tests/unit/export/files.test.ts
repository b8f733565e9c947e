import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { unzipSync } from 'fflate';
import readExcelFile from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { report } from '../../../lib/analytics/report';
import type { Report } from '../../../lib/analytics/report-types';
import { toCsvArchive, toParquetArchive } from '../../../lib/export/archive';
import { sheetToCsv } from '../../../lib/export/csv';
import { toPage } from '../../../lib/export/page';
import { columnName, toParquet } from '../../../lib/export/parquet';
import { clicksSheet, type Sheet, sequencesSheet, sheetsOf } from '../../../lib/export/sheets';
import { toXlsx } from '../../../lib/export/xlsx';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

/** Each export is opened again by a reader that is not ours. */

const folder = mkdtempSync(join(tmpdir(), 'plumbline-export-'));
let full: Report;

beforeAll(async () => {
  const facts = await readFacts(sampleFiles());
  const accounts = [...new Set(facts.messages.map(({ account }) => account))].filter(Boolean);
  full = report(analyse(facts, { now: SAMPLE_NOW, accounts }), { detail: true });
});

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const result = await connection.runAndReadAll(sql);
  return result.getRowObjectsJS();
}

function keep(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const NASTY = '=HYPERLINK("http://evil.example","click") | <script>, "quoted"\nsecond line';

describe('exports, opened by others', () => {
  it('Parquet gives DuckDB every number of the report, typed', async () => {
    const path = keep('sequences.parquet', new Uint8Array(toParquet(sequencesSheet(full))));
    const rows = await query(`select * from read_parquet('${path}')`);
    expect(rows).toHaveLength(full.sequences.length + 1);
    for (const [i, entry] of [full.totals, ...full.sequences].entries()) {
      const row = rows[i] ?? {};
      expect(row['sequence']).toBe(entry.name);
      expect(row['reply_rate_prospects']).toBe(entry.rates.reply.value);
      expect(row['reply_rate_prospects_low_90']).toBe(entry.rates.reply.low);
      expect(row['click_rate_prospects_hits']).toBe(entry.rates.click.hits);
      expect((row['last_sent'] as Date).toISOString()).toBe(entry.lastSentAt); // DuckDB gives timestamps as dates
    }
  });

  it('Parquet of all clicks holds each of them', async () => {
    const path = keep('clicks.parquet', new Uint8Array(toParquet(clicksSheet(full.clicks ?? []))));
    const [row] = await query(
      `select count(*)::int as n, sum(probability_human) as human from read_parquet('${path}')`,
    );
    expect(row?.['n']).toBe(full.clicks?.length);
    expect(row?.['human']).toBeCloseTo(
      (full.clicks ?? []).reduce((sum, { human }) => sum + human, 0),
      9,
    );
  });

  it('CSV gives DuckDB the same', async () => {
    const path = keep('sequences.csv', sheetToCsv(sequencesSheet(full)));
    const rows = await query(`select * from read_csv('${path}', header = true)`);
    expect(rows.map((row) => row['Sequence'])).toEqual(
      [full.totals, ...full.sequences].map(({ name }) => name),
    );
    expect(rows.map((row) => row['Reply rate (prospects)'])).toEqual(
      [full.totals, ...full.sequences].map(({ rates }) => rates.reply.value),
    );
  });

  it('a workbook has a tab for each sheet, with numbers as numbers and dates as dates', async () => {
    const path = keep('report.xlsx', new Uint8Array(await (await toXlsx(sheetsOf(full))).arrayBuffer()));
    const tabs = await readExcelFile(path);
    expect(tabs.map(({ sheet }) => sheet)).toEqual(sheetsOf(full).map(({ name }) => name));
    const [heading = [], first = []] = tabs[0]?.data ?? [];
    expect(heading).toEqual(sequencesSheet(full).columns.map(({ heading: title }) => title));
    const cell = (title: string): unknown => first[heading.indexOf(title)];
    expect(cell('Sequence')).toBe(full.totals.name);
    expect(cell('Reply rate (prospects)')).toBe(full.totals.rates.reply.value);
    const lastSent = cell('Last sent');
    expect(lastSent).toBeInstanceOf(Date);
    expect(Math.abs(Number(lastSent) - Date.parse(full.totals.lastSentAt ?? ''))).toBeLessThan(1000);
  });

  it('hostile text stays text everywhere', async () => {
    const sheet: Sheet = {
      name: 'x',
      columns: [{ heading: 'Name', type: 'text' }],
      rows: [[NASTY], ['-1+2']],
    };
    const [parquet] = await query(
      `select Name as n from (select name as Name from read_parquet('${keep('x.parquet', new Uint8Array(toParquet(sheet)))}'))`,
    );
    expect(parquet?.['n']).toBe(NASTY);
    const [csv] = await query(
      `select * from read_csv('${keep('x.csv', sheetToCsv(sheet))}', header = true, all_varchar = true)`,
    );
    expect(csv?.['Name']).toBe(`'${NASTY}`); // what a spreadsheet would run begins with an apostrophe
    const path = keep('x.xlsx', new Uint8Array(await (await toXlsx([sheet])).arrayBuffer()));
    const [tab] = await readExcelFile(path);
    expect(tab?.data[1]?.[0]).toBe(NASTY);
    const xml = new TextDecoder().decode(
      unzipSync(new Uint8Array(await (await toXlsx([sheet])).arrayBuffer()))['xl/worksheets/sheet1.xml'],
    );
    expect(xml).not.toContain('<f>');
  });

  it('archives hold one file for each sheet', () => {
    const names = sheetsOf(full).map(({ name }) => name);
    expect(Object.keys(unzipSync(toCsvArchive(sheetsOf(full))))).toEqual(names.map((name) => `${name}.csv`));
    expect(Object.keys(unzipSync(toParquetArchive(sheetsOf(full))))).toEqual(
      names.map((name) => `${name}.parquet`),
    );
  });

  it('column names are unique and need no quotes', () => {
    for (const sheet of sheetsOf(full)) {
      const names = sheet.columns.map(({ heading }) => columnName(heading));
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    }
  });
});

describe('the page to pass on', () => {
  it('names no prospect, runs nothing, loads nothing', () => {
    const [first] = full.sequences;
    if (first === undefined) throw new Error('The sample has sequences.');
    const page = toPage({
      ...full,
      sequences: [{ ...first, name: `<img src=x onerror=alert(1)> for ann@prospect.example` }],
    });
    expect(page).not.toContain('<img');
    expect(page).not.toContain('prospect.example');
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|\son[a-z]+=["']/);
    const prospects = new Set((full.messages ?? []).flatMap(({ prospects: list }) => list));
    expect(prospects.size).toBeGreaterThan(300);
    const whole = toPage(full);
    for (const prospect of prospects) expect(whole).not.toContain(prospect);
  });

  it('shows every sequence with its rate, interval and counts', () => {
    const page = toPage(full);
    for (const { rates } of full.sequences)
      expect(page).toContain(`${rates.reply.hits} of ${rates.reply.of}`);
  });
});
