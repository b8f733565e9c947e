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

/** A batch whose events are ready for the message to the background: the page hands them on as they are. */
export type SentBatch = Omit<ImportBatch, 'events'> & { readonly columns: EventMessage };

/** @param gathered the batch's events, which its reader gave there */
export function sentBatch({ events, ...batch }: ImportBatch, gathered: EventGatherer): SentBatch {
  for (const event of events) gathered.add(event);
  return { ...batch, columns: columnsMessage(gathered.take()) };
}
