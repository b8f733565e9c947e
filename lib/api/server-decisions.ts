import type { KnownSequence } from '../analytics/sequences/types';
import type { Store } from '../store/store';
import { clickWord, type DecisionView, sequenceWord } from './decisions';
import type { Protocol } from './protocol';

/** Where the ledger of known sequences lies in the settings. */
const LEDGER = 'known-sequences';

/** Everything the user decided that can still be read, oldest first. */
export async function readDecisions(store: Store): Promise<DecisionView[]> {
  const rows = await store.decisions();
  return rows.flatMap(({ id, at, room, value }): DecisionView[] => {
    // An entry of a later version, after going back to this one, is left alone: it does not apply, and is not lost.
    if (room === 'click') {
      const word = clickWord.safeParse(value);
      return word.success ? [{ id, at, room, word: word.data }] : [];
    }
    const word = sequenceWord.safeParse(value);
    return word.success ? [{ id, at, room, word: word.data }] : [];
  });
}

/** The sequences as they were named once: by it ids and names stay where they are. */
export async function readLedger(store: Store): Promise<readonly KnownSequence[]> {
  const known = await store.setting(LEDGER);
  return Array.isArray(known) ? known : []; // only writeLedger writes this key
}

export async function writeLedger(store: Store, known: readonly KnownSequence[]): Promise<void> {
  await store.saveSetting(LEDGER, known, false);
}

type DecisionCalls = 'decideClick' | 'decideSequence' | 'undoDecision' | 'decisions';

export function decisionHandlers(
  store: Store,
  world: { now(): number; changed(): Promise<void> },
): { [K in DecisionCalls]: (...data: Parameters<Protocol[K]>) => Promise<ReturnType<Protocol[K]>> } {
  const add = async (room: 'click' | 'sequence', value: unknown): Promise<{ id: number }> => {
    const id = await store.addDecision({ room, at: world.now(), value });
    await world.changed();
    return { id };
  };
  return {
    decideClick: async (word) => add('click', clickWord.parse(word)),
    decideSequence: async (word) => add('sequence', sequenceWord.parse(word)),
    undoDecision: async ({ id }) => {
      await store.removeDecisions([id]);
      await world.changed();
    },
    decisions: () => readDecisions(store),
  };
}
