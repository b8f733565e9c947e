import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Logo } from '../../components/Logo';
import { SyncLine } from '../../components/SyncLine';
import { ask } from '../../lib/api/client';
import type { GmailView } from '../../lib/api/protocol';
import { useSyncState } from '../../lib/api/sync-hook';
import { t } from '../../lib/i18n/text';
import { ListView } from './ListView';
import { PageTools } from './PageTools';
import { ThreadPane } from './ThreadPane';
import { IN_SIDE_PANEL, useFrame } from './useFrame';
import { useGmailView } from './useGmailView';

export function Sidebar(): ReactElement {
  const view = useGmailView(useFrame());
  const sync = useSyncState();
  const attempt = useAttempt();
  const tools = view?.page === undefined ? null : <PageTools view={view} page={view.page} />;
  return (
    <div className="narrow">
      <header className="narrow-top">
        <Logo /> Plumbline
        <button
          type="button"
          className="quiet"
          onClick={() => attempt(t('sequences.opening'), () => ask('openDashboard', { path: '/sequences' }))}
        >
          {t('sequences.dashboard')}
        </button>
      </header>
      {sync.state === 'ready' && (
        <SyncLine
          views={sync.value}
          onOpen={() => attempt(t('sequences.opening'), () => ask('openDashboard', { path: '/gmail' }))}
        />
      )}
      {isUrgent(view) && tools}
      <ErrorBoundary key={view?.threadId ?? ''}>
        <Shown view={view} />
      </ErrorBoundary>
      {!isUrgent(view) && tools}
    </div>
  );
}

/** What is happening now, or went wrong, stands above what can be scrolled away. */
function isUrgent(view: GmailView | null): boolean {
  const { condition, disputed, reading } = view?.page ?? {};
  return (
    condition === 'lost' || disputed === true || reading?.state === 'reading' || reading?.state === 'waiting'
  );
}

function Shown({ view }: { view: GmailView | null }): ReactElement {
  if (view !== null && view.threadId !== null)
    return <ThreadPane key={`${view.account} ${view.threadId}`} threadId={view.threadId} />;
  const note = noteOf(view);
  return (
    <>
      {note !== null && (
        <p className="muted narrow-note" role="status">
          {note}
        </p>
      )}
      <ListView />
    </>
  );
}

/** Why there is no thread where the user may look for one. */
function noteOf(view: GmailView | null): string | null {
  if (view === null) return IN_SIDE_PANEL ? t('gmail.noTab') : null;
  if (view.page?.condition === 'lost') return null; // said below, with what to do
  if (view.page?.shows === 'unsynced') return t('gmail.unsynced');
  return view.page?.shows === 'drawing' ? t('gmail.drawing') : null;
}
