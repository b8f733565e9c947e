const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long answers take: a rising curve from (0, 0) to a last point with share 1. */
export interface DelayCurve {
  readonly points: readonly (readonly [age: number, share: number])[];
  /** Answers it was learned from; 0 for the default. */
  readonly learnedFrom: number;
}

/** Share of eventual answers that have come by an age, before the user's own data say better (facts: conservative default). */
export const DEFAULT_CURVE: DelayCurve = {
  points: [
    [0, 0],
    [4 * HOUR, 0.45],
    [DAY, 0.7],
    [3 * DAY, 0.86],
    [7 * DAY, 0.95],
    [14 * DAY, 1],
  ],
  learnedFrom: 0,
};

/** Answers from which the user's own curve is learned (DESIGN.md section 3). */
export const ENOUGH_ANSWERS = 30;
/** After this long an answer is no longer waited for. */
const HORIZON = 30 * DAY;

/** Share of answers to be expected by this age in milliseconds, 0 to 1; straight lines between the known points. */
export function expectedShare(age: number, curve: DelayCurve = DEFAULT_CURVE): number {
  if (age <= 0) return 0;
  const { points } = curve;
  // The curve's points are in order: find the first at or beyond this age by halves.
  let low = 0;
  let high = points.length - 1;
  if (age >= (points[high]?.[0] ?? 0)) return 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) < age) low = middle + 1;
    else high = middle;
  }
  const [untilAge, untilShare] = points[low] ?? [0, 1];
  const [fromAge, fromShare] = points[low - 1] ?? [0, 0];
  return untilAge === fromAge
    ? untilShare
    : fromShare + ((untilShare - fromShare) * (age - fromAge)) / (untilAge - fromAge);
}

/** One email or prospect that could answer. */
export interface Waiting {
  /** How long it has been possible to answer, in milliseconds: from sending (or from the return out of office) to now or to the next step. */
  readonly waited: number;
  /** After how long the answer came; null where none has. */
  readonly answered: number | null;
}

/**
 * Learns the curve by Kaplan and Meier's estimator: those who have not answered yet count for as long as they were
 * watched. Most never answer, so the curve is that of the answers alone: 1 − S(t), divided by its height at the end.
 * @returns the default below 30 answers
 */
export function learnCurve(waiting: readonly Waiting[]): DelayCurve {
  const waits = new Waits();
  for (const { waited, answered } of waiting) waits.add(waited, answered);
  return waits.curve();
}

/** Who waited how long, for `learnCurve`: plain numbers, for there is one entry for each prospect of each email. */
export class Waits {
  private readonly hits: number[] = [];
  private readonly ends: number[] = [];

  /** See `Waiting`. */
  add(waited: number, answered: number | null): void {
    if (answered !== null && answered <= HORIZON) this.hits.push(Math.max(0, answered));
    else this.ends.push(Math.min(Math.max(0, waited), HORIZON));
  }

  /** As `learnCurve`. */
  curve(): DelayCurve {
    const answered = this.hits.length;
    const unanswered = this.ends.length;
    if (answered < ENOUGH_ANSWERS) return DEFAULT_CURVE;
    const hitAt = Float64Array.from(this.hits).sort();
    const endAt = Float64Array.from(this.ends).sort();
    let survival = 1;
    // Numbers side by side, not a pair for each of ten thousands of answers: 65 are left of them.
    const ages = new Float64Array(answered + 1);
    const shares = new Float64Array(answered + 1);
    let points = 1;
    for (let hit = 0, end = 0; hit < answered; ) {
      const at = hitAt[hit] ?? 0;
      // Who was watched for less than this is no longer at risk; who was watched for exactly as long still is.
      while (end < unanswered && (endAt[end] ?? 0) < at) end++;
      const atRisk = answered + unanswered - hit - end;
      const before = hit;
      while (hit < answered && hitAt[hit] === at) hit++;
      survival *= 1 - (hit - before) / atRisk;
      ages[points] = Math.max(1, at);
      shares[points++] = 1 - survival;
    }
    return { points: thin(ages.subarray(0, points), shares), learnedFrom: answered };
  }
}

/**
 * A curve to share 1, of at most 65 points, evenly spread over the shares: enough for a straight line between them, small
 * enough to look up.
 * @param shares rising, to any height
 */
function thin(ages: Float64Array, shares: Float64Array): (readonly [number, number])[] {
  const last = ages.length - 1;
  const top = shares[last] ?? 1;
  const kept: (readonly [number, number])[] = [];
  let next = 0;
  for (let i = 0; i <= last; i++) {
    const share = (shares[i] ?? 0) / top;
    if (last >= 65 && share < next / 64 && i < last) continue;
    kept.push([ages[i] ?? 0, share]);
    next = Math.floor(share * 64) + 1;
  }
  return kept;
}

/**
 * Trials that have been waited for long enough to count: Σ F(age). With it a rate becomes hits / effective, which says what
 * it will be, not what it is.
 */
export function effectiveTrials(ages: readonly number[], curve: DelayCurve): number {
  let total = 0;
  for (const age of ages) total += expectedShare(age, curve);
  return total;
}
