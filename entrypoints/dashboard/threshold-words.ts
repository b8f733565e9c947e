import type { FlagThresholds, ThresholdUnit } from '../../lib/analytics/flags/thresholds';
import { t } from '../../lib/i18n/text';

/** Each threshold with its name and the reason for its default. */
export const THRESHOLD_TEXTS: Readonly<
  Record<keyof FlagThresholds, { readonly name: () => string; readonly why: () => string }>
> = {
  tooManyCtas: { name: () => t('settings.name.tooManyCtas'), why: () => t('settings.why.tooManyCtas') },
  mostEmails: { name: () => t('settings.name.mostEmails'), why: () => t('settings.why.mostEmails') },
  phantomMinRaw: { name: () => t('settings.name.phantomMinRaw'), why: () => t('settings.why.phantomMinRaw') },
  phantomShare: { name: () => t('settings.name.phantomShare'), why: () => t('settings.why.phantomShare') },
  phantomSure: { name: () => t('settings.name.phantomSure'), why: () => t('settings.why.phantomSure') },
  enoughProspects: {
    name: () => t('settings.name.enoughProspects'),
    why: () => t('settings.why.enoughProspects'),
  },
  minClickers: { name: () => t('settings.name.minClickers'), why: () => t('settings.why.minClickers') },
  repliesPerClick: {
    name: () => t('settings.name.repliesPerClick'),
    why: () => t('settings.why.repliesPerClick'),
  },
  minOpeners: { name: () => t('settings.name.minOpeners'), why: () => t('settings.why.minOpeners') },
  fewClicksOfOpens: {
    name: () => t('settings.name.fewClicksOfOpens'),
    why: () => t('settings.why.fewClicksOfOpens'),
  },
  minForBounces: { name: () => t('settings.name.minForBounces'), why: () => t('settings.why.minForBounces') },
  manyBounces: { name: () => t('settings.name.manyBounces'), why: () => t('settings.why.manyBounces') },
  minUntracked: { name: () => t('settings.name.minUntracked'), why: () => t('settings.why.minUntracked') },
  stepWorth: { name: () => t('settings.name.stepWorth'), why: () => t('settings.why.stepWorth') },
  clockSkew: { name: () => t('settings.name.clockSkew'), why: () => t('settings.why.clockSkew') },
  clockEvents: { name: () => t('settings.name.clockEvents'), why: () => t('settings.why.clockEvents') },
};

const SCALE: Readonly<Record<ThresholdUnit, number>> = { count: 1, share: 100, seconds: 0.001 };

/** As a person types it: shares in per cent, times in seconds; at most two decimals. */
export function shownValue(value: number, unit: ThresholdUnit): string {
  return String(Math.round(value * SCALE[unit] * 100) / 100);
}

/** What a person typed, in the threshold's own measure; NaN where it is no number. A comma is a decimal point. */
export function readValue(typed: string, unit: ThresholdUnit): number {
  const text = typed.trim().replace(',', '.');
  return /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) / SCALE[unit] : Number.NaN;
}

export function unitWords(unit: ThresholdUnit): string {
  return unit === 'count'
    ? t('settings.count')
    : unit === 'share'
      ? t('settings.share')
      : t('settings.seconds');
}
