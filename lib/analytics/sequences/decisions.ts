import { stableHash } from '../../facts/hash';
import { messageKey } from '../../facts/message';
import type { Outbound } from '../mailbox';
import type { Identified } from './identity';
import type { Reads } from './read';
import type { FoundSequence, Placement, SequenceDecision } from './types';

interface Place {
  readonly sequence: string;
  readonly step: number;
  readonly variant: string | null;
  /** Made of it in the end: one object for all messages at one place, for a mailbox has many messages and few places. */
  placement: Placement | null;
}

function placeOf(sequence: string, step: number, variant: string | null): Place {
  return { sequence, step, variant, placement: null };
}

/** The places of one sequence, each made once. */
class Places {
  private readonly variants = new Map<string | null, Map<number, Place>>();

  constructor(private readonly sequence: string) {}

  get(step: number, variant: string | null): Place {
    let steps = this.variants.get(variant);
    if (steps === undefined) {
      steps = new Map();
      this.variants.set(variant, steps);
    }
    let place = steps.get(step);
    if (place === undefined) {
      place = placeOf(this.sequence, step, variant);
      steps.set(step, place);
    }
    return place;
  }
}

/**
 * Applies what the user decided, in order. A decision about a sequence that is not there changes nothing.
 * @param sent in time order: the mail of `reads`, and internal mail
 * @param joined ids that stand for another now: what was decided about them is about the other
 */
export function decide(
  identified: readonly Identified[],
  sent: readonly Outbound[],
  reads: Reads,
  decisions: readonly SequenceDecision[],
  joined: ReadonlyMap<string, string>,
): { sequences: FoundSequence[]; hidden: FoundSequence[]; placements: Map<Outbound, Placement> } {
  const sequences = new Map<string, FoundSequence>();
  // By number; internal mail has none, and only the user can give it a place.
  const places = new Array<Place | undefined>(reads.mails.length).fill(undefined);
  const internal = new Map<Outbound, Place>();
  for (const { sequence, draft } of identified) {
    sequences.set(sequence.id, sequence);
    const own = new Places(sequence.id);
    for (const { mails } of draft.chains)
      for (const { mail, step, variant } of mails) {
        const before = places[mail];
        // One email to several prospects may be at several places: the earliest is what it was written for.
        if (before === undefined || step < before.step) places[mail] = own.get(step, variant);
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
  const moves = decisions.some(({ kind }) => kind === 'move');
  const byKey = new Map(moves ? sent.map((mail) => [messageKey(mail.fact), mail] as const) : []);
  const numbers = new Map(moves ? reads.mails.map((mail, number) => [mail, number] as const) : []);
  const move = (mail: Outbound, to: Place | undefined): void => {
    const number = numbers.get(mail);
    if (number !== undefined) places[number] = to;
    else if (to === undefined) internal.delete(mail);
    else internal.set(mail, to);
  };
  const change = (of: (place: Place) => Place): void => {
    for (const [number, place] of places.entries()) if (place !== undefined) places[number] = of(place);
    for (const [mail, place] of internal) internal.set(mail, of(place));
  };
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
        const letters = nextLetters([...places, ...internal.values()], into);
        change((place) => {
          if (place.sequence !== from && place.sequence !== into) return place;
          let { variant } = place;
          if (decision.kind === 'variants')
            variant = place.sequence === from ? letters(variant ?? 'A') : (variant ?? 'A');
          return placeOf(into, place.step, variant);
        });
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
        change((place) => {
          if (place.sequence !== from || place.step < decision.step) return place;
          moved++;
          return placeOf(id, place.step - decision.step + 1, place.variant);
        });
        if (moved > 0) sequences.set(id, { id, name: decision.name, origin: 'user' });
        break;
      }
      case 'move': {
        const mail = byKey.get(decision.message);
        if (mail === undefined) break;
        if (decision.to === null) {
          move(mail, undefined);
          break;
        }
        const to = current(decision.to.sequence);
        if (sequences.has(to)) move(mail, placeOf(to, Math.max(1, decision.to.step), null));
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
  let number = 0;
  for (const mail of sent) {
    const isRead = reads.mails[number] === mail;
    const place = isRead ? places[number] : internal.get(mail);
    if (isRead) number++;
    if (place === undefined) continue;
    const { sequence, step, variant } = place;
    const of = sequences.get(sequence);
    if (of === undefined || hidden.has(sequence)) continue;
    used.add(sequence);
    place.placement ??= { sequence: of, step, variant };
    placements.set(mail, place.placement);
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
function nextLetters(places: readonly (Place | undefined)[], into: string): (variant: string) => string {
  let last = 0;
  for (const place of places)
    if (place?.sequence === into && place.variant !== null) last = Math.max(last, letterOf(place.variant));
  return (variant) => {
    const at = last + 1 + letterOf(variant);
    return at < 26 ? String.fromCharCode(FIRST_LETTER + at) : `Z${at - 24}`;
  };
}

const FIRST_LETTER = 65;

/** A variant's place in the alphabet, from 0; a tracker's own name for one counts as the first. */
function letterOf(variant: string): number {
  const at = variant.charCodeAt(0) - FIRST_LETTER;
  if (variant.length === 1 && at >= 0 && at < 26) return at;
  const beyond = /^Z(\d{1,4})$/.exec(variant);
  return beyond === null ? 0 : Number(beyond[1]) + 24;
}
