import { type ReactElement, useCallback } from 'react';
import { Failure } from '../../components/Failure';
import { time } from '../../components/format';
import { ImportProgress } from '../../components/ImportProgress';
import { Logo } from '../../components/Logo';
import { useAnswer } from '../../lib/api/hooks';
import { makeSample } from '../../lib/sample/sample';
import { ImportsPage } from './ImportsPage';
import { SequencePage } from './SequencePage';
import { SequencesPage } from './SequencesPage';
import { useImport } from './useImport';
import { useRoute } from './useRoute';
import { WelcomePage } from './WelcomePage';

export function Dashboard(): ReactElement {
  const route = useRoute();
  const overview = useAnswer('overview');
  const importing = useImport();
  const { start } = importing;
  const loadSample = useCallback(
    () => start(makeSample(Date.now()).files.map(({ name, text }) => new File([text], name))),
    [start],
  );
  const current = (page: string): { 'aria-current': 'page' } | object =>
    page === route.page ? { 'aria-current': 'page' } : {};
  const empty =
    overview.state === 'ready' &&
    overview.value.sent.outreach + overview.value.sent.oneOff + overview.value.sent.internal === 0;
  return (
    <div className="page">
      <header className="top">
        <a className="brand" href="#/sequences">
          <Logo /> Plumbline
        </a>
        <nav className="tabs" aria-label="Pages">
          <a href="#/sequences" {...current('sequences')}>
            Sequences
          </a>
          <a href="#/imports" {...current('imports')}>
            Imports and data
          </a>
        </nav>
        {overview.state === 'ready' && !empty && (
          <div className="as-of muted">
            {overview.value.accounts.join(', ')}
            <br />
            as of{' '}
            <time dateTime={overview.value.generatedAt} data-testid="as-of">
              {time(overview.value.generatedAt)}
            </time>
          </div>
        )}
      </header>
      {importing.progress !== null && (
        <ImportProgress
          done={importing.progress.bytes}
          total={importing.progress.total}
          messages={importing.progress.messages}
          events={importing.progress.events}
          duplicates={importing.progress.duplicates}
          secondsLeft={importing.secondsLeft}
          onCancel={importing.cancel}
        />
      )}
      {importing.error !== null && (
        <div className="failure" role="alert">
          <strong>The import stopped.</strong>
          <p>{importing.error}</p>
        </div>
      )}
      <main>
        {overview.state === 'failed' && <Failure message={overview.error} onRetry={overview.retry} />}
        {route.page === 'imports' && <ImportsPage importing={importing} onSample={loadSample} />}
        {overview.state === 'ready' && route.page === 'sequences' && empty && (
          <WelcomePage importing={importing} onSample={loadSample} />
        )}
        {overview.state === 'ready' && route.page === 'sequences' && !empty && (
          <SequencesPage overview={overview.value} />
        )}
        {route.page === 'sequence' && <SequencePage id={route.id} />}
      </main>
    </div>
  );
}
