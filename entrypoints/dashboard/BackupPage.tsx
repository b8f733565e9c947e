import { type ReactElement, useEffect, useState } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Failure } from '../../components/Failure';
import { FileButton } from '../../components/FileButton';
import { bytes, count } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { RestoreResult } from '../../components/RestoreResult';
import type { KeptKind, RestoreOutcome } from '../../lib/api/backup-types';
import { ask } from '../../lib/api/client';
import { backupWithFacts, restoreFacts } from '../../lib/api/facts-file';
import { useAnswer } from '../../lib/api/hooks';
import { t } from '../../lib/i18n/text';
import { EraseAll } from './EraseAll';
import { readJson } from './readJson';
import { saveParts } from './saveFile';
import { useTeamFolder } from './team/useTeamFolder';

const KINDS: { readonly [kind in KeptKind]: { name(): string; what(): string } } = {
  messages: { name: () => t('backup.messages'), what: () => t('backup.messagesWhat') },
  events: { name: () => t('backup.events'), what: () => t('backup.eventsWhat') },
  counters: { name: () => t('backup.counters'), what: () => t('backup.countersWhat') },
  decisions: { name: () => t('backup.decisions'), what: () => t('backup.decisionsWhat') },
  ledger: { name: () => t('backup.ledger'), what: () => t('backup.ledgerWhat') },
  imports: { name: () => t('backup.imports'), what: () => t('backup.importsWhat') },
};

/** What Plumbline keeps about the user: to see, to save, to bring back, to erase. */
export function BackupPage({ busy, onForget }: { busy: boolean; onForget: () => void }): ReactElement {
  const kept = useAnswer('kept');
  const attempt = useAttempt();
  const remembered = useTeamFolder();
  const [withFacts, setWithFacts] = useState(false);
  const [working, setWorking] = useState(false);
  const [outcome, setOutcome] = useState<RestoreOutcome | null>(null);
  const [facts, setFacts] = useState(0);
  const disk = useDisk(kept);
  const work = (doing: string, task: () => Promise<void>): void => {
    setWorking(true);
    attempt(doing, () => task().finally(() => setWorking(false)));
  };
  const save = async (): Promise<void> => {
    const parts = withFacts ? await backupWithFacts() : [JSON.stringify(await ask('backup'), null, 2)];
    saveParts(`plumbline-backup-${new Date().toISOString().slice(0, 10)}.json`, 'application/json', parts);
  };
  const restore = async (file: File): Promise<void> => {
    setOutcome(null);
    const { facts: found, ...rest } = await readJson(file);
    // The decisions first: what they name is there when the mail comes.
    const restored = await ask('restore', rest);
    setFacts(await restoreFacts(file.name, found));
    setOutcome(restored);
  };
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('backup.title')} />
      </div>
      <p className="muted lead">{t('backup.lead')}</p>
      {kept.state === 'failed' && <Failure message={kept.error} onRetry={kept.retry} />}
      {kept.state === 'ready' && (
        <div className="ui-table-wrap">
          <table className="kept">
            <thead>
              <tr>
                <th scope="col">{t('backup.kind')}</th>
                <th scope="col" className="num">
                  {t('backup.items')}
                </th>
                <th scope="col" className="num">
                  {t('backup.size')}
                </th>
              </tr>
            </thead>
            <tbody>
              {kept.value.map(({ kind, items, bytes: size }) => (
                <tr key={kind}>
                  <th scope="row">
                    {KINDS[kind].name()}
                    <div className="muted">{KINDS[kind].what()}</div>
                  </th>
                  <td className="num">{count(items)}</td>
                  <td className="num">{items === 0 ? '–' : bytes(size)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {remembered !== null && (
        <p className="muted section-note">
          {t('backup.teamFolder', { folder: remembered.folder.handle.name })}
        </p>
      )}
      {disk !== null && <p className="muted section-note">{t('backup.disk', [bytes(disk)])}</p>}
      <section className="section">
        <h2>{t('backup.save')}</h2>
        <p className="muted">{t('backup.saveWhat')}</p>
        <label className="check">
          <input
            type="checkbox"
            checked={withFacts}
            onChange={(event) => setWithFacts(event.target.checked)}
          />{' '}
          {t('backup.withFacts')}
        </label>
        <div className="row-actions">
          <button type="button" disabled={working || busy} onClick={() => work(t('backup.saving'), save)}>
            {t('backup.saveButton')}
          </button>
          {withFacts && <span className="muted">{t('backup.withFactsWhat')}</span>}
        </div>
      </section>
      <section className="section">
        <h2>{t('backup.restore')}</h2>
        <p className="muted">{t('backup.restoreWhat')}</p>
        <div className="row-actions">
          <FileButton
            text={t('backup.restoreButton')}
            accept=".json,application/json"
            disabled={working || busy}
            onFile={(file) => work(t('backup.restoring'), () => restore(file))}
          />
          {outcome !== null && facts > 0 && (
            <span className="muted">{t('backup.factsRestored', [count(facts)])}</span>
          )}
        </div>
        <RestoreResult outcome={outcome} />
      </section>
      <section className="section">
        <h2>{t('backup.erase')}</h2>
        <div className="row-actions">
          <EraseAll
            disabled={busy || working}
            onErase={async () => {
              await ask('erase');
              setOutcome(null);
              onForget();
            }}
          />
          <span className="muted">{t('backup.eraseWhat')}</span>
        </div>
      </section>
    </>
  );
}

/** What the browser says all of it takes on disk; null where it does not say. */
function useDisk(kept: unknown): number | null {
  const [disk, setDisk] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when what is kept has changed.
  useEffect(() => {
    navigator.storage.estimate().then(
      ({ usage }) => setDisk(usage ?? null),
      () => setDisk(null), // a browser that does not say: the line is left out
    );
  }, [kept]);
  return disk;
}
