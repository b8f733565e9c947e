import type { ReactElement } from 'react';
import { DropZone } from '../../components/DropZone';
import { plural } from '../../components/format';
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
        <PageTitle title="See which of your outreach works" />
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
          <h2 id="way-sample">Just looking?</h2>
          <p>
            Six sequences of an invented SDR: a success, a scanner’s favourite, one that asks for too much.
            Undo takes them away again.
          </p>
          <p className="muted">{t('gmail.ways.sampleKept')}</p>
          <div>
            <button type="button" className="quiet" disabled={busy} onClick={onSample}>
              Load sample data
            </button>
          </div>
        </section>
      </div>
      {waiting > 0 && (
        <p className="section">
          {plural(waiting, 'click')} imported, and no sent email yet that{' '}
          {waiting === 1 ? 'it belongs' : 'they belong'} to.
        </p>
      )}
    </>
  );
}
