import type { Counter, TrackerEvent } from '../facts/event';
import { mappedReader } from './mapped-rows';
import type { Mapping } from './mapping';

/** One row as it would be understood. */
export interface PreviewRow {
  readonly cells: readonly string[];
  readonly event: TrackerEvent | null;
  readonly counter: Counter | null;
  /** The event's time in ISO 8601 UTC, to be shown beside what the cell says. */
  readonly at: string | null;
  readonly problem: string | null;
}

/** The first rows of a table, read by a mapping: shown before anything is imported. */
export function previewRows(mapping: Mapping, rows: readonly (readonly string[])[]): PreviewRow[] {
  const read = mappedReader(mapping, 'csv');
  return rows.map((cells) => {
    const { events, counters, problem } = read(cells);
    const [event = null] = events;
    const [counter = null] = counters;
    return { cells, event, counter, at: event === null ? null : new Date(event.at).toISOString(), problem };
  });
}
