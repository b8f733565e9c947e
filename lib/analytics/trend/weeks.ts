import type { Sent } from '../analyse';
import { countFigures } from '../rates/figures';
import type { Pace } from '../rates/learn';
import type { Rate } from '../rates/rate';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-01 was a Thursday; four days later the first Monday began. */
const FIRST_MONDAY = 4 * DAY;
/** A year: more weeks than these are more than a chart can tell apart. */
const MOST_WEEKS = 53;

export interface WeekFigures {
  /** Milliseconds UTC: Monday, 0:00. */
  readonly start: number;
  readonly sent: number;
  /** Prospects that got an email of that week. */
  readonly delivered: number;
  readonly reply: Rate;
  readonly click: Rate;
  readonly rawClick: Rate;
}

/** The Monday of a time's week. */
export function weekOf(at: number): number {
  return Math.floor((at - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
}

/**
 * Rates by the week of sending: an answer counts for the week its email was sent in. Each prospect counts once a week.
 * @param pace `learnPace` of all outreach
 * @returns oldest first, a year of them at most; weeks without an email between them too, with rates out of nothing
 */
export function weeklyRates(emails: readonly Sent[], now: number, pace: Pace): WeekFigures[] {
  const weeks = new Map<number, Sent[]>();
  for (const sent of emails) {
    const { at } = sent.mail.fact;
    if (at <= 0) continue; // an email without a date
    // A sender's clock that is years ahead must not push all other weeks off the chart.
    const start = weekOf(Math.min(at, now));
    const list = weeks.get(start);
    if (list === undefined) weeks.set(start, [sent]);
    else list.push(sent);
  }
  const last = [...weeks.keys()].reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const oldest = [...weeks.keys()].reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const result: WeekFigures[] = [];
  for (let start = Math.max(oldest, last - (MOST_WEEKS - 1) * WEEK); start <= last; start += WEEK) {
    const { prospects, emails: counts, rates } = countFigures(weeks.get(start) ?? [], now, pace);
    result.push({
      start,
      sent: counts.sent,
      delivered: prospects.delivered,
      reply: rates.reply,
      click: rates.click,
      rawClick: rates.rawClick,
    });
  }
  return result;
}
