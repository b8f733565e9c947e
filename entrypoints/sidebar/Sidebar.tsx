import { type ReactElement, useEffect, useState } from 'react';
import { useAttempt } from '../../components/Alerts';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Logo } from '../../components/Logo';
import { ShortcutHint } from '../../components/ShortcutHint';
import { SyncLine } from '../../components/SyncLine';
import { ask } from '../../lib/api/client';
import type { GmailView } from '../../lib/api/protocol';
import { useShortcut } from '../../lib/api/shortcut';
import { useSyncState } from '../../lib/api/sync-hook';
import { isSidebarKey } from '../../lib/gmail/shortcut';
import { t } from '../../lib/i18n/text';
import { ListView } from './ListView';
import { PageTools } from './PageTools';
import { ProspectPane } from './ProspectPane';
import { ThreadPane } from './ThreadPane';
import { IN_SIDE_PANEL, useFrame } from './useFrame';
import { useGmailView } from './useGmailView';

/** The keys that hide the sidebar are heard in here, too; the browser's own panel has keys of its own. */
function useKeys(frame: string | null): void {
  useEffect(() => {
    if (frame === null || IN_SIDE_PANEL) return;
    const pressed = (event: KeyboardEvent): void => {
      if (!isSidebarKey(event)) return;
      event.preventDefault();
      ask('togglePanel', { frame }).catch((error: unknown) => console.warn('Plumbline:', error));
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [frame]);
}

export function Sidebar(): ReactElement {
  const frame = useFrame();
  const view = useGmailView(frame);
  const sync = useSyncState();
  const attempt = useAttempt();
  const shortcut = useShortcut();
  useKeys(frame);
  const tools =
    view?.page === undefined ? null : (
      <ErrorBoundary>
        <PageTools view={view} page={view.page} />
      </ErrorBoundary>
    );
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
        <ErrorBoundary>
          <SyncLine
            views={sync.value}
            onOpen={() => attempt(t('sequences.opening'), () => ask('openDashboard', { path: '/gmail' }))}
          />
        </ErrorBoundary>
      )}
      {isUrgent(view) && tools}
      <ErrorBoundary key={view?.threadId ?? ''}>
        <Shown key={view?.threadId ?? ''} view={view} />
      </ErrorBoundary>
      {!isUrgent(view) && tools}
      {!IN_SIDE_PANEL && (
        <section aria-label={t('attention.keys')}>
          <ShortcutHint keys={shortcut} />
        </section>
      )}
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
  /** Found by name; another thread or list puts it away. */
  const [prospect, setProspect] = useState<string | null>(null);
  if (prospect !== null) return <ProspectPane address={prospect} onBack={() => setProspect(null)} />;
  if (view !== null && view.threadId !== null)
    return (
      <ThreadPane
        key={`${view.account} ${view.threadId}`}
        threadId={view.threadId}
        onProspect={setProspect}
      />
    );
  const note = noteOf(view);
  return (
    <>
      {note !== null && (
        <p className="muted narrow-note" role="status">
          {note}
        </p>
      )}
      <ListView onProspect={setProspect} />
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
