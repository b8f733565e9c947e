import { type ReactElement, useState } from 'react';
import { ClickRate } from '../../components/ClickRate';
import { count, percent, plural } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { RateView } from '../../components/RateView';
import { SequenceCards } from '../../components/SequenceCards';
import { SequenceTable } from '../../components/SequenceTable';
import { commonScale } from '../../components/scale';
import { DEFINITIONS } from '../../lib/analytics/definitions';
import { clicksUntracked, UNTRACKED } from '../../lib/analytics/rates/tracked';
import type { Overview, SequenceRow } from '../../lib/api/protocol';
import { t } from '../../lib/i18n/text';
import { ExportMenu } from './ExportMenu';
import { SequenceTools } from './SequenceTools';
import { useNarrow } from './useNarrow';
import { hrefTo } from './useRoute';

const ALL = { sequence: null, step: null };

function hrefOf(row: SequenceRow): string {
  return `#/sequence/${encodeURIComponent(row.id)}`;
}

export function SequencesPage({ overview }: { overview: Overview }): ReactElement {
  const { totals, sequences, sent } = overview;
  const narrow = useNarrow();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [first, second] = chosen;
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
      {sequences.length > 0 && narrow && (
        <SequenceCards
          rows={sequences}
          definitions={DEFINITIONS}
          onOpen={(row) => {
            location.hash = hrefOf(row);
          }}
        />
      )}
      {first !== undefined && !narrow && (
        <div className="choice-bar" role="status">
          {second === undefined ? (
            t('compare.chosenOne')
          ) : (
            <a className="link-button" href={hrefTo('compare', undefined, { a: first, b: second })}>
              {t('compare.chosenTwo')}
            </a>
          )}
          <button type="button" className="quiet small" onClick={() => setChosen([])}>
            {t('compare.clear')}
          </button>
        </div>
      )}
      {sequences.length > 0 && !narrow && (
        <SequenceTable
          rows={sequences}
          definitions={DEFINITIONS}
          hrefOf={hrefOf}
          chosen={chosen}
          // A third choice takes the place of the one made first.
          onChoose={(id, on) =>
            setChosen([...chosen.filter((other) => other !== id), ...(on ? [id] : [])].slice(-2))
          }
        />
      )}
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
