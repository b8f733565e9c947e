import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Logo } from '../../components/Logo';
import { ask } from '../../lib/api/client';
import { ListView } from './ListView';
import { ThreadPane } from './ThreadPane';
import { useGmailView } from './useGmailView';

export function Sidebar(): ReactElement {
  const view = useGmailView();
  const attempt = useAttempt();
  return (
    <div className="narrow">
      <header className="narrow-top">
        <Logo /> Plumbline
        <button
          type="button"
          className="quiet"
          onClick={() => attempt('Opening the dashboard', () => ask('openDashboard', { path: '/sequences' }))}
        >
          Dashboard
        </button>
      </header>
      {view !== null && view.threadId !== null ? (
        <ThreadPane key={view.threadId} threadId={view.threadId} />
      ) : (
        <ListView />
      )}
    </div>
  );
}
