import type { Lists } from './int-map';
import type { People } from './people';
import { spread, type Vocabulary } from './vocabulary';

/** Hashes of one part: its table stays in the processor's near memory. */
const PART = 32_768;
/** Hashes that are laid out at once: bounds the memory that a large mailbox takes. */
const ROUND = 2 * 2 ** 20;

/** Messages' hashes: `counts[i]` of them from `starts[i]` on, each once in a message. */
export interface Hashes {
  readonly hashes: Int32Array;
  readonly starts: Int32Array;
  readonly counts: Int32Array;
}

/** An entry is a hash, who got it, and where it stands among all: side by side, so that laying one out writes to one place. */
const ENTRY = 3;

/**
 * Numbers the shingles that two people or more got, and leaves out the others: most shingles are one email's alone. To
 * look up millions of hashes in one large table is mostly waiting for memory, so they are dealt out by their first bits,
 * and each part is counted by itself.
 */
class Part {
  private readonly slots: Int32Array;
  private readonly mask: number;
  /** Of each shingle of the part: its place in the table, its hash, messages, people, and the last person; then its number + 1. */
  private readonly places: Int32Array;
  private readonly hashes: Int32Array;
  private readonly mails: Int32Array;
  private readonly people: Int32Array;
  private readonly last: Int32Array;

  /** @param room most entries that a part has */
  constructor(room: number) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, room * 2)));
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity);
    this.places = new Int32Array(room);
    this.hashes = new Int32Array(room);
    this.mails = new Int32Array(room);
    this.people = new Int32Array(room);
    this.last = new Int32Array(room);
  }

  /** Counts the entries from `start` to before `end`, and writes a number + 1 where each that is shared belongs. */
  number(entries: Int32Array, start: number, end: number, vocabulary: Vocabulary, into: Int32Array): void {
    const { slots, mask, places, hashes, mails, people, last } = this;
    let size = 0;
    for (let at = start * ENTRY; at < end * ENTRY; at += ENTRY) {
      const hash = entries[at] ?? 0;
      const person = entries[at + 1] ?? 0;
      let slot = spread(hash) & mask;
      let of = (slots[slot] ?? 0) - 1;
      while (of >= 0 && hashes[of] !== hash) {
        slot = (slot + 1) & mask;
        of = (slots[slot] ?? 0) - 1;
      }
      if (of < 0) {
        of = size++;
        slots[slot] = of + 1;
        places[of] = slot;
        hashes[of] = hash;
        mails[of] = 1;
        people[of] = 1;
      } else {
        mails[of] = (mails[of] ?? 0) + 1;
        if (last[of] !== person) people[of] = (people[of] ?? 0) + 1;
      }
      last[of] = person;
      // From here on the entry says which of the part's shingles it is.
      entries[at] = of;
    }
    for (let of = 0; of < size; of++) {
      const many = people[of] ?? 0;
      last[of] = many < 2 ? 0 : vocabulary.learn(hashes[of] ?? 0, mails[of] ?? 0, many) + 1;
      // Empty again for the next part.
      slots[places[of] ?? 0] = 0;
    }
    for (let at = start * ENTRY; at < end * ENTRY; at += ENTRY) {
      const number = last[entries[at] ?? 0] ?? 0;
      if (number > 0) into[entries[at + 2] ?? 0] = number;
    }
  }
}

/**
 * @param people who got each message; the first of them counts
 * @param vocabulary learns the shared shingles
 * @returns for each message the numbers of its shared shingles
 */
export function numberShared(lists: Hashes, people: People, vocabulary: Vocabulary): Lists {
  const { hashes, starts, counts } = lists;
  const outs = new Int32Array(counts.length + 1);
  for (let mail = 0; mail < counts.length; mail++) outs[mail + 1] = (outs[mail] ?? 0) + (counts[mail] ?? 0);
  const total = outs[counts.length] ?? 0;
  const bits = Math.max(1, Math.min(12, Math.ceil(Math.log2(Math.max(1, total / PART)))));
  const parts = 2 ** bits;
  const shift = 32 - bits;
  const ends = new Int32Array(parts + 1);
  for (let mail = 0; mail < counts.length; mail++) {
    const end = (starts[mail] ?? 0) + (counts[mail] ?? 0);
    for (let at = starts[mail] ?? 0; at < end; at++) {
      const part = (spread(hashes[at] ?? 0) >>> shift) + 1;
      ends[part] = (ends[part] ?? 0) + 1;
    }
  }
  let largest = 0;
  for (let part = 1; part <= parts; part++) {
    largest = Math.max(largest, ends[part] ?? 0);
    ends[part] = (ends[part] ?? 0) + (ends[part - 1] ?? 0);
  }
  const numbers = new Int32Array(total);
  const table = new Part(largest);
  let entries = new Int32Array(0);
  for (let from = 0; from < parts; ) {
    let to = from + 1;
    while (to < parts && (ends[to + 1] ?? 0) - (ends[from] ?? 0) <= ROUND) to++;
    const base = ends[from] ?? 0;
    const room = ((ends[to] ?? 0) - base) * ENTRY;
    if (room > entries.length) entries = new Int32Array(room);
    const places = ends.slice(from, to).map((at) => (at - base) * ENTRY);
    deal(lists, outs, people, entries, { shift, from, to, places });
    for (let part = from; part < to; part++)
      table.number(entries, (ends[part] ?? 0) - base, (ends[part + 1] ?? 0) - base, vocabulary, numbers);
    from = to;
  }
  return packed(numbers, outs);
}

/** Lays the hashes of the parts `from` to before `to` out, part by part, and in each person by person. */
function deal(
  { hashes, starts, counts }: Hashes,
  outs: Int32Array,
  { of, mails }: People,
  entries: Int32Array,
  { shift, from, to, places }: { shift: number; from: number; to: number; places: Int32Array },
): void {
  for (let person = 0; person + 1 < mails.starts.length; person++)
    for (let nth = mails.starts[person] ?? 0; nth < (mails.starts[person + 1] ?? 0); nth++) {
      const mail = mails.values[nth] ?? 0;
      // A message to several people counts for the first.
      if (of.values[of.starts[mail] ?? 0] !== person) continue;
      const start = starts[mail] ?? 0;
      const out = (outs[mail] ?? 0) - start;
      const end = start + (counts[mail] ?? 0);
      for (let at = start; at < end; at++) {
        const hash = hashes[at] ?? 0;
        const part = spread(hash) >>> shift;
        if (part < from || part >= to) continue;
        const place = places[part - from] ?? 0;
        places[part - from] = place + ENTRY;
        entries[place] = hash;
        entries[place + 1] = person;
        entries[place + 2] = out + at;
      }
    }
}

/** Leaves out what has no number. */
function packed(numbers: Int32Array, outs: Int32Array): Lists {
  const starts = new Int32Array(outs.length);
  let kept = 0;
  for (let mail = 0; mail + 1 < outs.length; mail++) {
    for (let at = outs[mail] ?? 0; at < (outs[mail + 1] ?? 0); at++) {
      const number = numbers[at] ?? 0;
      if (number > 0) numbers[kept++] = number - 1;
    }
    starts[mail + 1] = kept;
  }
  return { values: numbers.slice(0, kept), starts };
}
