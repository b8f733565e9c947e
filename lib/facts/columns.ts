/**
 * Facts as columns. The same value comes thousands of times (one browser's long name, one link, one sender), and a record
 * with its own copy of each costs the disk six times the space and the background five times the time to read. A column
 * holds each value once and says which record has which. So packs lie on disk, and so events come from an import's reader.
 */

/** Texts of one field. Where `which` is null each record has its own, else the number of its value plus one, 0 for null. */
export interface TextColumn {
  readonly values: readonly (string | null)[];
  readonly which: Uint16Array | Uint32Array | null;
}

/** `NaN` stands for null. */
export type NumberColumn = Float64Array;

/** A field that few records have: which do, and what. */
export type Rare<T> = readonly (readonly [at: number, value: T])[];

/** A column with more different values than this share of its records gains nothing by a list of them. */
const DIFFERENT = 0.7;

/** Equal texts of all packs become one text in memory: less of it, and they are told equal at once. */
export class TextPool {
  private readonly known = new Map<string, string>();

  one(text: string): string {
    const found = this.known.get(text);
    if (found !== undefined) return found;
    this.known.set(text, text);
    return text;
  }
}

export function packTexts<T>(items: readonly T[], of: (item: T) => string | null): TextColumn {
  const numbers = new Map<string, number>();
  const which = new Uint32Array(items.length);
  // What stands next to each other is often alike.
  let last: string | null = null;
  let lastNumber = 0;
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    const text = item === undefined ? null : of(item);
    if (text === null) continue;
    if (text !== last) {
      let number = numbers.get(text);
      if (number === undefined) {
        number = numbers.size + 1;
        numbers.set(text, number);
      }
      last = text;
      lastNumber = number;
    }
    which[at] = lastNumber;
  }
  if (items.length > 1 && numbers.size > items.length * DIFFERENT) return packOwnTexts(items, of);
  return { values: [...numbers.keys()], which: numbers.size < 0xffff ? Uint16Array.from(which) : which };
}

/** For a field that is another one in each record, as keys are: none is looked for. */
export function packOwnTexts<T>(items: readonly T[], of: (item: T) => string | null): TextColumn {
  return { values: items.map(of), which: null };
}

/**
 * @param pool given for fields by which facts find each other (addresses, ids, links)
 * @returns the text of each record
 */
export function unpackTexts(
  { values, which }: TextColumn,
  pool: TextPool | null = null,
): readonly (string | null)[] {
  // What repeats itself in this pack repeats itself in the others.
  const shared = pool === null ? values : values.map((value) => (value === null ? null : pool.one(value)));
  if (which === null) return shared;
  const texts = new Array<string | null>(which.length);
  for (let at = 0; at < which.length; at++) texts[at] = shared[(which[at] ?? 0) - 1] ?? null;
  return texts;
}

export function packNumbers<T>(items: readonly T[], of: (item: T) => number | null): NumberColumn {
  const numbers = new Float64Array(items.length);
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    numbers[at] = (item === undefined ? null : of(item)) ?? Number.NaN;
  }
  return numbers;
}

export function numberAt(column: NumberColumn, at: number): number | null {
  const value = column[at] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
}
