import { type ReactElement, useRef } from 'react';

export interface DropZoneProps {
  onFiles(files: readonly File[]): void;
}

/** Says where files go and lets them be chosen. Dropping them works on the whole page (`useFileDrop`). */
export function DropZone({ onFiles }: DropZoneProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <section aria-label="Import files" className="drop">
      <div className="drop-title">Drop your mail and your tracker’s clicks here</div>
      <p className="muted">
        A mailbox (.mbox from Google Takeout, .eml) and tracker exports (JSON, CSV; gzip and zip, too). They
        are read on this machine and go nowhere else.
      </p>
      {/* The button is the one control; the input only opens the browser’s own chooser. */}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = ''; // the same file may be chosen again
          if (files.length > 0) onFiles(files);
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        Choose files
      </button>
    </section>
  );
}
