import type { ReactElement } from 'react';
import type { CounterView } from '../lib/api/tracking-views';
import { t } from '../lib/i18n/text';
import { count } from './format';

const SUMS = ['sent', 'opens', 'clicks', 'replies', 'bounces'] as const;

/** Rows that are shown; more would be a list of every lead of a campaign. */
const MOST = 200;

/** Sums of tools that give no single clicks: shown for what they are, in no rate. */
export function CounterTable({
  counters,
  hrefOf,
}: {
  counters: readonly CounterView[];
  /** The sequence's page; left out where the table stands on it. */
  hrefOf?: (sequence: string) => string;
}): ReactElement {
  const shown = SUMS.filter((sum) => counters.some((counter) => counter[sum] !== null));
  return (
    <section className="section" aria-labelledby="counters-title">
      <h2 id="counters-title">
        {t('counters.title')} <span className="badge">{t('counters.unfiltered')}</span>
      </h2>
      <p className="muted">{t('counters.why')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="table-wrap" tabIndex={0} aria-label={t('counters.title')}>
        <table className="counters">
          <thead>
            <tr>
              <th scope="col">{t('counters.about')}</th>
              <th scope="col">{t('counters.tracker')}</th>
              {hrefOf !== undefined && <th scope="col">{t('counters.sequence')}</th>}
              <th scope="col" className="num">
                {t('counters.step')}
              </th>
              {shown.map((sum) => (
                <th scope="col" className="num" key={sum}>
                  {t(`counters.${sum}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counters.slice(0, MOST).map((counter) => (
              <tr key={counter.key}>
                <th scope="row">
                  {counter.campaign ?? counter.recipient ?? counter.messageId}
                  {counter.campaign !== null && counter.recipient !== null && (
                    <div className="muted">{counter.recipient}</div>
                  )}
                </th>
                <td>{counter.tracker}</td>
                {hrefOf !== undefined && (
                  <td>
                    {counter.sequence === null ? (
                      '–'
                    ) : (
                      <a href={hrefOf(counter.sequence.id)}>{counter.sequence.name}</a>
                    )}
                  </td>
                )}
                <td className="num">{counter.step ?? '–'}</td>
                {shown.map((sum) => (
                  <td className="num" key={sum}>
                    {counter[sum] === null ? '–' : count(counter[sum])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {counters.length > MOST && (
        <p className="muted">
          {count(MOST)} / {count(counters.length)}
        </p>
      )}
    </section>
  );
}
