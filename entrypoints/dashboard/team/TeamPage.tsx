import { type ReactElement, useRef, useState } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { ErrorBoundary } from '../../../components/ErrorBoundary';
import { time } from '../../../components/format';
import { PageTitle } from '../../../components/PageTitle';
import { TeamTables } from '../../../components/TeamTables';
import { teamSheet } from '../../../lib/export/insight-sheets';
import { t } from '../../../lib/i18n/text';
import { TableMenu } from '../TableMenu';
import type { TeamView } from './readTeam';
import { WriteForm } from './WriteForm';

/** What is chosen lies in the page alone: it is gone with it, and was never stored. */
export function TeamPage(): ReactElement {
  const attempt = useAttempt();
  const [reading, setReading] = useState<string | null>(null);
  const [view, setView] = useState<TeamView | null>(null);
  const [none, setNone] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const read = (chosen: FileList | null): void => {
    const list = [...(chosen ?? [])];
    if (list.length === 0) return;
    setReading('');
    attempt(t('team.opening'), async () => {
      try {
        const { readTeam } = await import('./readTeam');
        const found = await readTeam(list, setReading);
        setView(found);
        setNone(found === null);
      } finally {
        setReading(null);
      }
    });
  };
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('team.title')} />
      </div>
      <div className="team-forms">
        <section className="team-form" aria-label={t('team.openFolder')}>
          <h2>{t('team.openFolder')}</h2>
          <p className="muted">{t('team.intro')}</p>
          <input
            ref={folder}
            type="file"
            multiple
            hidden
            data-testid="team-folder"
            {...{ webkitdirectory: '' }}
            onChange={({ currentTarget }) => {
              read(currentTarget.files);
              currentTarget.value = ''; // the same folder may be opened again
            }}
          />
          <input
            ref={files}
            type="file"
            multiple
            hidden
            accept=".parquet"
            data-testid="team-files"
            onChange={({ currentTarget }) => {
              read(currentTarget.files);
              currentTarget.value = '';
            }}
          />
          <div className="row-actions">
            <button type="button" disabled={reading !== null} onClick={() => folder.current?.click()}>
              {t('team.openFolder')}
            </button>
            <button
              type="button"
              className="quiet"
              disabled={reading !== null}
              onClick={() => files.current?.click()}
            >
              {t('team.openFiles')}
            </button>
          </div>
          <p role="status" className="muted">
            {reading !== null && t('team.reading', [reading])}
            {none && t('team.none')}
          </p>
        </section>
        <ErrorBoundary>
          <WriteForm />
        </ErrorBoundary>
      </div>
      <ErrorBoundary key={view?.abouts.map(({ writtenAt }) => writtenAt).join() ?? ''}>
        {view !== null && <Opened view={view} />}
      </ErrorBoundary>
    </>
  );
}

function Opened({ view: { total, figures, abouts, problems } }: { view: TeamView }): ReactElement {
  const filters = new Set(abouts.map(({ filterVersion }) => filterVersion));
  const hashed = new Set(abouts.map(({ prospectsHashed }) => prospectsHashed));
  const warnings = [
    ...(filters.size > 1 ? [t('team.filters')] : []),
    ...(hashed.size > 1 ? [t('team.hashes')] : []),
  ];
  return (
    <>
      {problems.length + warnings.length > 0 && (
        <section className="outcome section" aria-label={t('team.problems')}>
          <div className="outcome-words">
            {problems.length > 0 && <strong>{t('team.problems')}</strong>}
            {[...problems, ...warnings].map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
        </section>
      )}
      {figures.length > 0 && (
        <>
          <div className="title-line section">
            <h2>{t('team.all')}</h2>
            <TableMenu
              name="team"
              take={async () => [
                teamSheet(
                  [total, ...figures],
                  (sdr) =>
                    abouts.find((about) => about.sdr === sdr)?.filterVersion ??
                    (filters.size === 1 ? [...filters].join() : null),
                ),
              ]}
            />
          </div>
          <p className="muted filter-said">
            {t('team.asOf')}: {abouts.map(({ sdr, asOf }) => `${sdr} ${time(asOf)}`).join(', ')}
          </p>
          <TeamTables total={total} figures={figures} />
        </>
      )}
    </>
  );
}
