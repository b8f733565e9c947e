import type { ReactElement } from 'react';
import type { ImportView } from '../lib/api/protocol';
import { plural, time } from './format';
import { Problems } from './Problems';

const STATES = {
  running: 'Reading, or stopped half-way',
  done: 'Done',
  cancelled: 'Cancelled',
  failed: 'Failed',
} as const;

/** Past imports, newest first, each with what was wrong and where. */
export function ImportList({
  imports,
  onUndo,
}: {
  imports: readonly ImportView[];
  onUndo: (row: ImportView) => void;
}): ReactElement | null {
  if (imports.length === 0) return null;
  return (
    <ul className="imports" aria-label="Imports">
      {imports.map((row) => (
        <li key={row.id} className="import">
          <div className="import-head">
            <strong>{row.name}</strong>
            <span className={`badge badge-${row.state}`}>{STATES[row.state]}</span>
            <span className="muted">{time(row.startedAt)}</span>
            <button
              type="button"
              className="quiet small"
              onClick={() => onUndo(row)}
              aria-label={`Undo the import of ${row.name}`}
            >
              Undo
            </button>
          </div>
          <div className="muted">
            {plural(row.messages, 'email')}, {plural(row.events, 'event')}
            {row.duplicates > 0 ? `; ${plural(row.duplicates, 'item')} known already, counted once` : ''}
          </div>
          {row.error !== null && <p>{row.error}</p>}
          <Problems problems={row.problems} problemCount={row.problemCount} />
        </li>
      ))}
    </ul>
  );
}
