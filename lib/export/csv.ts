import Papa from 'papaparse';
import type { Report } from '../analytics/report-types';
import { type Sheet, sequencesSheet } from './sheets';

/**
 * What a spreadsheet would run as a formula begins like this (OWASP, “CSV injection”; also full-width signs). Papa Parse's
 * own pattern misses cells with a line break in them.
 */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** RFC 4180 CSV of one sheet; times as ISO 8601. Cells that a spreadsheet would run as a formula are made text. */
export function sheetToCsv({ columns, rows }: Sheet): string {
  const data = rows.map((row) =>
    row.map((cell, i) => {
      if (cell === null) return '';
      return columns[i]?.type === 'time' && typeof cell === 'number' ? new Date(cell).toISOString() : cell;
    }),
  );
  const fields = columns.map(({ heading }) => heading);
  return `${Papa.unparse({ fields, data }, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
}

/** The sequences table as CSV. */
export function toCsv(report: Report): string {
  return sheetToCsv(sequencesSheet(report));
}
