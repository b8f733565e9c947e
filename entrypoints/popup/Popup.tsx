import { type ReactElement, useEffect, useState } from 'react';
import browser from 'webextension-polyfill';
import { AccessNotice } from '../../components/AccessNotice';
import { useAttempt } from '../../components/Alerts';
import { Deltas } from '../../components/Deltas';
import { Failure } from '../../components/Failure';
import { time } from '../../components/format';
import { Logo } from '../../components/Logo';
import { SequenceCards } from '../../components/SequenceCards';
import { SyncLine } from '../../components/SyncLine';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';
import { useHostAccess } from '../../lib/api/host-access';
import { CHANGE_DAYS } from '../../lib/api/surface-types';
import { useSyncState } from '../../lib/api/sync-hook';
import { definitions } from '../../lib/i18n/definitions';
import { t } from '../../lib/i18n/text';
import { sidePanel } from './sidePanel';

/** How many sequences "recent" means: what fits without much scrolling. */
const RECENT = 6;

/** The window of this popup: to be known before the click, as nothing may be waited for between a click and the panel. */
function useWindowId(): number | null {
  const [id, setId] = useState<number | null>(null);
  useEffect(() => {
    browser.windows.getCurrent().then(
      (own) => setId(own.id ?? null),
      (error: unknown) => console.warn('Plumbline:', error), // the button stays away
    );
  }, []);
  return id;
}

export function Popup(): ReactElement {
  const overview = useAnswer('overview');
  const sync = useSyncState();
  const access = useHostAccess();
  const changes = useAnswer('changes', { days: CHANGE_DAYS });
  const attempt = useAttempt();
  const windowId = useWindowId();
  const panel = sidePanel();
  const open = (path: string): void =>
    attempt(t('sequences.opening'), async () => {
      await ask('openDashboard', { path });
      window.close();
    });
  return (
    <div className="narrow">
      <header className="narrow-top">
        <Logo /> Plumbline
        <button type="button" className="quiet" onClick={() => open('/sequences')}>
          {t('sequences.openDashboard')}
        </button>
        {panel !== null && windowId !== null && (
          <button
            type="button"
            className="quiet popup-panel"
            onClick={() =>
              attempt(t('gmail.sidePanel'), async () => {
                await panel(windowId);
                window.close();
              })
            }
          >
            {t('gmail.sidePanel')}
          </button>
        )}
      </header>
      {!access.allowed && (
        <AccessNotice onAllow={() => attempt(t('gmail.access.allow'), () => access.allow())} />
      )}
      {sync.state === 'ready' && <SyncLine views={sync.value} onOpen={() => open('/gmail')} />}
      <main className="narrow-body" tabIndex={-1}>
        <h1 className="sr-only">{t('nav.sequences')}</h1>
        {overview.state === 'failed' && <Failure message={overview.error} onRetry={overview.retry} />}
        {overview.state === 'ready' && overview.value.sequences.length === 0 && (
          <div className="empty">
            <strong>{t('sequences.noneYet')}</strong>
            <p className="muted">{t('sequences.noneYetPopup')}</p>
            <button type="button" onClick={() => open('/imports')}>
              {t('imports.import')}
            </button>
          </div>
        )}
        {overview.state === 'ready' && overview.value.sequences.length > 0 && (
          <>
            <Deltas days={CHANGE_DAYS} changes={changes.state === 'ready' ? changes.value : null} />
            <SequenceCards
              rows={overview.value.sequences.slice(0, RECENT)}
              definitions={definitions()}
              onOpen={(row) => open(`/sequence/${encodeURIComponent(row.id)}`)}
            />
            <p className="muted">
              {t('sequences.narrowKey')}{' '}
              <time dateTime={overview.value.generatedAt}>{time(overview.value.generatedAt)}</time>.
            </p>
          </>
        )}
      </main>
    </div>
  );
}
