import type { ImportBatch } from '../importing/import-files';
import { ask } from './client';

/** What the importing worker is told and tells. One batch at a time: the next comes when this one is stored. */
export type ToWorker =
  | { readonly start: { readonly files: readonly File[]; readonly hints: readonly string[] } }
  | { readonly next: true };
export type FromWorker =
  | { readonly batch: ImportBatch }
  | { readonly done: true }
  | { readonly failed: string };

export interface ImportProgress {
  /** Bytes dealt with, of `total`. */
  readonly bytes: number;
  readonly total: number;
  readonly messages: number;
  readonly events: number;
  readonly duplicates: number;
  readonly problems: number;
}

export interface ImportJob {
  readonly files: readonly File[];
  /** A fresh worker; the job ends it. */
  readonly worker: Worker;
  onProgress(progress: ImportProgress): void;
  readonly signal: AbortSignal;
}

/**
 * Reads files in a worker and hands the facts to the background, which stores them.
 * What was stored before a cancel or a fault stays: importing the same files again adds the rest.
 * @returns whether it came to the end or was cancelled
 * @throws with one sentence for people when reading or storing failed
 */
export async function runImport(job: ImportJob): Promise<'done' | 'cancelled'> {
  const { files, worker, signal } = job;
  const id = crypto.randomUUID();
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let progress: ImportProgress = { bytes: 0, total, messages: 0, events: 0, duplicates: 0, problems: 0 };
  await ask('startImport', { id, name: files.map((file) => file.name).join(', ') });
  const hints = await ask('accounts');
  try {
    let number = 0;
    let said = await exchange(worker, { start: { files, hints } }, signal);
    while ('batch' in said) {
      const { bytes, ...facts } = said.batch;
      const added = await ask('addFacts', { importId: id, number: number++, ...facts });
      progress = {
        bytes,
        total,
        messages: progress.messages + added.messages,
        events: progress.events + added.events,
        duplicates: progress.duplicates + added.duplicates,
        problems: progress.problems + facts.problems.length,
      };
      job.onProgress(progress);
      if (signal.aborted) break;
      said = await exchange(worker, { next: true }, signal);
    }
    if ('failed' in said) throw new Error(said.failed);
    const state = signal.aborted ? 'cancelled' : 'done';
    await ask('finishImport', { id, state, error: null });
    return state;
  } catch (error) {
    if (signal.aborted) {
      await ask('finishImport', { id, state: 'cancelled', error: null });
      return 'cancelled';
    }
    const message = error instanceof Error ? error.message : String(error);
    await ask('finishImport', { id, state: 'failed', error: message });
    throw error;
  } finally {
    worker.terminate();
  }
}

/** Says one thing to the worker and waits for its answer. */
function exchange(worker: Worker, say: ToWorker, signal: AbortSignal): Promise<FromWorker> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error('cancelled'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      signal.removeEventListener('abort', stop);
      resolve(data);
    };
    worker.onerror = (event) => {
      signal.removeEventListener('abort', stop);
      reject(
        new Error(`Reading stopped: ${event.message}. Try the file again; what was read before is kept.`),
      );
    };
    worker.postMessage(say);
  });
}
