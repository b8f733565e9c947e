import { type ReactElement, useEffect, useState } from 'react';
import browser from 'webextension-polyfill';
import { useAttempt } from '../../components/Alerts';
import { ask } from '../../lib/api/client';
import { READ_ON_OPEN } from '../../lib/api/gmail-tab-setting';
import type { PageState } from '../../lib/api/page-mail';
import type { GmailView } from '../../lib/api/protocol';
import { t } from '../../lib/i18n/text';

/** The user's leave to read what is opened; null until it is known. */
function useReadOnOpen(): [boolean | null, (on: boolean) => Promise<void>] {
  const [on, setOn] = useState<boolean | null>(null);
  useEffect(() => {
    const look = async (): Promise<void> =>
      setOn((await browser.storage.local.get(READ_ON_OPEN))[READ_ON_OPEN] === true);
    const again = (): void => void look().catch((error: unknown) => console.warn('Plumbline:', error));
    const changed = (changes: object): void => {
      if (READ_ON_OPEN in changes) again();
    };
    again();
    browser.storage.onChanged.addListener(changed);
    return () => browser.storage.onChanged.removeListener(changed);
  }, []);
  const save = async (next: boolean): Promise<void> => {
    setOn(next);
    await browser.storage.local.set({ [READ_ON_OPEN]: next });
  };
  return [on, save];
}

/** Reading mail through Gmail's page, and what to do where Gmail has changed. */
export function PageTools({ view, page }: { view: GmailView; page: PageState }): ReactElement {
  return (
    <footer className="narrow-foot gmail-tools">
      {page.disputed && <p role="status">{t('gmail.disputed')}</p>}
      {view.account !== null && <Reading frame={view.frame} account={view.account} page={page} />}
      <Condition page={page} />
    </footer>
  );
}

interface ReadingProps {
  readonly frame: string;
  readonly account: string;
  readonly page: PageState;
}

function Reading({ frame, account, page }: ReadingProps): ReactElement {
  const attempt = useAttempt();
  const [onOpen, setOnOpen] = useReadOnOpen();
  const { reading, listed, shows, view } = page;
  const runs = reading !== null && (reading.state === 'reading' || reading.state === 'waiting');
  return (
    <section aria-label={t('gmail.reading')}>
      {runs && (
        <div className="gmail-progress">
          <progress value={reading.done} max={reading.total} aria-label={t('gmail.reading')} />
          <span className="muted">
            {reading.state === 'waiting'
              ? t('gmail.waiting')
              : t('gmail.progress', { done: `${reading.done}`, total: `${reading.total}` })}
          </span>
          <button
            type="button"
            className="quiet small"
            onClick={() => attempt(t('gmail.reading'), () => ask('readPage', { frame, on: false }))}
          >
            {t('gmail.stop')}
          </button>
        </div>
      )}
      {!runs && shows === 'list' && view === 'sent' && listed > 0 && (
        <button
          type="button"
          className="quiet small"
          onClick={() => attempt(t('gmail.reading'), () => ask('readPage', { frame, on: true }))}
        >
          {t('gmail.read', listed)}
        </button>
      )}
      {!runs && reading !== null && (
        <p className="muted" role="status">
          {t('gmail.outcome', {
            done: `${reading.done}`,
            total: `${reading.total}`,
            stored: `${reading.stored}`,
          })}
          {reading.missing > 0 && ` ${t('gmail.missing', reading.missing)}`}
          {reading.error !== null && ` ${reading.error}`}
        </p>
      )}
      {onOpen !== null && (
        <label className="gmail-switch">
          <input
            type="checkbox"
            checked={onOpen}
            onChange={({ target }) => attempt(t('gmail.onOpen'), () => setOnOpen(target.checked))}
          />
          {t('gmail.onOpen')}
        </label>
      )}
      <details>
        <summary>{t('gmail.what')}</summary>
        <p className="muted">{t('gmail.kept', { account })}</p>
      </details>
    </section>
  );
}

function Condition({ page }: { page: PageState }): ReactElement | null {
  const attempt = useAttempt();
  const [copied, setCopied] = useState(false);
  if (page.condition === 'good') return null;
  const lost = page.condition === 'lost';
  return (
    <section className={lost ? 'flag flag-warning' : 'flag flag-note'} role="status">
      <p>{lost ? t('gmail.lost') : t('gmail.changed')}</p>
      <button
        type="button"
        className="quiet small"
        onClick={() =>
          attempt(t('gmail.copy'), async () => {
            await navigator.clipboard.writeText(page.diagnostics);
            setCopied(true);
          })
        }
      >
        {copied ? t('gmail.copied') : t('gmail.copy')}
      </button>
      <details>
        <summary>{t('gmail.show_diagnostics')}</summary>
        <pre className="gmail-diagnostics">{page.diagnostics}</pre>
      </details>
    </section>
  );
}
