import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import type { Sheet } from './sheets';
import type { CellType } from './table';

const TYPES: Readonly<Record<CellType, BasicType>> = {
  text: 'STRING',
  count: 'DOUBLE', // expected counts are fractional
  share: 'DOUBLE',
  time: 'TIMESTAMP',
};

/** `Click rate (prospects): low (90 %)` → `click_rate_prospects_low_90`: a name that needs no quotes in SQL. */
export function columnName(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** One sheet as a Parquet file (Snappy). */
export function toParquet(sheet: Sheet): ArrayBuffer {
  return parquetWriteBuffer({
    columnData: sheet.columns.map(({ heading, type }, i) => ({
      name: columnName(heading),
      type: TYPES[type],
      data: sheet.rows.map((row) => {
        const cell = row[i] ?? null;
        return type === 'time' && typeof cell === 'number' ? new Date(cell) : cell;
      }),
    })),
    createdBy: 'Plumbline',
  });
}
