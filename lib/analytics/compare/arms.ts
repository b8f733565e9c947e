import type { Sent } from '../analyse';
import { designEffect } from '../rates/companies';
import type { Count } from '../rates/difference';
import { countFigures } from '../rates/figures';
import type { Pace } from '../rates/learn';
import { learnPrior, type Prior } from '../rates/posterior';
import type { Arm } from './compare';

const DAY = 86_400_000;
/** The present pace is that of the last two weeks: a weekend more or less does not change it much. */
const PACE_DAYS = 14;

/** What is compared: prospects for sequences and variants, emails for steps. */
export interface Side {
  readonly name: string;
  readonly emails: readonly Sent[];
  /** Prospects unless said otherwise. */
  readonly unit?: 'prospects' | 'emails';
}

/**
 * The arm of a sequence, step or variant.
 * @param outcome which of its rates is compared
 * @param pace `learnPace` of all outreach
 */
export function armOf(
  { name, emails, unit = 'prospects' }: Side,
  outcome: 'reply' | 'click',
  now: number,
  pace: Pace,
): Arm {
  const since = new Map<string, number>();
  for (const { mail } of emails)
    for (const prospect of mail.prospects)
      since.set(prospect, Math.min(since.get(prospect) ?? Number.POSITIVE_INFINITY, mail.fact.at));
  const recent = [...since.values()].filter((at) => at <= now && at > now - PACE_DAYS * DAY).length;
  const { rates, ratesPerEmail } = countFigures(emails, now, pace);
  return {
    name,
    rate: (unit === 'emails' ? ratesPerEmail : rates)[outcome],
    designEffect: designEffect(since.keys()),
    perDay: recent === 0 ? null : recent / PACE_DAYS,
  };
}

/** What this user's sequences usually get: learned from all arms of one kind (from eight on), else the default. */
export function priorOf(arms: readonly Arm[]): Prior {
  return learnPrior(
    arms.map(({ rate }): Count => ({ hits: rate.hits, of: Math.max(rate.hits, rate.of * rate.maturity) })),
  );
}
