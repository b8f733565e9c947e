import type { ReactElement } from 'react';
import { Failure } from '../../components/Failure';
import { OutcomesTable } from '../../components/OutcomesTable';
import { PageTitle } from '../../components/PageTitle';
import { useAnswer } from '../../lib/api/hooks';
import { ctaOutcomesSheet } from '../../lib/export/insight-sheets';
import { t } from '../../lib/i18n/text';
import { TableMenu } from './TableMenu';

/** CTAs against outcomes, on all of the user's outreach. */
export function CtasPage(): ReactElement | null {
  const answer = useAnswer('ctaOutcomes', { sequence: null });
  if (answer.state === 'loading') return null;
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  const views = answer.value;
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('outcomes.title')} />
        <TableMenu name="ctas" take={async () => [ctaOutcomesSheet(views)]} />
      </div>
      <p className="muted compare-intro">{t('outcomes.intro')}</p>
      <OutcomesTable views={views} />
      <p className="muted section">{t('outcomes.observed')}</p>
    </>
  );
}
