import type { ReactElement } from 'react';
import { DropZone } from '../../components/DropZone';
import type { Importing } from './useImport';

/** The first run: two honest ways in, each said before it happens. */
export function WelcomePage({
  importing,
  onSample,
}: {
  importing: Importing;
  onSample: () => void;
}): ReactElement {
  const busy = importing.progress !== null;
  return (
    <>
      <div className="title-line">
        <h1>See which of your outreach works</h1>
      </div>
      <div className="welcome">
        <DropZone disabled={busy} onFiles={(files) => void importing.start(files)} />
        <div className="welcome-card">
          <strong>Just looking?</strong>
          <p className="muted">
            Six sequences of an invented SDR: a success, a scanner’s favourite, one that asks for too much.
            Erase them with one click.
          </p>
          <button type="button" className="quiet" disabled={busy} onClick={onSample}>
            Load sample data
          </button>
        </div>
      </div>
      <p className="muted section">
        What is kept: of your sent mail the text, of received mail only who answered, when, and what kind of
        answer it was. All of it stays in this browser.
      </p>
    </>
  );
}
