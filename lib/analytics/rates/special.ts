/**
 * The few special functions the statistics stand on, in double precision. Checked in tests/unit/rates against SciPy's
 * tables and stdlib's independent implementation to 1e-9.
 */

/** Lanczos coefficients for g = 607/128, n = 15 (P. Godfrey, 2001; the set of Boost's and Apache Commons' gamma). */
const LANCZOS_G = 607 / 128;
const LANCZOS: readonly number[] = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5,
  -2.6190838401581408e-5, 3.6899182659531625e-6,
];
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma(${x}): only for x > 0`);
  // Γ(x) = Γ(x + 1) / x keeps full precision near 0.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  const z = x - 1;
  let sum = LANCZOS[0] ?? 1;
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] ?? 0) / (z + i);
  const t = z + LANCZOS_G + 0.5;
  return HALF_LOG_TWO_PI + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ln B(a, b). */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Continued fraction of the incomplete beta function, by Lentz's method (Numerical Recipes, 3rd ed., 6.4). */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let h = d;
  // Converges in about √max(a, b) steps; the bound covers a and b of ten millions.
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + even / c;
    if (Math.abs(c) < tiny) c = tiny;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + odd / c;
    if (Math.abs(c) < tiny) c = tiny;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) return h;
  }
  return h;
}

/** The regularised incomplete beta function I_x(a, b): the beta distribution's P(X ≤ x). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0)) throw new RangeError(`incompleteBeta(${x}, ${a}, ${b}): only for a, b > 0`);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/**
 * The beta distribution's quantile: the x with I_x(a, b) = p.
 * Newton steps kept inside a shrinking bracket, so that it always converges.
 */
export function inverseBeta(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  const norm = logBeta(a, b);
  for (let i = 0; i < 200; i++) {
    const error = incompleteBeta(x, a, b) - p;
    if (error > 0) high = x;
    else low = x;
    const slope = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - norm);
    let next = x - error / slope;
    // Halving in logarithms reaches quantiles of 1e-200, which a small `a` has.
    if (!(next > low && next < high))
      next =
        low > 0 && high / low > 4
          ? Math.sqrt(low * high)
          : low === 0 && high < 1e-3
            ? high / 1024
            : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}

/**
 * P(Z ≤ z) of the standard normal distribution: Marsaglia's series near 0 (J. Stat. Software 11(4), 2004), Laplace's continued
 * fraction in the tails, where the series would cancel.
 */
export function normalCdf(z: number): number {
  if (z < -2.5) return upperTail(-z);
  if (z > 2.5) return 1 - upperTail(z);
  let sum = z;
  let term = z;
  for (let i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI);
}

/** P(Z > z) for z ≥ 2.5: φ(z) / (z + 1/(z + 2/(z + …))), from the inside out. */
function upperTail(z: number): number {
  let fraction = z;
  for (let k = 200; k >= 1; k--) fraction = z + k / fraction;
  return Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI) / fraction;
}

/** The z with P(Z ≤ z) = p, for 0 < p < 1: bisected Newton steps from a rough start. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`normalQuantile(${p}): only for 0 < p < 1`);
  if (p > 0.5) return -normalQuantile(1 - p);
  // Abramowitz and Stegun 26.2.22 is within 3e-3; Newton does the rest.
  const t = Math.sqrt(-2 * Math.log(p));
  let z = -(t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t));
  for (let i = 0; i < 50; i++) {
    const density = Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI);
    const step = (normalCdf(z) - p) / density;
    z -= step / (1 + 0.5 * z * step);
    if (Math.abs(step) < 1e-14) break;
  }
  return z;
}
