import type { ReactElement } from 'react';
import { Failure } from '../../components/Failure';
import { FlagList } from '../../components/Flags';
import { count, fullDate, percent } from '../../components/format';
import { RateView } from '../../components/RateView';
import { StepTable } from '../../components/StepTable';
import { commonScale } from '../../components/scale';
import { DEFINITIONS } from '../../lib/analytics/definitions';
import { useAnswer } from '../../lib/api/hooks';

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

export function SequencePage({ id }: { id: string }): ReactElement | null {
  const answer = useAnswer('sequence', { id });
  if (answer.state === 'loading') return null;
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  const sequence = answer.value;
  if (sequence === null)
    return (
      <div className="empty">
        <strong>This sequence is not there any more.</strong>
        <p className="muted">It may have been erased.</p>
        <a href="#/sequences">All sequences</a>
      </div>
    );
  const { rates, clicks, prospects, emails, answers } = sequence;
  return (
    <>
      <div className="title-line">
        <h1>{sequence.name}</h1>
        <span className="muted">
          {fullDate(sequence.firstSentAt)} – {fullDate(sequence.lastSentAt)} · {ORIGINS[sequence.origin]}
        </span>
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
          <RateView
            label="Click rate"
            rate={rates.click}
            raw={rates.rawClick}
            unit="prospects"
            scale={commonScale([rates.click, rates.rawClick])}
            tone="click"
            definition={DEFINITIONS['clickRate']}
          />
        </div>
        <div className="total">
          <div className="total-label">Clicks</div>
          <div className="figure">{count(clicks.human)}</div>
          <div className="muted">
            human of {clicks.raw} raw
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
      <FlagList flags={sequence.flags} />
      <div className="two section">
        <section>
          <h2>Steps, counted by email</h2>
          <StepTable steps={sequence.steps} />
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
    </>
  );
}
