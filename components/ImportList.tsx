import type { ReactElement } from 'react';
import type { ImportView } from '../lib/api/protocol';
import { t } from '../lib/i18n/text';
import { count, time } from './format';
import { Problems } from './Problems';

const STATES = {
  running: 'imports.running',
  done: 'imports.done',
  cancelled: 'imports.cancelled',
  failed: 'imports.failed',
} as const satisfies Record<ImportView['state'], string>;

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
    <ul className="imports" aria-label={t('imports.imports')}>
      {imports.map((row) => (
        <li key={row.id} className="import">
          <div className="import-head">
            <strong>{row.name}</strong>
            <span className={`badge badge-${row.state}`}>{t(STATES[row.state])}</span>
            <span className="muted">{time(row.startedAt)}</span>
            <button
              type="button"
              className="quiet small"
              onClick={() => onUndo(row)}
              aria-label={t('imports.undoName', [row.name])}
            >
              {t('imports.undo')}
            </button>
          </div>
          <div className="muted">
            {t('imports.emails', row.messages, [count(row.messages)])},{' '}
            {t('imports.events', row.events, [count(row.events)])}
            {row.duplicates > 0 ? `; ${t('imports.knownOnce', row.duplicates, [count(row.duplicates)])}` : ''}
          </div>
          {row.error !== null && <p>{row.error}</p>}
          <Problems problems={row.problems} problemCount={row.problemCount} />
        </li>
      ))}
    </ul>
  );
}
