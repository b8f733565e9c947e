import { type ReactElement, useContext } from 'react';
import { clicksUntracked } from '../lib/analytics/rates/tracked';
import type { Rates } from '../lib/analytics/report-types';
import type { AuditScope } from '../lib/api/audit-types';
import { definitions } from '../lib/i18n/definitions';
import { t } from '../lib/i18n/text';
import { EvidenceValueContext } from './evidence-value';
import { RateView, type RateViewProps } from './RateView';

/**
 * The click rate, with the raw one unless told otherwise; where no tracker reports on any link, that is what it says.
 * With a scope its value opens the evidence.
 */
export function ClickRate({
  rates,
  hideRaw = false,
  scope,
  ...view
}: Omit<RateViewProps, 'rate' | 'raw' | 'tone' | 'unknown' | 'wrapValue'> & {
  readonly rates: Rates;
  readonly hideRaw?: boolean;
  readonly scope?: AuditScope | undefined;
}): ReactElement {
  const EvidenceValue = useContext(EvidenceValueContext);
  return (
    <RateView
      {...view}
      {...(scope === undefined || EvidenceValue === null
        ? {}
        : {
            wrapValue: (value) => (
              <EvidenceValue
                value={value}
                label={view.label}
                scope={scope}
                definition={view.definition ?? definitions().clickRate}
              />
            ),
          })}
      tone="click"
      rate={rates.click}
      raw={hideRaw ? undefined : rates.rawClick}
      unknown={clicksUntracked(rates) ? t('rate.untracked') : undefined}
    />
  );
}
