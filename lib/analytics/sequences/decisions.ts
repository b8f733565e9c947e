import { stableHash } from '../../facts/hash';
import { messageKey } from '../../facts/message';
import type { Outbound } from '../mailbox';
import type { Identified } from './identity';
import type { FoundSequence, Placement, SequenceDecision } from './types';

interface Place {
  sequence: string;
  step: number;
  variant: string | null;
}

/**
 * Applies what the user decided, in order. A decision about a sequence that is not there changes nothing.
 * @param sent in time order
 */
export function decide(
  identified: readonly Identified[],
  sent: readonly Outbound[],
  decisions: readonly SequenceDecision[],
): { sequences: FoundSequence[]; hidden: FoundSequence[]; placements: Map<Outbound, Placement> } {
  const sequences = new Map<string, FoundSequence>();
  const places = new Map<Outbound, Place>();
  for (const { sequence, draft } of identified) {
    sequences.set(sequence.id, sequence);
    for (const { mails } of draft.chains)
      for (const { mail, step, variant } of mails) {
        const before = places.get(mail);
        // One email to several prospects may be at several places: the earliest is what it was written for.
        if (before === undefined || step < before.step)
          places.set(mail, { sequence: sequence.id, step, variant });
      }
  }
  const hidden = new Set<string>();
  const merged = new Map<string, string>();
  const current = (id: string): string => {
    let at = id;
    for (let next = merged.get(at); next !== undefined; next = merged.get(at)) at = next;
    return at;
  };
  const byKey = decisions.some(({ kind }) => kind === 'move')
    ? new Map(sent.map((mail) => [messageKey(mail.fact), mail]))
    : new Map<string, Outbound>();
  for (const decision of decisions) {
    switch (decision.kind) {
      case 'rename': {
        const of = sequences.get(current(decision.sequence));
        if (of !== undefined) sequences.set(of.id, { ...of, name: decision.name });
        break;
      }
      case 'merge':
      case 'variants': {
        const from = current(decision.from);
        const into = current(decision.into);
        if (from === into || !sequences.has(from) || !sequences.has(into)) break;
        for (const place of places.values()) {
          if (decision.kind === 'variants' && (place.sequence === from || place.sequence === into))
            place.variant = place.sequence === from ? nextLetter(place.variant) : (place.variant ?? 'A');
          if (place.sequence === from) place.sequence = into;
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
        for (const place of places.values())
          if (place.sequence === from && place.step >= decision.step) {
            place.sequence = id;
            place.step -= decision.step - 1;
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
        hidden.add(decision.sequence);
        break;
      case 'label':
        for (const of of sequences.values())
          if (of.id === stableHash(`label|${decision.label}`))
            sequences.set(of.id, { ...of, name: decision.name });
        break;
    }
  }
  const gone = new Set([...hidden].map(current));
  const placements = new Map<Outbound, Placement>();
  const used = new Set<string>();
  for (const mail of sent) {
    const place = places.get(mail);
    if (place === undefined) continue;
    const { sequence, step, variant } = place;
    const of = sequences.get(sequence);
    if (of === undefined || gone.has(sequence)) continue;
    used.add(sequence);
    placements.set(mail, { sequence: of, step, variant });
  }
  const all = [...sequences.values()];
  return {
    sequences: all.filter(({ id }) => used.has(id)),
    hidden: all.filter(({ id }) => gone.has(id)),
    placements,
  };
}

function nextLetter(variant: string | null): string {
  return variant === null ? 'B' : `B${variant}`;
}
