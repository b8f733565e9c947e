import type { ReactElement } from 'react';
import { DropZone } from '../../components/DropZone';
import { count } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { t } from '../../lib/i18n/text';
import { hrefTo } from './useRoute';

/** The first run: three honest ways in, each with what is read and kept said before it happens. */
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
      <div className="ways">
        <section className="way" aria-labelledby="way-file">
          <h2 id="way-file">{t('gmail.ways.file')}</h2>
          <p className="muted">{t('gmail.ways.fileKept')}</p>
          <DropZone onFiles={onFiles} />
          <details>
            <summary>{t('gmail.ways.takeoutTitle')}</summary>
            <ol>
              <li>{t('gmail.ways.takeout1')}</li>
              <li>{t('gmail.ways.takeout2')}</li>
              <li>{t('gmail.ways.takeout3')}</li>
            </ol>
          </details>
        </section>
        <section className="way" aria-labelledby="way-gmail">
          <h2 id="way-gmail">{t('gmail.ways.connect')}</h2>
          <p>{t('gmail.ways.connectWhy')}</p>
          <p className="muted">{t('gmail.ways.connectKept')}</p>
          <div>
            <a className="button" href={hrefTo('gmail')}>
              {t('gmail.page.openGmail')}
            </a>
          </div>
        </section>
        <section className="way" aria-labelledby="way-sample">
          <h2 id="way-sample">{t('welcome.looking')}</h2>
          <p>{t('welcome.sample')}</p>
          <p className="muted">{t('gmail.ways.sampleKept')}</p>
          <div>
            <button type="button" className="quiet" disabled={busy} onClick={onSample}>
              {t('imports.loadSample')}
            </button>
          </div>
        </section>
      </div>
      {waiting > 0 && <p className="section">{t('welcome.waiting', waiting, [count(waiting)])}</p>}
      <p className="muted section">{t('welcome.kept')}</p>
    </>
  );
}
