import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { INTERVAL } from '../../../lib/analytics/phantom/weights';
import { report } from '../../../lib/analytics/report';
import { RATE_NAMES, type Report } from '../../../lib/analytics/report-types';
import { sdrFigures, type TeamFigures, type TeamPart, TeamTotal } from '../../../lib/analytics/team/figures';
import { teamRows } from '../../../lib/analytics/team/rows';
import {
  readTeamFiles,
  setFiles,
  setName,
  teamFile,
  UnusableTeamFile,
  writeTeamFiles,
} from '../../../lib/team/files';
import { hashProspects } from '../../../lib/team/hash';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';
import { teamPart } from '../../shared/team-world';

const SQL = readFileSync(fileURLToPath(new URL('../../../lib/team/team.sql', import.meta.url)), 'utf8');

const PLAIN = { asOf: SAMPLE_NOW, prospectsHashed: false, writtenAt: SAMPLE_NOW + 5000 };

let facts: Awaited<ReturnType<typeof readFacts>>;
let part: TeamPart;
let full: Report;

beforeAll(async () => {
  facts = await readFacts(sampleFiles());
  const accounts = [...new Set(facts.messages.map(({ account }) => account))].filter(Boolean);
  const analysis = analyse(facts, { now: SAMPLE_NOW, accounts });
  part = { sdr: 'sam@sample.example', ...teamRows(analysis) };
  full = report(analysis);
});

/** Runs team.sql over a folder of files. */
async function runSql(
  folder: string,
  names: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<Map<string, Record<string, unknown>>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  // The rows of one SDR may stand for several: the engine itself writes them under each name.
  const pairs = [...names].flatMap(([of, all]) => all.map((name) => `('${of}', '${name}')`));
  if (pairs.length > 0)
    await connection.run(`create table names as select * from (values ${pairs.join()}) as n(kind, name)`);
  for (const table of ['emails', 'deliveries', 'clicks']) {
    const rows = `read_parquet('${folder}/plumbline-1-*-${table}.parquet')`;
    await connection.run(
      pairs.length === 0
        ? `create view ${table} as select * from ${rows}`
        : `create table ${table} as select r.* replace (n.name as sdr) from ${rows} r join names n on r.sdr = n.kind`,
    );
  }
  const result = await connection.runAndReadAll(SQL);
  return new Map(
    result
      .getRowObjectsJS()
      .map((row) => [`${row['sdr']} ${row['sequence_id']} ${row['level']} ${row['rate']}`, row]),
  );
}

/** Every rate of these figures is in the engine's answer, digit for digit. */
function expectSame(answer: Map<string, Record<string, unknown>>, all: readonly TeamFigures[]): void {
  for (const figures of all)
    for (const [level, rates] of [
      ['prospects', figures.rates],
      ['emails', figures.ratesPerEmail],
    ] as const)
      for (const name of RATE_NAMES) {
        const row = answer.get(`${figures.sdr} ${figures.sequence} ${level} ${name}`);
        const { hits, of, value, low, high, maturity } = rates[name];
        expect(
          row && {
            hits: row['hits'],
            of: row['out_of'],
            value: row['value'],
            low: row['low'],
            high: row['high'],
            maturity: row['maturity'],
          },
          `${figures.sdr} ${figures.name} ${level} ${name}`,
        ).toEqual({ hits, of, value, low, high, maturity });
      }
}

function folderOf(parts: readonly TeamPart[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-team-'));
  for (const part of parts)
    for (const [name, bytes] of writeTeamFiles(part, PLAIN)) writeFileSync(join(folder, name), bytes);
  return folder;
}

const opener = (folder: string) => async (name: string) => {
  const bytes = readFileSync(join(folder, name));
  return new Uint8Array(bytes).buffer;
};

describe('a team’s facts', () => {
  it('give the report’s own figures back, sequence by sequence', () => {
    const [all, ...sequences] = sdrFigures(part);
    expect(sequences.map(({ sequence }) => sequence).sort()).toEqual(
      full.sequences.map(({ id }) => id).sort(),
    );
    for (const { sequence, name, sdr: _sdr, firstSentAt, lastSentAt: _last, ...figures } of sequences) {
      const own = full.sequences.find(({ id }) => id === sequence);
      expect(own).toMatchObject({ name, ...figures });
      expect(own?.firstSentAt).toBe(new Date(firstSentAt ?? 0).toISOString());
    }
    const { rates, ratesPerEmail, prospects, emails, clicks, answers, ctas } = full.totals;
    expect(all).toMatchObject({ rates, ratesPerEmail, prospects, emails, clicks, answers, ctas });
  });

  it('come back from their files as they were', async () => {
    const folder = folderOf([part]);
    const { about, part: read } = await readTeamFiles(part.sdr, opener(folder));
    expect(read).toEqual(part);
    expect(about).toMatchObject({ sdr: part.sdr, ...PLAIN });
  });

  it('hold no text of any mail', () => {
    const written = [...writeTeamFiles(part, PLAIN).values()]
      .map((bytes) => Buffer.from(bytes).toString('latin1'))
      .join('\n');
    const sentences = facts.messages
      .flatMap((message) => (message.direction === 'sent' ? message.text : '').split(/[.!?\n]+/))
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence.length > 30);
    expect(sentences.length).toBeGreaterThan(100);
    expect(sentences.filter((sentence) => written.includes(sentence))).toEqual([]);
  });

  it('with the team’s key nobody’s address is in the files, and the rates are the same', async () => {
    const hidden = await hashProspects(part, 'our team’s secret');
    expect(sdrFigures(hidden)).toEqual(sdrFigures(part));
    const written = [...writeTeamFiles(hidden, { ...PLAIN, prospectsHashed: true }).values()]
      .map((bytes) => Buffer.from(bytes).toString('latin1'))
      .join('\n');
    for (const { prospect } of part.deliveries) expect(written).not.toContain(prospect);
    const other = await hashProspects(part, 'another secret');
    expect(other.deliveries[0]?.prospect).not.toBe(hidden.deliveries[0]?.prospect);
    expect((await hashProspects(part, 'our team’s secret')).deliveries).toEqual(hidden.deliveries);
    // A space that came along when the key was copied makes no other team.
    expect((await hashProspects(part, ' our team’s secret\n')).deliveries).toEqual(hidden.deliveries);
    await expect(hashProspects(part, '  ')).rejects.toThrow('key is empty');
  });

  it('names the file that is missing, cut short or of another version', async () => {
    const files = writeTeamFiles(part, PLAIN);
    const open = (change: (name: string, bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | null) =>
      readTeamFiles(part.sdr, async (name) => {
        const bytes = files.get(name);
        return (bytes && change(name, bytes)?.slice().buffer) ?? null;
      });
    await expect(open((name, bytes) => (name.includes('clicks') ? null : bytes))).rejects.toThrow(
      /clicks\.parquet: this file is missing/,
    );
    await expect(
      open((name, bytes) => (name.includes('emails') ? bytes.slice(0, bytes.length / 2) : bytes)),
    ).rejects.toThrow(/emails\.parquet: this is no whole Parquet file/);
    await expect(
      open((name, bytes) =>
        name.includes('deliveries') ? (files.get(name.replace('deliveries', 'clicks')) ?? null) : bytes,
      ),
    ).rejects.toThrow(UnusableTeamFile);
  });

  it('never takes files of two writings for one set', async () => {
    const former = writeTeamFiles(part, PLAIN);
    const later = writeTeamFiles(
      { ...part, clicks: [], emails: part.emails.slice(1) },
      { ...PLAIN, writtenAt: PLAIN.writtenAt + 1 },
    );
    const mixed = (stale: string) =>
      readTeamFiles(
        part.sdr,
        async (name) => ((name.includes(stale) ? former : later).get(name) ?? null)?.slice().buffer ?? null,
      );
    expect((await mixed('none')).part.clicks).toEqual([]);
    for (const stale of ['emails', 'deliveries', 'clicks', 'about'])
      await expect(mixed(stale)).rejects.toThrow(/were not written together/);
    // “about” is put down last.
    expect([...later.keys()].at(-1)).toContain('-about.parquet');
  });

  it('lie under a name of each SDR’s own that every file system takes', () => {
    const names = ['Jana Müller', 'Jana Möller', 'Jana_Möller', 'jana/möller', '佐藤', '.', '_5f_'];
    const sets = names.map(setName);
    expect(new Set(sets).size).toBe(names.length);
    for (const set of sets) {
      expect(set).toMatch(/^[a-z0-9@._-]+$/);
      for (const file of setFiles(set)) expect(teamFile(file)?.set).toBe(set);
    }
    // Some file systems know no upper case, some take letters with dots apart.
    expect(setName('JANA MÜLLER')).toBe(setName('Jana Mu\u0308ller'));
    expect(setName('sam@sample.example')).toBe('sam@sample.example');
    expect(() => setName('ü'.repeat(100))).toThrow('too long');
  });
});

describe('team.sql', () => {
  it('has the constants of our own interval', () => {
    expect(SQL).toContain(`${INTERVAL.common}e0 as common`);
    expect(SQL).toContain(`${INTERVAL.floor}e0 as least_known`);
  });

  it('names no type and no function or quote that one engine alone has', () => {
    const query = SQL.replace(/--.*$/gm, '');
    expect(query).toContain('group by');
    expect(query).not.toMatch(
      /\b(?:cast|double|float64|bool_or|logical_or|ifnull|qualify|safe_divide)\b|::|["`[\]]/i,
    );
    // What no sum has rounded is a double everywhere: a bare fraction is a decimal on some.
    expect(query).not.toMatch(/\d\.\d+(?!\d*e)/);
  });

  it('gives DuckDB the rates of the sample, digit for digit', async () => {
    expectSame(await runSql(folderOf([part])), sdrFigures(part));
  });

  it('gives the same for 20 SDRs with 50,000 messages each', async () => {
    // Four kinds of SDR; the others have their rows under another name. Making the rows is not what is tested.
    const kinds = [1, 2, 3, 4].map((seed) => teamPart(`kind${seed}.example`, seed, 50_000));
    const names = new Map(
      kinds.map((kind, k) => [kind.sdr, [1, 2, 3, 4, 5].map((n) => `sdr${k * 5 + n}@team.example`)]),
    );
    const own: TeamFigures[] = [];
    const total = new TeamTotal();
    for (const kind of kinds) {
      const figures = sdrFigures(kind);
      for (const sdr of names.get(kind.sdr) ?? []) {
        own.push(...figures.map((one) => ({ ...one, sdr })));
        total.add({ ...kind, sdr });
      }
    }
    expect(own).toHaveLength(20 * 24);
    expectSame(await runSql(folderOf(kinds), names), [...own, total.figures()]);
  }, 300_000); // a million messages, on a machine that may have other work
});
