import { stableHash } from '../../facts/hash';
import { messageKey } from '../../facts/message';
import type { Outbound } from '../mailbox';
import type { Identified } from './identity';
import type { FoundSequence, Placement, SequenceDecision } from './types';

interface Place {
  readonly sequence: string;
  readonly step: number;
  readonly variant: string | null;
}

/** One object for all messages at one place: a mailbox has many messages and few places. */
class Shared<T> {
  private readonly all = new Map<string, Map<number, T>>();

  get(sequence: string, step: number, variant: string | null, make: () => T): T {
    const key = variant === null ? sequence : `${sequence}\n${variant}`;
    let steps = this.all.get(key);
    if (steps === undefined) {
      steps = new Map();
      this.all.set(key, steps);
    }
    let shared = steps.get(step);
    if (shared === undefined) {
      shared = make();
      steps.set(step, shared);
    }
    return shared;
  }
}

/**
 * Applies what the user decided, in order. A decision about a sequence that is not there changes nothing.
 * @param sent in time order
 * @param joined ids that stand for another now: what was decided about them is about the other
 */
export function decide(
  identified: readonly Identified[],
  sent: readonly Outbound[],
  decisions: readonly SequenceDecision[],
  joined: ReadonlyMap<string, string>,
): { sequences: FoundSequence[]; hidden: FoundSequence[]; placements: Map<Outbound, Placement> } {
  const sequences = new Map<string, FoundSequence>();
  const places = new Map<Outbound, Place>();
  const shared = new Shared<Place>();
  for (const { sequence, draft } of identified) {
    sequences.set(sequence.id, sequence);
    for (const { mails } of draft.chains)
      for (const { mail, step, variant } of mails) {
        const before = places.get(mail);
        // One email to several prospects may be at several places: the earliest is what it was written for.
        if (before === undefined || step < before.step)
          places.set(
            mail,
            shared.get(sequence.id, step, variant, () => ({ sequence: sequence.id, step, variant })),
          );
      }
  }
  const hidden = new Set<string>();
  const merged = new Map<string, string>();
  const isThere = (id: string): boolean => sequences.has(id) || merged.has(id);
  const current = (id: string): string => {
    let at = isThere(id) ? id : (joined.get(id) ?? id);
    for (let next = merged.get(at); next !== undefined; next = merged.get(at)) at = next;
    return at;
  };
  const renamed = new Set(decisions.flatMap((one) => (one.kind === 'rename' ? [one.sequence] : [])));
  const byKey = decisions.some(({ kind }) => kind === 'move')
    ? new Map(sent.map((mail) => [messageKey(mail.fact), mail]))
    : new Map<string, Outbound>();
  for (const decision of decisions) {
    switch (decision.kind) {
      case 'rename': {
        const of = sequences.get(current(decision.sequence));
        // The name of what is part of another now gives way to the other's own.
        const lent = of !== undefined && !isThere(decision.sequence) && renamed.has(of.id);
        if (of !== undefined && !lent) sequences.set(of.id, { ...of, name: decision.name });
        break;
      }
      case 'merge':
      case 'variants': {
        const from = current(decision.from);
        const into = current(decision.into);
        if (from === into || !sequences.has(from) || !sequences.has(into)) break;
        const letters = nextLetters(places.values(), into);
        for (const [mail, place] of places) {
          if (place.sequence !== from && place.sequence !== into) continue;
          let { variant } = place;
          if (decision.kind === 'variants')
            variant = place.sequence === from ? letters(variant ?? 'A') : (variant ?? 'A');
          places.set(mail, { ...place, sequence: into, variant });
        }
        sequences.delete(from);
        merged.set(from, into);
        break;
      }
      case 'split': {
        const from = current(decision.sequence);
        const of = sequences.get(from);
        if (of === undefined) break;
        const id = stableHash(`split|${decision.id}`);
        let moved = 0;
        for (const [mail, place] of places) {
          if (place.sequence !== from || place.step < decision.step) continue;
          places.set(mail, { ...place, sequence: id, step: place.step - decision.step + 1 });
          moved++;
        }
        if (moved > 0) sequences.set(id, { id, name: decision.name, origin: 'user' });
        break;
      }
      case 'move': {
        const mail = byKey.get(decision.message);
        if (mail === undefined) break;
        if (decision.to === null) {
          places.delete(mail);
          break;
        }
        const to = current(decision.to.sequence);
        if (sequences.has(to))
          places.set(mail, { sequence: to, step: Math.max(1, decision.to.step), variant: null });
        break;
      }
      case 'hide':
        // Never by way of `joined`: to show too much can be mended, to hide too much is not even seen.
        if (isThere(decision.sequence)) hidden.add(current(decision.sequence));
        break;
      case 'label':
        for (const { sequence, draft } of identified) {
          const of = sequences.get(sequence.id);
          if (of !== undefined && draft.origin === 'label' && draft.key === decision.label)
            sequences.set(of.id, { ...of, name: decision.name });
        }
        break;
    }
  }
  const placements = new Map<Outbound, Placement>();
  const used = new Set<string>();
  const placed = new Shared<Placement>();
  for (const mail of sent) {
    const place = places.get(mail);
    if (place === undefined) continue;
    const { sequence, step, variant } = place;
    const of = sequences.get(sequence);
    if (of === undefined || hidden.has(sequence)) continue;
    used.add(sequence);
    placements.set(
      mail,
      placed.get(sequence, step, variant, () => ({ sequence: of, step, variant })),
    );
  }
  const all = [...sequences.values()];
  return {
    sequences: all.filter(({ id }) => used.has(id)),
    hidden: all.filter(({ id }) => hidden.has(id)),
    placements,
  };
}

/**
 * New names for the variants of what joins a sequence: the letters after those it has, so that a third sequence becomes C and
 * never a second B.
 */
function nextLetters(places: Iterable<Place>, into: string): (variant: string) => string {
  let last = 0;
  for (const { sequence, variant } of places)
    if (sequence === into && variant !== null) last = Math.max(last, placeOf(variant));
  return (variant) => {
    const at = last + 1 + placeOf(variant);
    return at < 26 ? String.fromCharCode(FIRST_LETTER + at) : `Z${at - 24}`;
  };
}

const FIRST_LETTER = 65;

/** A variant's place in the alphabet, from 0; a tracker's own name for one counts as the first. */
function placeOf(variant: string): number {
  const at = variant.charCodeAt(0) - FIRST_LETTER;
  if (variant.length === 1 && at >= 0 && at < 26) return at;
  const beyond = /^Z(\d{1,4})$/.exec(variant);
  return beyond === null ? 0 : Number(beyond[1]) + 24;
}
