import { type ReactElement, useRef } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { Failure } from '../../../components/Failure';
import { time } from '../../../components/format';
import { toast } from '../../../components/ui/Toasts';
import { ask } from '../../../lib/api/client';
import { useAnswer } from '../../../lib/api/hooks';
import { mappingsFile, mappingsIn } from '../../../lib/api/mappings';
import { t } from '../../../lib/i18n/text';
import { saveFile } from '../saveFile';

/** What was mapped once, to be forgotten, taken to another machine, or brought from one. */
export function RememberedMappings(): ReactElement {
  const saved = useAnswer('mappings');
  const attempt = useAttempt();
  const heading = useRef<HTMLHeadingElement>(null);
  const take = async (file: File): Promise<void> => {
    const found = mappingsIn(file.name, await file.text());
    for (const mapping of found) await ask('saveMapping', mapping);
    toast({ text: t('mapping.imported', found.length) });
  };
  const choose = (): void => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.onchange = () => {
      const file = input.files?.[0];
      if (file !== undefined) attempt(t('mapping.doingFile'), () => take(file));
    };
    input.click();
  };
  return (
    <section className="section">
      <h2 ref={heading} tabIndex={-1}>
        {t('mapping.remembered')}
      </h2>
      {saved.state === 'failed' && <Failure message={saved.error} onRetry={saved.retry} />}
      {saved.state === 'ready' && (
        <p className="muted">
          {saved.value.length === 0 ? t('mapping.rememberedNone') : t('mapping.rememberedWhy')}
        </p>
      )}
      {saved.state === 'ready' && saved.value.length > 0 && (
        <ul className="imports" aria-label={t('mapping.remembered')}>
          {saved.value.map(({ id, name, mapping, savedAt }) => (
            <li key={id} className="import">
              <div className="import-head">
                <strong>{name}</strong>
                <span className="muted">
                  {t('mapping.headingCount', mapping.headings.length)} · {time(savedAt)}
                </span>
                <button
                  type="button"
                  className="quiet small"
                  aria-label={t('mapping.forgetName', [name])}
                  onClick={() => {
                    attempt(t('mapping.doingForget'), async () => {
                      await ask('forgetMapping', { id });
                      toast({
                        text: t('mapping.forgotten', { name }),
                        onUndo: () =>
                          attempt(t('mapping.doingSave'), () => ask('saveMapping', { name, mapping })),
                      });
                    });
                    heading.current?.focus(); // the button that had the focus is going
                  }}
                >
                  {t('mapping.forget')}
                </button>
              </div>
              <div className="muted">{mapping.headings.slice(0, 8).join(', ')}</div>
            </li>
          ))}
        </ul>
      )}
      <div className="row-actions">
        {saved.state === 'ready' && saved.value.length > 0 && (
          <button
            type="button"
            className="quiet"
            onClick={() => saveFile('plumbline-mappings.json', 'application/json', mappingsFile(saved.value))}
          >
            {t('mapping.export')}
          </button>
        )}
        <button type="button" className="quiet" onClick={choose}>
          {t('mapping.importFile')}
        </button>
      </div>
    </section>
  );
}
