import { type ReactElement, useRef } from 'react';

/** A button that opens the browser's own file chooser for one file. */
export function FileButton({
  text,
  accept,
  disabled = false,
  onFile,
}: {
  readonly text: string;
  readonly accept: string;
  readonly disabled?: boolean;
  onFile(file: File): void;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = ''; // the same file may be chosen again
          if (file !== undefined) onFile(file);
        }}
      />
      <button type="button" className="quiet" disabled={disabled} onClick={() => input.current?.click()}>
        {text}
      </button>
    </>
  );
}
