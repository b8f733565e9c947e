import type { JoinedTexts } from '../facts/columns';

/** What became of keys that were taken in. */
export interface TakenKeys {
  /** Places of the new ones, a key that comes twice once; null: all were new. */
  readonly fresh: readonly number[] | null;
  /** The keys that were known before, each once. */
  readonly known: readonly string[];
}

/** Room for keys at the beginning; a power of two, as the room is always. */
const ROOM = 1024;

/**
 * The natural keys of events, which a million rows are looked up in while the user waits: a hash table with open addressing over
 * the joined texts that hold the keys anyway. Exact: keys of one hash are compared letter by letter. A `Set` of as many
 * strings takes four times the memory and ten times as long.
 */
export class KeySet {
  private readonly packs: JoinedTexts[] = [];
  /** The number of each pack's first key. */
  private readonly firsts: number[] = [];
  /** The hash of each key, by its number. */
  private hashes = new Int32Array(ROOM);
  /** The number of a key plus one, or 0, at its hash or in the next free place after it. Never more than half full. */
  private slots = new Int32Array(2 * ROOM);
  /** Numbers given so far. A key that had come before leaves its number unused. */
  private given = 0;

  /** What `backTo` takes. */
  get mark(): number {
    return this.given;
  }

  /** Takes keys in. They stay where they are: their text is held, not copied. */
  take(keys: JoinedTexts): TakenKeys {
    const { text, ends } = keys;
    const before = this.given;
    this.makeRoom(before + ends.length);
    this.packs.push(keys);
    this.firsts.push(before);
    this.given += ends.length;
    const { hashes, slots } = this;
    const mask = slots.length - 1;
    let fresh: number[] | null = null;
    const known = new Map<number, string>();
    let from = 0;
    for (let place = 0; place < ends.length; place++) {
      const to = ends[place] ?? from;
      const hash = hashOf(text, from, to);
      let slot = hash & mask;
      let found = slots[slot] ?? 0;
      while (found !== 0 && (hashes[found - 1] !== hash || !this.same(found - 1, text, from, to))) {
        slot = (slot + 1) & mask;
        found = slots[slot] ?? 0;
      }
      if (found === 0) {
        hashes[before + place] = hash;
        slots[slot] = before + place + 1;
        fresh?.push(place);
      } else {
        fresh ??= Array.from({ length: place }, (_, earlier) => earlier);
        if (found <= before) known.set(found, text.slice(from, to));
      }
      from = to;
    }
    if (fresh?.length === 0) {
      this.packs.pop();
      this.firsts.pop();
      this.given = before;
    }
    return { fresh, known: [...known.values()] };
  }

  /** Forgets what was taken in after a mark. Rare, so all others are put in place anew. */
  backTo(mark: number): void {
    while (this.firsts.length > 0 && (this.firsts.at(-1) ?? 0) >= mark) {
      this.firsts.pop();
      this.packs.pop();
    }
    this.given = mark;
    this.place(this.slots.length);
  }

  private makeRoom(count: number): void {
    let room = this.hashes.length;
    while (room < count) room *= 2;
    if (room === this.hashes.length) return;
    const hashes = new Int32Array(room);
    hashes.set(this.hashes);
    this.hashes = hashes;
    this.place(2 * room);
  }

  /** Puts the numbers that were given in a table of this size. */
  private place(size: number): void {
    const old = this.slots;
    this.slots = new Int32Array(size);
    for (const number of old) {
      if (number === 0 || number > this.given) continue;
      let slot = (this.hashes[number - 1] ?? 0) & (size - 1);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      this.slots[slot] = number;
    }
  }

  /** Whether a key is this piece of a text. */
  private same(number: number, text: string, from: number, to: number): boolean {
    // The last pack that begins at or before it.
    let low = 0;
    let high = this.firsts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.firsts[middle] ?? 0) <= number) low = middle;
      else high = middle - 1;
    }
    const pack = this.packs[low];
    if (pack === undefined) return false;
    const place = number - (this.firsts[low] ?? 0);
    const begin = place === 0 ? 0 : (pack.ends[place - 1] ?? 0);
    const end = pack.ends[place] ?? begin;
    if (end - begin !== to - from) return false;
    for (let at = 0; at < to - from; at++)
      if (pack.text.charCodeAt(begin + at) !== text.charCodeAt(from + at)) return false;
    return true;
  }
}

/** 32 bits of a piece of a text (FNV-1a, with MurmurHash3's last mixing: the low bits are the place in the table). */
function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
