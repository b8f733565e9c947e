import type { ReactElement } from 'react';
import type { StepReport } from '../lib/analytics/report-types';
import { FlagChips } from './Flags';
import { RateView } from './RateView';
import { commonScale } from './scale';

/** The steps of a sequence. Steps count emails: which message did it? */
export function StepTable({
  steps,
  current,
}: {
  steps: readonly StepReport[];
  current?: number | undefined;
}): ReactElement {
  const replyScale = commonScale(steps.map((step) => step.ratesPerEmail.reply));
  const clickScale = commonScale(
    steps.flatMap((step) => [step.ratesPerEmail.click, step.ratesPerEmail.rawClick]),
  );
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li
          key={step.index}
          className={step.index === current ? 'step step-current' : 'step'}
          aria-current={step.index === current ? 'step' : undefined}
        >
          <div className="step-head">
            <span className="step-index">{step.index}</span>
            <div>
              <div className="step-subject">{step.subject === '' ? '(no subject)' : step.subject}</div>
              <div className="muted">
                {step.emails.delivered} of {step.emails.sent} emails delivered
                {step.index === current ? ' · this email' : ''}
              </div>
            </div>
          </div>
          <div className="card-rates">
            <RateView
              label="Replies"
              rate={step.ratesPerEmail.reply}
              unit="emails"
              scale={replyScale}
              tone="reply"
            />
            <RateView
              label="Clicks"
              rate={step.ratesPerEmail.click}
              raw={step.ratesPerEmail.rawClick}
              unit="emails"
              scale={clickScale}
              tone="click"
            />
          </div>
          <FlagChips flags={step.flags} />
        </li>
      ))}
    </ol>
  );
}
