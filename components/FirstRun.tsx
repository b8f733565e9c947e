import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';

/** Where there are no sequences yet: the ways in. */
export function FirstRun({ words, onOpen }: { words: string; onOpen(path: string): void }): ReactElement {
  return (
    <div className="empty">
      <strong>{t('sequences.noneYet')}</strong>
      <p className="muted">{words}</p>
      <div className="empty-ways">
        <button type="button" onClick={() => onOpen('/imports')}>
          {t('attention.importWay')}
        </button>
        <button type="button" className="quiet" onClick={() => onOpen('/gmail')}>
          {t('attention.gmailWay')}
        </button>
        <button type="button" className="quiet" onClick={() => onOpen('/sequences')}>
          {t('attention.sampleWay')}
        </button>
      </div>
    </div>
  );
}
