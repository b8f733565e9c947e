import type { ReactElement } from 'react';
import type { SyncView } from '../lib/api/gmail-types';
import { t } from '../lib/i18n/text';
import { standingWords } from './gmail-words';

/** What is syncing, in one line a mailbox; nothing where all is up to date and nobody is needed. */
export function SyncLine({
  views,
  onOpen,
}: {
  readonly views: readonly SyncView[];
  /** Opens the page where somebody can see to it. */
  onOpen(): void;
}): ReactElement | null {
  const shown = views.filter(({ phase }) => phase !== 'up-to-date');
  if (shown.length === 0) return null;
  return (
    <ul className="sync-lines" aria-label={t('gmail.page.accounts')}>
      {shown.map((view) => (
        <li key={view.account} className={view.phase === 'stopped' ? 'sync-line sync-line-bad' : 'sync-line'}>
          <span>{standingWords(view)}</span>
          {view.phase === 'stopped' && (
            <button type="button" className="link" onClick={onOpen}>
              {t('gmail.sync.see')}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
