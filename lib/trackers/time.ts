/**
 * A tracker's time in milliseconds UTC: unix seconds (whole or with a fraction), unix milliseconds, ISO 8601 with any
 * number of decimals, or `2026-03-05 10:22:33`. A time without a zone is taken as UTC.
 * @returns null where it is no time.
 */
export function timeOf(value: string | number | null): number | null {
  if (value === null || value === '') return null;
  const number =
    typeof value === 'number'
      ? value
      : /^\d{9,14}(?:\.\d+)?$/.test(value.trim())
        ? Number(value)
        : Number.NaN;
  if (Number.isFinite(number)) {
    if (number >= 1e8 && number < 1e11) return Math.round(number * 1000);
    return number >= 1e11 && number < 1e14 ? Math.round(number) : null;
  }
  if (typeof value === 'number') return null;
  const iso =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i.exec(
      value.trim(),
    );
  if (iso) {
    const [, day = '', clock = '00:00:00', fraction = '', zone = 'Z'] = iso;
    const offset = /utc/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
    const at = Date.parse(
      `${day}T${clock.length === 5 ? `${clock}:00` : clock}${fraction.slice(0, 4)}${offset.toUpperCase()}`,
    );
    return Number.isFinite(at) ? at : null;
  }
  // Only words that name a month: "03/04/2026" could be March or April, and a guess would be silently wrong.
  if (!/[a-z]{3}/i.test(value)) return null;
  const at = Date.parse(/(?:Z|UTC|GMT|[+-]\d{4})\s*$/.test(value) ? value : `${value} UTC`);
  return Number.isFinite(at) ? at : null;
}
