import type { ReactElement } from 'react';
import { PageTitle } from '../../../components/PageTitle';
import { t } from '../../../lib/i18n/text';
import type { Mapping } from '../../../lib/trackers/mapping';
import { hrefTo } from '../useRoute';
import { MappingForm } from './MappingForm';
import type { WaitingTable } from './useTables';
import { WaitingList } from './WaitingList';

/** One table to be mapped; the others wait in a list above it. */
export function MappingPage({
  id,
  tables,
  onMap,
  onLeaveOut,
}: {
  /** Null: the first one. */
  id: string | null;
  tables: readonly WaitingTable[];
  onMap(table: WaitingTable, mapping: Mapping): void;
  onLeaveOut(table: WaitingTable): void;
}): ReactElement {
  const table = tables.find((entry) => entry.id === id) ?? tables[0];
  if (table === undefined)
    return (
      <div className="empty">
        <PageTitle title={t('mapping.none')} />
        <p className="muted">{t('mapping.noneWhy')}</p>
        <a href={hrefTo('imports')}>{t('nav.imports')}</a>
      </div>
    );
  return (
    <>
      <div className="title-line">
        <PageTitle key={table.id} title={t('mapping.title')} />
        <span className="muted waiting-name">{table.preview.name}</span>
      </div>
      {tables.length > 1 && <WaitingList tables={tables} current={table.id} onLeaveOut={onLeaveOut} />}
      <MappingForm
        key={table.id}
        preview={table.preview}
        onImport={(mapping) => onMap(table, mapping)}
        onLater={() => {
          location.hash = hrefTo('imports');
        }}
      />
    </>
  );
}
