import type { KnownSequence } from '../analytics/sequences/types';
import { isSharedDomain } from '../analytics/shared-domains';
import type { Store } from '../store/store';
import { aboutOf, clickWord, type DecisionView, sequenceWord } from './decisions';
import type { Protocol } from './protocol';

/** Where the ledger of known sequences lies in the settings. */
const LEDGER = 'known-sequences';

/** Everything the user decided that can still be read, oldest first. */
export async function readDecisions(store: Store): Promise<DecisionView[]> {
  // By time, not by row: what a backup brings was said before it came.
  const rows = (await store.decisions()).sort((a, b) => a.at - b.at || a.id - b.id);
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

/** Replaces the ledger from outside of an analysis: figures are computed again. */
export async function saveLedger(store: Store, known: readonly KnownSequence[]): Promise<void> {
  await store.saveSetting(LEDGER, known, true);
}

type DecisionCalls =
  | 'decideClick'
  | 'decideSequence'
  | 'undoDecision'
  | 'undoDecisions'
  | 'unsayClick'
  | 'decisions';

/** The same word again this soon is the same tap: a view asks twice when the background was stopped before it answered. */
const SAME_TAP = 5000;

export function decisionHandlers(
  store: Store,
  world: {
    now(): number;
    changed(): Promise<void>;
    /** Keys of other trackers' reports of the same click: a word on one is a word on all. */
    alsoReported(key: string): Promise<readonly string[]>;
  },
): { [K in DecisionCalls]: (...data: Parameters<Protocol[K]>) => Promise<ReturnType<Protocol[K]>> } {
  const add = async (room: 'click' | 'sequence', value: unknown): Promise<{ id: number }> => {
    const last = (await readDecisions(store)).at(-1);
    const now = world.now();
    if (
      last !== undefined &&
      last.room === room &&
      now - last.at < SAME_TAP &&
      JSON.stringify(last.word) === JSON.stringify(value)
    )
      return { id: last.id };
    // Words are read by their time: two of one millisecond would have no order.
    const id = await store.addDecision({
      room,
      at: last === undefined ? now : Math.max(now, last.at + 1),
      value,
    });
    await world.changed();
    return { id };
  };
  const take = async (unwanted: (decision: DecisionView) => boolean): Promise<DecisionView[]> => {
    const taken = (await readDecisions(store)).filter(unwanted);
    if (taken.length === 0) return [];
    await store.removeDecisions(taken.map(({ id }) => id));
    await world.changed();
    return taken;
  };
  return {
    decideClick: async (word) => {
      const checked = clickWord.parse(word);
      if ('company' in checked.about && isSharedDomain(checked.about.company))
        throw new Error(
          `${checked.about.company} is a mail provider that many companies share: say it click by click.`,
        );
      return add('click', checked);
    },
    decideSequence: async (word) => add('sequence', sequenceWord.parse(word)),
    undoDecision: async ({ id }) => {
      await store.removeDecisions([id]);
      await world.changed();
    },
    undoDecisions: ({ ids }) => take(({ id }) => ids.includes(id)),
    unsayClick: async ({ about }) => {
      const keys = 'click' in about ? await world.alsoReported(about.click) : [];
      const of = new Set(
        [about, ...keys.map((click) => ({ click }))].map((one) => aboutOf({ about: one, by: 'human' })),
      );
      return take((decision) => decision.room === 'click' && of.has(aboutOf(decision.word)));
    },
    decisions: () => readDecisions(store),
  };
}
