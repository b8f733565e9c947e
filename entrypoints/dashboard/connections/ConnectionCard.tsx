import type { ReactElement } from 'react';
import { time } from '../../../components/format';
import type { ConnectionView } from '../../../lib/api/connections';
import { t } from '../../../lib/i18n/text';

/** One tracker: its state in words, its last error, when it is polled next, and what can be done. */
export function ConnectionCard({
  connection,
  onEnter,
  onPoll,
  onPause,
  onLeave,
}: {
  connection: ConnectionView;
  onEnter(): void;
  onPoll(): void;
  onPause(paused: boolean): void;
  onLeave(): void;
}): ReactElement {
  const { id, name, state, reach, error, lastPolledAt, nextPollAt, events } = connection;
  const connected = state !== 'off';
  return (
    <li className="connection" data-tracker={id} data-state={state}>
      <div className="connection-head">
        <h2>{name}</h2>
        <span className={`badge badge-${state}`} role="status">
          {t(`connect.state.${state}`)}
        </span>
      </div>
      {reach !== null && (
        <p className="muted">
          {t('connect.host', [reach.host])}
          {reach.domain === null ? '' : ` ${t('connect.domainOf', [reach.domain])}`}
        </p>
      )}
      {error !== null && (
        <p className="connection-error" role="alert">
          {error}
        </p>
      )}
      {connected && (
        <p className="muted">
          {t('connect.events', events)}
          {' · '}
          {lastPolledAt === null ? t('connect.never') : t('connect.last', [time(lastPolledAt)])}
          {nextPollAt !== null && ` · ${t('connect.next', [time(nextPollAt)])}`}
          {state === 'failed' && ` · ${t('connect.nextNone')}`}
        </p>
      )}
      <div className="row-actions">
        {!connected && (
          <button type="button" aria-label={t('connect.connectName', [name])} onClick={onEnter}>
            {t('connect.connect')}
          </button>
        )}
        {connected && (
          <>
            {state !== 'paused' && (
              <button
                type="button"
                className="quiet small"
                aria-label={t('connect.pollNowName', [name])}
                disabled={state === 'polling'}
                onClick={onPoll}
              >
                {t('connect.pollNow')}
              </button>
            )}
            <button
              type="button"
              className="quiet small"
              aria-label={t(state === 'paused' ? 'connect.resumeName' : 'connect.pauseName', [name])}
              onClick={() => onPause(state !== 'paused')}
            >
              {t(state === 'paused' ? 'connect.resume' : 'connect.pause')}
            </button>
            <button
              type="button"
              className="quiet small"
              aria-label={t('connect.newKeyName', [name])}
              onClick={onEnter}
            >
              {t('connect.newKey')}
            </button>
            <button
              type="button"
              className="quiet small"
              aria-label={t('connect.disconnectName', [name])}
              onClick={onLeave}
            >
              {t('connect.disconnect')}
            </button>
          </>
        )}
      </div>
    </li>
  );
}
