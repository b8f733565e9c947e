import { toUtc, zoneOf } from './zone';

/** Which of the first two numbers of `03/04/2026` is the day. */
export type DateOrder = 'dmy' | 'mdy';

/** How to read times that leave something open. */
export interface TimeReading {
  /** Null: a date that could be either is not read. */
  readonly order: DateOrder | null;
  /** Zone of times that name none: `UTC`, `+02:00`, `Europe/Berlin`. */
  readonly zone: string;
}

const STRICT: TimeReading = { order: null, zone: 'UTC' };

// Trackers began in this century; what lies outside is a counter, an id or a slip.
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?$/i;

/**
 * A tracker's time in milliseconds UTC: unix seconds (whole or with a fraction), milliseconds or microseconds, ISO 8601
 * with any number of decimals, numeric dates in the given order, dates with the month's name in English, German,
 * French or Spanish. A time without a zone is in `reading.zone`.
 * @returns null where it is no time, lies outside 2000 to 2100, or its day and month cannot be told apart.
 */
export function timeOf(value: string | number | null, reading: TimeReading = STRICT): number | null {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return inRange(ofNumber(value));
  const text = value.trim();
  if (text.length < 6 || text.length > 80) return null;
  const quick = plainIso(text) ?? plainNumber(text);
  if (quick !== null) return inRange(quick);
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction, zone] = iso;
    return compose(
      { year: Number(year), month: Number(month), day: Number(day) },
      clockOf(hour, minute, second, fraction),
      zone,
      reading,
    );
  }
  // ISO 8601 without its marks.
  const basic = /^(20\d{2})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (basic) {
    const [, year, month, day, hour, minute, second, zone] = basic;
    return compose(
      { year: Number(year), month: Number(month), day: Number(day) },
      clockOf(hour, minute, second, undefined),
      zone,
      reading,
    );
  }
  if (/^\d{9,17}(?:[.,]\d{1,9})?$/.test(text)) return inRange(ofNumber(Number(text.replace(',', '.'))));
  // Days since 1899-12-30: what a spreadsheet holds behind a date. Only with a fraction; else it is any number.
  if (/^\d{5}[.,]\d{1,12}$/.test(text))
    return inRange(
      toUtc(Math.round((Number(text.replace(',', '.')) - 25_569) * 86_400) * 1000, reading.zone),
    );
  return written(text, reading);
}

/** `2026-03-05T10:22:33Z` and `2026-03-05T10:22:33.123Z`, what nearly every tracker writes, without any detour. */
function plainIso(text: string): number | null {
  const { length } = text;
  if ((length !== 20 && length !== 24) || text.charCodeAt(length - 1) !== 90 || text.charCodeAt(10) !== 84)
    return null;
  if (
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    text.charCodeAt(13) !== 58 ||
    text.charCodeAt(16) !== 58
  )
    return null;
  if (length === 24 && text.charCodeAt(19) !== 46) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  const ms = length === 24 ? digits(text, 20, 23) : 0;
  // NaN fails every comparison.
  if (
    !(
      year >= 2000 &&
      month >= 1 &&
      month <= 12 &&
      day >= 1 &&
      day <= daysIn(year, month) &&
      hour <= 23 &&
      minute <= 59 &&
      second <= 59 &&
      ms >= 0
    )
  )
    return null;
  return (((dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1000 + ms;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Unix seconds, milliseconds or microseconds as bare digits; null for anything else and what no number holds exactly. */
function plainNumber(text: string): number | null {
  if (text.length < 9 || text.length > 15) return null;
  const value = digits(text, 0, text.length);
  return Number.isNaN(value) ? null : ofNumber(value);
}

/** Days since 1970-01-01 of a day of the Gregorian calendar from 2000 on (H. Hinnant, "days_from_civil"); `Date.UTC` costs several times as much. */
function dayNumber(year: number, month: number, day: number): number {
  // The year begins in March, so that the leap day is its last.
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function ofNumber(value: number): number | null {
  if (!Number.isFinite(value) || value < 1e8) return null;
  if (value < 1e11) return Math.round(value * 1000);
  if (value < 1e14) return Math.round(value);
  return value < 1e17 ? Math.round(value / 1000) : null;
}

function inRange(at: number | null): number | null {
  return at !== null && at >= EARLIEST && at < LATEST ? at : null;
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Milliseconds since midnight; null where it is no time of day. */
function clockOf(
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  fraction: string | undefined,
): number | null {
  const h = Number(hour ?? 0);
  const m = Number(minute ?? 0);
  const s = Number(second ?? 0);
  // 60: a leap second.
  if (h > 24 || m > 59 || s > 60) return null;
  const ms = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  return ((h * 60 + m) * 60 + s) * 1000 + ms;
}

function compose(
  date: Day,
  clock: number | null,
  zone: string | undefined,
  reading: TimeReading,
): number | null {
  if (clock === null) return null;
  const midnight = Date.UTC(date.year, date.month - 1, date.day);
  const back = new Date(midnight);
  // 31 February is no day.
  if (back.getUTCMonth() !== date.month - 1 || back.getUTCDate() !== date.day) return null;
  const local = midnight + clock;
  if (zone === undefined) return inRange(toUtc(local, reading.zone));
  if (zone === 'Z') return inRange(local);
  const named = zoneOf(zone);
  return named === null ? null : inRange(toUtc(local, named));
}

const CLOCK =
  /(?:^|[T\s,])(\d{1,2})[:h](\d{2})(?:[:m](\d{2})s?(?:[.,](\d{1,9}))?)?\s{0,2}(a\.?m\.?|p\.?m\.?)?(?![\p{L}\d])/iu;

/**
 * One way of writing for what languages write in several: `p. m.`, `à 14 h 03`, `a las 14:03`, `um 14 Uhr`, `2PM`, `14.03` after a
 * year. Without it such a time of day would be lost, and the date stand for midnight.
 */
function evened(given: string): string {
  let text = given.replace(/[\u00a0\u2009\u202f]/g, ' ');
  if (/\d \d{1,2}\.\d{2}|, ?\d{1,2}\.\d{2}|[a-z] \d{1,2}\.\d{2}/i.test(text))
    text = text.replace(
      /(\d{4},? (?:\p{L}{1,4}\.? )?)(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?=$|[ ,])/u,
      (_, before: string, hour: string, minute: string, second: string | undefined) =>
        `${before}${hour}:${minute}${second === undefined ? '' : `:${second}`}`,
    );
  if (!/[\p{L}]/u.test(text)) return text;
  return text
    .replace(/([\d\s])([ap])\. ?m\.?(?=$|[\s,])/i, '$1$2m')
    .replace(/(\d{1,2}) ?h ?(\d{2})(?!\d)/i, '$1:$2')
    .replace(/(^|[\s,])(\d{1,2}) ?(?:h|uhr)(?=$|[\s,])/i, '$1$2:00')
    .replace(/(^|[\s,])(\d{1,2}) ?([ap]m)(?=$|[\s,])/i, '$1$2:00 $3')
    .replace(/[\s,]{1,2}(?:à|a las?|um|at|klo|kl\.?) (?=\d{1,2}:\d)/i, ' ');
}

/** Dates as people and spreadsheets write them. */
function written(given: string, reading: TimeReading): number | null {
  const text = evened(given);
  const clock = CLOCK.exec(text);
  let clockMs: number | null = 0;
  let before = text;
  let after = '';
  if (clock) {
    const [whole, hour = '', minute, second, fraction, half] = clock;
    let h = Number(hour);
    if (half !== undefined) {
      if (h < 1 || h > 12) return null;
      h = (h % 12) + (/^p/i.test(half) ? 12 : 0);
    }
    clockMs = clockOf(String(h), minute, second, fraction);
    before = text.slice(0, clock.index);
    after = text.slice(clock.index + whole.length);
  }
  let date = dayOf(before, reading.order);
  let rest = after;
  if (date === null && before.trim() === '') {
    // Time first: `14:03 05.03.2026`.
    date = dayOf(after, reading.order);
    rest = '';
  }
  if (date === null) {
    // `Thu Mar 05 10:22:33 UTC 2026` and `Thu Mar 05 10:22:33 2026`: the year last.
    const year = /\b(\d{4})\s*$/.exec(after);
    if (year === null) return null;
    date = dayOf(`${before} ${year[1]}`, reading.order);
    rest = after.slice(0, year.index);
    if (date === null) return null;
  }
  const zone = zoneWord(rest);
  return zone === null ? null : compose(date, clockMs, zone, reading);
}

/** The zone that a text after the time names: undefined for none, null for words that are no zone. */
function zoneWord(rest: string): string | undefined | null {
  const words = rest.replace(/\b(?:uhr|at|on|h|hrs)\b/gi, '').trim();
  if (words === '') return undefined;
  // `GMT+0200 (Central European Summer Time)`: JavaScript's own way.
  const first = words.replace(/\s?\([^)]{1,60}\)$/, '').trim();
  const word = first === '' ? words : first;
  return zoneOf(word) === null ? null : word;
}

/** A two-digit year is of this century. */
function yearOf(text: string): number {
  return text.length <= 2 ? 2000 + Number(text) : Number(text);
}

const NUMERIC = /^(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{2,4})\.?$/;

/** The two readings of a numeric date: what `date-order.ts` infers the order from. Null where it is none. */
export function numericDate(
  text: string,
): { first: number; second: number; year: number; mark: string } | null {
  const date = text.trim().split(/[T\s,]/, 1)[0] ?? '';
  const match = NUMERIC.exec(date);
  if (match === null || (match[1]?.length ?? 0) > 2) return null;
  return {
    first: Number(match[1]),
    second: Number(match[3]),
    year: yearOf(match[4] ?? ''),
    mark: match[2] ?? '',
  };
}

function dayOf(text: string, order: DateOrder | null): Day | null {
  const date = text.trim().replace(/,$/, '');
  const numeric = NUMERIC.exec(date.replace(/^\p{L}{2,12}\.?,?\s/u, ''));
  if (numeric) {
    const [, first = '', , second = '', third = ''] = numeric;
    if (first.length === 4) return { year: Number(first), month: Number(second), day: Number(third) };
    if (first.length === 3) return null;
    const a = Number(first);
    const b = Number(second);
    const year = yearOf(third);
    // Only one of the two can be a month: no order is needed.
    const dayFirst =
      a > 12 ? true : b > 12 ? false : a === b ? true : order === null ? null : order === 'dmy';
    if (dayFirst === null) return null;
    return dayFirst ? { year, month: b, day: a } : { year, month: a, day: b };
  }
  return namedDay(date);
}

const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan january januar janner janvier janv enero ene',
    'feb february februar fevrier fevr fev febrero febr',
    'mar march marz mrz maerz mars marzo',
    'apr april avril avr abril abr',
    'may mai mayo',
    'jun june juni juin junio',
    'jul july juli juil juillet julio',
    'aug august aout agosto ago',
    'sep sept september septembre septiembre set',
    'oct october oktober okt octobre octubre',
    'nov november novembre noviembre',
    'dec december dezember dez decembre diciembre dic',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

/** `Mar 5, 2026`, `5. März 2026`, `5 de marzo de 2026`, `Thu, 05 Mar 2026`, `05-Mar-26`. */
function namedDay(text: string): Day | null {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[\s,./-]{1,4}/, 12);
  let month = 0;
  const numbers: string[] = [];
  for (const word of words) {
    const number = /^(\d{1,4})(?:st|nd|rd|th|er)?$/.exec(word);
    if (number) numbers.push(number[1] ?? '');
    else if (month === 0 && MONTHS.has(word)) month = MONTHS.get(word) ?? 0;
  }
  const [a = '', b = ''] = numbers;
  if (month === 0 || numbers.length !== 2) return null;
  if (a.length === 4) return { year: Number(a), month, day: Number(b) };
  return a.length > 2 ? null : { year: yearOf(b), month, day: Number(a) };
}
