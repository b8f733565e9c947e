import type { ReactElement } from 'react';
import type { ImportView } from '../lib/api/protocol';
import { t } from '../lib/i18n/text';
import { count } from './format';
import { Problems } from './Problems';

/** How an import ended; `row` is null where it could not even begin. */
export interface Outcome {
  readonly row: ImportView | null;
  /** Why it stopped; null where it came to its end or was cancelled. */
  readonly error: string | null;
}

export interface ImportOutcomeProps {
  readonly outcome: Outcome | null;
  /** Said after the counts: what these facts still lack to show a rate. */
  readonly hint: string | null;
  onDismiss(): void;
}

/** `2 emails and 5 events`; what there is none of goes without saying. */
function brought({ messages, events }: ImportView): string {
  const ofMail = t('imports.emails', messages, [count(messages)]);
  const ofEvents = t('imports.events', events, [count(events)]);
  if (messages > 0 && events > 0) return t('imports.both', { emails: ofMail, events: ofEvents });
  return messages > 0 ? ofMail : ofEvents;
}

function headline({ row, error }: Outcome): string {
  if (error !== null) return t('imports.stopped');
  if (row === null) return t('imports.ended');
  if (row.state === 'cancelled') return t('imports.cancelledStays');
  if (row.messages + row.events > 0) return t('imports.imported', { what: brought(row) });
  return row.duplicates === 0 && row.problemCount > 0 ? t('imports.nothingCould') : t('imports.nothingNew');
}

function details(row: ImportView | null): string {
  if (row === null) return '';
  const parts: string[] = [];
  if (row.state !== 'done' && row.messages + row.events > 0)
    parts.push(t('imports.isNew', { what: brought(row) }));
  if (row.duplicates > 0) parts.push(t('imports.knownOnce', row.duplicates, [count(row.duplicates)]));
  return parts.join('; ');
}

/** Stands where the progress was until it is put away. Empty without an outcome: what speaks must be there before its words. */
export function ImportOutcome({ outcome, hint, onDismiss }: ImportOutcomeProps): ReactElement {
  const row = outcome?.row ?? null;
  const error = outcome?.error ?? null;
  const more = details(row);
  const bad = error !== null || (row !== null && row.problemCount > 0);
  const shown = outcome === null ? undefined : bad ? 'outcome outcome-bad' : 'outcome';
  return (
    <div className={shown}>
      <div role="status" className="outcome-words">
        {outcome !== null && (
          <>
            <strong>{headline(outcome)}</strong>
            {row !== null && <div className="muted outcome-name">{row.name}</div>}
            {more !== '' && <div className="muted">{more}</div>}
            {error !== null && <p>{error}</p>}
            {hint !== null && <p>{hint}</p>}
          </>
        )}
      </div>
      {outcome !== null && (
        <button type="button" className="quiet small" onClick={onDismiss}>
          {t('imports.dismiss')}
        </button>
      )}
      {row !== null && <Problems problems={row.problems} problemCount={row.problemCount} open />}
    </div>
  );
}
