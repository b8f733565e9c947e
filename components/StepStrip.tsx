import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';

/** A sequence's steps as a strip, with the one at hand marked. */
export function StepStrip({ steps, current }: { steps: readonly number[]; current: number }): ReactElement {
  return (
    <ol
      className="step-strip"
      aria-label={t('steps.stepOf', { step: `${current}`, steps: `${steps.length}` })}
    >
      {steps.map((index) => (
        <li
          key={index}
          className={index < current ? 'step-past' : index === current ? 'step-here' : ''}
          aria-current={index === current ? 'step' : undefined}
        >
          {index}
        </li>
      ))}
    </ol>
  );
}
