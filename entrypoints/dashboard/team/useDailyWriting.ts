import { useEffect, useRef } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { toast } from '../../../components/ui/Toasts';
import { onTeamFolder, readTeamFolder } from '../../../lib/api/team-folder';
import { t } from '../../../lib/i18n/text';
import { dailyStep } from '../../../lib/team/daily';
import { permissionOf, WRITING, writeRemembered } from './writeTeam';

/**
 * Writes the team's files where they are due: when the dashboard is opened, when its tab is looked at again, when daily
 * writing is switched on. A page has to do it, since the background cannot hold the right to a folder.
 * @param ready the page shows its numbers: writing does not keep them waiting
 */
export function useDailyWriting(ready: boolean): void {
  const attempt = useAttempt();
  const told = useRef(false);
  useEffect(() => {
    if (!ready) return;
    const write = async (lock: Lock | null): Promise<void> => {
      if (lock === null) return; // another page is at it
      const folder = await readTeamFolder();
      if (folder === null) return;
      const permission = await permissionOf(folder.handle);
      const step = dailyStep({ ...folder, permission, now: Date.now() });
      const name = { folder: folder.handle.name };
      if (step === 'write' && (await writeRemembered(folder)) > 0)
        toast({ text: t('team.dailyWritten', name) });
      // The team's page itself shows the button; elsewhere it is said once.
      if (step !== 'ask' || told.current || location.hash.startsWith('#/team')) return;
      told.current = true;
      toast({ text: t('team.dailyLapsed', name) });
    };
    const look = (): void => {
      if (document.visibilityState !== 'visible') return;
      navigator.locks
        .request(WRITING, { ifAvailable: true }, write)
        .catch((error: unknown) => attempt(t('team.writing'), () => Promise.reject(error)));
    };
    look();
    document.addEventListener('visibilitychange', look);
    const stop = onTeamFolder(look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      stop();
    };
  }, [ready, attempt]);
}
