import { sdrFigures, type TeamFigures, TeamTotal } from '../../../lib/analytics/team/figures';
import { type About, readTeamFiles, teamFile, UnusableTeamFile } from '../../../lib/team/files';

export interface TeamView {
  readonly total: TeamFigures;
  /** All of each SDR's, and then their sequences. */
  readonly figures: readonly TeamFigures[];
  readonly abouts: readonly About[];
  /** Sets that could not be read, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * Reads the team's folder, one SDR after the other.
 * @returns null where no file is one of ours
 */
export async function readTeam(
  files: readonly File[],
  onSet: (set: string) => void,
): Promise<TeamView | null> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const sets = [...new Set(files.flatMap(({ name }) => teamFile(name)?.set ?? []))].sort();
  if (sets.length === 0) return null;
  const total = new TeamTotal();
  const figures: TeamFigures[] = [];
  const abouts: About[] = [];
  const problems: string[] = [];
  for (const set of sets) {
    onSet(set);
    try {
      const { about, part } = await readTeamFiles(
        set,
        async (name) => (await byName.get(name)?.arrayBuffer()) ?? null,
      );
      abouts.push(about);
      figures.push(...sdrFigures(part));
      total.add(part);
    } catch (error) {
      if (!(error instanceof UnusableTeamFile)) throw error;
      // One SDR's set that is being synced costs that SDR alone.
      problems.push(error.message);
    }
  }
  return { total: total.figures(), figures, abouts, problems };
}
