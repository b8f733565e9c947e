import type { EventGatherer } from '../facts/event-columns';
import type { ImportOptions } from '../importing/import-file';
import type { ImportBatch } from '../importing/import-files';
import { columnsMessage, type EventMessage } from './event-message';

/** What the importing worker is told and tells. One batch at a time: the next is read while the page has this one stored. */
export type ToWorker =
  | {
      readonly start: {
        readonly files: readonly File[];
        readonly hints: readonly string[];
        readonly options: ImportOptions;
      };
    }
  | { readonly next: true };
export type FromWorker =
  | { readonly batch: SentBatch }
  | { readonly done: true }
  | { readonly failed: string };

/** A batch whose events are ready for the way to the background: the page hands them on as they are. */
export type SentBatch = Omit<ImportBatch, 'events'> & { readonly columns: EventMessage };

/** @param gathered the batch's events, which its reader gave there */
export function sentBatch({ events, ...batch }: ImportBatch, gathered: EventGatherer): SentBatch {
  for (const event of events) gathered.add(event);
  return { ...batch, columns: columnsMessage(gathered.take()) };
}

/** The arrays of a batch's events: the worker has no more use for them, and hands them over in place of copies. */
export function buffersOf({ columns }: SentBatch): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const look = (value: unknown): void => {
    if (ArrayBuffer.isView(value) && value.byteLength > 0 && value.buffer instanceof ArrayBuffer)
      buffers.add(value.buffer);
  };
  for (const column of Object.values(columns.columns))
    if (ArrayBuffer.isView(column)) look(column);
    else for (const part of Object.values(column)) look(part);
  return [...buffers];
}
