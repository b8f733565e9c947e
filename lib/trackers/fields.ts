import { isList, isRecord, type Json, type JsonRecord } from './format';
import { timeOf } from './time';

/**
 * Reading fields of hostile records: own properties only, any type, a path either as nested objects (`a: { b: … }`) or
 * as one name (`'a.b'`, the way tables flatten them).
 */

/** The value at a path such as `message.headers.message-id`; undefined where there is none. */
export function valueAt(record: JsonRecord, path: string): Json | undefined {
  const direct = own(record, path);
  if (direct !== undefined) return direct;
  const steps = stepsOf(path);
  if (steps === null) return undefined;
  let inner = own(record, steps.first);
  if (typeof inner === 'string' && inner.startsWith('{')) inner = parsedOrText(inner);
  return isRecord(inner) ? valueAt(inner, steps.rest) : undefined;
}

interface Steps {
  readonly first: string;
  readonly rest: string;
}

const knownSteps = new Map<string, Steps | null>();

/**
 * A path cut at its first dot; null where it has none. Each path is cut once: looking up a name that was cut out a moment ago costs
 * several times as much as one that is known.
 */
function stepsOf(path: string): Steps | null {
  let known = knownSteps.get(path);
  if (known === undefined) {
    const dot = path.indexOf('.');
    known = dot < 0 ? null : { first: path.slice(0, dot), rest: path.slice(dot + 1) };
    // Paths are written in our own code, but for what a guess makes of a stranger's record.
    if (knownSteps.size >= 2000) knownSteps.clear();
    knownSteps.set(path, known);
  }
  return known;
}

/**
 * Own fields alone: `constructor` is none. What a record inherits are functions, which no JSON holds, and `__proto__`:
 * `hasOwn`, which is slow, is asked for these alone.
 */
function own(record: JsonRecord, name: string): Json | undefined {
  const value: unknown = record[name];
  if (value === undefined) return undefined;
  if ((typeof value === 'function' || name === '__proto__') && !Object.hasOwn(record, name)) return undefined;
  return value as Json; // no function: a field of a JSON record
}

/** The value a JSON text holds; the text itself where it is none. */
export function parsedOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch {
    // Text that only begins like JSON is text.
    return text;
  }
}

function textOf(value: Json | undefined): string | null {
  if (typeof value === 'string') {
    if (value === '') return null;
    // Nearly nothing has anything to trim; beyond ASCII there are spaces of other kinds.
    const first = value.charCodeAt(0);
    const last = value.charCodeAt(value.length - 1);
    return first > 32 && first < 127 && last > 32 && last < 127 ? value : value.trim() || null;
  }
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

/** The first of the paths that holds text; numbers are taken as text; anything else, and `''`, is passed over. */
export function textAt(record: JsonRecord, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = textOf(valueAt(record, path));
    if (text !== null) return text;
  }
  return null;
}

/** The only text of a list, or the text itself: null where a list holds several (who of them is not known). */
export function soleTextAt(record: JsonRecord, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    let value = valueAt(record, path);
    if (typeof value === 'string' && value.startsWith('[')) value = parsedOrText(value);
    const text = isList(value) ? (value.length === 1 ? textOf(value[0]) : null) : textOf(value);
    if (text !== null) return text;
  }
  return null;
}

/** The first of the paths that reads as a time, ms UTC. */
export function timeAt(record: JsonRecord, ...paths: readonly string[]): number | null {
  for (const path of paths) {
    const value = valueAt(record, path);
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const at = timeOf(value);
    if (at !== null) return at;
  }
  return null;
}

/** A whole, non-negative number; also from text. */
export function countAt(record: JsonRecord, ...paths: readonly string[]): number | null {
  for (const path of paths) {
    const count = countOf(textAt(record, path));
    if (count !== null) return count;
  }
  return null;
}

/** A count in a cell: `7`, `7.0`, and with thousands marked as people do: `1,204`, `1.204`, `1 204`. */
export function countOf(text: string | null): number | null {
  if (text === null) return null;
  if (/^[1-9]\d{0,2}(?:[,. \u00a0\u202f’']\d{3}){1,3}$/.test(text)) return Number(text.replace(/\D/g, ''));
  return /^\d{1,12}(?:[.,]0{1,2})?$/.test(text) ? Number(text.split(/[.,]/, 1)[0]) : null;
}

const TRUE = new Set([
  'true',
  '1',
  'yes',
  'y',
  't',
  'ja',
  'oui',
  'si',
  'sí',
  'x',
  '✓',
  '✔',
  'wahr',
  'vrai',
  'verdadero',
]);
const FALSE = new Set([
  'false',
  '0',
  'no',
  'n',
  'f',
  'nein',
  'non',
  '-',
  'falsch',
  'faux',
  'falso',
  '✗',
  '✘',
]);

/** A yes or a no in any usual spelling; null for anything else. */
export function flagOf(value: Json | undefined): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = textOf(value)?.toLowerCase() ?? '';
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : null;
}

export function flagAt(record: JsonRecord, ...paths: readonly string[]): boolean | null {
  for (const path of paths) {
    const flag = flagOf(valueAt(record, path));
    if (flag !== null) return flag;
  }
  return null;
}

/** Whether the record has all of these fields, whatever they hold. */
export function has(record: JsonRecord, ...paths: readonly string[]): boolean {
  return paths.every((path) => valueAt(record, path) !== undefined);
}

export function hasAny(record: JsonRecord, ...paths: readonly string[]): boolean {
  return paths.some((path) => valueAt(record, path) !== undefined);
}

/** The lower-case word at a path, for markers such as `event: "click"`; `''` where there is none. */
export function wordAt(record: JsonRecord, path: string): string {
  const value = valueAt(record, path);
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

/** An id with an `@` in it is a Message-ID; any other is the tracker's own. */
export function idOf(text: string | null): { messageId: string | null; trackerMessageId: string | null } {
  const isMessageId = text !== null && /^<?[^<>\s@]{1,400}@[^<>\s@]{1,255}>?$/.test(text);
  return isMessageId
    ? { messageId: text, trackerMessageId: null }
    : { messageId: null, trackerMessageId: text };
}

/** A step given as a number from 1 on; null for anything else. */
export function stepOf(count: number | null): number | null {
  return count !== null && count >= 1 && count <= 999 ? count : null;
}

/** `1` → `A`, `2` → `B`; letters and words stay. */
export function variantOf(text: string | null): string | null {
  if (text === null) return null;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= 26 ? String.fromCharCode(64 + number) : text;
}
