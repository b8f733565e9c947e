import Papa from 'papaparse';
import { plainRows } from './plain-rows';

export interface TableRow {
  readonly cells: readonly string[];
  /** Line it begins in, from 1. */
  readonly line: number;
  /** For people; null for a row that was read. */
  readonly problem: string | null;
}

/** A row this long is a quote that was never closed. */
const LONGEST_ROW = 1024 * 1024;
/** What the parser gets at a time: large enough to be quick, small enough to be forgotten before the collector comes by. */
const STRETCH = 64 * 1024;

/** Cuts a stream of text into the rows of a table: any usual delimiter, single or double quotes, line breaks in cells. */
export class TableRows {
  private rest = '';
  private line = 1;
  private dialect: { delimiter: string; quoteChar: string; newline: '\n' | '\r' } | null = null;

  push(text: string): TableRow[] {
    this.rest += text;
    return this.rest.length < STRETCH ? [] : this.read(false);
  }

  end(): TableRow[] {
    return this.read(true);
  }

  private read(last: boolean): TableRow[] {
    this.dialect ??= this.guessDialect();
    const rows: TableRow[] = [];
    // Nearly all tables have no quote in most of their stretches.
    if (!this.rest.includes(this.dialect.quoteChar)) {
      const end = last ? this.rest.length : this.rest.lastIndexOf(this.dialect.newline) + 1;
      if (end > 0) {
        for (const cells of plainRows(this.rest, end, this.dialect)) {
          const line = this.line++;
          if (cells.length > 1 || (cells[0] ?? '').trim() !== '') rows.push({ cells, line, problem: null });
        }
        this.rest = this.rest.slice(end);
        return rows;
      }
    }
    for (;;) {
      // The low-level parser tells how far it got (`cursor`), so a row that a chunk cuts in two waits for its rest.
      const result = new Papa.Parser(this.dialect).parse(this.rest, 0, !last) as Papa.ParseResult<string[]>; // rows are arrays without `header`
      const open = result.errors.find((error) => error.code === 'MissingQuotes');
      const swallowed =
        open !== undefined || (!last && result.data.length === 0 && this.rest.length > LONGEST_ROW);
      const taken = open === undefined ? result.data : result.data.slice(0, -1);
      // Line breaks inside cells are rare: where there are as many lines as rows, no cell need be looked into.
      const whole = !last && open === undefined && this.dialect.newline === '\n';
      const quoted =
        this.rest.includes(this.dialect.quoteChar) &&
        !(whole && linesIn(this.rest, result.meta.cursor) === result.data.length);
      for (const cells of taken) {
        const line = this.line;
        this.line += 1 + (quoted ? breaksIn(cells) : 0);
        if (cells.length === 1 && (cells[0] ?? '').trim() === '') continue;
        rows.push({ cells, line, problem: null });
      }
      if (!swallowed) {
        this.rest = last ? '' : this.rest.slice(result.meta.cursor);
        return rows;
      }
      // Pass over the line whose quote is never closed, and go on below it.
      const begin = this.lineOf(taken.length, result);
      rows.push({
        cells: [],
        line: this.line,
        problem: 'A quote in this line is never closed. It was left out.',
      });
      const newline = this.rest.indexOf(this.dialect.newline, begin);
      this.line++;
      this.rest = newline < 0 ? '' : this.rest.slice(newline + 1);
      if (this.rest === '' || (!last && this.rest.length < STRETCH)) return rows;
    }
  }

  /** Offset of the row that was not finished. */
  private lineOf(rows: number, result: Papa.ParseResult<string[]>): number {
    if (rows === 0) return 0;
    const open = result.errors.find((error) => error.code === 'MissingQuotes');
    const index = open?.index ?? result.meta.cursor;
    return Math.max(0, this.rest.lastIndexOf(this.dialect?.newline ?? '\n', Math.max(0, index - 1)) + 1);
  }

  private guessDialect(): { delimiter: string; quoteChar: string; newline: '\n' | '\r' } {
    let head = this.rest.slice(0, 50_000);
    const newline = head.includes('\n') ? '\n' : head.includes('\r') ? '\r' : '\n';
    // Excel's own hint: `sep=;`.
    const hint = /^\ufeff?sep=(.)\r?\n/i.exec(head);
    if (hint) {
      this.rest = this.rest.slice(hint[0].length);
      this.line++;
      return { delimiter: hint[1] ?? ',', quoteChar: '"', newline };
    }
    if (this.rest.startsWith('\ufeff')) {
      this.rest = this.rest.slice(1);
      head = head.slice(1);
    }
    const first = head.split(newline, 1)[0] ?? '';
    const quoteChar = !first.includes('"') && /^'[^']{0,200}'\s?[,;\t|]\s?'/.test(first) ? "'" : '"';
    const guess = Papa.parse<string[]>(head, {
      preview: 30,
      skipEmptyLines: true,
      quoteChar,
      delimitersToGuess: [',', ';', '\t', '|', '\x1f', '\x1e', '^', '~'],
    });
    return { delimiter: guess.meta.delimiter, quoteChar, newline };
  }
}

/** Line feeds in the beginning of a text. */
function linesIn(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function breaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells)
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks++;
  return breaks;
}
