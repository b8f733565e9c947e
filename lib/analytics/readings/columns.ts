import type { Link, Message, SentMessage } from '../../facts/message';
import type { Cta, CtaKind } from '../ctas/find';
import { IntPool } from '../sequences/int-map';
import type { MailWords } from '../sequences/shingles';
import { Wordings } from '../sequences/wordings';

/**
 * What the messages of one pack say by themselves, as numbers: it lies on disk beside them. No word of any message is in it. One
 * value for each message in the order of the pack, if nothing else is said; received messages have none of it.
 */
export interface ReadingColumns {
  /** Where the ending begins that was taken off before it was read; −1 for none. */
  readonly cuts: Int32Array;
  /** See `MailWords`. */
  readonly lengths: Uint16Array;
  readonly texts: Int32Array;
  readonly subjects: Int32Array;
  readonly claims: Uint8Array;
  /** The words of the subjects of all messages, one after the other, and how many are each one's. */
  readonly words: Int32Array;
  readonly inSubject: Uint8Array;
  /** Which list of shingles is its text's: messages that say the same share one. */
  readonly said: Uint32Array;
  /** All lists of shingles, one after the other, and by list where it ends. */
  readonly shingles: Int32Array;
  readonly ends: Uint32Array;
  /** How many CTAs it has. */
  readonly ctas: Uint32Array;
  /** Four numbers for each CTA: its kind, the link it is (−1 for words), and offset and length of its words in the text. */
  readonly places: Int32Array;
}

const KINDS: readonly CtaKind[] = ['link', 'book', 'ask', 'resource', 'referral', 'call', 'attachment'];
/** Numbers kept of one CTA. */
const PER_CTA = 4;

type Email = Pick<SentMessage, 'text' | 'links'>;

/** Puts readings into columns, message after message. */
export class ReadingWriter {
  private readonly cuts: Int32Array;
  private readonly lengths: Uint16Array;
  private readonly texts: Int32Array;
  private readonly subjects: Int32Array;
  private readonly claims: Uint8Array;
  private readonly inSubject: Uint8Array;
  private readonly said: Uint32Array;
  private readonly ctas: Uint32Array;
  private readonly places: number[] = [];
  private readonly words: IntPool;
  private readonly wordings: Wordings;

  /** @param count of messages */
  constructor(count: number) {
    this.cuts = new Int32Array(count).fill(-1);
    this.lengths = new Uint16Array(count);
    this.texts = new Int32Array(count);
    this.subjects = new Int32Array(count);
    this.claims = new Uint8Array(count);
    this.inSubject = new Uint8Array(count);
    this.said = new Uint32Array(count);
    this.ctas = new Uint32Array(count);
    this.words = new IntPool(count * 8);
    this.wordings = new Wordings(count * 16);
  }

  /** Each message once, in order; received ones are left out. @param email as it was read */
  put(at: number, cut: number, email: Email, words: MailWords, ctas: readonly Cta[]): void {
    const { from, to, shingles, start, end } = words;
    this.cuts[at] = cut;
    this.lengths[at] = words.length;
    this.texts[at] = words.text;
    this.subjects[at] = words.subject;
    this.claims[at] = words.claims ? 1 : 0;
    this.inSubject[at] = to - from;
    for (let word = from; word < to; word++) this.words.push(words.words[word] ?? 0);
    this.said[at] = this.wordings.of(words.text, shingles, start, end, 0);
    this.ctas[at] = ctas.length;
    for (const { kind, text, target, offset } of ctas) {
      const link =
        target === null
          ? -1
          : email.links.findIndex(
              (one) => one.destination === target && one.offset === offset && wordsOf(one) === text,
            );
      this.places.push(KINDS.indexOf(kind), link, link < 0 ? (offset ?? 0) : 0, link < 0 ? text.length : 0);
    }
  }

  columns(): ReadingColumns {
    const { cuts, lengths, texts, subjects, claims, inSubject, said, ctas, words, wordings } = this;
    const { hashes, ends } = wordings;
    return {
      cuts,
      lengths,
      texts,
      subjects,
      claims,
      // Cut to size: a view takes the whole of its buffer to the disk.
      words: words.values.slice(0, words.size),
      inSubject,
      said,
      shingles: hashes.values.slice(0, hashes.size),
      ends: Uint32Array.from(ends.values.subarray(0, ends.size)),
      ctas,
      places: Int32Array.from(this.places),
    };
  }
}

/** One message's place in columns. */
export interface Reading {
  readonly columns: ReadingColumns;
  readonly at: number;
  /** Where the words of its subject and its CTAs begin. */
  readonly word: number;
  readonly place: number;
}

/** Where each message's reading stands; null for received ones. */
export function readingsIn(columns: ReadingColumns, messages: readonly Message[]): (Reading | null)[] {
  let word = 0;
  let place = 0;
  return messages.map(({ direction }, at) => {
    if (direction === 'received') return null;
    const reading = { columns, at, word, place };
    word += columns.inSubject[at] ?? 0;
    place += (columns.ctas[at] ?? 0) * PER_CTA;
    return reading;
  });
}

/** @param out what the words are put into */
export function wordsAt({ columns, at, word }: Reading, out: Writable<MailWords>): MailWords {
  out.length = columns.lengths[at] ?? 0;
  out.text = (columns.texts[at] ?? 0) >>> 0;
  out.subject = (columns.subjects[at] ?? 0) >>> 0;
  out.claims = columns.claims[at] === 1;
  out.words = columns.words;
  out.from = word;
  out.to = word + (columns.inSubject[at] ?? 0);
  const said = columns.said[at] ?? 0;
  out.shingles = columns.shingles;
  out.start = said === 0 ? 0 : (columns.ends[said - 1] ?? 0);
  out.end = columns.ends[said] ?? 0;
  return out;
}

export type Writable<T> = { -readonly [Field in keyof T]: T[Field] };

const NO_CTAS: readonly Cta[] = [];

/** Null where they are none of this email's. */
export function ctasAt({ columns, at, place }: Reading, { text, links }: Email): readonly Cta[] | null {
  const count = columns.ctas[at] ?? 0;
  if (count === 0) return NO_CTAS;
  const { places } = columns;
  const ctas: Cta[] = [];
  for (let one = place; one < place + count * PER_CTA; one += PER_CTA) {
    const kind = KINDS[places[one] ?? -1];
    const number = places[one + 1] ?? -1;
    const offset = places[one + 2] ?? 0;
    const length = places[one + 3] ?? 0;
    const link = links[number];
    if (kind === undefined || (number >= 0 && link === undefined) || offset + length > text.length)
      return null;
    ctas.push(
      link === undefined
        ? { kind, text: text.slice(offset, offset + length), target: null, offset }
        : { kind, text: wordsOf(link), target: link.destination, offset: link.offset },
    );
  }
  return ctas;
}

/** The words a link's CTA is called by. */
function wordsOf(link: Link): string {
  return link.text === '' ? link.href : link.text;
}
