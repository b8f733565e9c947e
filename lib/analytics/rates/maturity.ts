const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Share of eventual answers that have come by an age, before the user's own data say better (facts: conservative default). */
const DEFAULT_CURVE: readonly (readonly [age: number, share: number])[] = [
  [0, 0],
  [4 * HOUR, 0.45],
  [DAY, 0.7],
  [3 * DAY, 0.86],
  [7 * DAY, 0.95],
  [14 * DAY, 1],
];

/** Share of answers to be expected by this age in milliseconds, 0 to 1; straight lines between the known points. */
export function expectedShare(age: number): number {
  if (age <= 0) return 0;
  for (let i = 1; i < DEFAULT_CURVE.length; i++) {
    const [untilAge, untilShare] = DEFAULT_CURVE[i] ?? [0, 1];
    const [fromAge, fromShare] = DEFAULT_CURVE[i - 1] ?? [0, 0];
    if (age <= untilAge)
      return fromShare + ((untilShare - fromShare) * (age - fromAge)) / (untilAge - fromAge);
  }
  return 1;
}
