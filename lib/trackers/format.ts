import type { Counter, TrackerEvent } from '../facts/event';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonRecord = { readonly [name: string]: Json };

/** What one record of an export holds: facts, or one sentence that says why it holds none. */
export interface RecordReading {
  readonly events: readonly TrackerEvent[];
  readonly counters: readonly Counter[];
  /** For people: what is wrong with this record. */
  readonly problem: string | null;
}

/** What is known of a record from what it lay in (a request logger, an API page). */
export interface Around {
  /** When the request logger took it, ms UTC: stands in where a tracker sends no time of its own. */
  readonly receivedAt: number | null;
}

/**
 * A format of records: objects of a JSON file, wrapped or not, or the rows of a table with its headings as names.
 * `recognises` must be strict: the records of a file may come from several trackers, and request loggers put
 * records of their own around them.
 */
export interface RecordFormat {
  readonly id: string;
  /** As its makers write it. */
  readonly name: string;
  /** Recognises the format by what a record holds, never by the file's name. */
  recognises(record: JsonRecord): boolean;
  read(record: JsonRecord, around: Around): RecordReading;
}

export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Array.isArray` does not narrow readonly arrays. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
