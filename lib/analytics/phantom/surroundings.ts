import type { Arena } from './arena';
import type { Sessions } from './columns';
import type { SharedOffsets } from './shared-offsets';
import { scale } from './timing';
import { GATEWAY, HUMAN, SECOND } from './weights';
import { sortStretches, Windows } from './windows';
import type { Workspace } from './workspace';

/** Offsets are compared with what lies around them on this much of the scale, to either side. */
const WIDE = 1.1;
const SLACK = GATEWAY.habitSlack / SECOND;
const narrowLow = (s: number): number => s / (1 + GATEWAY.habitFactor) - SLACK;
const narrowHigh = (s: number): number => s * (1 + GATEWAY.habitFactor) + SLACK;
const wideLow = (s: number): number => (1 + s) * Math.exp(-WIDE) - 1;
/** The wide window's end, also of the latest offset that companies may share. */
export const wideHigh = (s: number): number => (1 + s) * Math.exp(WIDE) - 1;
/** Others' offsets count above this much of what a smooth spread would give. */
const SMOOTH = 1.5;
/** Offsets that companies share are looked at up to here. */
const SHARED = GATEWAY.sharedOffset / SECOND;

const narrowWidth = (s: number): number => scale(narrowHigh(s)) - scale(Math.max(0, narrowLow(s)));
const wideWidth = (s: number): number => WIDE + Math.min(WIDE, scale(s));

/**
 * What the other sessions of a company and of a tracker say: whether they fell at about the same offset, and at about
 * the same moment. A session never counts for itself.
 */
export class Surroundings {
  /** By session: density of its company's other machines at its offset, and how much weight that rests on. */
  readonly ownHabit: Float64Array;
  readonly ownMass: Float64Array;
  /** Density of its tracker's other machines at its offset; 0 later than GATEWAY.sharedOffset. */
  readonly allHabit: Float64Array;
  /** Colleagues' machines and people at its moment. */
  readonly machinesNear: Float64Array;
  readonly peopleNear: Float64Array;
  private readonly narrow: Windows;
  private readonly wide: Windows;
  private readonly seconds: Windows;
  private readonly minute: Windows;
  private readonly invNarrow: Float64Array;
  private readonly invWide: Float64Array;
  private readonly sums: Float64Array;
  private readonly otherSums: Float64Array;

  constructor(
    private readonly sessions: Sessions,
    private readonly work: Workspace,
    arena: Arena,
  ) {
    const { count } = work;
    const column = (): Float64Array => arena.floats(count);
    this.ownHabit = column();
    this.ownMass = column();
    this.allHabit = column();
    this.machinesNear = column();
    this.peopleNear = column();
    this.sums = arena.floats(count + 1);
    this.otherSums = arena.floats(count + 1);
    const offsets = knownByCompany(sessions, work, false, arena);
    sortStretches(offsets.order, offsets.stretches, sessions.seconds);
    this.narrow = new Windows(
      offsets.order,
      offsets.stretches,
      sessions.seconds,
      narrowLow,
      narrowHigh,
      arena,
    );
    this.wide = new Windows(offsets.order, offsets.stretches, sessions.seconds, wideLow, wideHigh, arena);
    this.invNarrow = column();
    this.invWide = column();
    for (let i = 0; i < count; i++) {
      const s = Math.max(0, sessions.seconds[i] ?? 0);
      this.invNarrow[i] = 1 / narrowWidth(s);
      this.invWide[i] = SMOOTH / wideWidth(s);
    }
    const moments = knownByCompany(sessions, work, true, arena);
    sortStretches(moments.order, moments.stretches, sessions.at);
    const around = (within: number): Windows =>
      new Windows(
        moments.order,
        moments.stretches,
        sessions.at,
        (v) => v - within,
        (v) => v + within,
        arena,
      );
    this.seconds = around(GATEWAY.togetherWithin);
    this.minute = around(HUMAN.togetherWithin);
  }

  /** Reads the labels as they are taken now. */
  /** @param mine whether these very sessions are the ones that were counted in `shared` */
  look(shared: SharedOffsets, mine: boolean): void {
    this.lookAtCompanies();
    this.lookAtTrackers(shared, mine);
    const { human, machine } = this.work;
    this.seconds.runningSums(machine, this.sums);
    this.minute.runningSums(human, this.otherSums);
    const { order } = this.seconds;
    for (let rank = 0; rank < order.length; rank++) {
      const i = order[rank] ?? 0;
      this.machinesNear[i] = Math.max(0, this.seconds.within(rank, this.sums) - (machine[i] ?? 0));
      this.peopleNear[i] = Math.max(0, this.minute.within(rank, this.otherSums) - (human[i] ?? 0));
    }
  }

  /**
   * Density (per unit of ln(1+s)) of the others' offsets around each session's, above what a smooth spread would give:
   * nothing where offsets merely fill a range, much where they repeat.
   */
  private lookAtCompanies(): void {
    const { narrow, wide, sums, invNarrow, invWide, ownHabit, ownMass } = this;
    const { machine } = this.work;
    const { order, stretches } = narrow;
    narrow.runningSums(machine, sums);
    for (let c = 0; c + 1 < stretches.length; c++) {
      const from = stretches[c] ?? 0;
      const to = stretches[c + 1] ?? 0;
      const total = (sums[to] ?? 0) - (sums[from] ?? 0);
      for (let rank = from; rank < to; rank++) {
        const i = order[rank] ?? 0;
        const own = machine[i] ?? 0;
        const others = Math.max(0, total - own);
        ownMass[i] = others;
        const near = narrow.within(rank, sums) - own;
        const far = wide.within(rank, sums) - own;
        const above = near * (invNarrow[i] ?? 0) - far * (invWide[i] ?? 0);
        ownHabit[i] = others > 1e-9 && above > 0 ? above / others : 0;
      }
    }
  }

  /** The same among all companies' sessions of a tracker. */
  private lookAtTrackers(shared: SharedOffsets, mine: boolean): void {
    const { allHabit, invNarrow, invWide } = this;
    const { seconds, tracker } = this.sessions;
    const { count, machine } = this.work;
    for (let i = 0; i < count; i++) {
      const s = seconds[i] ?? -1;
      if (s < 0 || s > SHARED) continue;
      const t = tracker[i] ?? 0;
      const own = mine ? (machine[i] ?? 0) : 0;
      const others = shared.total(t) - own;
      const near = shared.between(t, narrowLow(s), narrowHigh(s)) - own;
      const far = shared.between(t, wideLow(s), wideHigh(s)) - own;
      const above = near * (invNarrow[i] ?? 0) - far * (invWide[i] ?? 0);
      allHabit[i] = others > 1e-9 && above > 0 ? above / others : 0;
    }
  }
}

/** Sessions whose time since sending is known, company by company; without companies of strangers for `colleagues`. */
function knownByCompany(
  { companyShared, companyStart, pairStart, count }: Sessions,
  { known }: Workspace,
  colleagues: boolean,
  arena: Arena,
): { order: Int32Array; stretches: Int32Array } {
  const order = arena.ints(count);
  const stretches = arena.ints(companyStart.length);
  let size = 0;
  for (let c = 0; c + 1 < companyStart.length; c++) {
    const from = pairStart[companyStart[c] ?? 0] ?? 0;
    const to = pairStart[companyStart[c + 1] ?? 0] ?? 0;
    stretches[c] = size;
    if (colleagues && companyShared[c] === 1) continue;
    for (let i = from; i < to; i++) if (known[i] === 1) order[size++] = i;
  }
  stretches[companyStart.length - 1] = size;
  return { order: order.subarray(0, size), stretches };
}
