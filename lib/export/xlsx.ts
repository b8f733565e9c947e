import writeExcelFile from 'write-excel-file/universal';
import type { CellValue, Sheet } from './sheets';
import type { CellType } from './table';

/** Excel's number formats; a share is a true number that is shown as a percentage. */
const FORMATS: Readonly<Record<Exclude<CellType, 'text'>, string>> = {
  count: '#,##0.##',
  share: '0.0%',
  time: 'yyyy-mm-dd hh:mm',
};

/** Widest column, in characters. */
const WIDEST = 60;
/** Excel takes no longer text in one cell. */
const LONGEST = 32_767;

function cellOf(value: CellValue, type: CellType) {
  if (value === null) return null;
  // Text is written as a string cell: a spreadsheet never runs it, whatever it begins with.
  if (type === 'text' || typeof value === 'string')
    return { value: String(value).slice(0, LONGEST), type: String };
  if (type === 'time') return { value: new Date(value), type: Date, format: FORMATS.time };
  return { value, type: Number, format: FORMATS[type] };
}

function widthOf(sheet: Sheet, column: number): number {
  const heading = sheet.columns[column]?.heading.length ?? 0;
  const cells = sheet.rows.slice(0, 200).map((row) => String(row[column] ?? '').length);
  const type = sheet.columns[column]?.type;
  const widest = type === 'text' ? Math.max(0, ...cells) : type === 'time' ? 16 : 8;
  return Math.min(WIDEST, Math.max(heading, widest) + 2);
}

/** A workbook, a tab for each sheet, with typed cells, frozen headings and columns wide enough to read. */
export async function toXlsx(sheets: readonly Sheet[]): Promise<Blob> {
  return writeExcelFile(
    sheets.map((sheet) => ({
      sheet: sheet.name.slice(0, 31), // Excel's limit for a tab
      stickyRowsCount: 1,
      columns: sheet.columns.map((_, column) => ({ width: widthOf(sheet, column) })),
      data: [
        sheet.columns.map(({ heading }) => ({ value: heading, type: String, fontWeight: 'bold' as const })),
        ...sheet.rows.map((row) => row.map((cell, i) => cellOf(cell, sheet.columns[i]?.type ?? 'text'))),
      ],
    })),
  ).toBlob();
}
