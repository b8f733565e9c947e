import { useEffect, useState } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { onTeamFolder, readTeamFolder, type TeamFolder } from '../../../lib/api/team-folder';
import { t } from '../../../lib/i18n/text';
import { permissionOf } from './writeTeam';

export interface Remembered {
  readonly folder: TeamFolder;
  readonly permission: PermissionState;
}

/** The remembered folder and whether it may be written into, always as it is now; null: none, or not read yet. */
export function useTeamFolder(): Remembered | null {
  const attempt = useAttempt();
  const [remembered, setRemembered] = useState<Remembered | null>(null);
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const folder = await readTeamFolder();
      const found = folder === null ? null : { folder, permission: await permissionOf(folder.handle) };
      if (current) setRemembered(found);
    };
    const again = (): void => {
      read().catch((error: unknown) => attempt(t('team.remembering'), () => Promise.reject(error)));
    };
    again();
    const stop = onTeamFolder(again);
    return () => {
      current = false;
      stop();
    };
  }, [attempt]);
  return remembered;
}
