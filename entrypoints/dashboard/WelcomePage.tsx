import type { ReactElement } from 'react';
import { DropZone } from '../../components/DropZone';
import { count } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { t } from '../../lib/i18n/text';

/** The first run: two honest ways in, each said before it happens. */
export function WelcomePage({
  busy,
  waiting,
  onFiles,
  onSample,
}: {
  busy: boolean;
  /** Clicks that were imported without the emails they belong to. */
  waiting: number;
  onFiles: (files: readonly File[]) => void;
  onSample: () => void;
}): ReactElement {
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('welcome.title')} />
      </div>
      <div className="welcome">
        <DropZone onFiles={onFiles} />
        <div className="welcome-card">
          <strong>{t('welcome.looking')}</strong>
          <p className="muted">{t('welcome.sample')}</p>
          <button type="button" className="quiet" disabled={busy} onClick={onSample}>
            {t('imports.loadSample')}
          </button>
        </div>
      </div>
      {waiting > 0 && <p className="section">{t('welcome.waiting', waiting, [count(waiting)])}</p>}
      <p className="muted section">{t('welcome.kept')}</p>
    </>
  );
}
