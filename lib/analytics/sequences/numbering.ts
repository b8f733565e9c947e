import { DistinctLists, IntPool, keyOf, type Lists, Marks } from './int-map';
import type { People } from './people';
import { spread, type Vocabulary } from './vocabulary';
import type { Wordings } from './wordings';

/** Hashes of one part: its table stays in the processor's near memory. */
const PART = 32_768;
/** Hashes that are laid out at once: bounds the memory that a large mailbox takes. */
const ROUND = 2 * 2 ** 20;

/** Who got each wording. */
export interface Heard {
  /** Wording → messages that say it. */
  readonly mails: Int32Array;
  /** Wording → people who got it, each once. */
  readonly people: Lists;
  /** People are numbered below this. */
  readonly count: number;
}

/**
 * @param said message → its wording; from `wordings` on: none
 * @param wordings how many there are
 * @param people who got each message; the first of them counts
 */
export function heardBy(said: Int32Array, wordings: number, people: People): Heard {
  const mails = new Int32Array(wordings);
  const starts = new Int32Array(wordings + 1);
  // Person by person: who got a wording twice is seen by who got it last.
  const each = (got: (wording: number, person: number) => void): void => {
    const last = new Int32Array(wordings).fill(-1);
    for (let person = 0; person + 1 < people.mails.starts.length; person++)
      for (let nth = people.mails.starts[person] ?? 0; nth < (people.mails.starts[person + 1] ?? 0); nth++) {
        const mail = people.mails.values[nth] ?? 0;
        const wording = said[mail] ?? wordings;
        // A message to several people counts for the first.
        if (wording >= wordings || people.of.values[people.of.starts[mail] ?? 0] !== person) continue;
        if (last[wording] !== person) got(wording, person);
        last[wording] = person;
      }
  };
  for (const wording of said) if (wording < wordings) mails[wording] = (mails[wording] ?? 0) + 1;
  each((wording) => {
    starts[wording + 1] = (starts[wording + 1] ?? 0) + 1;
  });
  for (let wording = 0; wording < wordings; wording++)
    starts[wording + 1] = (starts[wording + 1] ?? 0) + (starts[wording] ?? 0);
  const next = starts.slice();
  const values = new Int32Array(starts[wordings] ?? 0);
  each((wording, person) => {
    const at = next[wording] ?? 0;
    values[at] = person;
    next[wording] = at + 1;
  });
  return { mails, people: { values, starts }, count: people.names.length };
}

/** How many people got at least one of several wordings. The shingles of one sentence are in the same wordings: it is counted once. */
class Reach {
  /** Lists that were asked for, and what each came to. */
  private readonly lists = new DistinctLists();
  private readonly counts = new IntPool();
  private readonly marks: Marks;

  constructor(private readonly heard: Heard) {
    this.marks = new Marks(heard.count);
  }

  /** @param wordings those from `from` to before `to`, ascending */
  of(wordings: Int32Array, from: number, to: number): number {
    const { starts } = this.heard.people;
    if (to - from === 1) {
      const only = wordings[from] ?? 0;
      return (starts[only + 1] ?? 0) - (starts[only] ?? 0);
    }
    const list = this.lists.of(keyOf(wordings, from, to), wordings, from, to);
    if (list === this.counts.size) this.counts.push(this.count(wordings, from, to));
    return this.counts.at(list);
  }

  private count(wordings: Int32Array, from: number, to: number): number {
    const { values, starts } = this.heard.people;
    const { marks } = this;
    marks.clear();
    let count = 0;
    for (let at = from; at < to; at++) {
      const wording = wordings[at] ?? 0;
      for (let nth = starts[wording] ?? 0; nth < (starts[wording + 1] ?? 0); nth++) {
        const person = values[nth] ?? 0;
        if (marks.has(person)) continue;
        marks.add(person);
        count++;
      }
    }
    return count;
  }
}

/** An entry is a hash, its wording, and where it stands among all: side by side, so that laying one out writes to one place. */
const ENTRY = 3;

/**
 * Numbers the shingles that two people or more got, and leaves out the others: most shingles are one email's alone. To
 * look up millions of hashes in one large table is mostly waiting for memory, so they are dealt out by their first bits,
 * and each part is counted by itself.
 */
class Part {
  private readonly slots: Int32Array;
  private readonly mask: number;
  /** Of each shingle of the part: its place in the table, its hash, messages, and where its wordings begin; then its number + 1. */
  private readonly places: Int32Array;
  private readonly hashes: Int32Array;
  private readonly mails: Int32Array;
  private readonly starts: Int32Array;
  private readonly numbers: Int32Array;
  /** The wordings that hold each, one after the other. */
  private readonly holders: Int32Array;

  /** @param room most entries that a part has */
  constructor(
    room: number,
    private readonly heard: Heard,
    private readonly reach: Reach,
  ) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, room * 2)));
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity);
    this.places = new Int32Array(room);
    this.hashes = new Int32Array(room);
    this.mails = new Int32Array(room);
    this.starts = new Int32Array(room + 2);
    this.numbers = new Int32Array(room);
    this.holders = new Int32Array(room);
  }

  /** Counts the entries from `start` to before `end`, and writes a number + 1 where each that is shared belongs. */
  number(entries: Int32Array, start: number, end: number, vocabulary: Vocabulary, into: Int32Array): void {
    const { hashes, holders, mails, mask, numbers, places, slots, starts } = this;
    let size = 0;
    for (let at = start * ENTRY; at < end * ENTRY; at += ENTRY) {
      const hash = entries[at] ?? 0;
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
        mails[of] = 0;
        // Two on: counted there, they are where each begins once they are added up and dealt.
        starts[of + 2] = 0;
      }
      mails[of] = (mails[of] ?? 0) + (this.heard.mails[entries[at + 1] ?? 0] ?? 0);
      starts[of + 2] = (starts[of + 2] ?? 0) + 1;
      // From here on the entry says which of the part's shingles it is.
      entries[at] = of;
    }
    starts[0] = 0;
    starts[1] = 0;
    for (let of = 0; of < size; of++) starts[of + 2] = (starts[of + 2] ?? 0) + (starts[of + 1] ?? 0);
    for (let at = start * ENTRY; at < end * ENTRY; at += ENTRY) {
      const place = (entries[at] ?? 0) + 1;
      const to = starts[place] ?? 0;
      holders[to] = entries[at + 1] ?? 0;
      starts[place] = to + 1;
    }
    for (let of = 0; of < size; of++) {
      const many = this.reach.of(holders, starts[of] ?? 0, starts[of + 1] ?? 0);
      numbers[of] = many < 2 ? 0 : vocabulary.learn(hashes[of] ?? 0, mails[of] ?? 0, many) + 1;
      // Empty again for the next part.
      slots[places[of] ?? 0] = 0;
    }
    for (let at = start * ENTRY; at < end * ENTRY; at += ENTRY) {
      const number = numbers[entries[at] ?? 0] ?? 0;
      if (number > 0) into[entries[at + 2] ?? 0] = number;
    }
  }
}

/**
 * @param vocabulary learns the shared shingles
 * @returns for each wording the numbers of its shared shingles, and an empty list after them
 */
export function numberShared(wordings: Wordings, heard: Heard, vocabulary: Vocabulary): Lists {
  const { size } = wordings;
  const outs = new Int32Array(size + 2);
  for (let wording = 0; wording < size; wording++)
    // What is said in conversations alone has no number.
    outs[wording + 1] =
      (outs[wording] ?? 0) + ((heard.mails[wording] ?? 0) > 0 ? wordings.counts.at(wording) : 0);
  const total = outs[size] ?? 0;
  outs[size + 1] = total;
  const bits = Math.max(1, Math.min(12, Math.ceil(Math.log2(Math.max(1, total / PART)))));
  const parts = 2 ** bits;
  const shift = 32 - bits;
  const ends = new Int32Array(parts + 1);
  const hashes = wordings.hashes.values;
  for (let wording = 0; wording < size; wording++) {
    const start = wordings.starts.at(wording);
    const end = start + (outs[wording + 1] ?? 0) - (outs[wording] ?? 0);
    for (let at = start; at < end; at++) {
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
  const table = new Part(largest, heard, new Reach(heard));
  let entries = new Int32Array(0);
  for (let from = 0; from < parts; ) {
    let to = from + 1;
    while (to < parts && (ends[to + 1] ?? 0) - (ends[from] ?? 0) <= ROUND) to++;
    const base = ends[from] ?? 0;
    const room = ((ends[to] ?? 0) - base) * ENTRY;
    if (room > entries.length) entries = new Int32Array(room);
    const places = ends.slice(from, to).map((at) => (at - base) * ENTRY);
    deal(wordings, outs, entries, { shift, from, to, places });
    for (let part = from; part < to; part++)
      table.number(entries, (ends[part] ?? 0) - base, (ends[part + 1] ?? 0) - base, vocabulary, numbers);
    from = to;
  }
  return packed(numbers, outs);
}

/** Lays the hashes of the parts `from` to before `to` out, part by part, and in each wording by wording. */
function deal(
  wordings: Wordings,
  outs: Int32Array,
  entries: Int32Array,
  { shift, from, to, places }: { shift: number; from: number; to: number; places: Int32Array },
): void {
  const hashes = wordings.hashes.values;
  for (let wording = 0; wording < wordings.size; wording++) {
    const start = wordings.starts.at(wording);
    const out = (outs[wording] ?? 0) - start;
    const end = start + (outs[wording + 1] ?? 0) - (outs[wording] ?? 0);
    for (let at = start; at < end; at++) {
      const hash = hashes[at] ?? 0;
      const part = spread(hash) >>> shift;
      if (part < from || part >= to) continue;
      const place = places[part - from] ?? 0;
      places[part - from] = place + ENTRY;
      entries[place] = hash;
      entries[place + 1] = wording;
      entries[place + 2] = out + at;
    }
  }
}

/** Leaves out what has no number. */
function packed(numbers: Int32Array, outs: Int32Array): Lists {
  const starts = new Int32Array(outs.length);
  let kept = 0;
  for (let list = 0; list + 1 < outs.length; list++) {
    for (let at = outs[list] ?? 0; at < (outs[list + 1] ?? 0); at++) {
      const number = numbers[at] ?? 0;
      if (number > 0) numbers[kept++] = number - 1;
    }
    starts[list + 1] = kept;
  }
  return { values: numbers.slice(0, kept), starts };
}
