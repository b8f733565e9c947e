import type { Sessions } from './columns';
import { type HumanDelay, MINUTES, minutePrior, patientShare } from './timing';
import { TRAIT_COUNT, TRAIT_NAMES } from './traits';
import { GATEWAY, HUMAN, TRAITS } from './weights';
import type { Workspace } from './workspace';

/** Findings of a trait are numbered below this. */
export const VALUES = 5;

/** What the data teach, apart from who scans (see Population). */
export interface Learned {
  readonly delay: HumanDelay;
  readonly rate: number;
  /** By group. */
  readonly groupRates: Float64Array;
  /** P(finding | human) and P(finding | machine), VALUES to a trait. */
  readonly humanFindings: Float64Array;
  readonly machineFindings: Float64Array;
  /** Weight of sweeps by minute of the hour, and all of it. */
  readonly minutes: Float64Array;
  readonly sweeps: number;
  readonly humanAgain: number;
  readonly scanAgain: number;
  /** Chance of a preview soon after a click, per clicker. */
  readonly preview: number;
}

export function startLearned(groups: number): Learned {
  const humanFindings = new Float64Array(TRAIT_COUNT * VALUES);
  const machineFindings = new Float64Array(TRAIT_COUNT * VALUES);
  TRAIT_NAMES.forEach((name, t) => {
    humanFindings.set(TRAITS[name].human, t * VALUES);
    machineFindings.set(TRAITS[name].machine, t * VALUES);
  });
  return {
    delay: { mean: HUMAN.delayMean, spread: HUMAN.delaySpread },
    rate: HUMAN.rate,
    groupRates: new Float64Array(groups).fill(HUMAN.rate),
    humanFindings,
    machineFindings,
    minutes: Float64Array.from({ length: MINUTES }, (_, m) => GATEWAY.minuteStrength * minutePrior(m)),
    sweeps: GATEWAY.minuteStrength,
    humanAgain: HUMAN.again,
    scanAgain: GATEWAY.again,
    preview: GATEWAY.preview,
  };
}

/** ln P(finding | human) − ln P(finding | machine), tempered, VALUES to a trait; 0 where a trait has no such finding. */
export function findingWeights(learned: Learned, temper: number): Float64Array {
  return learned.humanFindings.map((human, i) => {
    const machine = learned.machineFindings[i] ?? 0;
    return human > 0 && machine > 0 ? temper * Math.log(human / machine) : 0;
  });
}

/** The M step: what the labels, as they are taken now, say of everything but who scans. */
export function learn(sessions: Sessions, work: Workspace, before: Learned): Learned {
  const { groupSizes, pairGroup } = sessions;
  const hits = new Float64Array(groupSizes.length);
  for (let pair = 0; pair < pairGroup.length; pair++) {
    const group = pairGroup[pair] ?? 0;
    hits[group] = (hits[group] ?? 0) + (work.clicked[pair] ?? 0);
  }
  const size = total(groupSizes);
  const all = total(hits);
  const machines = total(work.machine);
  const rate = (HUMAN.rateStrength * HUMAN.rate + all) / (HUMAN.rateStrength + size);
  return {
    rate,
    groupRates: hits.map(
      (count, g) => (HUMAN.sequenceStrength * rate + count) / (HUMAN.sequenceStrength + (groupSizes[g] ?? 0)),
    ),
    humanAgain: (HUMAN.againStrength * HUMAN.again + work.humanAgains) / (HUMAN.againStrength + all),
    scanAgain:
      (GATEWAY.againStrength * GATEWAY.again + work.scanAgains) /
      (GATEWAY.againStrength + Math.max(0, machines - work.scanAgains)),
    preview: (GATEWAY.previewStrength * GATEWAY.preview + work.previews) / (GATEWAY.previewStrength + all),
    delay: learnDelay(work, before.delay),
    ...learnFindings(sessions, work),
    ...learnMinutes(work),
  };
}

function total(list: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i] ?? 0;
  return sum;
}

function learnDelay(work: Workspace, before: HumanDelay): HumanDelay {
  let weight: number = HUMAN.delayStrength;
  let sum = HUMAN.delayStrength * HUMAN.delayMean;
  let squares = HUMAN.delayStrength * (HUMAN.delayMean ** 2 + HUMAN.delaySpread ** 2);
  for (let i = 0; i < work.count; i++) {
    if (work.known[i] !== 1) continue;
    const u = work.u[i] ?? 0;
    const w = (work.human[i] ?? 0) * patientShare(u, before);
    weight += w;
    sum += w * u;
    squares += w * u * u;
  }
  const mean = sum / weight;
  return { mean, spread: Math.max(1.2, Math.sqrt(Math.max(0, squares / weight - mean * mean))) };
}

function learnFindings(
  { count, traits }: Sessions,
  work: Workspace,
): Pick<Learned, 'humanFindings' | 'machineFindings'> {
  const humanFindings = new Float64Array(TRAIT_COUNT * VALUES);
  const machineFindings = new Float64Array(TRAIT_COUNT * VALUES);
  TRAIT_NAMES.forEach((name, t) => {
    const prior = TRAITS[name];
    const fixed = prior.strength === Number.POSITIVE_INFINITY;
    const strength = fixed ? 1 : prior.strength;
    let humans = strength;
    let machines = strength;
    prior.human.forEach((p, value) => {
      humanFindings[t * VALUES + value] = strength * p;
    });
    prior.machine.forEach((p, value) => {
      machineFindings[t * VALUES + value] = strength * p;
    });
    if (fixed) return;
    for (let i = 0; i < count; i++) {
      const value = traits[i * TRAIT_COUNT + t] ?? -1;
      if (value < 0) continue;
      const h = work.human[i] ?? 0;
      const at = t * VALUES + value;
      humanFindings[at] = (humanFindings[at] ?? 0) + h;
      machineFindings[at] = (machineFindings[at] ?? 0) + 1 - h;
      humans += h;
      machines += 1 - h;
    }
    for (let at = t * VALUES; at < (t + 1) * VALUES; at++) {
      humanFindings[at] = (humanFindings[at] ?? 0) / humans;
      machineFindings[at] = (machineFindings[at] ?? 0) / machines;
    }
  });
  return { humanFindings, machineFindings };
}

function learnMinutes(work: Workspace): Pick<Learned, 'minutes' | 'sweeps'> {
  let sweeps: number = GATEWAY.minuteStrength;
  const minutes = Float64Array.from({ length: MINUTES }, (_, m) => GATEWAY.minuteStrength * minutePrior(m));
  for (let i = 0; i < work.count; i++) {
    const w = work.sweepWeight[i] ?? 0;
    if (w === 0 || work.known[i] !== 1) continue;
    const m = work.minute[i] ?? 0;
    minutes[m] = (minutes[m] ?? 0) + w;
    sweeps += w;
  }
  return { minutes, sweeps };
}

/**
 * Each prospect's own rate, from their other emails (gamma-Poisson): keen people click again, and without this they
 * would look like a company with a scanner. Written to `work.rates` by pair.
 */
export function learnInterest(
  { pairGroup, pairProspect, prospects }: Sessions,
  work: Workspace,
  learned: Learned,
): void {
  const hits = new Float64Array(prospects);
  const rates = new Float64Array(prospects);
  for (let pair = 0; pair < pairGroup.length; pair++) {
    const prospect = pairProspect[pair] ?? -1;
    if (prospect < 0) continue;
    hits[prospect] = (hits[prospect] ?? 0) + (work.clicked[pair] ?? 0);
    rates[prospect] = (rates[prospect] ?? 0) + (learned.groupRates[pairGroup[pair] ?? 0] ?? 0);
  }
  for (let pair = 0; pair < pairGroup.length; pair++) {
    const prospect = pairProspect[pair] ?? -1;
    const rate = learned.groupRates[pairGroup[pair] ?? 0] ?? 0;
    let otherHits = 0;
    let otherRates = 0;
    if (prospect >= 0) {
      otherHits = Math.max(0, (hits[prospect] ?? 0) - (work.clicked[pair] ?? 0));
      otherRates = Math.max(0, (rates[prospect] ?? 0) - rate);
    }
    work.rates[pair] = Math.min(
      0.9,
      (rate * (HUMAN.interestShape + otherHits)) / (HUMAN.interestShape + otherRates),
    );
  }
}
