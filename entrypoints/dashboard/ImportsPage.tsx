import { type ReactElement, useState } from 'react';
import { DropZone } from '../../components/DropZone';
import { Failure } from '../../components/Failure';
import { ImportList } from '../../components/ImportList';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';
import type { Importing } from './useImport';

export function ImportsPage({
  importing,
  onSample,
}: {
  importing: Importing;
  onSample: () => void;
}): ReactElement {
  const imports = useAnswer('imports');
  const [sure, setSure] = useState(false);
  const busy = importing.progress !== null;
  const erase = async (): Promise<void> => {
    await ask('erase');
    setSure(false);
  };
  return (
    <>
      <div className="title-line">
        <h1>Imports and data</h1>
      </div>
      <DropZone disabled={busy} onFiles={(files) => void importing.start(files)} />
      <section className="section">
        <h2>Imports</h2>
        {imports.state === 'failed' && <Failure message={imports.error} onRetry={imports.retry} />}
        {imports.state === 'ready' && imports.value.length === 0 && (
          <p className="muted">Nothing imported yet.</p>
        )}
        {imports.state === 'ready' && (
          <ImportList imports={imports.value} onUndo={(row) => void ask('undoImport', { id: row.id })} />
        )}
      </section>
      <section className="section">
        <h2>Sample data</h2>
        <div className="row-actions">
          <button type="button" className="quiet" disabled={busy} onClick={onSample}>
            Load sample data
          </button>
          <span className="muted">Six sequences of an invented SDR.</span>
        </div>
      </section>
      <section className="section">
        <h2>Erase</h2>
        <div className="row-actions">
          {sure ? (
            <>
              <button type="button" className="danger" onClick={() => void erase()}>
                Yes, erase everything
              </button>
              <button type="button" className="quiet" onClick={() => setSure(false)}>
                Keep it
              </button>
            </>
          ) : (
            <button type="button" className="danger" disabled={busy} onClick={() => setSure(true)}>
              Erase everything
            </button>
          )}
          <span className="muted">
            All mail, clicks and settings that Plumbline keeps in this browser. Your mail in Gmail is not
            touched.
          </span>
        </div>
      </section>
    </>
  );
}
