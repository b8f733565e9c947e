import type { FamilyChain } from './families';
import type { ReadMail } from './read';
import { normalSubject } from './subject';

export interface Place {
  readonly read: number;
  /** 1-based. */
  readonly step: number;
}

/** A short text that this many prospects of a sequence got is one of its steps. */
const KNOWN_BUMP = 2;

/**
 * What a message is called when steps are counted: its template, or for messages too short or too personal to have one,
 * its masked text within the sequence.
 */
function unitOf(read: ReadMail, group: number): string {
  return group >= 0 ? `g${group}` : `t${read.text}`;
}

/** A first step that has no template is seen by its place: this share of the prospects got something there. */
const MOSTLY = 0.5;
const DAY = 86_400_000;
const SHORTLY = 21 * DAY;

/** Chains with the untemplated emails before their head, where most chains have them: a step all the same. */
function withFirstSteps(chains: readonly FamilyChain[], reads: readonly ReadMail[]): FamilyChain[] {
  const atOf = (read: number | undefined): number => reads[read ?? -1]?.mail.fact.at ?? 0;
  let rest = chains.map((chain) => ({ ...chain }));
  for (let more = 0; more < MAX_FIRST_STEPS; more++) {
    const headed = rest.filter(({ head }) => head >= 0);
    const eligible = (chain: FamilyChain): boolean =>
      chain.head >= 0 &&
      chain.before.length > 0 &&
      atOf(chain.entries[0]?.read) - atOf(chain.before.at(-1)?.read) <= SHORTLY;
    const having = headed.filter(eligible).length;
    if (having < KNOWN_BUMP || having < headed.length * MOSTLY) break;
    rest = rest.map((chain) =>
      eligible(chain)
        ? {
            ...chain,
            before: chain.before.slice(0, -1),
            entries: [...chain.before.slice(-1), ...chain.entries],
          }
        : chain,
    );
  }
  return rest;
}
const MAX_FIRST_STEPS = 3;

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

/** The template before a new thread without one. */
function previousUnit(
  chain: FamilyChain,
  index: number,
  reads: readonly ReadMail[],
  units: ReadonlyMap<string, Unit>,
): string | null {
  const entry = chain.entries[index];
  const previous = chain.entries[index - 1];
  if (entry === undefined || previous === undefined || entry.group >= 0) return null;
  const a = reads[previous.read];
  const b = reads[entry.read];
  if (a === undefined || b === undefined || b.mail.fact.at - a.mail.fact.at > SHORTLY) return null;
  const unit = unitOf(a, previous.group);
  return (units.get(unit)?.people.size ?? 0) >= KNOWN_BUMP ? unit : null;
}

/** For each template: the prospects who got an untemplated new thread right after it. */
function personalSteps(
  chains: readonly FamilyChain[],
  reads: readonly ReadMail[],
  units: ReadonlyMap<string, Unit>,
): ReadonlyMap<string, Set<string>> {
  const after = new Map<string, Set<string>>();
  for (const chain of chains)
    for (let index = 1; index < chain.entries.length; index++) {
      const unit = previousUnit(chain, index, reads, units);
      if (unit === null) continue;
      const people = after.get(unit) ?? new Set<string>();
      people.add(chain.prospect);
      after.set(unit, people);
    }
  return after;
}

/** Most prospects who got the template before it got a new thread here too: a step that is personal through and through. */
function isPersonalStep(
  chain: FamilyChain,
  index: number,
  reads: readonly ReadMail[],
  units: ReadonlyMap<string, Unit>,
  personal: ReadonlyMap<string, Set<string>>,
): boolean {
  const unit = previousUnit(chain, index, reads, units);
  if (unit === null) return false;
  const here = personal.get(unit)?.size ?? 0;
  return here >= KNOWN_BUMP && here >= PERSONAL_SHARE * (units.get(unit)?.people.size ?? 0);
}
const PERSONAL_SHARE = 0.35;

/** Leaves out what only happened to be sent to the same prospect: a new thread with a text nobody else got. */
function ofSequence(
  chain: FamilyChain,
  reads: readonly ReadMail[],
  units: ReadonlyMap<string, Unit>,
  personal: ReadonlyMap<string, Set<string>>,
): FamilyChain['entries'] {
  const threads = new Set<string>();
  const subjects = new Set<string>();
  return chain.entries.filter(({ read, group }, index) => {
    const of = reads[read];
    if (of === undefined) return false;
    const subject = normalSubject(of.mail.fact.subject);
    const known =
      threads.has(of.mail.thread) ||
      (!of.opens && subjects.has(subject)) ||
      (units.get(unitOf(of, group))?.people.size ?? 0) >= KNOWN_BUMP ||
      isPersonalStep(chain, index, reads, units, personal) ||
      index === 0;
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
export function placeSteps(found: readonly FamilyChain[], reads: readonly ReadMail[]): Place[][] {
  const chains = withFirstSteps(found, reads);
  const units = unitsOf(chains, reads);
  const personal = personalSteps(chains, reads, units);
  const own = chains.map((chain) => ofSequence(chain, reads, units, personal));
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
