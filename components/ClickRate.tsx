import type { ReactElement } from 'react';
import { clicksUntracked, UNTRACKED } from '../lib/analytics/rates/tracked';
import type { Rates } from '../lib/analytics/report-types';
import { RateView, type RateViewProps } from './RateView';

/** The click rate, with the raw one unless told otherwise; where no tracker reports on any link, that is what it says. */
export function ClickRate({
  rates,
  hideRaw = false,
  ...view
}: Omit<RateViewProps, 'rate' | 'raw' | 'tone' | 'unknown'> & {
  readonly rates: Rates;
  readonly hideRaw?: boolean;
}): ReactElement {
  return (
    <RateView
      {...view}
      tone="click"
      rate={rates.click}
      raw={hideRaw ? undefined : rates.rawClick}
      unknown={clicksUntracked(rates) ? UNTRACKED : undefined}
    />
  );
}
