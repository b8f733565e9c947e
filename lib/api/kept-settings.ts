import type { z } from 'zod';
import { settingsWord } from './insight';

/**
 * Settings that a backup holds, each with what it must look like when it comes back. A setting that is not named here
 * is in no backup: keys of trackers are secrets and stay in this browser.
 */
export const KEPT_SETTINGS: Readonly<Record<string, z.ZodType>> = {
  /** The limits of flags and comparisons (`server-insight`). */
  settings: settingsWord,
};
