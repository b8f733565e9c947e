import { type ReactElement, useState } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { Field } from '../../../components/ui/Field';
import { toast } from '../../../components/ui/Toasts';
import { useAnswer } from '../../../lib/api/hooks';
import { t } from '../../../lib/i18n/text';
import { directoryPicker, downloadFiles, teamFiles, writeInto } from './writeTeam';

/** Whether somebody closed the browser's picker: a choice, not a failure. */
const closed = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** This Plumbline's numbers for the team: into a folder, or as a download. */
export function WriteForm(): ReactElement {
  const attempt = useAttempt();
  const accounts = useAnswer('accounts');
  const [name, setName] = useState<string | null>(null);
  const [key, setKey] = useState('');
  const [busy, setBusy] = useState(false);
  const picker = directoryPicker();
  const own = name ?? (accounts.state === 'ready' ? (accounts.value[0] ?? '') : '');
  const write = (
    put: (files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>) => Promise<void>,
  ): Promise<void> =>
    teamFiles(own.trim(), key).then(async (files) => {
      if (files.size === 0) return void toast({ text: t('team.nothing') });
      await put(files);
      toast({ text: t('team.written', { count: files.size }) });
    });
  const does = (work: () => Promise<void>) => (): void => {
    setBusy(true);
    attempt(t('team.writing'), () => work().finally(() => setBusy(false)));
  };
  const unnamed = own.trim() === '' || busy;
  return (
    <section className="team-form" aria-label={t('team.writeTitle')}>
      <h2>{t('team.writeTitle')}</h2>
      <p className="muted">{t('team.writeWhat')}</p>
      <Field label={t('team.name')} value={own} onChange={setName} />
      <Field
        label={t('team.key')}
        type="password"
        value={key}
        hint={key.trim() === '' ? t('team.plain') : t('team.keyHint')}
        onChange={setKey}
      />
      <div className="row-actions">
        {picker !== null && (
          <button
            type="button"
            disabled={unnamed}
            onClick={does(async () => {
              try {
                // Asked first: the browser shows its picker only right after the click.
                const folder = await picker({ mode: 'readwrite' });
                await write((files) => writeInto(folder, files));
              } catch (error) {
                if (!closed(error)) throw error;
              }
            })}
          >
            {t('team.writeFolder')}
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
    </section>
  );
}
