import type { CtaKind } from '../analytics/ctas/find';
import { language, t } from '../i18n/text';
import type { DraftAdviceView } from './insight';

/** The words of CTAs and of what the user's mail shows: on every surface the same, in Gmail's page too. */

export function kindWords(kind: CtaKind): string {
  switch (kind) {
    case 'link':
      return t('cta.link');
    case 'book':
      return t('cta.book');
    case 'ask':
      return t('cta.ask');
    case 'resource':
      return t('cta.resource');
    case 'referral':
      return t('cta.referral');
    case 'call':
      return t('cta.call');
    case 'attachment':
      return t('cta.attachment');
  }
}

/** "Your first emails with one CTA: 6.1 % replies, 4.0 to 9.2; with three or more: 2.2 %, 0.9 to 5.1." */
export function adviceWords({ position, one, many }: DraftAdviceView): string {
  const number = new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const share = (value: number | null): string => number.format((value ?? 0) * 100);
  const values = {
    one: share(one.value),
    oneLow: share(one.low),
    oneHigh: share(one.high),
    many: share(many.value),
    manyLow: share(many.low),
    manyHigh: share(many.high),
  };
  return position === 'first' ? t('compose.shownFirst', values) : t('compose.shownLater', values);
}
