/** Two-sided 90 % quantile of the normal distribution: Φ⁻¹(0.95). */
export const Z90 = 1.6448536269514722;

/**
 * Wilson score interval (E. B. Wilson, JASA 22, 1927): holds at the small numbers of outreach, where Wald's does not.
 * @param hits may be fractional (an expected count)
 * @returns both null exactly when `of` is 0; always within 0 and 1.
 */
export function wilson(hits: number, of: number, z = Z90): { low: number | null; high: number | null } {
  if (of <= 0) return { low: null, high: null };
  const p = Math.min(1, Math.max(0, hits / of));
  const z2 = z * z;
  const centre = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (z / (1 + z2 / of)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of * of));
  // The exact bounds at 0 and 1, which rounding would miss by 1e-17.
  return { low: p === 0 ? 0 : Math.max(0, centre - half), high: p === 1 ? 1 : Math.min(1, centre + half) };
}
