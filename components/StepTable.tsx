import type { ReactElement, ReactNode } from 'react';
import type { Flag, StepReport } from '../lib/analytics/report-types';
import { ClickRate } from './ClickRate';
import { FlagChips } from './Flags';
import { RateKey } from './RateKey';
import { RateView } from './RateView';
import { commonScale } from './scale';

/** The report's definitions count prospects; these say the same of emails. */
const PER_EMAIL = {
  replyRate: 'Emails that got a reply written by a person, out of delivered emails.',
  clickRate:
    'Emails with a human click (the sum over emails of the probability of at least one human click), out of delivered emails.',
};

/** The steps of a sequence. Steps count emails: which message did it? */
export function StepTable({
  steps,
  current,
  sequence,
  evidence,
}: {
  steps: readonly StepReport[];
  current?: number | undefined;
  /** Its id; with it the click rates open their evidence. */
  sequence?: string | undefined;
  /** The way to the evidence of a step's flag. */
  evidence?: (flag: Flag, step: number) => ReactNode;
}): ReactElement {
  const replyScale = commonScale(steps.map((step) => step.ratesPerEmail.reply));
  const clickScale = commonScale(
    steps.flatMap((step) => [step.ratesPerEmail.click, step.ratesPerEmail.rawClick]),
  );
  return (
    <>
      <RateKey definitions={PER_EMAIL} />
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
              <ClickRate
                label="Clicks"
                rates={step.ratesPerEmail}
                unit="emails"
                scale={clickScale}
                scope={sequence === undefined ? undefined : { sequence, step: step.index }}
              />
            </div>
            <FlagChips
              flags={step.flags}
              {...(evidence === undefined ? {} : { evidence: (flag: Flag) => evidence(flag, step.index) })}
            />
          </li>
        ))}
      </ol>
    </>
  );
}
