import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';
import { bytes, count } from './format';

export interface ImportProgressProps {
  readonly done: number;
  readonly total: number;
  readonly messages: number;
  readonly events: number;
  readonly duplicates: number;
  /** Seconds; null while nobody can tell. */
  readonly secondsLeft: number | null;
  onCancel(): void;
}

function timeLeft(seconds: number): string {
  const whole = seconds < 90 ? Math.max(1, Math.round(seconds)) : Math.round(seconds / 60);
  return t(seconds < 90 ? 'imports.secondsLeft' : 'imports.minutesLeft', whole, [count(whole)]);
}

export function ImportProgress(props: ImportProgressProps): ReactElement {
  const { done, total, messages, events, duplicates, secondsLeft, onCancel } = props;
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <section className="progress" aria-label={t('imports.progress')}>
      <div className="progress-head">
        <strong>{t('imports.reading')}</strong>
        <span className="muted">
          {t('imports.read', { done: bytes(done), total: bytes(total) })}
          {secondsLeft !== null && ` · ${timeLeft(secondsLeft)}`}
        </span>
        <button type="button" className="quiet" onClick={onCancel}>
          {t('ui.cancel')}
        </button>
      </div>
      <progress value={share} max={1} aria-label={t('imports.share')} />
      <div className="muted" aria-live="polite">
        {t('imports.isNew', {
          what: t('imports.both', {
            emails: t('imports.emails', messages, [count(messages)]),
            events: t('imports.events', events, [count(events)]),
          }),
        })}
        {duplicates > 0 && `, ${t('imports.known', duplicates, [count(duplicates)])}`}
      </div>
    </section>
  );
}
