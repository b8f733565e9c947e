import { SAID_HUMAN, SAID_MACHINE, type Sessions } from './columns';
import { findingWeights, type Learned, VALUES } from './learned';
import { KINDS, OWN_OFFSET, SWEEP } from './states';
import type { Surroundings } from './surroundings';
import { BROAD, humanTable, lookUp, MINUTES } from './timing';
import { TRAIT_COUNT, TRAIT_INDEX, TRAIT_NAMES } from './traits';
import { EVIDENCE, GATEWAY, HUMAN, PAIR, SECOND } from './weights';
import type { Workspace } from './workspace';

/** Findings that a company has a way of its own in, and those that are alike everywhere. */
const COMPANY_TRAITS = [TRAIT_INDEX.network, TRAIT_INDEX.agent, TRAIT_INDEX.address, TRAIT_INDEX.pair];
const COMMON_TRAITS = TRAIT_NAMES.map((_, t) => t).filter((t) => !COMPANY_TRAITS.includes(t));
/** Where the user has said that it is the other: all but impossible, and never a division by nothing. */
const HARDLY = 1e-12;
const PEOPLE_SPAN = (2 * HUMAN.togetherWithin) / SECOND;
const MACHINES_SPAN = (2 * GATEWAY.togetherWithin) / SECOND;

/** Writes the densities of every label for every session, from what is learned so far. */
export function weigh(
  sessions: Sessions,
  work: Workspace,
  around: Surroundings,
  learned: Learned,
  temper: number,
): void {
  companyFindings(sessions, work, learned);
  const { said, seconds, traits } = sessions;
  const { again, anytime, base, count, first, known, scanAnytime, scans, soon: isSoon, stray, u } = work;
  const weights = findingWeights(learned, temper);
  const humans = humanTable(learned.delay);
  const { humanAgain, minutes, preview, scanAgain, sweeps } = learned;
  for (let i = 0; i < count; i++) {
    let evidence = temper * Math.log(work.ownFindings[i] ?? 1);
    for (const t of COMMON_TRAITS) {
      const value = traits[i * TRAIT_COUNT + t] ?? -1;
      if (value >= 0) evidence += weights[t * VALUES + value] ?? 0;
    }
    const ratio = Math.exp(evidence > 30 ? 30 : evidence < -30 ? -30 : evidence);
    const isKnown = known[i] === 1;
    const s = isKnown ? (seconds[i] ?? 0) : 0;
    const perUnit = s + 1;
    let people = 0;
    let machines = 0;
    let share = 0;
    let human = BROAD;
    if (isKnown) {
      people = (HUMAN.together * Math.min(3, around.peopleNear[i] ?? 0) * perUnit) / PEOPLE_SPAN;
      machines = (GATEWAY.together * Math.min(3, around.machinesNear[i] ?? 0) * perUnit) / MACHINES_SPAN;
      const mass = around.ownMass[i] ?? 0;
      share = (GATEWAY.habitShare * mass) / (mass + GATEWAY.habitStrength);
      human = lookUp(humans, u[i] ?? 0);
    }
    const soon = isSoon[i] === 1 ? (perUnit * SECOND) / HUMAN.soonWithin : 0;
    const habit = share * (around.ownHabit[i] ?? 0);
    const any = anytime[i] ?? 0;
    const previewed = preview * soon;
    work.previewed[i] = previewed;
    work.together[i] = machines;
    work.habit[i] = habit;
    first[i] = human * ratio;
    const later = (1 - HUMAN.againSoon) * (0.5 * BROAD + 0.5 * human);
    again[i] = (humanAgain * (HUMAN.againSoon * soon + later) + people) * ratio;
    // A company that scans nothing may still see a stray scan, or one with its colleagues.
    stray[i] = GATEWAY.stray * any + 0.1 * machines + previewed;
    scanAnytime[i] = scanAgain * GATEWAY.againAnytime * any + machines + previewed;
    const extra = habit + machines + previewed + GATEWAY.stray * any;
    for (let k = 0; k < KINDS; k++) scans[i * KINDS + k] = (1 - share) * (base[i * KINDS + k] ?? 0) + extra;
    if (isKnown) {
      // Its own weight is taken out again: a session is no evidence for itself.
      const own = work.sweepWeight[i] ?? 0;
      const others = Math.max((minutes[work.minute[i] ?? 0] ?? 0) - own, 1e-6);
      const favour = (others / Math.max(sweeps - own, 1)) * MINUTES;
      scans[i * KINDS + SWEEP] = (1 - share) * (base[i * KINDS + SWEEP] ?? 0) * favour + extra;
      // Everybody's offsets may repeat while a gateway works on a message; hours later only a company's own may.
      scans[i * KINDS + OWN_OFFSET] = (1 - share) * (around.allHabit[i] ?? 0) + extra;
    }
    const word = said[i] ?? 0;
    if (word === SAID_HUMAN) {
      scans.fill(HARDLY, i * KINDS, (i + 1) * KINDS);
      stray[i] = HARDLY;
      work.previewed[i] = 0;
      scanAnytime[i] = HARDLY;
    } else if (word === SAID_MACHINE) {
      first[i] = 0;
      again[i] = 0;
    }
  }
}

/**
 * Findings by which one company's people and machines differ from another's: a gateway scans from its own network
 * with its own program. Each session is weighed by what its company's other sessions show, the global frequencies
 * being worth `companyStrength` sessions. Also how likely the other half of a pair is a machine's.
 */
function companyFindings(
  { companyStart, pairStart, traits }: Sessions,
  work: Workspace,
  learned: Learned,
): void {
  const { human, machine, ownFindings, twin } = work;
  const { humanFindings, machineFindings } = learned;
  const humans = new Float64Array(VALUES);
  const machines = new Float64Array(VALUES);
  const k = EVIDENCE.companyStrength;
  ownFindings.fill(1);
  for (let c = 0; c + 1 < companyStart.length; c++) {
    const from = pairStart[companyStart[c] ?? 0] ?? 0;
    const to = pairStart[companyStart[c + 1] ?? 0] ?? 0;
    for (const t of COMPANY_TRAITS) {
      humans.fill(0);
      machines.fill(0);
      let allHumans = 0;
      let allMachines = 0;
      for (let i = from; i < to; i++) {
        const value = traits[i * TRAIT_COUNT + t] ?? -1;
        if (value < 0) continue;
        const h = human[i] ?? 0;
        const m = machine[i] ?? 0;
        humans[value] = (humans[value] ?? 0) + h;
        machines[value] = (machines[value] ?? 0) + m;
        allHumans += h;
        allMachines += m;
      }
      if (allHumans + allMachines === 0) continue;
      for (let i = from; i < to; i++) {
        const value = traits[i * TRAIT_COUNT + t] ?? -1;
        if (value < 0) continue;
        const h = human[i] ?? 0;
        const m = machine[i] ?? 0;
        const global = t * VALUES + value;
        const ifHuman = (k * (humanFindings[global] ?? 0) + (humans[value] ?? 0) - h) / (k + allHumans - h);
        const ifMachine =
          (k * (machineFindings[global] ?? 0) + (machines[value] ?? 0) - m) / (k + allMachines - m);
        ownFindings[i] = ((ownFindings[i] ?? 1) * ifHuman) / ifMachine;
        if (t === TRAIT_INDEX.pair) {
          const pairs = value === 1 ? ifHuman : 1 - ifHuman;
          twin[i] = Math.max(0, 1 - PAIR.doubleTap / Math.max(pairs, PAIR.doubleTap));
        }
      }
    }
  }
}
