import type { ReadingColumns } from '../analytics/readings/columns';
import type { Readings } from '../analytics/readings/readings';
import type { MessageReader } from '../store/packing/packed';

/** Has the store keep what emails say beside them. @param build names the code that reads them */
export function storedReadings(readings: Readings, build: string): MessageReader {
  return {
    stamp: build,
    read: (messages) => readings.columns(messages),
    // Only `read` above writes it, and the stamp says that this very build did.
    recall: (messages, read) => readings.recall(messages, read as ReadingColumns),
  };
}
