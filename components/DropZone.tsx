import { type DragEvent, type ReactElement, useId, useRef, useState } from 'react';

export interface DropZoneProps {
  readonly disabled: boolean;
  onFiles(files: readonly File[]): void;
}

/** Files by dropping or by choosing; both by keyboard, too. */
export function DropZone({ disabled, onFiles }: DropZoneProps): ReactElement {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!disabled && event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  };
  return (
    <section
      aria-label="Import files"
      className={over ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="drop-title">Drop your mail and your tracker’s clicks here</div>
      <p className="muted">
        A mailbox (.mbox from Google Takeout, .eml) and tracker exports (JSON, CSV). They are read on this
        machine and go nowhere else.
      </p>
      <label htmlFor={id} className="sr-only">
        Files to import
      </label>
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        className="sr-only"
        tabIndex={-1}
        disabled={disabled}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = ''; // the same file may be chosen again
          if (files.length > 0) onFiles(files);
        }}
      />
      <button type="button" disabled={disabled} onClick={() => input.current?.click()}>
        Choose files
      </button>
    </section>
  );
}
