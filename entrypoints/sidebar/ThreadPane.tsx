import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { ClickRate } from '../../components/ClickRate';
import { Failure } from '../../components/Failure';
import { FlagList } from '../../components/Flags';
import { RateView } from '../../components/RateView';
import { StepStrip } from '../../components/StepStrip';
import { StepTable } from '../../components/StepTable';
import { commonScale } from '../../components/scale';
import { ThisEmail } from '../../components/ThisEmail';
import { Timeline } from '../../components/Timeline';
import { useClickWords } from '../../components/useClickWords';
import { ask } from '../../lib/api/client';
import { decisionCalls } from '../../lib/api/decision-calls';
import { definitions } from '../../lib/i18n/definitions';
import { t } from '../../lib/i18n/text';
import { ListView } from './ListView';
import { useThread } from './useThread';

/** Beside a thread: its sequence, its step, and what happened with this prospect. */
export function ThreadPane({
  threadId,
  onProspect,
}: {
  threadId: string;
  onProspect(address: string): void;
}): ReactElement | null {
  const attempt = useAttempt();
  const answer = useThread(threadId);
  const words = useClickWords(decisionCalls);
  if (answer.state === 'loading') return null;
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  const thread = answer.value;
  if (thread === null)
    return (
      <>
        <p className="muted narrow-note">{t('gmail.noSequence')}</p>
        <ListView onProspect={onProspect} />
      </>
    );
  const { sequence } = thread;
  const email = thread.timeline.findLast((entry) => entry.what === 'sent');
  const open = (path: string): void => attempt(t('sequences.opening'), () => ask('openDashboard', { path }));
  const path = `/sequence/${encodeURIComponent(sequence.id)}`;
  return (
    <main className="narrow-body" tabIndex={-1}>
      <div>
        <h1>
          <button type="button" className="title-button" onClick={() => open(path)}>
            {sequence.name}
          </button>
        </h1>
        <div className="muted">
          {t('steps.stepOf', { step: `${thread.step}`, steps: `${sequence.steps.length}` })} ·{' '}
          {thread.prospects.map(({ name, address }) => name || address).join(', ')}
        </div>
        <StepStrip steps={sequence.steps.map(({ index }) => index)} current={thread.step} />
      </div>
      <div className="card card-rates">
        <RateView
          label={t('rate.reply')}
          rate={sequence.rates.reply}
          unit="prospects"
          scale={commonScale([sequence.rates.reply])}
          tone="reply"
          definition={definitions().replyRate}
        />
        <ClickRate
          label={t('rate.click')}
          rates={sequence.rates}
          unit="prospects"
          scale={commonScale([sequence.rates.click, sequence.rates.rawClick])}
          definition={definitions().clickRate}
          scope={{ sequence: sequence.id, step: null }}
        />
      </div>
      {email?.what === 'sent' && <ThisEmail email={email} />}
      <section>
        <h2>{t('steps.prospect')}</h2>
        <Timeline entries={thread.timeline} words={words} briefly />
      </section>
      <FlagList
        flags={thread.flags}
        evidence={(flag) => (
          <button type="button" className="link" onClick={() => open(`${path}?flag=${flag.code}`)}>
            {t('flag.evidence')}
          </button>
        )}
      />
      <section>
        <h2>{t('steps.title')}</h2>
        <StepTable steps={sequence.steps} current={thread.step} sequence={sequence.id} />
      </section>
    </main>
  );
}
