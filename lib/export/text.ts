import { clicksUntracked, UNTRACKED } from '../analytics/rates/tracked';
import type { Report } from '../analytics/report-types';
import { rateText, rowsOf } from './table';

const HEADINGS = ['Sequence', 'Delivered', 'Click rate', 'Raw clicks', 'Reply rate', 'Bounced', 'Flags'];

function cells(report: Report): string[][] {
  return rowsOf(report).map(({ name, figures }) => [
    // Control characters in a subject must not reach a terminal.
    name.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' '),
    `${figures.prospects.delivered} of ${figures.prospects.reached}`,
    clicksUntracked(figures.rates) ? UNTRACKED : rateText(figures.rates.click),
    clicksUntracked(figures.rates) ? '–' : `${figures.rates.rawClick.hits}`,
    rateText(figures.rates.reply),
    `${figures.prospects.bounced}`,
    figures.flags.map((flag) => flag.code).join(', '),
  ]);
}

/** A table for the terminal. */
export function toTextTable(report: Report): string {
  const rows = [HEADINGS, ...cells(report)];
  const widths = HEADINGS.map((_, column) =>
    rows.reduce((most, row) => Math.max(most, [...(row[column] ?? '')].length), 0),
  );
  const line = (row: string[]): string =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = rows;
  return `${line(head)}\n${widths.map((width) => '─'.repeat(width)).join('  ')}\n${body.map(line).join('\n')}\n\nRates count prospects; in brackets the 90 % interval.\n`;
}

/** The same as Markdown. */
export function toMarkdown(report: Report): string {
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell) => cell.replace(/([\\|*_`[\]<>])/g, '\\$1')).join(' | ')} |`;
  return `${[line(HEADINGS), line(HEADINGS.map(() => '---')), ...cells(report).map(line)].join('\n')}\n\nRates count prospects; in brackets the 90 % interval.\n`;
}
