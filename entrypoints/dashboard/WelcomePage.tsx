import type { ReactElement } from 'react';
import { DropZone } from '../../components/DropZone';
import { plural } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';

/** The first run: two honest ways in, each said before it happens. */
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
      <div className="welcome">
        <DropZone onFiles={onFiles} />
        <div className="welcome-card">
          <strong>Just looking?</strong>
          <p className="muted">
            Six sequences of an invented SDR: a success, a scanner’s favourite, one that asks for too much.
            Undo takes them away again.
          </p>
          <button type="button" className="quiet" disabled={busy} onClick={onSample}>
            Load sample data
          </button>
        </div>
      </div>
      {waiting > 0 && (
        <p className="section">
          {plural(waiting, 'click')} imported, and no sent email yet that{' '}
          {waiting === 1 ? 'it belongs' : 'they belong'} to.
        </p>
      )}
      <p className="muted section">
        What is kept: your sent emails with their text. Of received mail who wrote, the subject, date and ids,
        and what kind of answer it is with the evidence for that; never its text. All of it stays in this
        browser.
      </p>
    </>
  );
}
