import type { ReactElement } from 'react';
import type { Change, PeriodChanges } from '../lib/analytics/trend/changes';
import { t } from '../lib/i18n/text';
import { points } from './compare-words';

function DeltaView({ name, change }: { name: string; change: Change | null }): ReactElement {
  const { difference, interval } = change ?? { difference: null, interval: null };
  const told = difference !== null && interval !== null;
  const sure = told && (interval.low > 0 || interval.high < 0);
  return (
    <div className="delta">
      <div className="rate-label">{name}</div>
      <div className={sure ? 'delta-value delta-sure' : 'delta-value'}>
        {told && sure && <span aria-hidden="true">{difference > 0 ? '▲ ' : '▼ '}</span>}
        {told ? t('changes.points', [points(difference)]) : '–'}
      </div>
      <div className="rate-counts">
        {change === null
          ? t('changes.waiting')
          : told
            ? t('changes.between', [points(interval.low), points(interval.high)])
            : t('changes.early')}
      </div>
      {told && !sure && <div className="muted delta-note">{t('changes.untold')}</div>}
    </div>
  );
}

/** The last days against as many before, with how sure it is. Its room is kept while it is counted. */
export function Deltas({ days, changes }: { days: number; changes: PeriodChanges | null }): ReactElement {
  return (
    <section className="deltas" aria-label={t('changes.title', [days])}>
      <h2>{t('changes.title', [days])}</h2>
      <div className="card-rates">
        <DeltaView name={t('changes.reply')} change={changes?.all.reply ?? null} />
        <DeltaView name={t('changes.click')} change={changes?.all.click ?? null} />
      </div>
    </section>
  );
}
