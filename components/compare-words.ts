import type { OutcomeComparison } from '../lib/analytics/compare/places';
import type { PlaceView } from '../lib/api/insight';
import { language, t } from '../lib/i18n/text';

/** Comparisons in words, in the reader's language. */

const locale = language();
const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

/** `Closing the books, step 2` */
export function placeName({ sequence: { name: sequence }, step, variant }: PlaceView): string {
  if (step === null) return sequence;
  return variant === null
    ? t('compare.stepName', { sequence, step })
    : t('compare.variantName', { sequence, step, variant });
}

/** A difference of shares as points with its sign: `+2.1`. */
export function points(share: number): string {
  // A true minus: a hyphen is too short beside a plus.
  return signed.format(share * 100).replace('-', '\u2212');
}

/** A span from now: `about six weeks`. */
export function spanWords(days: number): string {
  if (days <= 1) return t('compare.day');
  if (days < 14) return t('compare.days', { n: whole.format(days) });
  if (days < 70) return t('compare.weeks', { n: whole.format(Math.round(days / 7)) });
  return t('compare.months', { n: whole.format(Math.round(days / 30)) });
}

/** A probability as it may be said: never 0 or 100 %. */
export function chance(probability: number): string {
  return tenth.format(Math.min(99.9, Math.max(0.1, Math.floor(probability * 1000) / 10)));
}

/** The verdict in one sentence. */
export function verdictWords(
  { verdict, rates, moreProspects, moreDays, daysToMature, hopeless }: OutcomeComparison,
  names: readonly [string, string],
  outcome: 'reply' | 'click',
  limits: { readonly matters: number; readonly hopeless: number },
): string {
  const value = (side: 0 | 1): string => tenth.format((rates[side].value ?? 0) * 100);
  const more = (winner: 0 | 1): string => {
    const words = { winner: names[winner], high: value(winner), low: value(winner === 0 ? 1 : 0) };
    return outcome === 'reply' ? t('compare.moreReplies', words) : t('compare.moreClicks', words);
  };
  switch (verdict) {
    case 'first':
      return more(0);
    case 'second':
      return more(1);
    case 'alike':
      return t('compare.alike', {
        points: t('compare.points', { value: tenth.format(limits.matters * 100) }),
      });
    case 'maturing': {
      const share = whole.format(Math.min(rates[0].maturity, rates[1].maturity) * 100);
      return daysToMature === null
        ? t('compare.maturing', { share })
        : t('compare.maturingDays', { share, span: spanWords(daysToMature) });
    }
    case 'too-early': {
      if (hopeless) return t('compare.hopeless', { count: whole.format(limits.hopeless) });
      const count = whole.format(moreProspects ?? 0);
      return moreDays === null
        ? t('compare.tooEarly', { count })
        : t('compare.tooEarlySpan', { count, span: spanWords(moreDays) });
    }
  }
}
