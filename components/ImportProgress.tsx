import type { ReactElement } from 'react';
import { bytes, plural } from './format';

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

export function ImportProgress(props: ImportProgressProps): ReactElement {
  const { done, total, messages, events, duplicates, secondsLeft, onCancel } = props;
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <section className="progress" aria-label="Import in progress">
      <div className="progress-head">
        <strong>Reading…</strong>
        <span className="muted">
          {bytes(done)} of {bytes(total)}
          {secondsLeft === null
            ? ''
            : ` · about ${secondsLeft < 90 ? plural(Math.max(1, Math.round(secondsLeft)), 'second') : plural(Math.round(secondsLeft / 60), 'minute')} left`}
        </span>
        <button type="button" className="quiet" onClick={onCancel}>
          Cancel
        </button>
      </div>
      <progress value={share} max={1} aria-label="Share of the files read" />
      <div className="muted" aria-live="polite">
        {plural(messages, 'email')} and {plural(events, 'event')} new
        {duplicates > 0 ? `, ${plural(duplicates, 'item')} known already` : ''}
      </div>
    </section>
  );
}
