import type { ReactElement, ReactNode } from 'react';
import { MATURE, type Rate } from '../lib/analytics/rates/rate';
import { t } from '../lib/i18n/text';
import { Definition } from './Explain';
import { count, percent, span } from './format';

export interface RateViewProps {
  readonly label: string;
  readonly rate: Rate;
  /** What the rate counts: `prospects` or `emails`. */
  readonly unit: 'prospects' | 'emails';
  /** The value at the right end of the bar, the same for all bars that are compared. */
  readonly scale: number;
  readonly tone: 'reply' | 'click';
  /** Unfiltered, as a hollow mark beside the rate; never instead of it. */
  readonly raw?: Rate | undefined;
  /** Opens from a “?” beside the label. */
  readonly definition?: string | undefined;
  /** Said in place of a rate where nothing is known, which is not the same as zero. */
  readonly unknown?: string | undefined;
  readonly compact?: boolean;
  /** Makes something of the value: a button that opens what stands behind it. */
  wrapValue?(value: string): ReactNode;
}

/** How a rate is shown, everywhere: the number, its interval as a bar, and what was counted out of what. */
export function RateView({
  label,
  rate,
  unit,
  scale,
  tone,
  raw,
  definition,
  unknown,
  compact = false,
  wrapValue,
}: RateViewProps): ReactElement {
  const { value, low, high } = rate;
  const heading = compact ? null : (
    <div className="rate-label">
      {label} <Definition of={label} text={definition} />
    </div>
  );
  if (unknown !== undefined || value === null || low === null || high === null)
    return (
      <div className={`rate rate-${tone}`}>
        {heading}
        <div className="rate-value rate-none">–</div>
        <div className="rate-counts">{unknown ?? t('rate.nothing')}</div>
      </div>
    );
  const at = (share: number): string => `${Math.min(100, (share / scale) * 100)}%`;
  const maturing = rate.maturity < MATURE;
  const rawValue = raw?.value ?? null;
  const counted = t(unit === 'prospects' ? 'rate.ofProspects' : 'rate.ofEmails', {
    hits: count(rate.hits),
    of: count(rate.of),
  });
  const words = t(maturing ? 'rate.wordsMaturing' : 'rate.words', {
    label,
    value: percent(value),
    span: span(low, high),
    counted,
  });
  return (
    <div className={`rate rate-${tone}${maturing ? ' rate-maturing' : ''}`}>
      {heading}
      <div className="rate-line">
        {wrapValue === undefined ? (
          <span className="rate-value">{percent(value)}</span>
        ) : (
          wrapValue(percent(value))
        )}
        {maturing && <span className="badge">{t('rate.maturing')}</span>}
      </div>
      <div className="bar" role="img" aria-label={words}>
        <div className="bar-band" style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }} />
        {rawValue !== null && raw !== undefined && raw.hits - rate.hits >= 0.5 && (
          <div className="bar-raw" style={{ left: at(rawValue) }} />
        )}
        <div className="bar-tick" style={{ left: at(value) }} />
      </div>
      <div className="rate-counts">
        <span>{counted}</span>
        <span className="rate-span">{span(low, high)}</span>
      </div>
      {raw !== undefined && raw.hits - rate.hits >= 0.5 && (
        <div className="rate-raw">
          {t('rate.raw', { raw: count(raw.hits), phantom: percent(1 - rate.hits / raw.hits) })}
        </div>
      )}
    </div>
  );
}
