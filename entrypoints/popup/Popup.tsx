import { type ReactElement, useEffect, useState } from 'react';
import browser from 'webextension-polyfill';
import { useAttempt } from '../../components/Alerts';
import { Failure } from '../../components/Failure';
import { time } from '../../components/format';
import { Logo } from '../../components/Logo';
import { SequenceCards } from '../../components/SequenceCards';
import { SyncLine } from '../../components/SyncLine';
import { DEFINITIONS } from '../../lib/analytics/definitions';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';
import { useSyncState } from '../../lib/api/sync-hook';
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
  const attempt = useAttempt();
  const windowId = useWindowId();
  const panel = sidePanel();
  const open = (path: string): void =>
    attempt('Opening the dashboard', async () => {
      await ask('openDashboard', { path });
      window.close();
    });
  return (
    <div className="narrow">
      <header className="narrow-top">
        <Logo /> Plumbline
        <button type="button" className="quiet" onClick={() => open('/sequences')}>
          Open dashboard
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
      {sync.state === 'ready' && <SyncLine views={sync.value} />}
      <main className="narrow-body">
        {overview.state === 'failed' && <Failure message={overview.error} onRetry={overview.retry} />}
        {overview.state === 'ready' && overview.value.sequences.length === 0 && (
          <div className="empty">
            <strong>No sequences yet</strong>
            <p className="muted">Drop a mailbox and your tracker’s clicks on the dashboard.</p>
            <button type="button" onClick={() => open('/imports')}>
              Import files
            </button>
          </div>
        )}
        {overview.state === 'ready' && overview.value.sequences.length > 0 && (
          <>
            <SequenceCards
              rows={overview.value.sequences.slice(0, RECENT)}
              definitions={DEFINITIONS}
              onOpen={(row) => open(`/sequence/${encodeURIComponent(row.id)}`)}
            />
            <p className="muted">
              Rates count prospects; bars are 90 % intervals. As of{' '}
              <time dateTime={overview.value.generatedAt}>{time(overview.value.generatedAt)}</time>.
            </p>
          </>
        )}
      </main>
    </div>
  );
}
