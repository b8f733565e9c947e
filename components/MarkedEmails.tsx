import type { ReactElement } from 'react';
import type { MarkedEmail } from '../lib/api/insight';
import { t } from '../lib/i18n/text';
import { time } from './format';
import { MarkedText } from './MarkedText';

/** Emails as they went out, each opening on its own. */
export function MarkedEmails({
  emails,
  open = false,
}: {
  emails: readonly MarkedEmail[];
  /** All of them at once: where there are few and they are the point. */
  open?: boolean;
}): ReactElement {
  return (
    <ul className="marked-emails">
      {emails.map(({ messageId, at, step, variant, subject, text, ctas }) => (
        <li key={messageId} className="card">
          <details open={open}>
            <summary>
              <strong>
                {variant === null
                  ? t('outcomes.email', { step })
                  : t('outcomes.emailVariant', { step, variant })}
              </strong>{' '}
              {subject} <span className="muted">{time(at)}</span>{' '}
              <span className="badge">
                {ctas.length === 0 ? t('compose.none') : t('compose.count', ctas.length)}
              </span>
            </summary>
            <MarkedText text={text} ctas={ctas} />
          </details>
        </li>
      ))}
    </ul>
  );
}
