import { type ReactElement, useCallback, useRef } from 'react';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Failure } from '../../components/Failure';
import { count, time } from '../../components/format';
import { ImportOutcome } from '../../components/ImportOutcome';
import { ImportProgress } from '../../components/ImportProgress';
import { Logo } from '../../components/Logo';
import { useAnswer } from '../../lib/api/hooks';
import type { ImportView, Overview } from '../../lib/api/protocol';
import { t } from '../../lib/i18n/text';
import { makeSample } from '../../lib/sample/sample';
import { DashboardPalette } from './DashboardPalette';
import { SyncBar } from './gmail/SyncBar';
import { useMapping } from './mapping/useMapping';
import { WaitingList } from './mapping/WaitingList';
import { Nav } from './Nav';
import { PAGES } from './pages';
import { DailyWriting } from './team/DailyWriting';
import { useFileDrop } from './useFileDrop';
import { useRoute } from './useRoute';

/** What an import alone does not bring about, so that nobody waits for rates that cannot come. */
function stillMissing(row: ImportView | null, { sent, sequences }: Overview): string | null {
  if (row === null || sequences.length > 0 || row.messages + row.events + row.duplicates === 0) return null;
  if (sent.outreach + sent.oneOff + sent.internal > 0)
    return t('imports.noSequence', {
      oneOff: t('sequences.oneOff', sent.oneOff, [count(sent.oneOff)]),
      internal: t('sequences.internal', sent.internal, [count(sent.internal)]),
    });
  return row.events > 0 ? t('imports.clicksAlone') : t('imports.noSent');
}

const NONE: Overview['sequences'] = [];

export function Dashboard(): ReactElement {
  const route = useRoute();
  const overview = useAnswer('overview');
  const { importing, tables, receive, map, leaveOut } = useMapping();
  const { start } = importing;
  const loadSample = useCallback(
    () => start(makeSample(Date.now()).files.map(({ name, text }) => new File([text], name))),
    [start],
  );
  const main = useRef<HTMLElement>(null);
  const dragging = useFileDrop(receive);
  const page = PAGES.find((entry) => entry.page === route.page) ?? PAGES[0];
  const empty =
    overview.state === 'ready' &&
    overview.value.sent.outreach + overview.value.sent.oneOff + overview.value.sent.internal === 0;
  return (
    <div className="page">
      <header className="top">
        <a className="brand" href="#/sequences">
          <Logo /> Plumbline
        </a>
        <ErrorBoundary>
          <DashboardPalette
            pages={PAGES}
            sequences={overview.state === 'ready' ? overview.value.sequences : NONE}
          />
        </ErrorBoundary>
        <Nav pages={PAGES} current={page?.page} />
        {overview.state === 'ready' && !empty && (
          <div className="as-of muted">
            {overview.value.accounts.join(', ')}
            <br />
            {t('sequences.asOf')}{' '}
            <time dateTime={overview.value.generatedAt} data-testid="as-of">
              {time(overview.value.generatedAt)}
            </time>
          </div>
        )}
      </header>
      <div className="content">
        <ErrorBoundary>{page?.page !== 'gmail' && <SyncBar />}</ErrorBoundary>
        <ErrorBoundary>
          <DailyWriting ready={overview.state === 'ready' && !empty} shown={page?.page !== 'team'} />
        </ErrorBoundary>
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
        <ErrorBoundary key={importing.outcome?.row?.id ?? ''}>
          <ImportOutcome
            outcome={importing.outcome}
            hint={
              overview.state === 'ready' ? stillMissing(importing.outcome?.row ?? null, overview.value) : null
            }
            onDismiss={() => {
              importing.dismiss();
              main.current?.focus(); // the button that had the focus is gone
            }}
          />
        </ErrorBoundary>
        {tables.length > 0 && page?.page !== 'mapping' && (
          <section className="outcome outcome-waiting" aria-labelledby="waiting-title">
            <div className="outcome-words">
              <strong id="waiting-title">{t('mapping.waiting', tables.length)}</strong>
              <div className="muted">{t('mapping.waitingWhy')}</div>
            </div>
            <WaitingList tables={tables} onLeaveOut={leaveOut} />
          </section>
        )}
        <main ref={main} tabIndex={-1}>
          {overview.state === 'failed' && <Failure message={overview.error} onRetry={overview.retry} />}
          {/* By page: another one is no longer broken. */}
          <ErrorBoundary key={`${route.page}/${route.id}`}>
            {page?.render({
              route,
              overview: overview.state === 'ready' ? overview.value : null,
              empty,
              busy: importing.progress !== null,
              onFiles: receive,
              onSample: loadSample,
              onForget: importing.dismiss,
              tables,
              onMap: map,
              onLeaveOut: leaveOut,
            })}
          </ErrorBoundary>
        </main>
      </div>
      {dragging && (
        <div className="drop-page" aria-hidden="true">
          <div className="drop-title">{t('imports.dropHere')}</div>
        </div>
      )}
    </div>
  );
}
