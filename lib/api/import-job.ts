import type { ImportOptions } from '../importing/import-file';
import type { TablePreview } from '../importing/preview-file';
import { ask } from './client';
import type { FromWorker, ToWorker } from './import-messages';
import { ParcelPost } from './parcel-post';

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
  /** How tables are read that are no tracker's own export. Remembered mappings are added to it. */
  readonly options: ImportOptions;
  onProgress(progress: ImportProgress): void;
  /** A table of this file was left out: the user must say what its columns mean. */
  onUnmapped(table: TablePreview, file: File): void;
  readonly signal: AbortSignal;
}

/**
 * Reads files in a worker and hands the facts to the background, which stores them.
 * What was stored before a cancel or a fault stays: importing the same files again adds the rest.
 * @returns whether it came to the end or was cancelled; `nothing` where all there was waits to be mapped
 * @throws with one sentence for people when reading or storing failed
 */
export async function runImport(job: ImportJob): Promise<'done' | 'cancelled' | 'nothing'> {
  const { files, worker, signal } = job;
  const id = crypto.randomUUID();
  const post = new ParcelPost();
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let progress: ImportProgress = { bytes: 0, total, messages: 0, events: 0, duplicates: 0, problems: 0 };
  let started = false;
  const begin = async (): Promise<void> => {
    if (started) return;
    started = true;
    await ask('startImport', { id, name: files.map((file) => file.name).join(', ') });
  };
  const finish = async (state: 'done' | 'cancelled' | 'failed', error: string | null): Promise<void> => {
    await begin();
    await ask('finishImport', { id, state, error });
  };
  try {
    const [hints, saved] = await Promise.all([ask('accounts'), ask('mappings')]);
    const options = { ...job.options, mappings: saved.map(({ mapping }) => mapping) };
    let number = 0;
    let waiting = 0;
    let said = await exchange(worker, { start: { files, hints, options } }, signal);
    while ('batch' in said) {
      const { bytes, unmapped, ...facts } = said.batch;
      for (const { file, preview } of unmapped) {
        waiting++;
        const origin = files[file];
        if (origin !== undefined) job.onUnmapped(preview, origin);
      }
      // The worker reads on while this batch is stored: one ahead, never more, so that memory stays bounded.
      const ahead = exchange(worker, { next: true }, signal);
      // Whoever leaves the loop before says why; its own end is heard where it is awaited.
      ahead.catch(() => undefined);
      const { messages, columns, counters, problems } = facts;
      if (messages.length + columns.count + counters.length + problems.length > 0) {
        await begin();
        const added = await post.store(id, number++, facts);
        progress = {
          ...progress,
          messages: progress.messages + added.messages,
          events: progress.events + added.events,
          duplicates: progress.duplicates + added.duplicates,
          problems: progress.problems + problems.length,
        };
      }
      progress = { ...progress, bytes };
      job.onProgress(progress);
      if (signal.aborted) break;
      said = await ahead;
    }
    if ('failed' in said) throw new Error(said.failed);
    // An import that is in no list brought nothing: its tables wait elsewhere.
    if (!started && waiting > 0) return 'nothing';
    const state = signal.aborted ? 'cancelled' : 'done';
    await finish(state, null);
    return state;
  } catch (error) {
    if (signal.aborted) {
      await finish('cancelled', null);
      return 'cancelled';
    }
    await finish('failed', error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    worker.terminate();
    post.close();
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
