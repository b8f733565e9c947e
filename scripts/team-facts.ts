import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Analysis } from '../lib/analytics/analyse';
import { DEFINITIONS } from '../lib/analytics/definitions';
import type { Report } from '../lib/analytics/report-types';
import { sdrFigures, type TeamFigures, TeamTotal } from '../lib/analytics/team/figures';
import { teamRows } from '../lib/analytics/team/rows';
import type { Problem } from '../lib/facts/event';
import { readTeamFiles, teamFile, UnusableTeamFile, writeTeamFiles } from '../lib/team/files';
import { hashProspects } from '../lib/team/hash';

const iso = (at: number | null): string => new Date(at ?? 0).toISOString();

/**
 * The report of a folder that many Plumblines write to: every sequence of every SDR. It has no steps and no flags: they
 * need the mails.
 * @throws {UnusableTeamFile} where the folder holds no set that can be read
 */
export async function reportOfFacts(folder: string, now: number): Promise<Report> {
  const names = await readdir(folder);
  const sets = new Set(names.flatMap((name) => teamFile(name)?.set ?? []));
  const total = new TeamTotal();
  const all: TeamFigures[] = [];
  const problems: Problem[] = [];
  for (const set of [...sets].sort()) {
    try {
      const { part } = await readTeamFiles(set, async (name) =>
        names.includes(name) ? new Uint8Array(await readFile(join(folder, name))).buffer : null,
      );
      all.push(...sdrFigures(part));
      total.add(part);
    } catch (error) {
      if (!(error instanceof UnusableTeamFile)) throw error;
      // One SDR's set that is being synced costs that SDR alone.
      problems.push({ file: basename(folder), where: '', message: error.message });
    }
  }
  if (all.length === 0)
    throw new UnusableTeamFile(
      problems[0]?.message ?? `${folder}: no set of Plumbline’s Parquet files is in this folder`,
    );
  const { sdr: _sdr, sequence: _sequence, firstSentAt, lastSentAt, ...totals } = total.figures();
  return {
    schema: 1,
    generatedAt: iso(now),
    accounts: all.filter(({ sequence }) => sequence === '').map(({ sdr }) => sdr),
    definitions: DEFINITIONS,
    totals: {
      ...totals,
      id: 'all',
      firstSentAt: firstSentAt === null ? null : iso(firstSentAt),
      lastSentAt: lastSentAt === null ? null : iso(lastSentAt),
      flags: [],
    },
    sequences: all
      .filter(({ sequence }) => sequence !== '')
      .map(({ sdr, sequence, name, origin, firstSentAt: first, lastSentAt: last, ...figures }) => ({
        ...figures,
        id: `${sdr}/${sequence}`,
        name: `${sdr}: ${name}`,
        origin: origin ?? 'template', // only all of an SDR's together have none, and they are left out above
        firstSentAt: iso(first),
        lastSentAt: iso(last),
        flags: [],
        steps: [],
      })),
    counters: [],
    problems,
  };
}

/**
 * Writes one SDR's set into a folder. All files lie there in full before the first one takes its name, so that a reader
 * never sees half of one, and hardly ever two writings' files together (which the reader notices).
 * @param key the team's secret; null writes addresses as they are
 * @param writtenAt ms UTC
 */
export async function writeFacts(
  folder: string,
  analysis: Analysis,
  sdr: string,
  key: string | null,
  writtenAt: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const plain = { sdr, ...teamRows(analysis) };
  const part = key === null ? plain : await hashProspects(plain, key);
  const files = writeTeamFiles(part, { asOf: analysis.now, prospectsHashed: key !== null, writtenAt });
  const waiting = (name: string): string => join(folder, `.${name}.writing`);
  try {
    for (const [name, bytes] of files) await writeFile(waiting(name), bytes);
    for (const name of files.keys()) await rename(waiting(name), join(folder, name));
  } finally {
    for (const name of files.keys()) await rm(waiting(name), { force: true });
  }
}
