import type { ReactElement } from 'react';
import { count, fullDate, time } from '../../../components/format';
import { GmailTroubleView } from '../../../components/GmailTroubleView';
import { paceWords, phaseWords, progressWords } from '../../../components/gmail-words';
import type { SyncView } from '../../../lib/api/gmail-types';
import { t } from '../../../lib/i18n/text';

const iso = (at: number): string => new Date(at).toISOString();

function rangeWords({ from, to }: SyncView['range']): string {
  // `to` is excluded: the moment before it is on the last day.
  if (from !== null && to !== null)
    return t('gmail.range.shown', { from: fullDate(iso(from)), to: fullDate(iso(to - 1)) });
  if (from !== null) return t('gmail.range.since', [fullDate(iso(from))]);
  return to === null ? t('gmail.range.all') : t('gmail.range.until', [fullDate(iso(to - 1))]);
}

/** The button that belongs to what is in the way: signing in again where a right is missing, else another try. */
function Remedy({
  view: { account, trouble },
  busy,
  onConnect,
  onSync,
}: {
  readonly view: SyncView;
  readonly busy: boolean;
  onConnect(): void;
  onSync(): void;
}): ReactElement {
  const connects = trouble?.remedy === 'connect' || trouble?.remedy === 'client';
  return (
    <button
      type="button"
      className="small"
      disabled={connects && busy}
      aria-label={t(connects ? 'gmail.connect.againName' : 'gmail.sync.tryName', [account])}
      onClick={connects ? onConnect : onSync}
    >
      {t(connects ? 'gmail.connect.again' : 'gmail.sync.try')}
    </button>
  );
}

/** One mailbox: how its reading stands, and what can be done. */
export function AccountCard({
  view,
  busy,
  onConnect,
  onSync,
  onPause,
  onRange,
  onLeave,
}: {
  readonly view: SyncView;
  /** A sign-in window is open. */
  readonly busy: boolean;
  onConnect(): void;
  onSync(): void;
  onPause(paused: boolean): void;
  onRange(): void;
  onLeave(): void;
}): ReactElement {
  const { account, phase, done, total, totalIsExact, threads, messages, skipped, completeAt, trouble } = view;
  const working = phase === 'reading' || phase === 'listing';
  const unfinished = phase !== 'up-to-date' && total > 0;
  const pace = paceWords(view);
  return (
    <li className="connection" data-account={account} data-state={phase}>
      <div className="connection-head">
        <h3>{account}</h3>
        <span className={`badge badge-${phase}`} role="status">
          {phaseWords(phase)}
        </span>
      </div>
      {(working || unfinished) && (
        <>
          <progress
            aria-label={t('gmail.sync.share', [account])}
            max={1}
            {...(totalIsExact && total > 0 ? { value: done / total } : {})}
          />
          <p className="muted" data-testid="sync-progress">
            {progressWords(view)}
            {pace !== null && ` · ${pace}`}
          </p>
        </>
      )}
      <p className="muted">
        {rangeWords(view.range)}.
        {threads !== null &&
          messages !== null &&
          ` ${t('gmail.sync.kept', { threads: count(threads), messages: count(messages) })}`}
        {completeAt !== null && ` ${t('gmail.sync.complete', [time(completeAt)])}`}
        {skipped > 0 && ` ${t('gmail.sync.skipped', skipped)}`}
      </p>
      {trouble !== null && (
        <GmailTroubleView
          trouble={trouble}
          {...(trouble.remedy === 'wait'
            ? {}
            : { action: <Remedy {...{ view, busy, onConnect, onSync }} /> })}
        />
      )}
      <div className="row-actions">
        <button
          type="button"
          className="quiet small"
          aria-label={t('gmail.sync.nowName', [account])}
          onClick={onSync}
        >
          {t('gmail.sync.now')}
        </button>
        <button
          type="button"
          className="quiet small"
          aria-label={t(phase === 'paused' ? 'gmail.sync.goOnName' : 'gmail.sync.pauseName', [account])}
          onClick={() => onPause(phase !== 'paused')}
        >
          {t(phase === 'paused' ? 'gmail.sync.goOn' : 'gmail.sync.pause')}
        </button>
        <button
          type="button"
          className="quiet small"
          aria-label={t('gmail.range.name', [account])}
          onClick={onRange}
        >
          {t('gmail.range.title')}
        </button>
        <button
          type="button"
          className="quiet small"
          aria-label={t('gmail.leave.name', [account])}
          onClick={onLeave}
        >
          {t('gmail.leave.button')}
        </button>
      </div>
    </li>
  );
}
