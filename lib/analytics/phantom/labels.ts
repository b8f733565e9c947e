import type { Arena } from './arena';
import type { Sessions } from './columns';
import type { Learned } from './learned';
import type { Population } from './population';
import { KIND_OF, KINDS, LEVEL_OF, STATES, SWEEP, UNSCANNED } from './states';
import { GATEWAY } from './weights';
import type { Workspace } from './workspace';

/** Keeps a product of nothing but impossible labels from being nought. */
const LEAST = 1e-280;
/** States less likely than this have no say in the labels. */
const NEGLIGIBLE = 1e-4;
/** Products below this are put away as logarithms. */
const SMALL = 1e-100;
/** P(so many emails in a row go unscanned), by state and number. */
const POWERS = 48;
const UNSCANNED_POWERS = Float64Array.from(
  { length: STATES * POWERS },
  (_, i) => (UNSCANNED[Math.floor(i / POWERS)] ?? 0) ** (i % POWERS),
);
const LOG_UNSCANNED = UNSCANNED.map((share) => Math.log(share));

/**
 * The E step: P(state) of every company, then P(label) of every session. Sessions of a pair are a person's first, a
 * person's further, a first scan or a further one; all ways of labelling them are summed exactly, forward and backward
 * over (none yet, a person, a machine, both).
 */
export class Labels {
  /** Expected share of its emails that a company scans, by company. */
  readonly shares: Float64Array;
  /** P(state), STATES to a company, and then to a group of silent ones. */
  private readonly states: Float64Array;
  private counted = false;
  private readonly prior = new Float64Array(STATES);
  private readonly weight = new Float64Array(STATES);
  private readonly logs = new Float64Array(STATES);
  private forward = new Float64Array(64);
  private againShare = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly work: Workspace,
    arena: Arena,
  ) {
    const companies = sessions.companyGateway.length;
    this.shares = arena.floats(companies);
    this.states = arena.floats((companies + sessions.silent.length) * STATES);
  }

  /**
   * Judges all companies.
   * @param teach whether their states are counted into the population, and left out of it when it is their own turn
   */
  judge(learned: Learned, population: Population, teach: boolean): void {
    const { sessions, work } = this;
    const { companyGateway, companyStart, companyUntouched } = sessions;
    const companies = companyGateway.length;
    this.againShare = (1 - GATEWAY.againAnytime) * learned.scanAgain;
    work.sweepWeight.fill(0);
    work.human.fill(0);
    work.clicked.fill(0);
    work.previews = 0;
    work.humanAgains = 0;
    work.scanAgains = 0;
    let shared = Number.NaN;
    for (let c = 0; c < companies; c++) {
      const gateway = companyGateway[c] ?? -1;
      // Where no company is to be left out, all of a family have the same shares.
      if (this.counted) population.shares(gateway, this.states, c * STATES, this.prior);
      else if (gateway !== shared) population.shares(gateway, null, 0, this.prior);
      shared = gateway;
      const from = companyStart[c] ?? 0;
      const to = companyStart[c + 1] ?? 0;
      this.companyState(from, to, companyUntouched[c] ?? 0);
      let scans = 0;
      for (let state = 0; state < STATES; state++) {
        const p = this.weight[state] ?? 0;
        this.states[c * STATES + state] = p;
        scans += p * (LEVEL_OF[state] ?? 0);
        if (p < NEGLIGIBLE) continue;
        for (let pair = from; pair < to; pair++) this.pairLabels(pair, state, p);
      }
      this.shares[c] = scans;
    }
    for (let i = 0; i < work.count; i++) {
      const human = Math.min(1, Math.max(0, work.human[i] ?? 0));
      work.human[i] = human;
      work.machine[i] = 1 - human;
    }
    if (teach) this.count(population);
  }

  /** A company without clicks teaches how many scan nothing; it has nothing to be judged. */
  private count(population: Population): void {
    const { companyGateway, silent } = this.sessions;
    const companies = companyGateway.length;
    silent.forEach(({ gateway, untouched }, s) => {
      const at = (companies + s) * STATES;
      population.shares(gateway, this.counted ? this.states : null, at, this.prior);
      this.companyState(0, 0, untouched);
      this.states.set(this.weight, at);
    });
    population.clear();
    for (let c = 0; c < companies; c++) population.add(companyGateway[c] ?? -1, this.states, c * STATES, 1);
    silent.forEach(({ gateway, count }, s) => {
      population.add(gateway, this.states, (companies + s) * STATES, count);
    });
    this.counted = true;
  }

  /** P(state) into `weight`, from `prior`, the company's pairs and its emails that nothing clicked. */
  private companyState(from: number, to: number, untouched: number): void {
    const { logs, prior, weight } = this;
    weight.fill(1);
    logs.fill(0);
    for (let pair = from; pair < to; pair++) this.addPair(pair);
    let total = 0;
    const powers = untouched < POWERS ? untouched : -1;
    for (let state = 0; state < STATES; state++) {
      const p =
        powers < 0 || logs[state] !== 0
          ? Number.NaN
          : (weight[state] ?? 0) * (prior[state] ?? 0) * (UNSCANNED_POWERS[state * POWERS + powers] ?? 0);
      total += p;
    }
    // Nearly always the numbers are such that no logarithm is needed.
    if (total > SMALL) {
      for (let state = 0; state < STATES; state++)
        weight[state] =
          ((weight[state] ?? 0) * (prior[state] ?? 0) * (UNSCANNED_POWERS[state * POWERS + powers] ?? 0)) /
          total;
      return;
    }
    let best = Number.NEGATIVE_INFINITY;
    for (let state = 0; state < STATES; state++) {
      const log =
        (logs[state] ?? 0) +
        Math.log((weight[state] ?? 0) * (prior[state] ?? 0) + LEAST) +
        untouched * (LOG_UNSCANNED[state] ?? 0);
      logs[state] = log;
      if (log > best) best = log;
    }
    total = 0;
    for (let state = 0; state < STATES; state++) {
      const p = Math.exp((logs[state] ?? 0) - best);
      weight[state] = p;
      total += p;
    }
    for (let state = 0; state < STATES; state++) weight[state] = (weight[state] ?? 0) / total;
  }

  /** Multiplies each state's weight with what one pair's sessions are worth in it. */
  private addPair(pair: number): void {
    const { logs, weight, work } = this;
    const from = this.sessions.pairStart[pair] ?? 0;
    const to = this.sessions.pairStart[pair + 1] ?? 0;
    const single = to - from === 1;
    const rate = work.rates[pair] ?? 0;
    const person = rate * (work.first[from] ?? 0);
    for (let state = 0; state < STATES; state++) {
      const worth = single
        ? person * (UNSCANNED[state] ?? 0) + this.scanOf(from, state) * (1 - rate)
        : this.severalWorth(from, to, state, rate);
      const product = (weight[state] ?? 0) * worth;
      if (product > SMALL) weight[state] = product;
      else {
        logs[state] = (logs[state] ?? 0) + Math.log(product + LEAST);
        weight[state] = 1;
      }
    }
  }

  private scanOf(i: number, state: number): number {
    return state === 0
      ? (this.work.stray[i] ?? 0)
      : (LEVEL_OF[state] ?? 0) * (this.work.scans[i * KINDS + (KIND_OF[state] ?? 0)] ?? 0);
  }

  private againOf(i: number, state: number): number {
    const any = this.work.scanAnytime[i] ?? 0;
    return state === 0
      ? any
      : any + this.againShare * (this.work.scans[i * KINDS + (KIND_OF[state] ?? 0)] ?? 0);
  }

  private severalWorth(from: number, to: number, state: number, rate: number): number {
    const { again, first } = this.work;
    let h = 0;
    let m = 0;
    let both = 0;
    let none = 1;
    for (let i = from; i < to; i++) {
      const a = rate * (first[i] ?? 0);
      const r = again[i] ?? 0;
      const s = this.scanOf(i, state);
      const g = this.againOf(i, state);
      both = both * (r + g) + m * a + h * s;
      h = none * a + h * r;
      m = none * s + m * g;
      none = 0;
      const sum = h + m + both;
      if (sum < SMALL) {
        // A hundred sessions in one pair: what is put away here counts for this state alone.
        const scale = sum + LEAST;
        h /= scale;
        m /= scale;
        both /= scale;
        this.logs[state] = (this.logs[state] ?? 0) + Math.log(scale);
      }
    }
    return h * (UNSCANNED[state] ?? 0) + m * (1 - rate) + both;
  }

  /** Adds `weight` × P(label) of every session of a pair, and of the pair. */
  private pairLabels(pair: number, state: number, weight: number): void {
    const { work } = this;
    const from = this.sessions.pairStart[pair] ?? 0;
    const to = this.sessions.pairStart[pair + 1] ?? 0;
    if (to - from > 1) {
      this.severalLabels(pair, from, to, state, weight);
      return;
    }
    const rate = work.rates[pair] ?? 0;
    const person = rate * (work.first[from] ?? 0) * (UNSCANNED[state] ?? 0);
    const p = person / (person + this.scanOf(from, state) * (1 - rate) + LEAST);
    work.human[from] = (work.human[from] ?? 0) + weight * p;
    work.clicked[pair] = (work.clicked[pair] ?? 0) + weight * p;
    if (KIND_OF[state] === SWEEP && state > 0)
      work.sweepWeight[from] = (work.sweepWeight[from] ?? 0) + weight * (1 - p);
  }

  private severalLabels(pair: number, from: number, to: number, state: number, weight: number): void {
    const { work } = this;
    const rate = work.rates[pair] ?? 0;
    const sweep = KIND_OF[state] === SWEEP && state > 0;
    const count = to - from;
    if (this.forward.length < (count + 1) * 4) this.forward = new Float64Array((count + 1) * 8);
    const { forward } = this;
    let none = 1;
    let wasH = 0;
    let wasM = 0;
    let wasBoth = 0;
    for (let j = 0; j < count; j++) {
      const i = from + j;
      const a = rate * (work.first[i] ?? 0);
      const r = work.again[i] ?? 0;
      const s = this.scanOf(i, state);
      const g = this.againOf(i, state);
      forward[j * 4] = none;
      forward[j * 4 + 1] = wasH;
      forward[j * 4 + 2] = wasM;
      forward[j * 4 + 3] = wasBoth;
      const nextH = none * a + wasH * r;
      const nextM = none * s + wasM * g;
      const nextBoth = wasBoth * (r + g) + wasM * a + wasH * s;
      const scale = nextH + nextM + nextBoth + LEAST;
      none = 0;
      wasH = nextH / scale;
      wasM = nextM / scale;
      wasBoth = nextBoth / scale;
    }
    let h = UNSCANNED[state] ?? 0;
    let m = 1 - rate;
    let both = 1;
    const end = wasH * h + wasM * m + wasBoth + LEAST;
    work.clicked[pair] = (work.clicked[pair] ?? 0) + (weight * (wasH * h + wasBoth)) / end;
    // Backward: what each of the four is still worth.
    for (let j = count - 1; j >= 0; j--) {
      const i = from + j;
      const a = rate * (work.first[i] ?? 0);
      const r = work.again[i] ?? 0;
      const s = this.scanOf(i, state);
      const g = this.againOf(i, state);
      none = forward[j * 4] ?? 0;
      wasH = forward[j * 4 + 1] ?? 0;
      wasM = forward[j * 4 + 2] ?? 0;
      wasBoth = forward[j * 4 + 3] ?? 0;
      const personAgain = wasH * r * h + wasBoth * r * both;
      const machineAgain = wasM * g * m + wasBoth * g * both;
      const person = none * a * h + wasM * a * both + personAgain;
      const machineFirst = none * s * m + wasH * s * both;
      const machine = machineFirst + machineAgain;
      const all = person + machine + LEAST;
      const p = person / all;
      work.human[i] = (work.human[i] ?? 0) + weight * p;
      const previewed = work.previewed[i] ?? 0;
      if (previewed > 0) {
        const ofFirst = ((state === 0 ? 1 : (LEVEL_OF[state] ?? 0)) * previewed) / (s + LEAST);
        work.previews += (weight * (machineFirst * ofFirst + (machineAgain * previewed) / (g + LEAST))) / all;
      }
      work.humanAgains += (weight * personAgain) / all;
      work.scanAgains += (weight * machineAgain) / all;
      if (sweep) work.sweepWeight[i] = (work.sweepWeight[i] ?? 0) + weight * (1 - p);
      const nextH = r * h + s * both;
      const nextM = g * m + a * both;
      const nextBoth = (r + g) * both;
      const scale = nextH + nextM + nextBoth + LEAST;
      h = nextH / scale;
      m = nextM / scale;
      both = nextBoth / scale;
    }
  }
}
