import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';

export function Failure({ message, onRetry }: { message: string; onRetry: () => void }): ReactElement {
  return (
    <div className="failure" role="alert">
      <strong>{t('ui.failed')}</strong>
      <p>{message}</p>
      <button type="button" onClick={onRetry}>
        {t('ui.tryAgain')}
      </button>
    </div>
  );
}
