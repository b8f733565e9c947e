import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { DropZone } from '../../components/DropZone';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Failure } from '../../components/Failure';
import { ImportList } from '../../components/ImportList';
import { PageTitle } from '../../components/PageTitle';
import { toast } from '../../components/ui/Toasts';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';
import type { ImportView } from '../../lib/api/protocol';
import { t } from '../../lib/i18n/text';
import { Counters } from './Counters';
import { EraseAll } from './EraseAll';
import { RememberedMappings } from './mapping/RememberedMappings';
import { hrefTo } from './useRoute';

export function ImportsPage({
  busy,
  onFiles,
  onSample,
  onForget,
}: {
  busy: boolean;
  onFiles: (files: readonly File[]) => void;
  onSample: () => void;
  /** What an import brought was taken back: its outcome is true no longer. */
  onForget: () => void;
}): ReactElement {
  const imports = useAnswer('imports');
  const attempt = useAttempt();
  const undo = (row: ImportView): void =>
    attempt(t('imports.undoing'), async () => {
      await ask('undoImport', { id: row.id });
      onForget();
      toast({ text: t('imports.undone', { name: row.name }) });
    });
  const erase = async (): Promise<void> => {
    await ask('erase');
    onForget();
  };
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('imports.title')} />
      </div>
      <DropZone onFiles={onFiles} />
      <section className="section">
        <h2>{t('imports.imports')}</h2>
        {imports.state === 'failed' && <Failure message={imports.error} onRetry={imports.retry} />}
        {imports.state === 'ready' && imports.value.length === 0 && (
          <p className="muted">{t('imports.nothing')}</p>
        )}
        {imports.state === 'ready' && <ImportList imports={imports.value} onUndo={undo} />}
      </section>
      <ErrorBoundary>
        <Counters sequence={null} />
      </ErrorBoundary>
      <ErrorBoundary>
        <RememberedMappings />
      </ErrorBoundary>
      <section className="section">
        <h2>{t('imports.sample')}</h2>
        <div className="row-actions">
          <button type="button" className="quiet" disabled={busy} onClick={onSample}>
            {t('imports.loadSample')}
          </button>
          <span className="muted">{t('imports.sampleWhat')}</span>
        </div>
      </section>
      <section className="section">
        <h2>{t('imports.erase')}</h2>
        <div className="row-actions">
          <EraseAll disabled={busy} onErase={erase} />
          <span className="muted">
            {t('imports.eraseWhat')} <a href={hrefTo('backup')}>{t('backup.link')}</a>
          </span>
        </div>
      </section>
    </>
  );
}
