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

/** A format of JSON records (array, NDJSON, or one object). */
export interface JsonFormat {
  readonly id: string;
  /** As its makers write it. */
  readonly name: string;
  /** Recognises the format by what a record holds, never by the file's name. */
  recognises(record: JsonRecord): boolean;
  read(record: JsonRecord): RecordReading;
}

/** A format of rows under headings (CSV, TSV). */
export interface TableFormat {
  readonly id: string;
  readonly name: string;
  /** A reader for the rows below these headings, or null where the headings are not this format's. */
  reader(headings: readonly string[]): ((row: readonly string[]) => RecordReading) | null;
}

export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string field; numbers are taken as text; anything else, and `''`, is null. */
export function textField(record: JsonRecord, name: string): string | null {
  const value = record[name];
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
