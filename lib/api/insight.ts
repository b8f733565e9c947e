import { z } from 'zod';
import type { Place, PlaceComparison } from '../analytics/compare/places';
import type { Cta, CtaKind } from '../analytics/ctas/find';
import { DEFAULT_THRESHOLDS, type FlagThresholds, THRESHOLD_RANGES } from '../analytics/flags/thresholds';
import type { OutcomeGroup } from '../analytics/outcomes/by-ctas';
import type { Outcome, Position } from '../analytics/outcomes/cases';
import type { Matched } from '../analytics/outcomes/matched';
import type { ClickVerdict } from '../analytics/phantom/judge';
import type { Interval } from '../analytics/rates/difference';

/** What views ask for when they compare, look for evidence, or set a threshold. JSON only. */

export type { PlaceComparison };
export type PlaceView = Place;

export interface RankingView {
  /** Surely among the three best, likeliest first; empty where the data cannot carry it. */
  readonly best: readonly { readonly id: string; readonly name: string; readonly top: number }[];
  readonly ranked: number;
  readonly fewest: number;
}

export interface OutcomesView {
  readonly position: Position;
  readonly outcome: Outcome;
  /** With no, one, two, three or more CTAs. */
  readonly byNumber: readonly OutcomeGroup[];
  readonly byKind: readonly { readonly kind: CtaKind; readonly group: OutcomeGroup }[];
  readonly oneLessMany: Interval | null;
  readonly matched: readonly Matched[];
  readonly missing: 'one' | 'many' | null;
  readonly tells: boolean;
}

/** An email as it went out, with its CTAs by their words and place. */
export interface MarkedEmail {
  readonly messageId: string;
  readonly at: string;
  readonly step: number;
  readonly variant: string | null;
  readonly subject: string;
  readonly text: string;
  readonly ctas: readonly Cta[];
}

/** What a flag rests on, beside its numbers. */
export interface EvidenceView {
  readonly emails: readonly MarkedEmail[];
  /** Addresses that did not get it. */
  readonly addresses: readonly string[];
  readonly clicks: readonly {
    readonly at: string;
    readonly address: string;
    readonly url: string;
    readonly human: number;
    readonly verdict: ClickVerdict;
    readonly reasons: readonly string[];
  }[];
}

/** One draft's CTAs, in the order they are asked. */
export type DraftView = readonly Pick<Cta, 'kind' | 'text' | 'target'>[];

/** Only where the user's own mail can tell. */
export interface DraftAdviceView {
  readonly position: Position;
  readonly one: OutcomeGroup;
  readonly many: OutcomeGroup;
}

/** Smallest difference that matters to the user, as a share, and what it may be. */
export const MATTERS_RANGE = { min: 0.001, max: 0.2 } as const;

export interface Settings {
  readonly thresholds: FlagThresholds;
  /** Smallest difference that matters, as a share. */
  readonly matters: number;
}

// fromEntries loses the names; each key of the thresholds has its own check.
const thresholdShape = Object.fromEntries(
  Object.entries(THRESHOLD_RANGES).map(([key, { unit, min, max }]) => {
    const number = z.number().min(min).max(max);
    return [key, (unit === 'count' ? number.int() : number).optional()];
  }),
) as Record<keyof FlagThresholds, z.ZodOptional<z.ZodNumber>>;

/** What the user set; all else is at its default, also when a later version has a better one. */
export const settingsWord = z.object({
  thresholds: z.object(thresholdShape).default({}),
  matters: z.number().min(MATTERS_RANGE.min).max(MATTERS_RANGE.max).optional(),
});
export type SettingsWord = z.input<typeof settingsWord>;

/** Thresholds with what the user set in place of the defaults. */
export function withDefaults(set: Partial<Record<keyof FlagThresholds, number | undefined>>): FlagThresholds {
  const own = Object.entries(set).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_THRESHOLDS, ...Object.fromEntries(own) };
}
