import { language, t } from '../lib/i18n/text';

/** How numbers and dates look, everywhere the same, in the language of the texts. */

const locale = language();
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const moment = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `5`, `5.2`: one decimal only where there is one. */
export function count(value: number): string {
  return Number.isInteger(Math.round(value * 10) / 10) ? whole.format(value) : tenth.format(value);
}

/** `1.0`, `1.3`: always with a decimal, for columns. */
export function decimal(value: number): string {
  return tenth.format(value);
}

/** `3.6 %` with a narrow no-break space. */
export function percent(value: number): string {
  return `${tenth.format(value * 100)}\u202f%`;
}

/** `1.6–7.0 %` */
export function span(low: number, high: number): string {
  return `${tenth.format(low * 100)}–${tenth.format(high * 100)}\u202f%`;
}

/** Mail without a date stands at 0: nobody may read that as 1970. */
function isDated(iso: string): boolean {
  return Date.parse(iso) > 0;
}

export function date(iso: string): string {
  return isDated(iso) ? day.format(new Date(iso)) : t('sequences.noDates');
}

export function fullDate(iso: string): string {
  return isDated(iso) ? dayAndYear.format(new Date(iso)) : t('sequences.noDates');
}

/** `Oct 27, 2026`; `Oct 1 – Oct 27, 2026`; both years where they differ. */
export function dateRange(first: string, last: string): string {
  const [from, to] = [fullDate(first), fullDate(last)];
  if (from === to || !isDated(first)) return to;
  const oneYear = new Date(first).getFullYear() === new Date(last).getFullYear();
  return `${oneYear ? date(first) : from} – ${to}`;
}

export function time(iso: string | number): string {
  return moment.format(new Date(iso));
}

export function bytes(value: number): string {
  const units = [t('ui.bytes'), 'kB', 'MB', 'GB'];
  const power = value < 1 ? 0 : Math.min(3, Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  return `${power === 0 ? whole.format(scaled) : tenth.format(scaled)}\u202f${units[power]}`;
}

const SPANS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** `0.7 sec`, `12 min`, `3 days`: a span of time in one unit. */
export function duration(ms: number): string {
  const [unit, size] = SPANS.find(([, length]) => ms >= 1.5 * length) ?? ['second', 1000];
  const value = ms / size;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'day' ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit === 'second' ? 1 : 0,
  }).format(value);
}
