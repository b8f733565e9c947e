import { type ReactElement, useState } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { Field } from '../../../components/ui/Field';
import { toast } from '../../../components/ui/Toasts';
import { useAnswer } from '../../../lib/api/hooks';
import { rememberTeamFolder } from '../../../lib/api/team-folder';
import { t } from '../../../lib/i18n/text';
import { teamKey } from '../../../lib/team/hash';
import { FolderActions } from './FolderActions';
import { useTeamFolder } from './useTeamFolder';
import {
  demandPermission,
  directoryPicker,
  downloadFiles,
  removeFormerSet,
  teamFiles,
  WRITING,
  writeInto,
} from './writeTeam';

/** Whether somebody closed the browser's picker: a choice, not a failure. */
const closed = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** This Plumbline's numbers for the team: into a folder, which is remembered, or as a download. */
export function WriteForm(): ReactElement {
  const attempt = useAttempt();
  const accounts = useAnswer('accounts');
  const remembered = useTeamFolder();
  const [name, setName] = useState<string | null>(null);
  const [typedKey, setKey] = useState('');
  const [busy, setBusy] = useState(false);
  const picker = directoryPicker();
  const account = accounts.state === 'ready' ? (accounts.value[0] ?? '') : '';
  const own = name ?? remembered?.folder.sdr ?? account;
  const keptKey = remembered?.folder.key ?? null;
  const write = async (
    put: (
      files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
      sdr: string,
      key: CryptoKey | null,
    ) => Promise<void>,
  ): Promise<void> => {
    await navigator.locks.request(WRITING, async () => {
      const sdr = own.trim();
      const key = typedKey.trim() === '' ? keptKey : await teamKey(typedKey);
      const files = await teamFiles(sdr, key);
      if (files.size === 0) return toast({ text: t('team.nothing') });
      await put(files, sdr, key);
      toast({ text: t('team.written', { count: files.size }) });
    });
  };
  const writeFolder = (handle: FileSystemDirectoryHandle): Promise<void> =>
    write(async (files, sdr, key) => {
      await writeInto(handle, files);
      if (remembered !== null) await removeFormerSet(remembered.folder, handle, sdr);
      const daily = remembered?.folder.daily ?? false;
      await rememberTeamFolder({ handle, sdr, key, daily, writtenAt: Date.now() });
      setKey('');
    });
  const does = (work: () => Promise<void>) => (): void => {
    setBusy(true);
    attempt(t('team.writing'), () => work().finally(() => setBusy(false)));
  };
  const unnamed = own.trim() === '' || busy;
  const keyHint = typedKey.trim() !== '' ? 'team.keyHint' : keptKey !== null ? 'team.keyKept' : 'team.plain';
  return (
    <section className="team-form" aria-label={t('team.writeTitle')}>
      <h2>{t('team.writeTitle')}</h2>
      <p className="muted">{t('team.writeWhat')}</p>
      <Field label={t('team.name')} value={own} onChange={setName} />
      <Field label={t('team.key')} type="password" value={typedKey} hint={t(keyHint)} onChange={setKey} />
      <div className="row-actions">
        {remembered !== null && (
          <button
            type="button"
            disabled={unnamed}
            onClick={does(async () => {
              await demandPermission(remembered.folder.handle);
              await writeFolder(remembered.folder.handle);
            })}
          >
            {remembered.permission === 'granted' ? t('team.writeNow') : t('team.allow')}
          </button>
        )}
        {picker !== null && (
          <button
            type="button"
            className={remembered === null ? '' : 'quiet'}
            disabled={unnamed}
            onClick={does(async () => {
              try {
                // Asked first: the browser shows its picker only right after the click.
                await writeFolder(await picker({ mode: 'readwrite' }));
              } catch (error) {
                if (!closed(error)) throw error;
              }
            })}
          >
            {remembered === null ? t('team.writeFolder') : t('team.chooseOther')}
          </button>
        )}
        <button
          type="button"
          className={picker === null ? '' : 'quiet'}
          disabled={unnamed}
          onClick={does(() => write(async (files) => downloadFiles(files)))}
        >
          {t('team.download')}
        </button>
      </div>
      {remembered !== null && <FolderActions remembered={remembered} busy={busy} />}
      {picker === null && <p className="muted">{t('team.noPicker')}</p>}
    </section>
  );
}
