import { useCallback } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { ask } from '../../../lib/api/client';
import { t } from '../../../lib/i18n/text';
import { type Mapping, mappingFits } from '../../../lib/trackers/mapping';
import { type Importing, useImport } from '../useImport';
import { hrefTo } from '../useRoute';
import { useTables, type WaitingTable } from './useTables';

/** Tables that would be read by a guess are asked about first. */
const ASK = { ask: true } as const;

/** Importing with the step between: what is understood is imported at once, what is not waits to be mapped. */
export function useMapping(): {
  readonly importing: Importing;
  readonly tables: readonly WaitingTable[];
  receive(files: readonly File[]): void;
  /** Imports a table by what the user said, and all that wait with the same headings. */
  map(table: WaitingTable, mapping: Mapping): void;
  leaveOut(table: WaitingTable): void;
} {
  const attempt = useAttempt();
  const { list, add, remove } = useTables();
  const toMapping = useCallback(() => {
    location.hash = hrefTo('mapping');
  }, []);
  const importing = useImport(add, toMapping);
  const { start } = importing;
  const receive = useCallback((files: readonly File[]) => void start(files, ASK), [start]); // it never rejects
  const map = (table: WaitingTable, mapping: Mapping): void =>
    attempt(t('mapping.doing'), async () => {
      // Without headings nothing tells it from another table: it is used this once.
      const named = mapping.headings.length > 0;
      if (named) await ask('saveMapping', { name: table.preview.name, mapping });
      const alike = named
        ? list.filter(({ id, preview }) => id !== table.id && mappingFits(mapping, preview.headings))
        : [];
      remove([table.id, ...alike.map(({ id }) => id)]);
      void start([table.file], { ...ASK, mapped: { table: table.preview.name, mapping } });
      for (const { file } of alike) void start([file], ASK);
      location.hash = list.length > 1 + alike.length ? hrefTo('mapping') : hrefTo('imports');
    });
  const leaveOut = useCallback((table: WaitingTable) => remove([table.id]), [remove]);
  return { importing, tables: list, receive, map, leaveOut };
}
