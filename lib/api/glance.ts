import { readGlance } from '../store/glance';
import type { Glance, KeptGlance } from './glance-types';

/** A glance, and whether facts and decisions are still those it was made from. */
export interface FirstGlance {
  readonly glance: Glance;
  readonly current: boolean;
}

/**
 * The last glance that a background of this build has kept, without waiting for a background. For the popup alone: a frame
 * in Gmail may be refused the database.
 * @returns null where nothing is kept, or it cannot be read: the background's own answer comes soon after
 */
export async function glanceAtOnce(): Promise<FirstGlance | null> {
  try {
    const kept = await readGlance('plumbline', 'glance', String(import.meta.env.CORE_STAMP));
    if (kept === null) return null;
    // Only `KeptAnswers` writes under this key, and the stamp says that this very build did.
    const { value } = kept.value as KeptGlance;
    return { glance: value, current: kept.current };
  } catch (error) {
    console.warn('Plumbline:', error);
    return null;
  }
}
