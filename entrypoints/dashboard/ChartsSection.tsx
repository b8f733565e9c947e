import { lazy, type ReactElement, Suspense } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Failure } from '../../components/Failure';
import type { SequenceReport } from '../../lib/analytics/report-types';
import { useAnswer } from '../../lib/api/hooks';
import { companiesSheet, linksSheet, weeksSheet } from '../../lib/export/trend-sheets';
import { t } from '../../lib/i18n/text';
import { saveChart } from './saveChart';
import { TableMenu } from './TableMenu';

/** The chart library is the largest part of the page: it comes when it is needed. */
const SequenceCharts = lazy(async () => ({
  default: (await import('../../components/charts/SequenceCharts')).SequenceCharts,
}));

/** The charts of a sequence; their room is kept while they come. */
export function ChartsSection({ sequence }: { sequence: SequenceReport }): ReactElement {
  const answer = useAnswer('charts', { id: sequence.id });
  const attempt = useAttempt();
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  return (
    <div className="section charts-room">
      <div className="title-line">
        <h2>{t('chart.title')}</h2>
        {answer.state === 'ready' && (
          <TableMenu
            name="charts"
            label={t('chart.tables')}
            take={async () => [
              weeksSheet(answer.value.weeks),
              linksSheet(answer.value.links),
              companiesSheet(answer.value.companies),
            ]}
          />
        )}
      </div>
      <p className="muted">{t('chart.trendWhat')}</p>
      {answer.state === 'ready' && (
        <Suspense fallback={null}>
          <SequenceCharts
            sequence={sequence}
            view={answer.value}
            onSave={(name, chart, format) => attempt(t('chart.saving'), () => saveChart(name, chart, format))}
          />
        </Suspense>
      )}
    </div>
  );
}
