import Papa from 'papaparse';

/** A click that belongs to no email, as its row in the export. */
export interface UnjoinedRow {
  readonly at: string;
  readonly tracker: string;
  readonly recipient: string | null;
  readonly url: string | null;
  readonly campaign: string | null;
  readonly reason: string;
}

const FIELDS = ['at', 'tracker', 'recipient', 'url', 'campaign', 'reason'] as const;

/** RFC 4180. Cells that a spreadsheet would run as a formula are made text. */
export function unjoinedCsv(clicks: readonly UnjoinedRow[]): string {
  const data = clicks.map((click) => FIELDS.map((field) => click[field] ?? ''));
  return `${Papa.unparse({ fields: [...FIELDS], data }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}
