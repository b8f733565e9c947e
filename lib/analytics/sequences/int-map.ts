import { spread } from './vocabulary';

/** Whole numbers one after the other, in one array that grows: thousands of small arrays would cost as much again. */
export class IntPool {
  /** Valid up to `size`; another array once it has grown. */
  values: Int32Array;
  size = 0;

  constructor(room = 1024) {
    this.values = new Int32Array(room);
  }

  /** Makes room for `more` numbers after those in it, and gives the array to write them to. */
  room(more: number): Int32Array {
    const { values, size } = this;
    if (size + more > values.length) {
      this.values = new Int32Array(Math.max(size + more, values.length * 2));
      this.values.set(values);
    }
    return this.values;
  }

  push(value: number): void {
    this.room(1)[this.size++] = value;
  }

  at(index: number): number {
    return this.values[index] ?? 0;
  }
}

/** A set of numbers below a limit, which is emptied at once and used again. */
export class Marks {
  private readonly rounds: Int32Array;
  private round = 1;

  constructor(limit: number) {
    this.rounds = new Int32Array(limit);
  }

  clear(): void {
    this.round++;
  }

  has(number: number): boolean {
    return this.rounds[number] === this.round;
  }

  add(number: number): void {
    this.rounds[number] = this.round;
  }
}

/** Lists of whole numbers in one array: list `i` is what stands from `starts[i]` to before `starts[i + 1]`. */
export interface Lists {
  readonly values: Int32Array;
  readonly starts: Int32Array;
}

/**
 * A count for each key; keys are whole numbers of 32 bits, and stay in the order they came. All is in one array: a `Map`
 * takes several times as long, and large numbers are objects in it.
 */
export class IntMap {
  size = 0;
  private room: number;
  /** Keys, then counts, then the places of a hash table, which hold the index of a key + 1. */
  private data: Int32Array;

  constructor(expected = 8) {
    this.room = 2 ** Math.ceil(Math.log2(Math.max(8, expected)));
    this.data = new Int32Array(this.room * 4);
  }

  /** Where a key stands; −1 for a key that is not in it. */
  find(key: number): number {
    const { data, room } = this;
    const mask = room * 2 - 1;
    const slots = room * 2;
    for (let slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
      const index = (data[slots + slot] ?? 0) - 1;
      if (index < 0 || data[index] === key) return index;
    }
  }

  /** Where a key stands, from now on if it was not in it. */
  put(key: number): number {
    const { data, room } = this;
    const mask = room * 2 - 1;
    const slots = room * 2;
    for (let slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
      const index = (data[slots + slot] ?? 0) - 1;
      if (index >= 0) {
        if (data[index] === key) return index;
        continue;
      }
      if (this.size === room) {
        this.grow();
        return this.put(key);
      }
      data[slots + slot] = this.size + 1;
      data[this.size] = key;
      return this.size++;
    }
  }

  /** The count of a key; 0 for a key that is not in it. */
  get(key: number): number {
    const index = this.find(key);
    return index < 0 ? 0 : this.countAt(index);
  }

  /** @returns what it was before */
  add(key: number, count = 1): number {
    const index = this.put(key);
    // Only now: `put` may have made it grow.
    const at = this.room + index;
    const before = this.data[at] ?? 0;
    this.data[at] = before + count;
    return before;
  }

  keyAt(index: number): number {
    return this.data[index] ?? 0;
  }

  countAt(index: number): number {
    return this.data[this.room + index] ?? 0;
  }

  private grow(): void {
    const { data, room, size } = this;
    this.room = room * 2;
    this.data = new Int32Array(this.room * 4);
    this.data.set(data.subarray(0, size));
    this.data.set(data.subarray(room, room + size), this.room);
    const mask = this.room * 2 - 1;
    const slots = this.room * 2;
    for (let index = 0; index < size; index++) {
      let slot = spread(data[index] ?? 0) & mask;
      while (this.data[slots + slot] !== 0) slot = (slot + 1) & mask;
      this.data[slots + slot] = index + 1;
    }
  }
}

/** Lists of whole numbers, each once: equal ones have one number. */
export class DistinctLists {
  /** All lists, one after the other, and where each ends. */
  readonly values: IntPool;
  private readonly ends = new IntPool(64);
  /** By key, the list that came last + 1; by list, the one of its key that came before it + 1. */
  private readonly byKey = new IntMap(64);
  private readonly last = new IntPool(64);
  private readonly before = new IntPool(64);

  /** @param expected numbers in all lists together, about */
  constructor(expected = 256) {
    this.values = new IntPool(expected);
  }

  get size(): number {
    return this.ends.size;
  }

  startOf(list: number): number {
    return list === 0 ? 0 : this.ends.at(list - 1);
  }

  endOf(list: number): number {
    return this.ends.at(list);
  }

  /**
   * The number of a list, a new one if it was never seen.
   * @param key 32 bits, equal for equal lists; where others have it, too, the lists tell
   * @param list what stands from `from` to before `to`
   */
  of(key: number, list: Int32Array, from: number, to: number): number {
    const place = this.byKey.put(key | 0);
    if (place === this.last.size) this.last.push(0);
    const last = this.last.at(place);
    for (let one = last; one > 0; one = this.before.at(one - 1))
      if (this.is(one - 1, list, from, to)) return one - 1;
    const { size } = this.values;
    const into = this.values.room(to - from);
    for (let at = from; at < to; at++) into[size + at - from] = list[at] ?? 0;
    this.values.size = size + to - from;
    this.before.push(last);
    this.ends.push(this.values.size);
    this.last.values[place] = this.size;
    return this.size - 1;
  }

  private is(known: number, list: Int32Array, from: number, to: number): boolean {
    const start = this.startOf(known);
    if (this.endOf(known) - start !== to - from) return false;
    const { values } = this.values;
    for (let at = from; at < to; at++) if (values[start + at - from] !== list[at]) return false;
    return true;
  }
}

/** A key of a list, for `DistinctLists`. */
export function keyOf(list: Int32Array, from: number, to: number): number {
  let key = to - from;
  for (let at = from; at < to; at++) key = Math.imul(key ^ (list[at] ?? 0), 0x85ebca6b) ^ (key >>> 15);
  return key;
}
