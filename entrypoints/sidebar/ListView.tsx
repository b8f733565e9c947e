import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Failure } from '../../components/Failure';
import { SequenceCards } from '../../components/SequenceCards';
import { DEFINITIONS } from '../../lib/analytics/definitions';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';

const RECENT = 12;

/** Beside a list of mail: the recent sequences. */
export function ListView(): ReactElement {
  const overview = useAnswer('overview');
  const attempt = useAttempt();
  const open = (path: string): void => attempt('Opening the dashboard', () => ask('openDashboard', { path }));
  return (
    <main className="narrow-body">
      {overview.state === 'failed' && <Failure message={overview.error} onRetry={overview.retry} />}
      {overview.state === 'ready' && overview.value.sequences.length === 0 && (
        <div className="empty">
          <strong>No sequences yet</strong>
          <p className="muted">
            Give Plumbline a mailbox and your tracker’s clicks, and the true rates of your sequences show
            here.
          </p>
          <button type="button" onClick={() => open('/imports')}>
            Import files
          </button>
        </div>
      )}
      {overview.state === 'ready' && overview.value.sequences.length > 0 && (
        <section>
          <h2>Recent sequences</h2>
          <SequenceCards
            rows={overview.value.sequences.slice(0, RECENT)}
            definitions={DEFINITIONS}
            onOpen={(row) => open(`/sequence/${encodeURIComponent(row.id)}`)}
          />
        </section>
      )}
    </main>
  );
}
