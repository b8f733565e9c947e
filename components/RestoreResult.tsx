import type { ReactElement } from 'react';
import type { RestoreOutcome } from '../lib/api/backup-types';
import { t } from '../lib/i18n/text';
import { count } from './format';

/** A list longer than this helps nobody. */
const SHOWN = 100;

/** What a restore brought, and every entry that could not be used. */
export function RestoreResult({ outcome }: { outcome: RestoreOutcome | null }): ReactElement {
  return (
    <div role="status" className={outcome === null ? undefined : 'outcome restore'}>
      {outcome !== null && (
        <div>
          <strong>{t('backup.restored', outcome.added, [count(outcome.added)])}</strong>{' '}
          {outcome.known > 0 && (
            <span className="muted">{t('backup.known', outcome.known, [count(outcome.known)])}</span>
          )}
          {outcome.problems.length > 0 && (
            <>
              <p>{t('backup.bad', outcome.problems.length, [count(outcome.problems.length)])}</p>
              <ul className="problems">
                {outcome.problems.slice(0, SHOWN).map(({ where, message }) => (
                  <li key={where}>
                    <span className="problem-where">{where}</span> {message}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </div>
  );
}
