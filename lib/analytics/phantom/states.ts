import { BEHAVIOURS, GATEWAY } from './weights';

/**
 * A company's state: 0 scans no links; every other one is a behaviour with a share of its emails that it scans (one of
 * three levels), numbered behaviour by behaviour.
 */
export const LEVELS = GATEWAY.levels.length;
export const KINDS = BEHAVIOURS.length;
export const STATES = 1 + KINDS * LEVELS;
/** The two behaviours that are no mere range of times. */
export const SWEEP = KINDS - 2;
export const OWN_OFFSET = KINDS - 1;

/** By state: its behaviour, its share of scanned emails, and the share of emails that are not. */
export const KIND_OF = Int32Array.from({ length: STATES }, (_, s) =>
  s === 0 ? 0 : Math.floor((s - 1) / LEVELS),
);
export const LEVEL_OF = Float64Array.from({ length: STATES }, (_, s) =>
  s === 0 ? 0 : (GATEWAY.levels[(s - 1) % LEVELS] ?? 0),
);
export const UNSCANNED = LEVEL_OF.map((level) => 1 - level * (1 - GATEWAY.stray));

/** Shares of the states before any data. */
export function startShares(noneShare: number): Float64Array {
  return LEVEL_OF.map((_, state) =>
    state === 0
      ? noneShare
      : (1 - noneShare) *
        (BEHAVIOURS[KIND_OF[state] ?? 0]?.share ?? 0) *
        (GATEWAY.levelShares[(state - 1) % LEVELS] ?? 0),
  );
}
