import { spread, type Vocabulary } from './vocabulary';

/** Hashes of one part: its table stays in the processor's nearest memory. */
const PART = 8192;
/** Hashes that are laid out at once: bounds the memory that a large mailbox takes. */
const ROUND = 4 * 2 ** 20;
const NOTHING = new Int32Array(0);

/**
 * Numbers the shingles that two people or more got, and leaves out the others: most shingles are one email's alone. To
 * look up millions of hashes in one large table is mostly waiting for memory, so they are dealt out by their first bits,
 * and each part is counted by itself.
 */
class Part {
  private readonly slots: Int32Array;
  private readonly mask: number;
  private readonly hashes: Int32Array;
  private readonly mails: Int32Array;
  private readonly people: Int32Array;
  private readonly last: Int32Array;
  /** Entry → which of the part's shingles it is. */
  private readonly which: Int32Array;

  /** @param room most entries that a part has */
  constructor(room: number) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, room * 2)));
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity);
    this.hashes = new Int32Array(room);
    this.mails = new Int32Array(room);
    this.people = new Int32Array(room);
    this.last = new Int32Array(room);
    this.which = new Int32Array(room);
  }

  /** Counts the entries from `start` to `end`, and writes a number + 1 where each that is shared belongs. */
  number(entries: Entries, start: number, end: number, vocabulary: Vocabulary, into: Int32Array): void {
    const { slots, mask, hashes, mails, people, last, which } = this;
    slots.fill(0);
    let size = 0;
    for (let at = start; at < end; at++) {
      const hash = entries.hashes[at] ?? 0;
      const person = entries.people[at] ?? 0;
      let slot = spread(hash) & mask;
      for (;;) {
        const of = (slots[slot] ?? 0) - 1;
        if (of < 0) {
          slots[slot] = size + 1;
          hashes[size] = hash;
          mails[size] = 1;
          people[size] = 1;
          last[size] = person;
          which[at - start] = size++;
          break;
        }
        if (hashes[of] === hash) {
          mails[of] = (mails[of] ?? 0) + 1;
          if (last[of] !== person) people[of] = (people[of] ?? 0) + 1;
          last[of] = person;
          which[at - start] = of;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    for (let of = 0; of < size; of++) {
      const many = people[of] ?? 0;
      // From here on `last` holds the number + 1.
      last[of] = many < 2 ? 0 : vocabulary.learn(hashes[of] ?? 0, mails[of] ?? 0, many) + 1;
    }
    for (let at = start; at < end; at++) {
      const number = last[which[at - start] ?? 0] ?? 0;
      if (number > 0) into[entries.places[at] ?? 0] = number;
    }
  }
}

interface Entries {
  readonly hashes: Int32Array;
  readonly people: Int32Array;
  /** Where each stands among all hashes. */
  readonly places: Int32Array;
}

/**
 * @param lists hashes of each message, each hash once in a list
 * @param personOf who got each message, as a number from 1 on; all messages of one person come in a row
 * @param vocabulary learns the shared shingles
 * @returns for each list the numbers of its shared shingles
 */
export function numberShared(
  lists: readonly Int32Array[],
  personOf: Int32Array,
  vocabulary: Vocabulary,
): Int32Array[] {
  let total = 0;
  for (const list of lists) total += list.length;
  const bits = Math.max(1, Math.min(12, Math.ceil(Math.log2(Math.max(1, total / PART)))));
  const parts = 2 ** bits;
  const shift = 32 - bits;
  const ends = new Int32Array(parts + 1);
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      const part = (spread(list[i] ?? 0) >>> shift) + 1;
      ends[part] = (ends[part] ?? 0) + 1;
    }
  let largest = 0;
  for (let part = 1; part <= parts; part++) {
    largest = Math.max(largest, ends[part] ?? 0);
    ends[part] = (ends[part] ?? 0) + (ends[part - 1] ?? 0);
  }
  const numbers = new Int32Array(total);
  const table = new Part(largest);
  for (let from = 0; from < parts; ) {
    let to = from + 1;
    while (to < parts && (ends[to + 1] ?? 0) - (ends[from] ?? 0) <= ROUND) to++;
    const base = ends[from] ?? 0;
    const room = (ends[to] ?? 0) - base;
    const entries = {
      hashes: new Int32Array(room),
      people: new Int32Array(room),
      places: new Int32Array(room),
    };
    deal(lists, personOf, entries, { shift, from, to, starts: ends.slice(from, to).map((at) => at - base) });
    for (let part = from; part < to; part++)
      table.number(entries, (ends[part] ?? 0) - base, (ends[part + 1] ?? 0) - base, vocabulary, numbers);
    from = to;
  }
  let start = 0;
  return lists.map((list) => {
    let kept = start;
    const end = start + list.length;
    for (let at = start; at < end; at++) {
      const number = numbers[at] ?? 0;
      if (number > 0) numbers[kept++] = number - 1;
    }
    const shared = kept > start ? numbers.subarray(start, kept) : NOTHING;
    start = end;
    return shared;
  });
}

/** Lays the hashes of the parts `from` to `to` out, part by part, in the order they come. */
function deal(
  lists: readonly Int32Array[],
  personOf: Int32Array,
  { hashes, people, places }: Entries,
  { shift, from, to, starts }: { shift: number; from: number; to: number; starts: Int32Array },
): void {
  let place = 0;
  for (let index = 0; index < lists.length; index++) {
    const list = lists[index] ?? NOTHING;
    const person = personOf[index] ?? 0;
    for (let i = 0; i < list.length; i++, place++) {
      const hash = list[i] ?? 0;
      const part = spread(hash) >>> shift;
      if (part < from || part >= to) continue;
      const at = starts[part - from] ?? 0;
      starts[part - from] = at + 1;
      hashes[at] = hash;
      people[at] = person;
      places[at] = place;
    }
  }
}
