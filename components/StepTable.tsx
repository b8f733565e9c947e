import type { ReactElement, ReactNode } from 'react';
import type { Flag, StepReport } from '../lib/analytics/report-types';
import { t } from '../lib/i18n/text';
import { ClickRate } from './ClickRate';
import { FlagChips } from './Flags';
import { count } from './format';
import { RateKey } from './RateKey';
import { RateView } from './RateView';
import { commonScale } from './scale';

/** The report's definitions count prospects; these say the same of emails. */
const perEmail = (): Readonly<Record<string, string>> => ({
  replyRate: t('definition.replyPerEmail'),
  clickRate: t('definition.clickPerEmail'),
});

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
      <RateKey definitions={perEmail()} />
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
                <div className="step-subject">
                  {step.subject === '' ? t('template.noSubject') : step.subject}
                </div>
                <div className="muted">
                  {t(step.index === current ? 'steps.current' : 'steps.delivered', {
                    delivered: count(step.emails.delivered),
                    sent: count(step.emails.sent),
                  })}
                </div>
              </div>
            </div>
            <div className="card-rates">
              <RateView
                label={t('rate.replies')}
                rate={step.ratesPerEmail.reply}
                unit="emails"
                scale={replyScale}
                tone="reply"
              />
              <ClickRate
                label={t('rate.clicks')}
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
