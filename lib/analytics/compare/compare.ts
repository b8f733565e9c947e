import { type Interval, neededPerArm, newcombe } from '../rates/difference';
import {
  type Beta,
  betaInterval,
  betaMean,
  type Prior,
  posterior,
  probabilityGreater,
} from '../rates/posterior';
import { MATURE, type Rate } from '../rates/rate';

/** What "better" takes; data, so that settings can change it. */
export interface CompareLimits {
  /**
   * Posterior probability from which one is called better. The usual .95 would, looked at every day, call one of two equal
   * sequences better far too often; .995 keeps that below a tenth (npm run accuracy -- statistics).
   */
  readonly sure: number;
  /** Posterior probability from which two are called alike: that they differ by less than `matters`. */
  readonly alike: number;
  /** Prospects each must have been delivered to (facts, statistics 6.3). */
  readonly enough: number;
  /** Smallest difference that matters to an SDR, as a share: one point. */
  readonly matters: number;
  /** More prospects than this are not worth waiting for. */
  readonly hopeless: number;
}

export const DEFAULT_COMPARE: CompareLimits = {
  sure: 0.995,
  alike: 0.9,
  enough: 50,
  matters: 0.01,
  hopeless: 10_000,
};

/** One of two sequences, steps or variants. */
export interface Arm {
  readonly name: string;
  /** Reply or click rate as it is shown: its fraction stays as it is, its maturity weighs it. */
  readonly rate: Rate;
  /** Of `designEffect`: 1 where no two prospects are colleagues. */
  readonly designEffect: number;
  /** New prospects a day at the user's present pace; null where nothing is being sent. */
  readonly perDay: number | null;
}

export type Verdict = 'first' | 'second' | 'alike' | 'maturing' | 'too-early';

export interface Comparison {
  readonly verdict: Verdict;
  /** One sentence for the user. */
  readonly sentence: string;
  /** P(the first's true rate is higher). */
  readonly probability: number;
  /** Newcombe's 90 % interval of the first less the second; null where one has no prospects. */
  readonly difference: Interval | null;
  /** Shrunk towards what the user's sequences usually do, with the middle 90 %: to draw beside the raw fraction. */
  readonly shrunk: readonly [Shrunk, Shrunk];
  /** About how many more prospects, both together, would tell; null where none are needed or none would do. */
  readonly moreProspects: number | null;
  /** At the present pace; null where it is not known. */
  readonly moreDays: number | null;
}

export interface Shrunk extends Interval {
  readonly value: number;
}

/** Two significant digits: "about 900 more" and not "873 more". */
export function roughly(count: number): number {
  if (count <= 0) return 0;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return Math.ceil(count / unit) * unit;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Prospects that count: those that had the time to answer, colleagues counted as less than one each. */
function independent(arm: Arm): { hits: number; of: number } {
  const { hits, of, maturity } = arm.rate;
  // Never fewer trials than hits: an early reply is a whole one.
  return {
    hits: hits / arm.designEffect,
    of: Math.max(hits, of * maturity) / arm.designEffect,
  };
}

function shrunk(beta: Beta): Shrunk {
  return { value: betaMean(beta), ...betaInterval(beta) };
}

/**
 * Compares two sequences, steps or variants, and refuses to where the data cannot carry it.
 * @param kind what the rates count, for the sentence: "replies" or "clicks"
 */
export function compare(
  first: Arm,
  second: Arm,
  prior: Prior,
  kind: 'replies' | 'clicks' = 'replies',
  limits: CompareLimits = DEFAULT_COMPARE,
): Comparison {
  const a = independent(first);
  const b = independent(second);
  const betaA = posterior(a, prior);
  const betaB = posterior(b, prior);
  const probability = probabilityGreater(betaA, betaB);
  const closer = {
    probability,
    difference: newcombe(a, b),
    shrunk: [shrunk(betaA), shrunk(betaB)] as const,
  };
  const answer = (
    verdict: Verdict,
    sentence: string,
    moreProspects: number | null = null,
    moreDays: number | null = null,
  ): Comparison => ({ verdict, sentence, ...closer, moreProspects, moreDays });

  const fewest = Math.min(first.rate.of, second.rate.of);
  const maturity = Math.min(first.rate.maturity, second.rate.maturity);
  if (fewest >= limits.enough && maturity < MATURE)
    return answer(
      'maturing',
      `Still maturing: about ${Math.round(maturity * 100)} % of the ${kind} have come. Look again when at least ${MATURE * 100} % have.`,
    );
  if (fewest >= limits.enough) {
    if (probability >= limits.sure) return answer('first', better(first, second, probability, kind));
    if (probability <= 1 - limits.sure) return answer('second', better(second, first, 1 - probability, kind));
    const apart =
      probabilityGreater(betaA, betaB, limits.matters) + probabilityGreater(betaB, betaA, limits.matters);
    if (1 - apart >= limits.alike)
      return answer(
        'alike',
        `No difference that matters: ${first.name} and ${second.name} are within ${percent(limits.matters).replace('.0', '')} of each other. Choose by something else.`,
      );
  }
  const need = neededOf(first, second, betaMean(betaA), betaMean(betaB), limits);
  const more = Math.max(0, need - first.rate.of) + Math.max(0, need - second.rate.of);
  const rough = roughly(Math.max(more, Math.max(0, 2 * limits.enough - first.rate.of - second.rate.of), 10));
  if (rough > limits.hopeless)
    return answer(
      'too-early',
      `Too early to tell, and it would take more than ${limits.hopeless.toLocaleString('en-US')} more prospects: treat ${first.name} and ${second.name} as equals.`,
      rough,
    );
  const perDay = (first.perDay ?? 0) + (second.perDay ?? 0);
  const days = perDay > 0 ? Math.ceil(rough / perDay) : null;
  return answer(
    'too-early',
    `Too early to tell: about ${rough.toLocaleString('en-US')} more prospects${days === null ? '' : `, ${inWords(days)} at your present pace`}.`,
    rough,
    days,
  );
}

/** Prospects per arm that would show what is seen now, or the smallest difference that matters where less is seen. */
function neededOf(first: Arm, second: Arm, p: number, q: number, limits: CompareLimits): number {
  const low = Math.min(p, q);
  const apart = Math.max(Math.abs(p - q), limits.matters);
  // The same certainty as the verdict asks for: two-sided α = 2 (1 − sure).
  const each = neededPerArm(low, Math.min(1, low + apart), 0.8, 2 * (1 - limits.sure));
  return Math.max(limits.enough, each * Math.max(first.designEffect, second.designEffect));
}

function better(winner: Arm, loser: Arm, probability: number, kind: string): string {
  const sure = Math.min(99.9, Math.floor(probability * 1000) / 10);
  return `${winner.name} gets more ${kind}: ${percent(winner.rate.value ?? 0)} against ${percent(loser.rate.value ?? 0)}, ${sure} % sure.`;
}

function inWords(days: number): string {
  if (days <= 1) return 'a day';
  if (days < 14) return `${days} days`;
  if (days < 70) return `${Math.round(days / 7)} weeks`;
  return `${Math.round(days / 30)} months`;
}
