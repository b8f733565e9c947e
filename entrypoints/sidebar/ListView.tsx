import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Failure } from '../../components/Failure';
import { SequenceCards } from '../../components/SequenceCards';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';
import { definitions } from '../../lib/i18n/definitions';
import { t } from '../../lib/i18n/text';

const RECENT = 12;

/** Beside a list of mail: the recent sequences. */
export function ListView(): ReactElement {
  const overview = useAnswer('overview');
  const attempt = useAttempt();
  const open = (path: string): void => attempt(t('sequences.opening'), () => ask('openDashboard', { path }));
  return (
    <main className="narrow-body" tabIndex={-1}>
      <h1 className="sr-only">{t('nav.sequences')}</h1>
      {overview.state === 'failed' && <Failure message={overview.error} onRetry={overview.retry} />}
      {overview.state === 'ready' && overview.value.sequences.length === 0 && (
        <div className="empty">
          <strong>{t('sequences.noneYet')}</strong>
          <p className="muted">{t('sequences.noneYetGmail')}</p>
          <button type="button" onClick={() => open('/imports')}>
            {t('imports.import')}
          </button>
        </div>
      )}
      {overview.state === 'ready' && overview.value.sequences.length > 0 && (
        <section>
          <h2>{t('sequences.recent')}</h2>
          <SequenceCards
            rows={overview.value.sequences.slice(0, RECENT)}
            definitions={definitions()}
            onOpen={(row) => open(`/sequence/${encodeURIComponent(row.id)}`)}
          />
        </section>
      )}
    </main>
  );
}
