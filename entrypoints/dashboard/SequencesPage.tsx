import type { ReactElement } from 'react';
import { count, percent, plural } from '../../components/format';
import { RateView } from '../../components/RateView';
import { SequenceTable } from '../../components/SequenceTable';
import { commonScale } from '../../components/scale';
import { DEFINITIONS } from '../../lib/analytics/definitions';
import { ask } from '../../lib/api/client';
import type { Overview } from '../../lib/api/protocol';
import { toCsv } from '../../lib/export/csv';
import { saveFile } from './saveFile';

export function SequencesPage({ overview }: { overview: Overview }): ReactElement {
  const { totals, sequences, sent } = overview;
  const raw = totals.rates.rawClick.hits;
  const exportCsv = async (): Promise<void> => {
    const report = await ask('report');
    saveFile(`plumbline-sequences-${report.generatedAt.slice(0, 10)}.csv`, 'text/csv', toCsv(report));
  };
  return (
    <>
      <div className="title-line">
        <h1>Sequences</h1>
        <button type="button" className="quiet" onClick={() => void exportCsv()}>
          Export CSV
        </button>
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
          <RateView
            label="Click rate"
            rate={totals.rates.click}
            unit="prospects"
            scale={commonScale([totals.rates.click])}
            tone="click"
            definition={DEFINITIONS['clickRate']}
          />
        </div>
        <div className="total">
          <div className="total-label">Phantom clicks</div>
          <div className="figure">{raw === 0 ? '–' : percent(1 - totals.rates.click.hits / raw)}</div>
          <div className="muted">
            {count(raw)} prospects with a raw click, {count(totals.rates.click.hits)} of them human
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
      <SequenceTable
        rows={sequences}
        definitions={DEFINITIONS}
        hrefOf={(row) => `#/sequence/${encodeURIComponent(row.id)}`}
      />
      <p className="muted section">
        Rates count prospects; the bar is the 90 % interval, the circle the raw click rate.{' '}
        {plural(sent.outreach, 'outreach email')} counted; {plural(sent.oneOff, 'one-off')} and{' '}
        {plural(sent.internal, 'internal email')} left out.
        {overview.unjoinedClicks > 0 &&
          ` ${plural(overview.unjoinedClicks, 'click')} belong${overview.unjoinedClicks === 1 ? 's' : ''} to no email that was read.`}
      </p>
    </>
  );
}
