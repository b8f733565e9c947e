import type { ReactElement } from 'react';
import { standingWords } from '../../../components/gmail-words';
import { useSyncState } from '../../../lib/api/sync-hook';
import { t } from '../../../lib/i18n/text';
import { hrefTo } from '../useRoute';

/** Gmail among the connections: which mailboxes, how they stand, and the way to their page. */
export function GmailSummary(): ReactElement {
  const sync = useSyncState();
  const views = sync.state === 'ready' ? sync.value : [];
  return (
    <section className="connection section" aria-labelledby="connections-gmail">
      <div className="connection-head">
        <h2 id="connections-gmail">{t('gmail.page.title')}</h2>
        <a className="button" href={hrefTo('gmail')}>
          {t(views.length === 0 ? 'gmail.page.openGmail' : 'gmail.page.manage')}
        </a>
      </div>
      {sync.state === 'ready' && views.length === 0 && <p className="muted">{t('gmail.page.none')}</p>}
      {views.length > 0 && (
        <ul className="sync-lines" aria-label={t('gmail.page.accounts')}>
          {views.map((view) => (
            <li key={view.account}>{standingWords(view)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
