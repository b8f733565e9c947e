import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';
import { GuideDrawing } from './GuideDrawing';

const STEPS = [
  { step: 'project', title: 'gmail.guide.project', how: 'gmail.guide.projectHow' },
  { step: 'api', title: 'gmail.guide.api', how: 'gmail.guide.apiHow' },
  { step: 'audience', title: 'gmail.guide.audience', how: 'gmail.guide.audienceHow' },
  { step: 'scope', title: 'gmail.guide.scope', how: 'gmail.guide.scopeHow' },
  { step: 'client', title: 'gmail.guide.client', how: 'gmail.guide.clientHow' },
  { step: 'copy', title: 'gmail.guide.copy', how: 'gmail.guide.copyHow' },
] as const;

/** How a client is made in Google's console, drawn step by step. */
export function GmailGuide({ open }: { readonly open: boolean }): ReactElement {
  return (
    <details className="gmail-guide" id="gmail-guide" open={open}>
      <summary>{t('gmail.guide.title')}</summary>
      <p className="muted">{t('gmail.guide.intro')}</p>
      <ol>
        {STEPS.map(({ step, title, how }, n) => (
          <li key={step}>
            <GuideDrawing step={step} />
            <strong>
              {n + 1}. {t(title)}
            </strong>
            <p>{t(how)}</p>
          </li>
        ))}
      </ol>
      <p className="muted">{t('gmail.guide.trust')}</p>
    </details>
  );
}
