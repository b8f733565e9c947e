import { type ReactElement, useRef } from 'react';
import { t } from '../lib/i18n/text';

export interface DropZoneProps {
  onFiles(files: readonly File[]): void;
}

/** Says where files go and lets them be chosen. Dropping them works on the whole page (`useFileDrop`). */
export function DropZone({ onFiles }: DropZoneProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <section aria-label={t('imports.import')} className="drop">
      <div className="drop-title">{t('imports.drop')}</div>
      <p className="muted">{t('imports.dropWhat')}</p>
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
        {t('imports.choose')}
      </button>
    </section>
  );
}
