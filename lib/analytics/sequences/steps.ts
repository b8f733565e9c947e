import type { Chain } from './families';
import type { ReadMail } from './read';
import { normalSubject } from './subject';

export interface Place {
  readonly read: number;
  /** 1-based. */
  readonly step: number;
}

type FamilyChain = Chain & { readonly family: number };

/** A short text that this many prospects of a sequence got is one of its steps. */
const KNOWN_BUMP = 2;

/**
 * What a message is called when steps are counted: its template, or for messages too short or too personal to have one,
 * its masked text within the sequence.
 */
function unitOf(read: ReadMail, group: number): string {
  return group >= 0 ? `g${group}` : `t${read.text}`;
}

interface Unit {
  readonly people: Set<string>;
  /** Step → chains that have it there. */
  readonly at: Map<number, number>;
}

function unitsOf(chains: readonly FamilyChain[], reads: readonly ReadMail[]): Map<string, Unit> {
  const units = new Map<string, Unit>();
  for (const chain of chains) {
    for (const { read, group } of chain.entries) {
      const of = reads[read];
      if (of === undefined) continue;
      const name = unitOf(of, group);
      let unit = units.get(name);
      if (unit === undefined) {
        unit = { people: new Set(), at: new Map() };
        units.set(name, unit);
      }
      unit.people.add(chain.prospect);
    }
  }
  return units;
}

/** Leaves out what only happened to be sent to the same prospect: a new thread with a text nobody else got. */
function ofSequence(
  chain: FamilyChain,
  reads: readonly ReadMail[],
  units: ReadonlyMap<string, Unit>,
): Chain['entries'] {
  const threads = new Set<string>();
  const subjects = new Set<string>();
  return chain.entries.filter(({ read, group }, index) => {
    const of = reads[read];
    if (of === undefined) return false;
    const subject = normalSubject(of.mail.fact.subject);
    const known =
      (index === 0 && chain.head >= 0) ||
      threads.has(of.mail.thread) ||
      (!of.opens && subjects.has(subject)) ||
      (units.get(unitOf(of, group))?.people.size ?? 0) >= KNOWN_BUMP ||
      (index === 0 && chain.head < 0);
    if (known) {
      threads.add(of.mail.thread);
      if (subject !== '') subjects.add(subject);
    }
    return known;
  });
}

/** The step a unit mostly is. Null where it comes at several: a phrase such as “any thoughts?”, placed by position. */
function usualStep(unit: Unit | undefined): number | null {
  if (unit === undefined) return null;
  let best = 0;
  let most = 0;
  let all = 0;
  for (const [step, count] of unit.at) {
    all += count;
    if (count > most || (count === most && step < best)) {
      best = step;
      most = count;
    }
  }
  return most * 2 > all ? best : null;
}

/**
 * Steps of one sequence. A template's step is the position it mostly has; a prospect who missed a step does not shift
 * it. What has no template takes the position after the message before it.
 */
export function placeSteps(chains: readonly FamilyChain[], reads: readonly ReadMail[]): Place[][] {
  const units = unitsOf(chains, reads);
  const own = chains.map((chain) => ofSequence(chain, reads, units));
  for (const [index, entries] of own.entries()) {
    if ((chains[index]?.head ?? -1) < 0) continue;
    const seen = new Map<string, number>();
    let step = 0;
    for (const { read, group } of entries) {
      const of = reads[read];
      if (of === undefined) continue;
      const name = unitOf(of, group);
      if (group >= 0 && seen.has(name)) continue;
      seen.set(name, ++step);
      const unit = units.get(name);
      unit?.at.set(step, (unit.at.get(step) ?? 0) + 1);
    }
  }
  return own.map((entries) => {
    const places: Place[] = [];
    const seen = new Map<string, number>();
    let last = 0;
    for (const { read, group } of entries) {
      const of = reads[read];
      if (of === undefined) continue;
      const name = unitOf(of, group);
      const unit = units.get(name);
      const usual = unit !== undefined && unit.people.size >= KNOWN_BUMP ? usualStep(unit) : null;
      const before = seen.get(name);
      const step =
        before !== undefined && group >= 0 ? before : usual !== null && usual > last ? usual : last + 1;
      seen.set(name, step);
      last = Math.max(last, step);
      places.push({ read, step });
    }
    return places;
  });
}
