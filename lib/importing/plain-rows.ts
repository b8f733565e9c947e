/**
 * Cuts text without any quote into the cells of its rows: in half the time of cutting it into rows first and these into
 * cells, for a text that is not made need not be collected.
 * @param end where the last row ends, with or without its newline
 */
export function plainRows(
  text: string,
  end: number,
  { delimiter, newline }: { readonly delimiter: string; readonly newline: string },
): string[][] {
  const rows: string[][] = [];
  // Where the next delimiter is, looked for anew only once it lies behind: a table of one column has none.
  let cut = text.indexOf(delimiter);
  for (let at = 0; at < end; ) {
    const found = text.indexOf(newline, at);
    const rowEnd = found < 0 || found > end ? end : found;
    const cells: string[] = [];
    while (cut >= 0 && cut < rowEnd) {
      cells.push(text.slice(at, cut));
      at = cut + 1;
      cut = text.indexOf(delimiter, at);
    }
    cells.push(text.slice(at, rowEnd));
    at = rowEnd + 1;
    rows.push(cells);
  }
  return rows;
}
