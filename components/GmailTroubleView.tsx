import type { ReactElement, ReactNode } from 'react';
import type { GmailTrouble } from '../lib/api/gmail-types';
import { t } from '../lib/i18n/text';
import { time } from './format';
import { troubleWords } from './gmail-words';

/** What stands between Plumbline and a mailbox: what happened, what to do, and what Google's window may have shown. */
export function GmailTroubleView({
  trouble,
  action,
}: {
  readonly trouble: GmailTrouble;
  /** The button that mends it, where there is one. */
  readonly action?: ReactNode;
}): ReactElement {
  // What is said above need not be said again.
  const shown = trouble.shown.filter(({ code }) => code !== trouble.code);
  return (
    <div className="gmail-trouble" role="alert" data-code={trouble.code}>
      <p>{troubleWords(trouble.code)}</p>
      {trouble.retryAt !== null && <p>{t('gmail.connect.retryAt', [time(trouble.retryAt)])}</p>}
      {shown.length > 0 && (
        <div>
          <strong>{t('gmail.connect.shown')}</strong>
          <dl>
            {shown.map((entry) => (
              <div key={entry.code}>
                <dt>{entry.text}</dt>
                <dd>{troubleWords(entry.code)}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {trouble.detail !== null && (
        <p className="gmail-detail">{t('gmail.connect.detail', [`${trouble.code} ${trouble.detail}`])}</p>
      )}
      {action !== undefined && <div className="row-actions">{action}</div>}
    </div>
  );
}
