import type { ReactElement } from 'react';
import type { TimelineEntry } from '../lib/api/protocol';
import { t } from '../lib/i18n/text';
import { FlagList } from './Flags';
import { MarkedText } from './MarkedText';
import { CtaCount } from './Timeline';

/** The email on screen: what it asks for, marked where it stands, and what is wrong with it. */
export function ThisEmail({ email }: { email: Extract<TimelineEntry, { what: 'sent' }> }): ReactElement {
  return (
    <section className="this-email">
      <h2>{t('attention.thisEmail')}</h2>
      <FlagList flags={email.flags} />
      <details className="card" open={email.flags.length > 0}>
        <summary>
          {email.subject === '' ? t('template.noSubject') : email.subject} <CtaCount ctas={email.ctas} />
        </summary>
        <MarkedText text={email.text} ctas={email.ctas} />
      </details>
    </section>
  );
}
