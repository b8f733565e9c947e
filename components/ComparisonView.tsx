import type { ReactElement } from 'react';
import { DEFAULT_COMPARE } from '../lib/analytics/compare/compare';
import type { OutcomeComparison } from '../lib/analytics/compare/places';
import type { Interval } from '../lib/analytics/rates/difference';
import type { PlaceComparison } from '../lib/api/insight';
import { t } from '../lib/i18n/text';
import { chance, placeName, points, verdictWords } from './compare-words';
import { RateView } from './RateView';
import { commonScale } from './scale';

/** The difference on a line around zero. */
function DifferenceBar({ low, high, value }: Interval & { readonly value: number }): ReactElement {
  const reach = Math.max(0.02, Math.abs(low), Math.abs(high));
  const at = (share: number): number => 50 + (share / reach) * 50;
  return (
    <div className="bar difference-bar" aria-hidden="true">
      <div className="bar-band" style={{ left: `${at(low)}%`, width: `${at(high) - at(low)}%` }} />
      <div className="difference-zero" />
      <div className="bar-tick" style={{ left: `${at(value)}%` }} />
    </div>
  );
}

function Outcome({
  outcome,
  result,
  names,
  unit,
  matters,
}: {
  outcome: 'reply' | 'click';
  result: OutcomeComparison;
  names: readonly [string, string];
  unit: 'prospects' | 'emails';
  matters: number;
}): ReactElement {
  const { rates, difference, probability, verdict } = result;
  const scale = commonScale(rates);
  const value = (rates[0].value ?? 0) - (rates[1].value ?? 0);
  const likelier = probability >= 0.5 ? 0 : 1;
  const decided = verdict === 'first' || verdict === 'second';
  return (
    <section
      className="card comparison"
      aria-label={outcome === 'reply' ? t('compare.replies') : t('compare.clicks')}
    >
      <h2>{outcome === 'reply' ? t('compare.replies') : t('compare.clicks')}</h2>
      <p className={decided ? 'verdict verdict-decided' : 'verdict'} role="status">
        {verdictWords(result, names, outcome, { matters, hopeless: DEFAULT_COMPARE.hopeless })}
      </p>
      <div className="comparison-rates">
        {([0, 1] as const).map((side) => (
          <RateView
            key={side}
            label={names[side]}
            rate={rates[side]}
            unit={unit}
            scale={scale}
            tone={outcome}
          />
        ))}
      </div>
      {difference !== null && (
        <div className="rate difference">
          <div className="rate-label">
            {t('compare.difference')} <span className="muted">({t('compare.firstLessSecond')})</span>
          </div>
          <div className="rate-line">
            <span className="rate-value">{t('compare.points', { value: points(value) })}</span>
          </div>
          <DifferenceBar {...difference} value={value} />
          <div className="rate-counts">
            <span>
              {t('compare.between', { low: points(difference.low), high: points(difference.high) })}
            </span>
          </div>
          <div className="muted">
            {t('compare.chance', {
              share: chance(likelier === 0 ? probability : 1 - probability),
              name: names[likelier],
            })}
          </div>
        </div>
      )}
    </section>
  );
}

/** Two sequences, steps or variants side by side: both intervals, the difference, and a verdict where there can be one. */
export function ComparisonView({
  comparison: { first, second, unit, reply, click },
  matters,
}: {
  comparison: PlaceComparison;
  matters: number;
}): ReactElement {
  const names = [placeName(first), placeName(second)] as const;
  return (
    <>
      <div className="comparisons">
        <Outcome outcome="reply" result={reply} names={names} unit={unit} matters={matters} />
        {click === null ? (
          <section className="card comparison">
            <h2>{t('compare.clicks')}</h2>
            <p className="muted">{t('compare.untracked')}</p>
          </section>
        ) : (
          <Outcome outcome="click" result={click} names={names} unit={unit} matters={matters} />
        )}
      </div>
      <p className="muted">
        {t('compare.how', {
          enough: DEFAULT_COMPARE.enough,
          sure: chance(DEFAULT_COMPARE.sure),
          matters: t('compare.points', { value: points(matters).replace('+', '') }),
        })}
      </p>
    </>
  );
}
