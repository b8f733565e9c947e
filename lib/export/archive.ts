import { strToU8, zipSync } from 'fflate';
import { sheetToCsv } from './csv';
import { toParquet } from './parquet';
import type { Sheet } from './sheets';

/** A zip file with one CSV for each sheet. */
export function toCsvArchive(sheets: readonly Sheet[]): Uint8Array<ArrayBuffer> {
  return zipSync(
    Object.fromEntries(sheets.map((sheet) => [`${sheet.name}.csv`, strToU8(sheetToCsv(sheet))])),
  );
}

/** A zip file with one Parquet file for each sheet. They are packed already: the zip only holds them together. */
export function toParquetArchive(sheets: readonly Sheet[]): Uint8Array<ArrayBuffer> {
  return zipSync(
    Object.fromEntries(
      sheets.map((sheet) => [`${sheet.name}.parquet`, [new Uint8Array(toParquet(sheet)), { level: 0 }]]),
    ),
  );
}
