import { useCallback, useRef, useState } from 'react';
import type { Outcome } from '../../components/ImportOutcome';
import { ask } from '../../lib/api/client';
import { type ImportProgress, runImport } from '../../lib/api/import-job';
import type { ImportOptions } from '../../lib/importing/import-file';
import type { TablePreview } from '../../lib/importing/preview-file';
import ImportWorker from './import.worker?worker';

export interface Importing {
  readonly progress: ImportProgress | null;
  readonly secondsLeft: number | null;
  /** How the last import ended; null while one runs and when it has been put away. */
  readonly outcome: Outcome | null;
  /** Never rejects: what went wrong is in the outcome. */
  start(files: readonly File[], options?: ImportOptions): Promise<void>;
  cancel(): void;
  dismiss(): void;
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The stored counts and problems of the import that has just ended: the latest of that name. */
async function outcomeOf(name: string, error: string | null): Promise<Outcome> {
  try {
    const row = (await ask('imports')).find((entry) => entry.name === name) ?? null;
    return { row, error };
  } catch (failure) {
    return { row: null, error: error ?? sentence(failure) };
  }
}

interface Drop {
  readonly files: readonly File[];
  readonly options: ImportOptions;
}

/**
 * Runs one import at a time, in the order the files came, and tells how far it is.
 * @param onUnmapped a table was left out: the user must say what its columns mean
 * @param onNothing an import held nothing but such tables
 */
export function useImport(
  onUnmapped: (table: TablePreview, file: File) => void,
  onNothing: () => void,
): Importing {
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const running = useRef<AbortController | null>(null);
  const waiting = useRef<Drop[]>([]);

  const importOne = useCallback(
    async ({ files, options }: Drop): Promise<void> => {
      const abort = new AbortController();
      running.current = abort;
      const startedAt = performance.now();
      setOutcome(null);
      setSecondsLeft(null);
      setProgress({
        bytes: 0,
        total: files.reduce((sum, file) => sum + file.size, 0),
        messages: 0,
        events: 0,
        duplicates: 0,
        problems: 0,
      });
      let error: string | null = null;
      try {
        const ended = await runImport({
          files,
          worker: new ImportWorker(),
          options,
          onUnmapped,
          signal: abort.signal,
          onProgress: (next) => {
            setProgress(next);
            const seconds = (performance.now() - startedAt) / 1000;
            // The first moments say little about the rest.
            if (seconds > 1 && next.bytes > 0)
              setSecondsLeft((seconds / next.bytes) * (next.total - next.bytes));
          },
        });
        if (ended === 'nothing') {
          onNothing();
          return;
        }
      } catch (failure) {
        error = sentence(failure);
      }
      setOutcome(await outcomeOf(files.map((file) => file.name).join(', '), error));
    },
    [onUnmapped, onNothing],
  );

  // Files that come while others are read are read next: a drop in the wrong second must not get lost.
  const start = useCallback(
    async (files: readonly File[], options: ImportOptions = {}): Promise<void> => {
      waiting.current.push({ files, options });
      if (running.current !== null) return;
      for (let next = waiting.current.shift(); next !== undefined; next = waiting.current.shift())
        await importOne(next);
      running.current = null;
      setProgress(null);
    },
    [importOne],
  );

  const cancel = useCallback(() => {
    waiting.current.length = 0;
    running.current?.abort();
  }, []);
  const dismiss = useCallback(() => setOutcome(null), []);
  return { progress, secondsLeft, outcome, start, cancel, dismiss };
}
