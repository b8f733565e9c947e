import Papa from 'papaparse';
import type { Report } from '../analytics/report-types';
import { COLUMNS, rowsOf } from './table';

/** RFC 4180 CSV of the sequences table. Cells that a spreadsheet would run as a formula are made text. */
export function toCsv(report: Report): string {
  const rows = rowsOf(report).map((row) => COLUMNS.map((column) => column.value(row) ?? ''));
  return `${Papa.unparse({ fields: COLUMNS.map((column) => column.heading), data: rows }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}
