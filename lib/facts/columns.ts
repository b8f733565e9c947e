/**
 * Facts as columns. The same value comes thousands of times (one browser's long name, one link, one sender), and a record
 * with its own copy of each costs the disk six times the space and the background five times the time to read. A column
 * holds each value once and says which record has which. So packs lie on disk, and so events come from an import's reader.
 */

/** Texts of one field: few that many records have, another one in each, or one in all. */
export type TextColumn = NumberedTexts | JoinedTexts | SameText;

/** Where `which` is null each record has its own, else the number of its value plus one, 0 for null. */
export interface NumberedTexts {
  readonly values: readonly (string | null)[];
  readonly which: Uint16Array | Uint32Array | null;
}

/**
 * Where each record has its own: all one after the other. One long text is copied, sent and stored at the speed of memory; a
 * list of as many short ones takes twenty times as long.
 */
export interface JoinedTexts {
  readonly text: string;
  /** Where each record's own ends; the next one's begins there. */
  readonly ends: Uint32Array;
  /** Places, ascending, of the records that have null. */
  readonly without: Uint32Array;
}

export interface SameText {
  readonly all: string | null;
  readonly count: number;
}

/** `NaN` stands for null; an empty column for null in each. */
export type NumberColumn = Float64Array;

/** A field that few records have: which do, and what. */
export type Rare<T> = readonly (readonly [at: number, value: T])[];

/** A column with more different values than this share of its records gains nothing by a list of them. */
export const DIFFERENT = 0.7;

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

export function packTexts<T>(items: readonly T[], of: (item: T) => string | null): NumberedTexts {
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
  // Not joined: these are long (whole messages), and one letter beyond Latin-1 would double the space of all.
  if (items.length > 1 && numbers.size > items.length * DIFFERENT)
    return { values: items.map(of), which: null };
  return { values: [...numbers.keys()], which: numbers.size < 0xffff ? Uint16Array.from(which) : which };
}

/**
 * @param pool given for fields by which facts find each other (addresses, ids, links)
 * @returns the text of each record
 */
export function unpackTexts(column: TextColumn, pool: TextPool | null = null): readonly (string | null)[] {
  if ('text' in column) {
    const texts = splitTexts(column);
    return pool === null ? texts : texts.map((text) => (text === null ? null : pool.one(text)));
  }
  if ('count' in column) {
    const { all, count } = column;
    return new Array<string | null>(count).fill(all === null || pool === null ? all : pool.one(all));
  }
  const { values, which } = column;
  // What repeats itself in this pack repeats itself in the others.
  const shared = pool === null ? values : values.map((value) => (value === null ? null : pool.one(value)));
  if (which === null) return shared;
  const texts = new Array<string | null>(which.length);
  for (let at = 0; at < which.length; at++) texts[at] = shared[(which[at] ?? 0) - 1] ?? null;
  return texts;
}

/**
 * Gives the texts of a column one by one: a list of a quarter of a million for each field would be made to be looked at once.
 * Joined texts without a pool are cut out when they are asked for, anew each time.
 */
export class TextReader {
  /** By the number of the value, or where `which` is null: of each record, or the one of all. */
  private readonly texts: readonly (string | null)[];
  private readonly which: Uint16Array | Uint32Array | null;
  private readonly joined: JoinedTexts | null;
  /** All records have one. */
  private readonly same: boolean;

  /** @param pool given for fields by which facts find each other (addresses, ids, links) */
  constructor(column: TextColumn, pool: TextPool | null) {
    this.same = 'count' in column;
    this.which = 'which' in column ? column.which : null;
    this.joined = 'text' in column && pool === null ? column : null;
    if (this.joined !== null) this.texts = [];
    else if (this.which !== null && 'which' in column)
      this.texts = [null, ...unpackTexts({ values: column.values, which: null }, pool)];
    else this.texts = unpackTexts('count' in column ? { ...column, count: 1 } : column, pool);
  }

  at(record: number): string | null {
    const { which } = this;
    if (which !== null) return this.texts[which[record] ?? 0] ?? null;
    if (this.joined !== null) return cut(this.joined, record);
    return this.texts[this.same ? 0 : record] ?? null;
  }
}

function cut({ text, ends, without }: JoinedTexts, record: number): string | null {
  const from = record === 0 ? 0 : (ends[record - 1] ?? 0);
  const end = ends[record] ?? from;
  return end === from && isIn(without, record) ? null : text.slice(from, end);
}

/** @param numbers ascending */
function isIn(numbers: Uint32Array, number: number): boolean {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return numbers[low] === number;
}

function splitTexts({ text, ends, without }: JoinedTexts): (string | null)[] {
  const texts = new Array<string | null>(ends.length);
  let from = 0;
  for (let at = 0; at < ends.length; at++) {
    const end = ends[at] ?? from;
    texts[at] = text.slice(from, end);
    from = end;
  }
  for (const at of without) texts[at] = null;
  return texts;
}

/** The same texts, joined, of a column of whatever kind: for whoever goes through them letter by letter. */
export function joinedTexts(column: TextColumn): JoinedTexts {
  if ('text' in column) return column;
  const joiner = new TextJoiner();
  for (const text of unpackTexts(column)) joiner.add(text);
  return joiner.end();
}

/** So many wait as they are: what waits long survives the collector's quick rounds and is copied in each. */
const WAITING = 512;

/** Joins texts as they come. */
export class TextJoiner {
  private text = '';
  private waiting: string[] = [];
  private ends = new Uint32Array(1024);
  private readonly without: number[] = [];
  /** Letters of all, in UTF-16 units. */
  length = 0;
  count = 0;

  add(text: string | null): void {
    if (text === null) this.without.push(this.count);
    else {
      this.waiting.push(text);
      this.length += text.length;
      if (this.waiting.length === WAITING) this.join();
    }
    if (this.count === this.ends.length) {
      const longer = new Uint32Array(this.count * 2);
      longer.set(this.ends);
      this.ends = longer;
    }
    this.ends[this.count++] = this.length;
  }

  end(): JoinedTexts {
    this.join();
    return {
      text: this.text,
      ends: this.ends.slice(0, this.count),
      without: Uint32Array.from(this.without),
    };
  }

  private join(): void {
    this.text += this.waiting.join('');
    this.waiting = [];
  }
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
