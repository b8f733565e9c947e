import type { ReactElement } from 'react';
import { ClickRate } from '../../components/ClickRate';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { count, percent } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { RateView } from '../../components/RateView';
import { commonScale } from '../../components/scale';
import { clicksUntracked } from '../../lib/analytics/rates/tracked';
import type { Overview } from '../../lib/api/protocol';
import { definitions } from '../../lib/i18n/definitions';
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
        <PageTitle title={t('nav.sequences')} />
        <ExportMenu />
      </div>
      <section className="totals" aria-label={t('rate.all')}>
        <div className="total">
          <RateView
            label={t('rate.reply')}
            rate={totals.rates.reply}
            unit="prospects"
            scale={commonScale([totals.rates.reply])}
            tone="reply"
            definition={definitions().replyRate}
          />
        </div>
        <div className="total">
          <ClickRate
            label={t('rate.click')}
            rates={totals.rates}
            hideRaw
            unit="prospects"
            scale={commonScale([totals.rates.click])}
            scope={ALL}
            definition={definitions().clickRate}
          />
        </div>
        <div className="total">
          <div className="total-label">{t('rate.phantomClicks')}</div>
          <div className="figure">{raw === 0 ? '–' : percent(1 - totals.rates.click.hits / raw)}</div>
          <div className="muted">
            {clicksUntracked(totals.rates)
              ? t('rate.untracked')
              : t('rate.rawProspects', raw, [count(raw), count(totals.rates.click.hits)])}
          </div>
        </div>
        <div className="total">
          <div className="total-label">{t('rate.delivered')}</div>
          <div className="figure">{count(totals.prospects.delivered)}</div>
          <div className="muted">
            {t('rate.ofReached', totals.prospects.reached, [
              count(totals.prospects.reached),
              count(totals.prospects.bounced),
            ])}
          </div>
        </div>
      </section>
      {sequences.length === 0 && (
        <div className="empty">
          <strong>{t('sequences.none')}</strong>
          <p className="muted">{t('sequences.noneWhy')}</p>
        </div>
      )}
      {sequences.length > 0 && (
        <ErrorBoundary>
          <SequenceBrowser sequences={sequences} query={query} />
        </ErrorBoundary>
      )}
      <p className="muted section">
        {t('sequences.key')} {t('sequences.outreach', sent.outreach, [count(sent.outreach)])}{' '}
        {t('sequences.leftOut', {
          oneOff: t('sequences.oneOff', sent.oneOff, [count(sent.oneOff)]),
          internal: t('sequences.internal', sent.internal, [count(sent.internal)]),
        })}
        {overview.unjoinedClicks > 0 && (
          <>
            {' '}
            {t('unjoined.link', overview.unjoinedClicks)}{' '}
            <a href={hrefTo('unjoined')}>{t('unjoined.show')}</a>
          </>
        )}
      </p>
      <ErrorBoundary>
        <SequenceTools />
      </ErrorBoundary>
    </>
  );
}
