import { type ReactElement, useState } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { toast } from '../../../components/ui/Toasts';
import { t } from '../../../lib/i18n/text';
import { useDailyWriting } from './useDailyWriting';
import { renewAndWrite } from './writeTeam';

/**
 * Sees to the daily writing, and says on any page where the browser no longer allows it, with the button that renews it.
 * @param shown false where the page shows that button itself
 */
export function DailyWriting({ ready, shown }: { ready: boolean; shown: boolean }): ReactElement | null {
  const attempt = useAttempt();
  const lapsed = useDailyWriting(ready);
  const [busy, setBusy] = useState(false);
  if (lapsed === null || !shown) return null;
  const name = { folder: lapsed.handle.name };
  return (
    <section className="outcome outcome-bad outcome-waiting" aria-label={t('team.dailyLate')}>
      <div className="outcome-words">
        <strong>{t('team.dailyLate')}</strong>
        <div className="muted">{t('team.dailyLapsed', name)}</div>
      </div>
      <div className="row-actions">
        <button
          type="button"
          disabled={busy}
          onClick={() => {
            setBusy(true);
            attempt(t('team.writing'), () =>
              renewAndWrite(lapsed)
                .then((written) => {
                  toast({ text: written > 0 ? t('team.dailyWritten', name) : t('team.nothing') });
                })
                .finally(() => setBusy(false)),
            );
          }}
        >
          {t('team.allow')}
        </button>
      </div>
    </section>
  );
}
