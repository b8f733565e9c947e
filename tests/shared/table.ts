import type { Figure } from '../bench/figures';

/** A printed result: what `npm run accuracy` and `npm run bench` show, and what the floors are tested on. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** What the figures mean, where the data come from. */
  readonly note?: string;
  /** The lines of this table that `npm run bench` sums up and keeps. */
  readonly figures?: readonly Figure[];
}

/** A module of tests/accuracy or tests/bench. */
export interface Measurement {
  /** Empty where the data is absent on this machine; the reason goes to standard error. */
  measure(): Promise<readonly Table[]>;
}

function cell(value: string | number): string {
  return typeof value === 'number' ? (Number.isInteger(value) ? String(value) : value.toFixed(3)) : value;
}

export function printTable(table: Table): string {
  const rows = [table.columns, ...table.rows.map((row) => row.map(cell))];
  const widths = table.columns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return `\n## ${table.title}\n\n${lines.join('\n')}\n${table.note === undefined ? '' : `\n${table.note}\n`}`;
}
