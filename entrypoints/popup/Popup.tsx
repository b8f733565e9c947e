import { type ReactElement, useEffect, useState } from 'react';
import browser from 'webextension-polyfill';
import { AccessNotice } from '../../components/AccessNotice';
import { useAttempt } from '../../components/Alerts';
import { AttentionList } from '../../components/AttentionList';
import { Deltas } from '../../components/Deltas';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Failure } from '../../components/Failure';
import { FirstRun } from '../../components/FirstRun';
import { time } from '../../components/format';
import { Logo } from '../../components/Logo';
import { SequenceCards } from '../../components/SequenceCards';
import { ShortcutHint } from '../../components/ShortcutHint';
import { SyncLine } from '../../components/SyncLine';
import { ask } from '../../lib/api/client';
import type { FirstGlance } from '../../lib/api/glance';
import { useHostAccess } from '../../lib/api/host-access';
import { useShortcut } from '../../lib/api/shortcut';
import { useSyncState } from '../../lib/api/sync-hook';
import { definitions } from '../../lib/i18n/definitions';
import { t } from '../../lib/i18n/text';
import { sidePanel } from './sidePanel';
import { useGlance } from './useGlance';

/** How many sequences "recent" means: what fits without much scrolling. */
const RECENT = 6;
const ATTENTION = 3;

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

type Open = (path: string) => void;

/** @param first what can be shown before the background answers */
export function Popup({ first }: { first: FirstGlance | null }): ReactElement {
  const { shown, error, retry, asked } = useGlance(first);
  const access = useHostAccess();
  const attempt = useAttempt();
  const windowId = useWindowId();
  const shortcut = useShortcut();
  const panel = sidePanel();
  const open: Open = (path) =>
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
      <main className="narrow-body" tabIndex={-1}>
        <h1 className="sr-only">{t('nav.sequences')}</h1>
        {error !== null && <Failure message={error} onRetry={retry} />}
        {shown === null && error === null && <p className="muted narrow-wait">{t('attention.loading')}</p>}
        {shown?.glance.sequences === 0 && <FirstRun words={t('sequences.noneYetPopup')} onOpen={open} />}
        <ErrorBoundary of={shown?.glance.generatedAt}>
          {shown !== null && shown.glance.sequences > 0 && <Shown first={shown} onOpen={open} />}
        </ErrorBoundary>
        <ShortcutHint keys={shortcut} />
      </main>
      <ErrorBoundary>{asked && <Syncing onOpen={() => open('/gmail')} />}</ErrorBoundary>
    </div>
  );
}

/** What is syncing: below the numbers, which must not move when it comes. */
function Syncing({ onOpen }: { onOpen(): void }): ReactElement | null {
  const sync = useSyncState();
  return sync.state === 'ready' ? <SyncLine views={sync.value} onOpen={onOpen} /> : null;
}

function Shown({ first, onOpen }: { first: FirstGlance; onOpen: Open }): ReactElement {
  const { glance, current } = first;
  const { days, ...all } = glance.changes;
  return (
    <>
      <p className={current ? 'muted glance-time' : 'muted glance-time glance-older'} role="status">
        <time dateTime={glance.generatedAt}>
          {t(current ? 'attention.asOf' : 'attention.older', { time: time(glance.generatedAt) })}
        </time>
      </p>
      <ErrorBoundary>
        <Deltas days={days} changes={{ days, all, sequences: {} }} />
      </ErrorBoundary>
      <ErrorBoundary>
        <AttentionList
          items={glance.attention.slice(0, ATTENTION)}
          total={glance.attentionCount}
          onOpen={({ sequence, flag }) =>
            onOpen(`/sequence/${encodeURIComponent(sequence.id)}?flag=${flag.code}`)
          }
          onAll={() => onOpen('/sequences?flag=any')}
        />
      </ErrorBoundary>
      <section>
        <h2>{t('sequences.recent')}</h2>
        <SequenceCards
          rows={glance.rows.slice(0, RECENT)}
          definitions={definitions()}
          onOpen={(row) => onOpen(`/sequence/${encodeURIComponent(row.id)}`)}
        />
      </section>
      {glance.sequences > RECENT && (
        <button type="button" className="link attention-all" onClick={() => onOpen('/sequences')}>
          {t('attention.allSequences', glance.sequences)}
        </button>
      )}
    </>
  );
}
