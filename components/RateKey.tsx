import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';
import { Definition } from './Explain';

/** What the rates below count, said once instead of beside every bar. */
export function RateKey({ definitions }: { definitions: Readonly<Record<string, string>> }): ReactElement {
  return (
    <div className="muted key">
      {t('rate.counted')} <span className="key-name">{t('rate.replies')}</span>{' '}
      <Definition of={t('rate.replies')} text={definitions['replyRate']} />{' '}
      <span className="key-name">{t('rate.clicks')}</span>{' '}
      <Definition of={t('rate.clicks')} text={definitions['clickRate']} />
    </div>
  );
}
