import type { Company, Observed, Session, Tuning } from './sessions';
import {
  anytime,
  BROAD,
  type HumanDelay,
  humanDensity,
  MINUTES,
  minuteOf,
  minutePrior,
  patientShare,
  scale,
  scanDensity,
} from './timing';
import { TRAIT_INDEX, TRAIT_NAMES } from './traits';
import { BEHAVIOURS, EVIDENCE, GATEWAY, HUMAN, PAIR, SECOND, TRAITS, type Trait } from './weights';
import {
  habitDensity,
  MACHINES_TOGETHER,
  momentWindows,
  type OffsetWindows,
  offsetWindows,
  othersWithin,
  PEOPLE_TOGETHER,
  type Windows,
} from './windows';

/**
 * The model. Every company has a state: it scans no links, or it scans a share (one of three levels) of its emails by
 * one of six behaviours. Given the state, each email to a prospect is scanned or not, and each prospect clicks or not;
 * sessions are a person's first, a person's again, a first scan or a further scan. Sums over all these labels are exact;
 * shares, rates, the human delay and how telling each finding is are fitted to the user's own data by EM, from the
 * starts in weights.ts.
 */
const LEVELS = GATEWAY.levels.length;
const KINDS = BEHAVIOURS.length;
const STATES = 1 + KINDS * LEVELS;
const OWN_OFFSET = KINDS - 1;
const SWEEP = KINDS - 2;
const ROUNDS = 8;
const TUNING: Tuning = { temper: EVIDENCE.temper, noneShare: GATEWAY.noneShare };
/** Findings that a company has a way of its own in, and those that are alike everywhere. */
const COMPANY_TRAITS = [TRAIT_INDEX.network, TRAIT_INDEX.agent, TRAIT_INDEX.address, TRAIT_INDEX.pair];
const COMMON_TRAITS = TRAIT_NAMES.map((_, t) => t).filter((t) => !COMPANY_TRAITS.includes(t));

export interface Judgement {
  /** P(a person's) per session, in the order of the companies' pairs. */
  readonly human: Float64Array;
  /** P(the prospect clicked) per pair. */
  readonly clicked: Float64Array;
  /** Why: natural-log odds for a person, per session. */
  readonly timing: Float64Array;
  readonly habit: Float64Array;
  readonly together: Float64Array;
  /** Expected share of its emails that a company scans, per company. */
  readonly scans: Float64Array;
  /** ln P(finding | human) − ln P(finding | machine), by trait and finding. */
  readonly traitWeights: readonly (readonly number[])[];
  /** P(the other half of a pair is a machine's), per session. */
  readonly twin: Float64Array;
  readonly humanRate: number;
}

/** Sessions as columns. */
class Columns {
  readonly sessions: Session[] = [];
  readonly pairStart: Int32Array;
  readonly pairGroup: Int32Array;
  readonly pairCompany: Int32Array;
  readonly companyStart: Int32Array;
  readonly pairs: number;

  constructor(readonly observed: Observed) {
    const starts = [0];
    const groups: number[] = [];
    const owners: number[] = [];
    const companies = [0];
    observed.companies.forEach((company, c) => {
      for (const pair of company.pairs) {
        for (const session of pair.sessions) this.sessions.push(session);
        starts.push(this.sessions.length);
        groups.push(pair.group);
        owners.push(c);
      }
      companies.push(groups.length);
    });
    this.pairStart = Int32Array.from(starts);
    this.pairGroup = Int32Array.from(groups);
    this.pairCompany = Int32Array.from(owners);
    this.companyStart = Int32Array.from(companies);
    this.pairs = groups.length;
  }
}

interface Learned {
  delay: HumanDelay;
  rate: number;
  groupRates: Float64Array;
  traits: { human: number[]; machine: number[] }[];
  /** Weight of sweeps by minute of the hour, and all of it. */
  minutes: Float64Array;
  sweeps: number;
  humanAgain: number;
  scanAgain: number;
}

function startShares(noneShare: number): Float64Array {
  const shares = new Float64Array(STATES);
  shares[0] = noneShare;
  BEHAVIOURS.forEach(({ share }, k) => {
    GATEWAY.levelShares.forEach((level, l) => {
      shares[1 + k * LEVELS + l] = (1 - noneShare) * share * level;
    });
  });
  return shares;
}

function start(observed: Observed): Learned {
  return {
    delay: { mean: HUMAN.delayMean, spread: HUMAN.delaySpread },
    rate: HUMAN.rate,
    groupRates: new Float64Array(observed.groups.length).fill(HUMAN.rate),
    traits: TRAIT_NAMES.map((name) => ({
      human: [...TRAITS[name].human],
      machine: [...TRAITS[name].machine],
    })),
    minutes: Float64Array.from({ length: MINUTES }, (_, m) => GATEWAY.minuteStrength * minutePrior(m)),
    sweeps: GATEWAY.minuteStrength,
    humanAgain: HUMAN.again,
    scanAgain: GATEWAY.again,
  };
}

/** From here on the model learns on a part of the companies, and judges all of them by what it learned. */
const ENOUGH = 6000;

/** Judges all sessions together. */
export function fitModel(observed: Observed, tuning: Tuning = TUNING): Judgement {
  const model = new Model(observed, tuning);
  if (model.size <= ENOUGH * 1.5) return model.run();
  const sample = new Model(partOf(observed, Math.ceil(model.size / ENOUGH)), tuning);
  sample.run();
  return model.runBy(sample);
}

/** Every n-th company: they are in the order of their names, which says nothing of who scans. */
function partOf(observed: Observed, nth: number): Observed {
  const companies = observed.companies.filter((_, c) => c % nth === 0);
  const emails = (list: readonly Company[]): number =>
    list.reduce((sum, company) => sum + company.pairs.length + company.untouched, 0);
  const share = emails(companies) / Math.max(1, emails(observed.companies));
  return { ...observed, companies, groupSizes: observed.groupSizes.map((size) => size * share) };
}

class Model {
  private readonly columns: Columns;
  private learned: Learned;
  private readonly n: number;
  /** Columns by session. */
  private readonly u: Float64Array;
  private readonly seconds: Float64Array;
  private readonly at: Float64Array;
  private readonly minute: Int8Array;
  private readonly known: Uint8Array;
  /** 1: soon after the session before it. */
  private readonly soon: Uint8Array;
  private readonly base: Float64Array[];
  private readonly human: Float64Array;
  private readonly machine: Float64Array;
  private readonly first: Float64Array;
  private readonly again: Float64Array;
  private readonly scanAnytime: Float64Array;
  private readonly scans: Float64Array[];
  private readonly ownHabit: Float64Array;
  private readonly ownMass: Float64Array;
  private readonly allHabit: Float64Array;
  private readonly allMass: Float64Array;
  private readonly machinesNear: Float64Array;
  private readonly peopleNear: Float64Array;
  private readonly ratio: Float64Array;
  private readonly twin: Float64Array;
  private readonly clicked: Float64Array;
  /** P(the prospect clicks) per pair, before its own clicks are looked at. */
  private readonly rates: Float64Array;
  private readonly sweepWeight: Float64Array;
  private readonly companyScans: Float64Array;
  private readonly begin: Float64Array;
  /** P(state), company by company. */
  private states: Float64Array;
  private everyone = new Float64Array(STATES);
  private families = new Map<string, Float64Array>();
  private counted = 0;
  private scratch = new Float64Array(64);
  private humanAgains = 0;
  private scanAgains = 0;
  private readonly timing: Float64Array;
  private readonly habit: Float64Array;
  private readonly together: Float64Array;
  private readonly companyOffsets: OffsetWindows[] = [];
  private readonly companyMoments: { near: Windows; people: Windows }[] = [];
  private readonly allOffsets: OffsetWindows[] = [];

  constructor(
    observed: Observed,
    private readonly tuning: Tuning,
  ) {
    this.columns = new Columns(observed);
    this.learned = start(observed);
    this.begin = startShares(tuning.noneShare);
    this.states = new Float64Array(observed.companies.length * STATES);
    const { sessions } = this.columns;
    const n = sessions.length;
    this.n = n;
    const column = (): Float64Array => new Float64Array(n);
    this.u = column();
    this.seconds = column();
    this.at = column();
    this.minute = new Int8Array(n);
    this.known = new Uint8Array(n);
    this.soon = new Uint8Array(n);
    this.human = column().fill(0.5);
    this.machine = column().fill(0.5);
    this.first = column();
    this.again = column();
    this.scanAnytime = column();
    this.ownHabit = column();
    this.ownMass = column();
    this.allHabit = column();
    this.allMass = column();
    this.machinesNear = column();
    this.peopleNear = column();
    this.ratio = column();
    this.twin = column();
    this.sweepWeight = column();
    this.timing = column();
    this.habit = column();
    this.together = column();
    this.clicked = new Float64Array(this.columns.pairs);
    this.rates = new Float64Array(this.columns.pairs).fill(HUMAN.rate);
    this.companyScans = new Float64Array(observed.companies.length);
    this.base = Array.from({ length: KINDS }, column);
    this.scans = Array.from({ length: KINDS }, column);
    sessions.forEach((session, i) => {
      this.at[i] = session.at;
      this.minute[i] = minuteOf(session.at);
      if (session.seconds === null) {
        for (const density of this.base) density[i] = BROAD;
        return;
      }
      this.known[i] = 1;
      this.seconds[i] = session.seconds;
      const u = scale(session.seconds);
      this.u[i] = u;
      for (let k = 0; k < OWN_OFFSET; k++) {
        const density = this.base[k];
        if (density !== undefined) density[i] = scanDensity(k, u);
      }
    });
    const { pairStart, pairs } = this.columns;
    for (let pair = 0; pair < pairs; pair++)
      for (let i = (pairStart[pair] ?? 0) + 1; i < (pairStart[pair + 1] ?? 0); i++)
        if ((this.at[i] ?? 0) - (this.at[i - 1] ?? 0) <= HUMAN.soonWithin) this.soon[i] = 1;
    this.prepareWindows(observed.companies);
  }

  private prepareWindows(companies: readonly Company[]): void {
    const { companyStart, pairStart, sessions } = this.columns;
    companies.forEach((company, c) => {
      const ids: number[] = [];
      const from = pairStart[companyStart[c] ?? 0] ?? 0;
      const to = pairStart[companyStart[c + 1] ?? 0] ?? 0;
      for (let i = from; i < to; i++) if (this.known[i] === 1) ids.push(i);
      if (ids.length < 2) return;
      const own = Int32Array.from(ids);
      this.companyOffsets.push(offsetWindows(own, this.seconds));
      if (company.shared) return;
      this.companyMoments.push({
        near: momentWindows(own, this.at, MACHINES_TOGETHER),
        people: momentWindows(own, this.at, PEOPLE_TOGETHER),
      });
    });
    // Trackers have clocks of their own: offsets repeat within one of them.
    const byTracker = new Map<string, number[]>();
    sessions.forEach(({ clicks }, i) => {
      if (this.known[i] !== 1) return;
      const tracker = clicks[0]?.event.tracker ?? '';
      const ids = byTracker.get(tracker);
      if (ids === undefined) byTracker.set(tracker, [i]);
      else ids.push(i);
    });
    for (const ids of byTracker.values())
      if (ids.length > 2) this.allOffsets.push(offsetWindows(Int32Array.from(ids), this.seconds));
  }

  get size(): number {
    return this.n;
  }

  /** Judges by what another model learned from a part of the same clicks. */
  runBy(sample: Model): Judgement {
    this.learned = sample.learned;
    this.everyone = sample.everyone;
    this.families = sample.families;
    this.counted = sample.counted;
    this.rates.forEach((_, pair) => {
      this.rates[pair] = this.learned.groupRates[this.columns.pairGroup[pair] ?? 0] ?? 0;
    });
    this.weigh();
    this.judge(false);
    this.learnInterest();
    this.lookAround();
    this.weigh();
    this.judge(false);
    return this.judgement();
  }

  run(): Judgement {
    for (let round = 0; round < ROUNDS; round++) {
      if (round > 0) {
        this.learn();
        this.lookAround();
      }
      this.weigh();
      this.judge(true);
    }
    return this.judgement();
  }

  private judgement(): Judgement {
    this.explain();
    return {
      human: this.human,
      clicked: this.clicked,
      timing: this.timing,
      habit: this.habit,
      together: this.together,
      scans: this.companyScans,
      traitWeights: this.traitWeights(),
      twin: this.twin,
      humanRate: this.learned.rate,
    };
  }

  private traitWeights(): number[][] {
    return this.learned.traits.map(({ human, machine }) =>
      human.map((p, value) => this.tuning.temper * Math.log(p / (machine[value] ?? 1))),
    );
  }

  /** What the company's and the tracker's other sessions say. */
  private lookAround(): void {
    for (const windows of this.companyOffsets)
      habitDensity(windows, this.machine, this.seconds, this.ownHabit, this.ownMass);
    for (const windows of this.allOffsets)
      habitDensity(windows, this.machine, this.seconds, this.allHabit, this.allMass);
    for (const { near, people } of this.companyMoments) {
      othersWithin(near, this.machine, this.machinesNear);
      othersWithin(people, this.human, this.peopleNear);
    }
  }

  /** The densities of every label for every session, from what is learned so far. */
  private weigh(): void {
    const { sessions } = this.columns;
    const weights = this.traitWeights();
    const company = this.companyFindings();
    const { delay, minutes } = this.learned;
    for (let i = 0; i < this.n; i++) {
      const session = sessions[i];
      if (session === undefined) continue;
      let evidence = 0;
      for (const t of COMMON_TRAITS) {
        const value = session.traits[t] ?? -1;
        if (value >= 0) evidence += weights[t]?.[value] ?? 0;
      }
      evidence += company[i] ?? 0;
      const ratio = Math.exp(Math.max(-30, Math.min(30, evidence)));
      this.ratio[i] = ratio;
      const known = this.known[i] === 1;
      const perUnit = (this.seconds[i] ?? 0) + 1;
      const people = known
        ? (HUMAN.together * Math.min(3, this.peopleNear[i] ?? 0) * perUnit) / ((2 * PEOPLE_TOGETHER) / SECOND)
        : 0;
      const machines = known
        ? (GATEWAY.together * Math.min(3, this.machinesNear[i] ?? 0) * perUnit) /
          ((2 * MACHINES_TOGETHER) / SECOND)
        : 0;
      this.together[i] = machines;
      const human = known ? humanDensity(this.u[i] ?? 0, delay) : BROAD;
      this.first[i] = human * ratio;
      const soon = this.soon[i] === 1 ? (perUnit * SECOND) / HUMAN.soonWithin : 0;
      const later = (1 - HUMAN.againSoon) * (0.5 * BROAD + 0.5 * human);
      this.again[i] = (this.learned.humanAgain * (HUMAN.againSoon * soon + later) + people) * ratio;
      const mass = this.ownMass[i] ?? 0;
      const share = known ? (GATEWAY.habitShare * mass) / (mass + GATEWAY.habitStrength) : 0;
      const habit = share * (this.ownHabit[i] ?? 0);
      this.habit[i] = habit;
      for (let k = 0; k < KINDS; k++) {
        let density = this.base[k]?.[i] ?? 0;
        if (known && k === SWEEP) {
          // Its own weight is taken out again: a session is no evidence for itself.
          const own = this.sweepWeight[i] ?? 0;
          const others = (minutes[this.minute[i] ?? 0] ?? 0) - own;
          density *= (Math.max(others, 1e-6) / Math.max(this.learned.sweeps - own, 1)) * MINUTES;
        }
        // Everybody's offsets may repeat while a gateway works on a message; hours later only a company's own may.
        if (known && k === OWN_OFFSET)
          density = (this.seconds[i] ?? 0) <= GATEWAY.sharedOffset / SECOND ? (this.allHabit[i] ?? 0) : 0;
        density =
          (1 - share) * density +
          habit +
          machines +
          GATEWAY.preview * soon +
          GATEWAY.stray * (known ? anytime(this.u[i] ?? 0) : BROAD);
        const scans = this.scans[k];
        if (scans !== undefined) scans[i] = density;
      }
      this.scanAnytime[i] =
        this.learned.scanAgain * GATEWAY.againAnytime * (known ? anytime(this.u[i] ?? 0) : BROAD) +
        machines +
        GATEWAY.preview * soon;
      if (session.said === 'human') {
        for (const scans of this.scans) scans[i] = 1e-12;
        this.scanAnytime[i] = 1e-12;
      } else if (session.said === 'machine') {
        this.first[i] = 0;
        this.again[i] = 0;
      }
    }
  }

  /**
   * Findings by which one company's people and machines differ from another's: a gateway scans from its own network
   * with its own program. Each session is weighed by what its company's other sessions show, the global frequencies
   * being worth `companyStrength` sessions. ln-odds per session; also how likely the other half of a pair is a machine's.
   */
  private companyFindings(): Float64Array {
    const out = new Float64Array(this.n);
    const { companyStart, pairStart, sessions, observed } = this.columns;
    const humans = new Float64Array(3);
    const machines = new Float64Array(3);
    const k = EVIDENCE.companyStrength;
    observed.companies.forEach((_, c) => {
      const from = pairStart[companyStart[c] ?? 0] ?? 0;
      const to = pairStart[companyStart[c + 1] ?? 0] ?? 0;
      if (from === to) return;
      for (const t of COMPANY_TRAITS) {
        const learned = this.learned.traits[t];
        if (learned === undefined) continue;
        humans.fill(0);
        machines.fill(0);
        let allHumans = 0;
        let allMachines = 0;
        for (let i = from; i < to; i++) {
          const value = sessions[i]?.traits[t] ?? -1;
          if (value < 0) continue;
          const h = this.human[i] ?? 0;
          const m = this.machine[i] ?? 0;
          humans[value] = (humans[value] ?? 0) + h;
          machines[value] = (machines[value] ?? 0) + m;
          allHumans += h;
          allMachines += m;
        }
        for (let i = from; i < to; i++) {
          const value = sessions[i]?.traits[t] ?? -1;
          if (value < 0) continue;
          const h = this.human[i] ?? 0;
          const m = this.machine[i] ?? 0;
          const ifHuman = (k * (learned.human[value] ?? 0) + (humans[value] ?? 0) - h) / (k + allHumans - h);
          const ifMachine =
            (k * (learned.machine[value] ?? 0) + (machines[value] ?? 0) - m) / (k + allMachines - m);
          out[i] = (out[i] ?? 0) + this.tuning.temper * Math.log(ifHuman / ifMachine);
          if (t === TRAIT_INDEX.pair) {
            const pairs = value === 1 ? ifHuman : 1 - ifHuman;
            this.twin[i] = Math.max(0, 1 - PAIR.doubleTap / Math.max(pairs, PAIR.doubleTap));
          }
        }
      }
    });
    return out;
  }

  /** P(state), then P(label) for every session: one company at a time. */
  private judge(learning: boolean): void {
    const { observed, companyStart } = this.columns;
    const logs = new Float64Array(STATES);
    const next = learning ? new Float64Array(observed.companies.length * STATES) : null;
    const untouchedLogs = GATEWAY.levels.map((level) => Math.log(1 - level * (1 - GATEWAY.stray)));
    const known = new Map<string | null, Float64Array>();
    this.sweepWeight.fill(0);
    this.humanAgains = 0;
    this.scanAgains = 0;
    this.human.fill(0);
    this.clicked.fill(0);
    observed.companies.forEach((company, c) => {
      const from = companyStart[c] ?? 0;
      const to = companyStart[c + 1] ?? 0;
      // A company without clicks teaches how many scan nothing; it has nothing to be judged.
      if (next === null && from === to) return;
      // When judging by a sample no company is in it to be left out: one list for all of a family.
      const shares = (next === null ? known.get(company.gateway) : undefined) ?? this.sharesFor(company, c);
      if (next === null) known.set(company.gateway, shares);
      let best = Number.NEGATIVE_INFINITY;
      for (let state = 0; state < STATES; state++) {
        const level = state === 0 ? 0 : (GATEWAY.levels[(state - 1) % LEVELS] ?? 0);
        let log =
          Math.log(shares[state] ?? 0) +
          (state === 0 ? 0 : company.untouched * (untouchedLogs[(state - 1) % LEVELS] ?? 0));
        const kind = state === 0 ? 0 : Math.floor((state - 1) / LEVELS);
        for (let pair = from; pair < to; pair++) log += this.pairLog(pair, kind, level);
        logs[state] = log;
        if (log > best) best = log;
      }
      let total = 0;
      for (let state = 0; state < STATES; state++) {
        const weight = Math.exp((logs[state] ?? 0) - best);
        logs[state] = weight;
        total += weight;
      }
      let scans = 0;
      for (let state = 0; state < STATES; state++) {
        const p = (logs[state] ?? 0) / total;
        if (next !== null) next[c * STATES + state] = p;
        const level = state === 0 ? 0 : (GATEWAY.levels[(state - 1) % LEVELS] ?? 0);
        scans += p * level;
        if (p < 1e-4) continue;
        const kind = state === 0 ? 0 : Math.floor((state - 1) / LEVELS);
        for (let pair = from; pair < to; pair++) this.pairLabels(pair, kind, level, p);
      }
      this.companyScans[c] = scans;
    });
    for (let i = 0; i < this.n; i++) {
      const human = Math.min(1, Math.max(0, this.human[i] ?? 0));
      this.human[i] = human;
      this.machine[i] = 1 - human;
    }
    if (next === null) return;
    this.states = next;
    this.countStates();
  }

  /** ln of what one pair's sessions are worth in a state, up to what is the same in all states. */
  private pairLog(pair: number, kind: number, level: number): number {
    const from = this.columns.pairStart[pair] ?? 0;
    const to = this.columns.pairStart[pair + 1] ?? 0;
    const rate = this.rates[pair] ?? 0;
    const scans = this.scans[kind];
    const stray = GATEWAY.stray;
    const share = level * (1 - stray);
    const not = 1 - share;
    if (to - from === 1) {
      const scan = this.scanOf(scans, from, level);
      return Math.log(rate * (this.first[from] ?? 0) * not + scan * (1 - rate) + 1e-280);
    }
    let h = 0;
    let m = 0;
    let both = 0;
    let none = 1;
    let log = 0;
    for (let i = from; i < to; i++) {
      const a = rate * (this.first[i] ?? 0);
      const r = this.again[i] ?? 0;
      const s = this.scanOf(scans, i, level);
      const g = this.againOf(scans, i, level);
      const nextBoth = both * (r + g) + m * a + h * s;
      const nextH = none * a + h * r;
      const nextM = none * s + m * g;
      const scale = nextH + nextM + nextBoth + 1e-280;
      h = nextH / scale;
      m = nextM / scale;
      both = nextBoth / scale;
      none = 0;
      log += Math.log(scale);
    }
    return log + Math.log(h * not + m * (1 - rate) + both + 1e-280);
  }

  private scanOf(scans: Float64Array | undefined, i: number, level: number): number {
    if (this.columns.sessions[i]?.said === 'human') return 1e-12;
    // A company that scans nothing may still see a stray scan, or one with its colleagues.
    return level === 0
      ? GATEWAY.stray * anytime(this.known[i] === 1 ? (this.u[i] ?? 0) : 0) +
          0.1 * (this.together[i] ?? 0) +
          (this.soon[i] === 1
            ? (GATEWAY.preview * ((this.seconds[i] ?? 0) + 1) * SECOND) / HUMAN.soonWithin
            : 0)
      : level * (scans?.[i] ?? 0);
  }

  private againOf(scans: Float64Array | undefined, i: number, level: number): number {
    if (this.columns.sessions[i]?.said === 'human') return 1e-12;
    const habit = level === 0 ? 0 : (1 - GATEWAY.againAnytime) * this.learned.scanAgain * (scans?.[i] ?? 0);
    return habit + (this.scanAnytime[i] ?? 0);
  }

  /** Adds `weight` × P(label) of every session of a pair, and of the pair. */
  private pairLabels(pair: number, kind: number, level: number, weight: number): void {
    const from = this.columns.pairStart[pair] ?? 0;
    const to = this.columns.pairStart[pair + 1] ?? 0;
    const rate = this.rates[pair] ?? 0;
    const scans = this.scans[kind];
    const not = 1 - level * (1 - GATEWAY.stray);
    const sweep = kind === SWEEP && level > 0;
    if (to - from === 1) {
      const person = rate * (this.first[from] ?? 0) * not;
      const machine = this.scanOf(scans, from, level) * (1 - rate) + 1e-280;
      const p = person / (person + machine);
      this.human[from] = (this.human[from] ?? 0) + weight * p;
      this.clicked[pair] = (this.clicked[pair] ?? 0) + weight * p;
      if (sweep) this.sweepWeight[from] = (this.sweepWeight[from] ?? 0) + weight * (1 - p);
      return;
    }
    const count = to - from;
    // Forward over (none, person, machine, both), each step scaled.
    if (this.scratch.length < (count + 1) * 4) this.scratch = new Float64Array((count + 1) * 8);
    const forward = this.scratch;
    forward[0] = 1;
    forward[1] = 0;
    forward[2] = 0;
    forward[3] = 0;
    for (let j = 0; j < count; j++) {
      const i = from + j;
      const a = rate * (this.first[i] ?? 0);
      const r = this.again[i] ?? 0;
      const s = this.scanOf(scans, i, level);
      const g = this.againOf(scans, i, level);
      const none = forward[j * 4] ?? 0;
      const h = forward[j * 4 + 1] ?? 0;
      const m = forward[j * 4 + 2] ?? 0;
      const both = forward[j * 4 + 3] ?? 0;
      const nextH = none * a + h * r;
      const nextM = none * s + m * g;
      const nextBoth = both * (r + g) + m * a + h * s;
      const scale = nextH + nextM + nextBoth + 1e-280;
      forward[j * 4 + 4] = 0;
      forward[j * 4 + 5] = nextH / scale;
      forward[j * 4 + 6] = nextM / scale;
      forward[j * 4 + 7] = nextBoth / scale;
    }
    let h = not;
    let m = 1 - rate;
    let both = 1;
    const endH = (forward[count * 4 + 1] ?? 0) * h;
    const endM = (forward[count * 4 + 2] ?? 0) * m;
    const endBoth = forward[count * 4 + 3] ?? 0;
    const end = endH + endM + endBoth + 1e-280;
    this.clicked[pair] = (this.clicked[pair] ?? 0) + (weight * (endH + endBoth)) / end;
    // Backward: what each state is still worth.
    for (let j = count - 1; j >= 0; j--) {
      const i = from + j;
      const a = rate * (this.first[i] ?? 0);
      const r = this.again[i] ?? 0;
      const s = this.scanOf(scans, i, level);
      const g = this.againOf(scans, i, level);
      const none = forward[j * 4] ?? 0;
      const wasH = forward[j * 4 + 1] ?? 0;
      const wasM = forward[j * 4 + 2] ?? 0;
      const wasBoth = forward[j * 4 + 3] ?? 0;
      const person = none * a * h + wasH * r * h + wasM * a * both + wasBoth * r * both;
      const machine = none * s * m + wasM * g * m + wasH * s * both + wasBoth * g * both;
      const p = person / (person + machine + 1e-280);
      this.human[i] = (this.human[i] ?? 0) + weight * p;
      const all = person + machine + 1e-280;
      this.humanAgains += (weight * (wasH * r * h + wasBoth * r * both)) / all;
      this.scanAgains += (weight * (wasM * g * m + wasBoth * g * both)) / all;
      if (sweep) this.sweepWeight[i] = (this.sweepWeight[i] ?? 0) + weight * (1 - p);
      const nextH = r * h + s * both;
      const nextM = g * m + a * both;
      const nextBoth = (r + g) * both;
      const scale = nextH + nextM + nextBoth + 1e-280;
      h = nextH / scale;
      m = nextM / scale;
      both = nextBoth / scale;
    }
  }

  /** Counts the companies by state: all of them, and by gateway family. */
  private countStates(): void {
    const { companies } = this.columns.observed;
    this.everyone = new Float64Array(STATES);
    this.families = new Map();
    companies.forEach(({ gateway }, c) => {
      let family = gateway === null ? undefined : this.families.get(gateway);
      if (gateway !== null && family === undefined) {
        family = new Float64Array(STATES);
        this.families.set(gateway, family);
      }
      for (let state = 0; state < STATES; state++) {
        const p = this.states[c * STATES + state] ?? 0;
        this.everyone[state] = (this.everyone[state] ?? 0) + p;
        if (family !== undefined) family[state] = (family[state] ?? 0) + p;
      }
    });
    this.counted = companies.length;
  }

  /**
   * Shares of the states for one company: a start, then everyone, then its gateway family, each pooled with the one
   * before. The company itself is left out: it would only confirm what it was taken for, which at a dozen clicks is
   * the whole of the data.
   */
  private sharesFor(company: Company, c: number): Float64Array {
    if (this.counted === 0) return this.begin;
    const size = Math.max(0, this.counted - 1);
    const family = company.gateway === null ? undefined : this.families.get(company.gateway);
    let members = -1;
    if (family !== undefined) for (const count of family) members += count;
    const out = new Float64Array(STATES);
    for (let state = 0; state < STATES; state++) {
      const own = this.states[c * STATES + state] ?? 0;
      const others = Math.max(0, (this.everyone[state] ?? 0) - own);
      const share = (GATEWAY.strength * (this.begin[state] ?? 0) + others) / (GATEWAY.strength + size);
      out[state] =
        family === undefined
          ? share
          : (GATEWAY.familyStrength * share + Math.max(0, (family[state] ?? 0) - own)) /
            (GATEWAY.familyStrength + Math.max(0, members));
    }
    return out;
  }

  /** The M step, apart from the shares. */
  private learn(): void {
    const { sessions, observed, pairGroup } = this.columns;
    // Rates.
    const hits = new Float64Array(observed.groups.length);
    for (let pair = 0; pair < this.columns.pairs; pair++) {
      const group = pairGroup[pair] ?? 0;
      hits[group] = (hits[group] ?? 0) + (this.clicked[pair] ?? 0);
    }
    const size = observed.groupSizes.reduce((sum, count) => sum + count, 0);
    const all = hits.reduce((sum, count) => sum + count, 0);
    this.learned.rate = (HUMAN.rateStrength * HUMAN.rate + all) / (HUMAN.rateStrength + size);
    for (let g = 0; g < hits.length; g++)
      this.learned.groupRates[g] =
        (HUMAN.sequenceStrength * this.learned.rate + (hits[g] ?? 0)) /
        (HUMAN.sequenceStrength + (observed.groupSizes[g] ?? 0));
    let machines = 0;
    for (let i = 0; i < this.n; i++) machines += this.machine[i] ?? 0;
    this.learned.humanAgain =
      (HUMAN.againStrength * HUMAN.again + this.humanAgains) / (HUMAN.againStrength + all);
    this.learned.scanAgain =
      (GATEWAY.againStrength * GATEWAY.again + this.scanAgains) /
      (GATEWAY.againStrength + Math.max(0, machines - this.scanAgains));
    this.learnInterest();
    // Delay.
    let weight = HUMAN.delayStrength;
    let sum = HUMAN.delayStrength * HUMAN.delayMean;
    let squares = HUMAN.delayStrength * (HUMAN.delayMean ** 2 + HUMAN.delaySpread ** 2);
    for (let i = 0; i < this.n; i++) {
      if (this.known[i] !== 1) continue;
      const u = this.u[i] ?? 0;
      const w = (this.human[i] ?? 0) * patientShare(u, this.learned.delay);
      weight += w;
      sum += w * u;
      squares += w * u * u;
    }
    const mean = sum / weight;
    this.learned.delay = {
      mean,
      spread: Math.max(1.2, Math.sqrt(Math.max(0, squares / weight - mean * mean))),
    };
    // Findings.
    TRAIT_NAMES.forEach((name, t) => {
      const prior: Trait = TRAITS[name];
      const { strength } = prior;
      if (strength === Number.POSITIVE_INFINITY) return;
      const human = prior.human.map((p) => p * strength);
      const machine = prior.machine.map((p) => p * strength);
      let humans = strength;
      let machines = strength;
      for (let i = 0; i < this.n; i++) {
        const value = sessions[i]?.traits[t] ?? -1;
        if (value < 0) continue;
        const h = this.human[i] ?? 0;
        human[value] = (human[value] ?? 0) + h;
        machine[value] = (machine[value] ?? 0) + 1 - h;
        humans += h;
        machines += 1 - h;
      }
      this.learned.traits[t] = {
        human: human.map((c) => c / humans),
        machine: machine.map((c) => c / machines),
      };
    });
    // Minutes of the hour.
    let sweeps: number = GATEWAY.minuteStrength;
    const minutes = Float64Array.from({ length: MINUTES }, (_, m) => GATEWAY.minuteStrength * minutePrior(m));
    for (let i = 0; i < this.n; i++) {
      const w = this.sweepWeight[i] ?? 0;
      if (w === 0 || this.known[i] !== 1) continue;
      const m = this.minute[i] ?? 0;
      minutes[m] = (minutes[m] ?? 0) + w;
      sweeps += w;
    }
    this.learned.minutes = minutes;
    this.learned.sweeps = sweeps;
  }

  /**
   * Each prospect's own rate, from their other emails (gamma-Poisson): keen people click again, and without this they
   * would look like a company with a scanner.
   */
  private learnInterest(): void {
    const { observed } = this.columns;
    let pair = 0;
    for (const { pairs } of observed.companies) {
      const own = new Map<string, { hits: number; rates: number }>();
      pairs.forEach(({ prospect, group }, k) => {
        if (prospect === null) return;
        const sum = own.get(prospect) ?? { hits: 0, rates: 0 };
        sum.hits += this.clicked[pair + k] ?? 0;
        sum.rates += this.learned.groupRates[group] ?? 0;
        own.set(prospect, sum);
      });
      for (const { prospect, group } of pairs) {
        const rate = this.learned.groupRates[group] ?? 0;
        const sum = prospect === null ? undefined : own.get(prospect);
        const hits = sum === undefined ? 0 : Math.max(0, sum.hits - (this.clicked[pair] ?? 0));
        const rates = sum === undefined ? 0 : Math.max(0, sum.rates - rate);
        this.rates[pair] = Math.min(
          0.9,
          (rate * (HUMAN.interestShape + hits)) / (HUMAN.interestShape + rates),
        );
        pair++;
      }
    }
  }

  /** Log odds of the parts, for the reasons. */
  private explain(): void {
    const { pairStart, companyStart, observed } = this.columns;
    const known = new Map<string | null, number[]>();
    observed.companies.forEach((company, c) => {
      const from = pairStart[companyStart[c] ?? 0] ?? 0;
      const to = pairStart[companyStart[c + 1] ?? 0] ?? 0;
      if (from === to) return;
      let kinds = known.get(company.gateway);
      if (kinds === undefined) {
        const shares = this.sharesFor(company, c);
        const scanning = 1 - (shares[0] ?? 0);
        kinds = BEHAVIOURS.map((_, k) => {
          let share = 0;
          for (let l = 0; l < LEVELS; l++) share += shares[1 + k * LEVELS + l] ?? 0;
          return share / Math.max(scanning, 1e-9);
        });
        known.set(company.gateway, kinds);
      }
      for (let i = from; i < to; i++) {
        if (this.known[i] !== 1) continue;
        let scan = GATEWAY.stray * BROAD;
        for (let k = 0; k < KINDS; k++) scan += (kinds[k] ?? 0) * (this.base[k]?.[i] ?? 0);
        this.timing[i] = Math.log(humanDensity(this.u[i] ?? 0, this.learned.delay) / scan);
        this.habit[i] = -Math.log1p((this.habit[i] ?? 0) / scan);
        this.together[i] = -Math.log1p((this.together[i] ?? 0) / (scan + 0.05));
      }
    });
  }
}
