/** `BENCH_QUICK=1`: a tenth of the data and one run, to see that a bench works. Its figures say nothing. */
export const QUICK = process.env['BENCH_QUICK'] === '1';

const scaled = (count: number): number => (QUICK ? count / 10 : count);

/** Messages, with five events each: an SDR's half year, three years, and a shared team mailbox. */
export const MESSAGES: readonly number[] =
  process.env['BENCH_MESSAGES']?.split(',').map(Number) ?? [10_000, 50_000, 200_000].map(scaled);

/** The size that most floors are set for. */
export const THREE_YEARS = scaled(50_000);

export const CSV_ROWS = Number(process.env['BENCH_ROWS'] ?? scaled(1_000_000));

/** Runs of each, whose median counts. */
export const RUNS = Number(process.env['BENCH_RUNS'] ?? (QUICK ? 1 : 3));
