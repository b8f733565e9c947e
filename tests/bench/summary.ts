import { printTable, type Table } from '../shared/table';
import type { Growth, Judged } from './figures';

/** What `.output/bench.json` holds. */
export interface BenchResult {
  readonly schema: 1;
  /** ISO 8601. */
  readonly at: string;
  /** A tenth of the data, one run: nothing to be quoted. */
  readonly quick: boolean;
  readonly machine: {
    readonly cores: number;
    readonly processor: string;
    readonly memoryGB: number;
    readonly node: string;
    readonly chromium: string;
    /** Processes that wanted a core, before the first bench and after each. The benches themselves count. */
    readonly load: readonly number[];
  };
  readonly figures: (Judged & { readonly bench: string })[];
  readonly growth: Growth[];
  /** Of each bench. */
  readonly seconds: Record<string, number>;
  readonly failed: { readonly bench: string; readonly error: string }[];
}

function amount(value: number, unit: string): string {
  if (unit === 'ms' && value >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })} ${unit}`;
}

/** 0.05 as 1/20: that is how the floors are set. */
function times(ratio: number): string {
  return ratio < 0.2 ? `1/${(1 / ratio).toFixed(ratio < 0.02 ? 0 : 1)}` : `${ratio.toFixed(2)} ×`;
}

const held = (holds: boolean | null): string => (holds === null ? '' : holds ? 'yes' : 'NO');

const COLUMNS = ['what', 'where', 'size', 'ours', 'yardstick', 'its', 'ratio', 'floor', 'held'];

function row(figure: Judged): string[] {
  const { name, where, size, unit, value, yardstick, ratio, floor, holds } = figure;
  const its = yardstick === undefined ? '' : amount(value / (ratio ?? 1), unit);
  const limit =
    floor === undefined ? '' : `≤ ${floor.of === 'ratio' ? times(floor.atMost) : amount(floor.atMost, unit)}`;
  return [
    name,
    where,
    size === null ? '' : `${size.count.toLocaleString('en')} ${size.of}`,
    amount(value, unit),
    yardstick?.name ?? '',
    its,
    ratio === null ? '' : times(ratio),
    limit,
    held(holds),
  ];
}

const GROWTH_COLUMNS = ['what', 'sizes', 'exponent', 'floor', 'held'];

function growthRow({ name, sizes, exponent, atMost, holds }: Growth): string[] {
  return [
    name,
    sizes.map((size) => size.toLocaleString('en')).join(' / '),
    exponent.toFixed(2),
    `≤ ${atMost}`,
    held(holds),
  ];
}

function circumstances({ at, quick, machine, seconds }: BenchResult): string {
  const { cores, processor, memoryGB, node, chromium, load } = machine;
  const busiest = Math.max(...load);
  const minutes = Object.values(seconds).reduce((sum, each) => sum + each, 0) / 60;
  const warning = quick ? ' Quick: a tenth of the data, one run; not to be quoted.' : '';
  return `${at.slice(0, 16).replace('T', ' ')} UTC, ${cores} cores (${processor}), ${memoryGB} GB, Node ${node}, ${chromium}. Load before the first bench ${load[0]?.toFixed(1)}, at most ${busiest.toFixed(1)}. ${minutes.toFixed(0)} minutes in all.${warning}`;
}

/** What is printed at the end. */
export function summary(result: BenchResult): string {
  const tables: Table[] = [
    { title: 'All figures', columns: COLUMNS, rows: result.figures.map(row), note: circumstances(result) },
    { title: 'Growth with the data', columns: GROWTH_COLUMNS, rows: result.growth.map(growthRow) },
  ];
  const failed = result.failed.map(({ bench, error }) => `FAILED: ${bench}: ${error}\n`).join('');
  return (
    tables
      .filter(({ rows }) => rows.length > 0)
      .map(printTable)
      .join('') + failed
  );
}

function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The same, to be pasted into BENCHMARKS.md. */
export function markdown(result: BenchResult): string {
  return [
    circumstances(result),
    markdownTable(COLUMNS, result.figures.map(row)),
    ...(result.growth.length > 0 ? [markdownTable(GROWTH_COLUMNS, result.growth.map(growthRow))] : []),
    ...result.failed.map(({ bench, error }) => `Failed: ${bench}: ${error}`),
    '',
  ].join('\n\n');
}
