import { useCallback, useState } from 'react';
import type { TablePreview } from '../../../lib/importing/preview-file';

/** A table that was left out of an import: its file, and what its first rows look like. */
export interface WaitingTable {
  readonly id: string;
  readonly file: File;
  readonly preview: TablePreview;
}

export interface WaitingTables {
  readonly list: readonly WaitingTable[];
  add(preview: TablePreview, file: File): void;
  remove(ids: readonly string[]): void;
}

/** The tables that wait for the user's word. They are gone with the page: the files are the user's, not ours. */
export function useTables(): WaitingTables {
  const [list, setList] = useState<readonly WaitingTable[]>([]);
  const add = useCallback((preview: TablePreview, file: File) => {
    // The same file dropped once more waits once.
    setList((before) => [
      ...before.filter(
        (table) =>
          table.preview.name !== preview.name ||
          table.file.size !== file.size ||
          table.file.lastModified !== file.lastModified,
      ),
      { id: crypto.randomUUID(), file, preview },
    ]);
  }, []);
  const remove = useCallback((ids: readonly string[]) => {
    setList((before) => before.filter((table) => !ids.includes(table.id)));
  }, []);
  return { list, add, remove };
}
