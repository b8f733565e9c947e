import { createContext, type ReactElement, type ReactNode, useCallback, useContext, useState } from 'react';
import { t } from '../lib/i18n/text';

/** Does a task; a failure is shown with what was being done. */
export type Attempt = (doing: string, task: () => Promise<unknown>) => void;

const AttemptContext = createContext<Attempt | null>(null);

interface Alert {
  readonly doing: string;
  readonly reason: string;
}

/** Around a whole page: shows what a click could not do. The latest failure is the one that matters. */
export function Alerts({ children }: { children: ReactNode }): ReactElement {
  const [alert, setAlert] = useState<Alert | null>(null);
  const attempt = useCallback<Attempt>((doing, task) => {
    setAlert(null);
    task().catch((error: unknown) =>
      setAlert({ doing, reason: error instanceof Error ? error.message : String(error) }),
    );
  }, []);
  return (
    <AttemptContext value={attempt}>
      {children}
      <div role="alert">
        {alert !== null && (
          <div className="toast">
            <div>
              <strong>{t('ui.notWorked', { doing: alert.doing })}</strong>
              <p>{alert.reason}</p>
            </div>
            <button type="button" className="quiet small" onClick={() => setAlert(null)}>
              {t('ui.close')}
            </button>
          </div>
        )}
      </div>
    </AttemptContext>
  );
}

/** @throws outside `Alerts`: a failure would be shown nowhere */
export function useAttempt(): Attempt {
  const attempt = useContext(AttemptContext);
  if (attempt === null) throw new Error('useAttempt stands outside Alerts.');
  return attempt;
}
