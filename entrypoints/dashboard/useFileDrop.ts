import { useEffect, useState } from 'react';

/**
 * Makes the whole page take files, and lets no drop make the browser open a file in place of the page.
 * @returns whether files are being dragged over the page
 */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      event.preventDefault();
      const files = event.dataTransfer?.types.includes('Files') ?? false;
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = files ? 'copy' : 'none';
      setOver(files);
    };
    const leave = (event: DragEvent): void => {
      // Between two elements of the page there is always a next one.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
    };
    addEventListener('dragover', drag);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', drag);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [onFiles]);
  return over;
}
