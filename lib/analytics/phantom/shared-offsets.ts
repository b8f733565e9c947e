import type { Sessions } from './columns';
import { wideHigh } from './surroundings';
import { GATEWAY, SECOND } from './weights';
import type { Workspace } from './workspace';

/** Offsets are kept up to here: the end of the wide window of the latest that companies may share. */
const END = Math.ceil(wideHigh(GATEWAY.sharedOffset / SECOND)) + 2;
/** Seconds are cut in this many parts: most exports give whole seconds, some milliseconds. */
const PARTS = 2;
const CELLS = END * PARTS + 1;

/** When after sending machines came, by tracker (they have clocks of their own): running sums over the first hour and a half. */
export class SharedOffsets {
  private readonly sums: Float64Array;
  private readonly totals: Float64Array;

  constructor(trackers: number) {
    this.sums = new Float64Array(trackers * CELLS);
    this.totals = new Float64Array(trackers);
  }

  /** Counts the sessions, as they are labelled now, in place of what was counted before. */
  count({ seconds, tracker }: Sessions, { count, machine }: Workspace): void {
    const { sums, totals } = this;
    sums.fill(0);
    totals.fill(0);
    for (let i = 0; i < count; i++) {
      const s = seconds[i] ?? -1;
      if (s < 0) continue;
      const t = tracker[i] ?? 0;
      const m = machine[i] ?? 0;
      totals[t] = (totals[t] ?? 0) + m;
      const cell = Math.floor(s * PARTS) + 1;
      if (cell < CELLS) sums[t * CELLS + cell] = (sums[t * CELLS + cell] ?? 0) + m;
    }
    for (let t = 0; t < totals.length; t++) {
      let sum = 0;
      for (let cell = t * CELLS; cell < (t + 1) * CELLS; cell++) {
        sum += sums[cell] ?? 0;
        sums[cell] = sum;
      }
    }
  }

  /** The same under other numbers. @param from by new number: the old one; below 0 for a tracker that is new */
  renumbered(from: Int32Array): SharedOffsets {
    const to = new SharedOffsets(from.length);
    for (const [tracker, old] of from.entries()) {
      if (old < 0) continue;
      to.totals[tracker] = this.totals[old] ?? 0;
      to.sums.set(this.sums.subarray(old * CELLS, (old + 1) * CELLS), tracker * CELLS);
    }
    return to;
  }

  /** All machines of a tracker whose time since sending is known. */
  total(tracker: number): number {
    return this.totals[tracker] ?? 0;
  }

  /** Those from `low` to `high` seconds, both included. */
  between(tracker: number, low: number, high: number): number {
    const base = tracker * CELLS;
    const end = this.sums[base + Math.min(CELLS - 1, Math.floor(high * PARTS) + 1)] ?? 0;
    return end - (low <= 0 ? 0 : (this.sums[base + Math.ceil(low * PARTS)] ?? 0));
  }
}
