/** Agreement of two partitions of the same items: label per item. */

function contingency(truth: readonly string[], found: readonly string[]) {
  const cells = new Map<string, number>();
  const rows = new Map<string, number>();
  const columns = new Map<string, number>();
  truth.forEach((t, index) => {
    const f = found[index] ?? '';
    cells.set(`${t}\n${f}`, (cells.get(`${t}\n${f}`) ?? 0) + 1);
    rows.set(t, (rows.get(t) ?? 0) + 1);
    columns.set(f, (columns.get(f) ?? 0) + 1);
  });
  return { cells, rows, columns, n: truth.length };
}

/** Adjusted Rand index (Hubert and Arabie 1985). */
export function adjustedRand(truth: readonly string[], found: readonly string[]): number {
  const { cells, rows, columns, n } = contingency(truth, found);
  const pairs = (counts: Iterable<number>): number => {
    let sum = 0;
    for (const count of counts) sum += (count * (count - 1)) / 2;
    return sum;
  };
  const both = pairs(cells.values());
  const a = pairs(rows.values());
  const b = pairs(columns.values());
  const expected = (a * b) / ((n * (n - 1)) / 2);
  const best = (a + b) / 2;
  return best === expected ? 1 : (both - expected) / (best - expected);
}

/** V-measure (Rosenberg and Hirschberg 2007), beta 1. */
export function vMeasure(truth: readonly string[], found: readonly string[]): number {
  const { cells, rows, columns, n } = contingency(truth, found);
  const entropy = (counts: Map<string, number>): number => {
    let sum = 0;
    for (const count of counts.values()) sum -= (count / n) * Math.log(count / n);
    return sum;
  };
  let joint = 0;
  for (const count of cells.values()) joint -= (count / n) * Math.log(count / n);
  const ofRows = entropy(rows);
  const ofColumns = entropy(columns);
  const homogeneity = ofRows === 0 ? 1 : 1 - (joint - ofColumns) / ofRows;
  const completeness = ofColumns === 0 ? 1 : 1 - (joint - ofRows) / ofColumns;
  return homogeneity + completeness === 0
    ? 0
    : (2 * homogeneity * completeness) / (homogeneity + completeness);
}

/** B-cubed F1 (Bagga and Baldwin 1998). */
export function bCubed(truth: readonly string[], found: readonly string[]): number {
  const { cells, rows, columns, n } = contingency(truth, found);
  let precision = 0;
  let recall = 0;
  for (const [key, count] of cells) {
    const [t = '', f = ''] = key.split('\n');
    precision += (count * count) / (columns.get(f) ?? 1) / n;
    recall += (count * count) / (rows.get(t) ?? 1) / n;
  }
  return (2 * precision * recall) / (precision + recall);
}
