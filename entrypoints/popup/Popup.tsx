import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Failure } from '../../components/Failure';
import { time } from '../../components/format';
import { Logo } from '../../components/Logo';
import { SequenceCards } from '../../components/SequenceCards';
import { DEFINITIONS } from '../../lib/analytics/definitions';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';

/** How many sequences "recent" means: what fits without much scrolling. */
const RECENT = 6;

export function Popup(): ReactElement {
  const overview = useAnswer('overview');
  const attempt = useAttempt();
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
      </header>
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
