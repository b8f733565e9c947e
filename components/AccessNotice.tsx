import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';

/** The browser does not let Plumbline reach Gmail: what that means, and the button that asks for it. */
export function AccessNotice({ onAllow }: { onAllow(): void }): ReactElement {
  return (
    <section className="gmail-trouble" role="status">
      <p>{t('gmail.access.missing')}</p>
      <div className="row-actions">
        <button type="button" className="small" onClick={onAllow}>
          {t('gmail.access.allow')}
        </button>
      </div>
    </section>
  );
}
