import type { ReactElement } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { time } from '../../../components/format';
import { Switch } from '../../../components/ui/Switch';
import { toast } from '../../../components/ui/Toasts';
import { changeTeamFolder, forgetTeamFolder, rememberTeamFolder } from '../../../lib/api/team-folder';
import { t } from '../../../lib/i18n/text';
import type { Remembered } from './useTeamFolder';

/** What is remembered of the folder: when it was written into, whether daily, and how to forget it. */
export function FolderActions({
  remembered: { folder, permission },
  busy,
}: {
  remembered: Remembered;
  busy: boolean;
}): ReactElement {
  const attempt = useAttempt();
  const name = { folder: folder.handle.name };
  return (
    <>
      <p className="muted" data-testid="last-written">
        {t('team.lastWritten', { ...name, name: folder.sdr, time: time(folder.writtenAt) })}
      </p>
      {permission !== 'granted' && <p>{t('team.lapsed', name)}</p>}
      <Switch
        label={t('team.daily')}
        hint={t('team.dailyHint')}
        on={folder.daily}
        onChange={(daily) => attempt(t('team.remembering'), () => changeTeamFolder({ daily }))}
      />
      <div className="row-actions">
        <button
          type="button"
          className="quiet small"
          disabled={busy}
          onClick={() =>
            attempt(t('team.remembering'), async () => {
              await forgetTeamFolder();
              const back = (): void => attempt(t('team.remembering'), () => rememberTeamFolder(folder));
              toast({ text: t('team.forgotten', name), onUndo: back });
            })
          }
        >
          {t('team.forget')}
        </button>
      </div>
    </>
  );
}
