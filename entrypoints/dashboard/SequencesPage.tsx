import type { ReactElement } from 'react';
import { ClickRate } from '../../components/ClickRate';
import { count, percent, plural } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { RateView } from '../../components/RateView';
import { commonScale } from '../../components/scale';
import { DEFINITIONS } from '../../lib/analytics/definitions';
import { clicksUntracked, UNTRACKED } from '../../lib/analytics/rates/tracked';
import type { Overview } from '../../lib/api/protocol';
import { t } from '../../lib/i18n/text';
import { ExportMenu } from './ExportMenu';
import { SequenceBrowser } from './SequenceBrowser';
import { SequenceTools } from './SequenceTools';
import { hrefTo } from './useRoute';

const ALL = { sequence: null, step: null };

export function SequencesPage({
  overview,
  query,
}: {
  overview: Overview;
  /** What the table shows. */
  query: URLSearchParams;
}): ReactElement {
  const { totals, sequences, sent } = overview;
  const raw = totals.rates.rawClick.hits;
  return (
    <>
      <div className="title-line">
        <PageTitle title="Sequences" />
        <ExportMenu />
      </div>
      <section className="totals" aria-label="All sequences together">
        <div className="total">
          <RateView
            label="Reply rate"
            rate={totals.rates.reply}
            unit="prospects"
            scale={commonScale([totals.rates.reply])}
            tone="reply"
            definition={DEFINITIONS['replyRate']}
          />
        </div>
        <div className="total">
          <ClickRate
            label="Click rate"
            rates={totals.rates}
            hideRaw
            unit="prospects"
            scale={commonScale([totals.rates.click])}
            scope={ALL}
            definition={DEFINITIONS['clickRate']}
          />
        </div>
        <div className="total">
          <div className="total-label">Phantom clicks</div>
          <div className="figure">{raw === 0 ? '–' : percent(1 - totals.rates.click.hits / raw)}</div>
          <div className="muted">
            {clicksUntracked(totals.rates)
              ? UNTRACKED
              : `${plural(raw, 'prospect')} with a raw click, ${count(totals.rates.click.hits)} of them human`}
          </div>
        </div>
        <div className="total">
          <div className="total-label">Delivered</div>
          <div className="figure">{totals.prospects.delivered}</div>
          <div className="muted">
            of {plural(totals.prospects.reached, 'prospect')}, {totals.prospects.bounced} bounced
          </div>
        </div>
      </section>
      {sequences.length === 0 && (
        <div className="empty">
          <strong>No sequence was found in your sent mail</strong>
          <p className="muted">A sequence begins with one email that went to several prospects.</p>
        </div>
      )}
      {sequences.length > 0 && <SequenceBrowser sequences={sequences} query={query} />}
      <p className="muted section">
        Rates count prospects; the bar is the 90 % interval, the circle the raw click rate.{' '}
        {plural(sent.outreach, 'outreach email')} counted; {plural(sent.oneOff, 'one-off')} and{' '}
        {plural(sent.internal, 'internal email')} left out.
        {overview.unjoinedClicks > 0 && (
          <>
            {' '}
            {t('unjoined.link', overview.unjoinedClicks)}{' '}
            <a href={hrefTo('unjoined')}>{t('unjoined.show')}</a>
          </>
        )}
      </p>
      <SequenceTools />
    </>
  );
}
