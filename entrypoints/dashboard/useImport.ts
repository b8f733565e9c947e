import { useCallback, useRef, useState } from 'react';
import { type ImportProgress, runImport } from '../../lib/api/import-job';
import ImportWorker from './import.worker?worker';

export interface Importing {
  readonly progress: ImportProgress | null;
  readonly secondsLeft: number | null;
  readonly error: string | null;
  start(files: readonly File[]): Promise<void>;
  cancel(): void;
}

/** Runs one import at a time and tells how far it is. */
export function useImport(): Importing {
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const [error, setError] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);

  const start = useCallback(async (files: readonly File[]): Promise<void> => {
    if (running.current !== null) return;
    const abort = new AbortController();
    running.current = abort;
    const startedAt = performance.now();
    setError(null);
    setSecondsLeft(null);
    setProgress({
      bytes: 0,
      total: files.reduce((sum, file) => sum + file.size, 0),
      messages: 0,
      events: 0,
      duplicates: 0,
      problems: 0,
    });
    try {
      await runImport({
        files,
        worker: new ImportWorker(),
        signal: abort.signal,
        onProgress: (next) => {
          setProgress(next);
          const seconds = (performance.now() - startedAt) / 1000;
          // The first moments say little about the rest.
          if (seconds > 1 && next.bytes > 0)
            setSecondsLeft((seconds / next.bytes) * (next.total - next.bytes));
        },
      });
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    } finally {
      running.current = null;
      setProgress(null);
    }
  }, []);

  const cancel = useCallback(() => running.current?.abort(), []);
  return { progress, secondsLeft, error, start, cancel };
}
