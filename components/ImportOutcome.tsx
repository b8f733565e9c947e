import type { ReactElement } from 'react';
import type { ImportView } from '../lib/api/protocol';
import { plural } from './format';
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
  return [messages > 0 ? plural(messages, 'email') : '', events > 0 ? plural(events, 'event') : '']
    .filter((part) => part !== '')
    .join(' and ');
}

function headline({ row, error }: Outcome): string {
  if (error !== null) return 'The import stopped.';
  if (row === null) return 'The import ended.';
  if (row.state === 'cancelled') return 'Cancelled. What was read stays.';
  if (row.messages + row.events > 0) return `Imported ${brought(row)}.`;
  return row.duplicates === 0 && row.problemCount > 0 ? 'Nothing could be imported.' : 'Nothing new.';
}

function details(row: ImportView | null): string {
  if (row === null) return '';
  const parts: string[] = [];
  if (row.state !== 'done' && row.messages + row.events > 0) parts.push(`${brought(row)} new`);
  if (row.duplicates > 0) parts.push(`${plural(row.duplicates, 'item')} known already, counted once`);
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
          Dismiss
        </button>
      )}
      {row !== null && <Problems problems={row.problems} problemCount={row.problemCount} open />}
    </div>
  );
}
