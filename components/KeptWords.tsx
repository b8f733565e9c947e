import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';

/** What is read of a connected mailbox and what is kept, said before anything is. */
export function KeptWords(): ReactElement {
  return (
    <section className="gmail-kept" aria-labelledby="gmail-kept">
      <h2 id="gmail-kept">{t('gmail.keeping.title')}</h2>
      <ul>
        <li>{t('gmail.keeping.reads')}</li>
        <li>{t('gmail.keeping.keeps')}</li>
        <li>{t('gmail.keeping.leaves')}</li>
        <li>{t('gmail.keeping.talks')}</li>
      </ul>
    </section>
  );
}
