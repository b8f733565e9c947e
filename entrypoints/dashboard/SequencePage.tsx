import { type ReactElement, useEffect } from 'react';
import { ClickRate } from '../../components/ClickRate';
import { Failure } from '../../components/Failure';
import { FlagList } from '../../components/Flags';
import { count, dateRange, percent } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { RateView } from '../../components/RateView';
import { StepTable } from '../../components/StepTable';
import { commonScale } from '../../components/scale';
import { DEFINITIONS } from '../../lib/analytics/definitions';
import { clicksUntracked, UNTRACKED } from '../../lib/analytics/rates/tracked';
import { useAnswer } from '../../lib/api/hooks';
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
  template: 'found by its template',
  tracker: 'named by the tracker',
  label: 'from a Gmail label',
  user: 'put together by you',
} as const;

const NAMES: Readonly<Record<string, string>> = {
  replyRate: 'Reply rate',
  clickRate: 'Click rate',
  rawClickRate: 'Raw click rate',
  bounceRate: 'Bounce rate',
  interval: 'Interval',
  maturity: 'Maturity',
};

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
        <PageTitle title="This sequence is not there" />
        <p className="muted">It may have been erased, or the address is incomplete.</p>
        <a href="#/sequences">All sequences</a>
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
        <span className="muted">
          {dateRange(sequence.firstSentAt, sequence.lastSentAt)} · {ORIGINS[sequence.origin]}
        </span>
        <ExportMenu sequence={sequence.id} />
        <a href={hrefTo('audit', sequence.id)}>{t('audit.title')}</a>
        <SequenceMenu sequence={sequence} />
        <CompareLinks sequence={id} />
      </div>
      <section className="totals" aria-label="Figures">
        <div className="total">
          <RateView
            label="Reply rate"
            rate={rates.reply}
            unit="prospects"
            scale={commonScale([rates.reply])}
            tone="reply"
            definition={DEFINITIONS['replyRate']}
          />
        </div>
        <div className="total">
          <ClickRate
            label="Click rate"
            rates={rates}
            unit="prospects"
            scale={commonScale([rates.click, rates.rawClick])}
            definition={DEFINITIONS['clickRate']}
            scope={{ sequence: sequence.id, step: null }}
          />
        </div>
        <div className="total">
          <div className="total-label">Clicks</div>
          <div className="figure">{untracked ? '–' : count(clicks.human)}</div>
          <div className="muted">
            {untracked ? UNTRACKED : `human of ${clicks.raw} raw`}
            {clicks.raw > 0 ? `, ${percent(clicks.phantom / clicks.raw)} phantom` : ''}
          </div>
        </div>
        <div className="total">
          <div className="total-label">Delivered</div>
          <div className="figure">{prospects.delivered}</div>
          <div className="muted">
            of {prospects.reached} prospects, {prospects.bounced} bounced; {emails.sent} emails;{' '}
            {answers.autoReply} automatic answers
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
      <ChartsSection sequence={sequence} />
      <div className="two section">
        <section>
          <h2>Steps, counted by email</h2>
          <StepTable
            steps={sequence.steps}
            sequence={sequence.id}
            evidence={(flag, index) => <a href={evidenceHref(id, flag, index)}>{t('flag.evidence')}</a>}
          />
        </section>
        <section>
          <h2>What the numbers mean</h2>
          <dl className="definitions">
            {Object.entries(NAMES).map(([key, name]) => (
              <div key={key}>
                <dt>{name}</dt>
                <dd>{DEFINITIONS[key]}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <Counters sequence={id} />
      <SequenceInside sequence={sequence} />
      <SequenceEmails sequence={id} />
      <SequenceOutcomes sequence={id} />
    </>
  );
}
