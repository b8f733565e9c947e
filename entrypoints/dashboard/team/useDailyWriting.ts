import { useEffect, useState } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { toast } from '../../../components/ui/Toasts';
import { onTeamFolder, readTeamFolder, type TeamFolder } from '../../../lib/api/team-folder';
import { t } from '../../../lib/i18n/text';
import { type DailyStep, dailyStep } from '../../../lib/team/daily';
import { permissionOf, WRITING, writeRemembered } from './writeTeam';

/** For a dashboard that is left open and looked at all day, ms. */
const EACH = 3_600_000;

const stepOf = async (folder: TeamFolder): Promise<DailyStep> =>
  dailyStep({ ...folder, permission: await permissionOf(folder.handle), now: Date.now() });

/**
 * Writes the team's files where they are due: when the dashboard is opened, when its tab is looked at again, when daily
 * writing is switched on. A page has to do it, since the background cannot hold the right to a folder.
 * @param ready the page shows its numbers: writing does not keep them waiting
 * @returns the folder whose files are due and that may no longer be written into; null where there is none
 */
export function useDailyWriting(ready: boolean): TeamFolder | null {
  const attempt = useAttempt();
  const [lapsed, setLapsed] = useState<TeamFolder | null>(null);
  useEffect(() => {
    if (!ready) return;
    let current = true;
    const write = async (lock: Lock | null): Promise<void> => {
      if (lock === null) return; // another page is at it
      const folder = await readTeamFolder();
      // Another page may have written since this one looked.
      if (folder === null || (await stepOf(folder)) !== 'write') return;
      if ((await writeRemembered(folder)) > 0)
        toast({ text: t('team.dailyWritten', { folder: folder.handle.name }) });
    };
    const look = async (): Promise<void> => {
      const folder = await readTeamFolder();
      const step = folder === null ? 'nothing' : await stepOf(folder);
      if (current) setLapsed(step === 'ask' ? folder : null);
      if (step === 'write') await navigator.locks.request(WRITING, { ifAvailable: true }, write);
    };
    const again = (): void => {
      if (document.visibilityState !== 'visible') return;
      look().catch((error: unknown) => attempt(t('team.writing'), () => Promise.reject(error)));
    };
    again();
    document.addEventListener('visibilitychange', again);
    const clock = setInterval(again, EACH);
    const stop = onTeamFolder(again);
    return () => {
      current = false;
      document.removeEventListener('visibilitychange', again);
      clearInterval(clock);
      stop();
    };
  }, [ready, attempt]);
  return lapsed;
}
