import { type ReactElement, useEffect } from 'react';
import { ClickRate } from '../../components/ClickRate';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Failure } from '../../components/Failure';
import { FlagList } from '../../components/Flags';
import { count, dateRange, percent } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { RateView } from '../../components/RateView';
import { StepTable } from '../../components/StepTable';
import { commonScale } from '../../components/scale';
import { clicksUntracked } from '../../lib/analytics/rates/tracked';
import { useAnswer } from '../../lib/api/hooks';
import { definitions } from '../../lib/i18n/definitions';
import { t } from '../../lib/i18n/text';
import { ChartsSection } from './ChartsSection';
import { Counters } from './Counters';
import { ExportMenu } from './ExportMenu';
import { SequenceInside } from './SequenceInside';
import {
  CompareLinks,
  evidenceHref,
  FlagEvidence,
  SequenceEmails,
  SequenceOutcomes,
} from './SequenceInsight';
import { SequenceMenu } from './SequenceMenu';
import { hrefTo } from './useRoute';

const ORIGINS = {
  template: 'sequences.origin.template',
  tracker: 'sequences.origin.tracker',
  label: 'sequences.origin.label',
  user: 'sequences.origin.user',
} as const;

/** What the page explains, and by which name. */
const EXPLAINED = [
  ['replyRate', 'rate.reply'],
  ['clickRate', 'rate.click'],
  ['rawClickRate', 'rate.rawClick'],
  ['bounceRate', 'rate.bounce'],
  ['interval', 'rate.interval'],
  ['maturity', 'rate.maturity'],
] as const;

export function SequencePage({
  id,
  query = new URLSearchParams(),
}: {
  id: string;
  /** `flag` and `step`: whose evidence is shown. */
  query?: URLSearchParams;
}): ReactElement | null {
  const answer = useAnswer('sequence', { id });
  const now = answer.state === 'ready' ? (answer.value?.id ?? id) : id;
  useEffect(() => {
    // A sequence that was merged lives on as another: its old address leads there.
    if (now !== id) location.replace(hrefTo('sequence', now));
  }, [now, id]);
  if (answer.state === 'loading') return null;
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  const sequence = answer.value;
  if (sequence === null)
    return (
      <div className="empty">
        <PageTitle title={t('sequences.gone')} />
        <p className="muted">{t('sequences.goneWhy')}</p>
        <a href="#/sequences">{t('sequences.all')}</a>
      </div>
    );
  const { rates, clicks, prospects, emails, answers } = sequence;
  const step = query.get('step');
  const shown = (
    step === null ? sequence : sequence.steps.find(({ index }) => String(index) === step)
  )?.flags.find(({ code }) => code === query.get('flag'));
  const untracked = clicksUntracked(rates) && clicks.raw === 0;
  return (
    <>
      <div className="title-line">
        <PageTitle title={sequence.name} />
        <span className="muted title-sub">
          {dateRange(sequence.firstSentAt, sequence.lastSentAt)} · {t(ORIGINS[sequence.origin])}
        </span>
        <ExportMenu sequence={sequence.id} />
        <a className="link-button" href={hrefTo('audit', sequence.id)}>
          {t('audit.title')}
        </a>
        <SequenceMenu sequence={sequence} />
        <CompareLinks sequence={id} />
      </div>
      <section className="totals" aria-label={t('rate.figures')}>
        <div className="total">
          <RateView
            label={t('rate.reply')}
            rate={rates.reply}
            unit="prospects"
            scale={commonScale([rates.reply])}
            tone="reply"
            definition={definitions().replyRate}
          />
        </div>
        <div className="total">
          <ClickRate
            label={t('rate.click')}
            rates={rates}
            unit="prospects"
            scale={commonScale([rates.click, rates.rawClick])}
            definition={definitions().clickRate}
            scope={{ sequence: sequence.id, step: null }}
          />
        </div>
        <div className="total">
          <div className="total-label">{t('rate.clicks')}</div>
          <div className="figure">{untracked ? '–' : count(clicks.human)}</div>
          <div className="muted">
            {untracked
              ? t('rate.untracked')
              : t(clicks.raw > 0 ? 'rate.humanOfPhantom' : 'rate.humanOf', {
                  raw: count(clicks.raw),
                  phantom: clicks.raw > 0 ? percent(clicks.phantom / clicks.raw) : '',
                })}
          </div>
        </div>
        <div className="total">
          <div className="total-label">{t('rate.delivered')}</div>
          <div className="figure">{count(prospects.delivered)}</div>
          <div className="muted">
            {t('rate.delivery', {
              reached: count(prospects.reached),
              bounced: count(prospects.bounced),
              emails: count(emails.sent),
              automatic: count(answers.autoReply),
            })}
          </div>
        </div>
      </section>
      <FlagList
        flags={sequence.flags}
        evidence={(flag) => <a href={evidenceHref(id, flag)}>{t('flag.evidence')}</a>}
      />
      {shown !== undefined && (
        <FlagEvidence sequence={id} step={step === null ? null : Number(step)} flag={shown} />
      )}
      <ErrorBoundary>
        <ChartsSection sequence={sequence} />
      </ErrorBoundary>
      <div className="two section">
        <section>
          <h2>{t('steps.title')}</h2>
          <StepTable
            steps={sequence.steps}
            sequence={sequence.id}
            evidence={(flag, index) => <a href={evidenceHref(id, flag, index)}>{t('flag.evidence')}</a>}
          />
        </section>
        <section>
          <h2>{t('rate.mean')}</h2>
          <dl className="definitions">
            {EXPLAINED.map(([key, name]) => (
              <div key={key}>
                <dt>{t(name)}</dt>
                <dd>{definitions()[key]}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      {[
        <Counters key="counters" sequence={id} />,
        <SequenceInside key="inside" sequence={sequence} />,
        <SequenceEmails key="emails" sequence={id} />,
        <SequenceOutcomes key="outcomes" sequence={id} />,
      ].map((part) => (
        // Each by itself: a fault in one leaves the others.
        <ErrorBoundary key={part.key}>{part}</ErrorBoundary>
      ))}
    </>
  );
}
