import { Table2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { t } from '../../../lib/i18n/text';
import { hrefTo } from '../useRoute';
import type { WaitingTable } from './useTables';

/** The tables that wait to be mapped, each one link and one button away. */
export function WaitingList({
  tables,
  current = null,
  onLeaveOut,
}: {
  tables: readonly WaitingTable[];
  /** The one whose page this is. */
  current?: string | null;
  onLeaveOut(table: WaitingTable): void;
}): ReactElement {
  return (
    <ul className="waiting-list" aria-label={t('mapping.waiting', tables.length)}>
      {tables.map((table) => {
        const { name } = table.preview;
        return (
          <li key={table.id}>
            <Table2 size={16} aria-hidden="true" />
            <span className="waiting-name">{name}</span>
            <a
              className="button small"
              href={hrefTo('mapping', table.id)}
              aria-label={t('mapping.mapName', [name])}
              {...(table.id === current ? { 'aria-current': 'page' } : {})}
            >
              {t('mapping.map')}
            </a>
            <button
              type="button"
              className="quiet small"
              aria-label={t('mapping.leaveOutName', [name])}
              onClick={() => onLeaveOut(table)}
            >
              {t('mapping.leaveOut')}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
