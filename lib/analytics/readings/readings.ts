import type { Message, SentMessage } from '../../facts/message';
import { type Cta, findCtas } from '../ctas/find';
import { SentenceReader } from '../ctas/reader';
import { endingsOf, trimmed } from '../own-words';
import { type MailWords, WordReader, type WordSource } from '../sequences/shingles';
import {
  ctasAt,
  type Reading,
  type ReadingColumns,
  ReadingWriter,
  readingsIn,
  type Writable,
  wordsAt,
} from './columns';

/** A message without an ending, and what is known of it then. */
interface Cut {
  readonly cut: number;
  readonly reading: Reading | null;
  /** Made when somebody asks for it; one for all runs. */
  copy: SentMessage | null;
}

/**
 * What emails say by themselves: their words as numbers, and their CTAs. Both depend on the email alone, and reading it is the
 * dearest thing a report does. So each is read once, when it is stored, and what was read is stored beside it
 * (`columns`); an analysis asks here, and reads itself what nobody has read. Give the same to the store and to every run. It
 * changes no result, and holds on to no message.
 *
 * Signatures without a mark show only in many messages, so an email is read when most of them may be unknown: `columns`
 * learns endings from the messages it is given. A run that learns another ending from all of them reads that email again.
 */
export class Readings implements WordSource {
  private readonly wordReader = new WordReader();
  private readonly sentences = new SentenceReader();
  /** Of this very object. */
  private readonly known = new WeakMap<SentMessage, Reading>();
  private readonly cuts = new WeakMap<SentMessage, Cut>();
  private readonly ctasOf = new WeakMap<Pick<SentMessage, 'text' | 'links'>, readonly Cta[]>();
  private readonly out: Writable<MailWords> = {
    length: 0,
    text: 0,
    subject: 0,
    claims: false,
    words: new Int32Array(0),
    from: 0,
    to: 0,
    shingles: new Int32Array(0),
    start: 0,
    end: 0,
  };

  /** @returns good until the next email is asked for */
  words(email: SentMessage): MailWords {
    const known = this.known.get(email);
    return known === undefined ? this.wordReader.words(email) : wordsAt(known, this.out);
  }

  ctas(email: SentMessage): readonly Cta[] {
    let ctas = this.ctasOf.get(email);
    if (ctas === undefined) {
      const known = this.known.get(email);
      ctas = (known === undefined ? null : ctasAt(known, email)) ?? findCtas(email, this.sentences);
      this.ctasOf.set(email, ctas);
    }
    return ctas;
  }

  /** The message without its ending: the same copy for every run. @param cut where the ending begins in its text */
  without(message: SentMessage, cut: number): SentMessage {
    let known = this.cuts.get(message);
    if (known === undefined || known.cut !== cut) {
      known = { cut, reading: null, copy: null };
      this.cuts.set(message, known);
    }
    if (known.copy === null) {
      known.copy = trimmed(message, cut);
      if (known.reading !== null) this.known.set(known.copy, known.reading);
    }
    return known.copy;
  }

  /** What these messages say, to be stored beside them: those that are not known are read. */
  columns(messages: readonly Message[]): ReadingColumns {
    const writer = new ReadingWriter(messages.length);
    const endings = this.endings(messages);
    for (const [at, message] of messages.entries()) {
      if (message.direction === 'received') continue;
      const cut = endings[at] ?? -1;
      const email = cut < 0 ? message : this.without(message, cut);
      writer.put(at, cut, email, this.words(email), this.ctas(email));
    }
    const columns = writer.columns();
    this.recall(messages, columns);
    return columns;
  }

  /** Takes up what `columns` gave for these messages, or for others that say the same. */
  recall(messages: readonly Message[], columns: ReadingColumns): void {
    for (const [at, reading] of readingsIn(columns, messages).entries()) {
      const message = messages[at];
      if (reading === null || message?.direction !== 'sent') continue;
      const cut = columns.cuts[at] ?? -1;
      if (cut < 0) this.known.set(message, reading);
      else {
        const copy = this.cuts.get(message)?.cut === cut ? this.cuts.get(message)?.copy : null;
        this.cuts.set(message, { cut, reading, copy: copy ?? null });
        if (copy != null) this.known.set(copy, reading);
      }
    }
  }

  /** Where each message is cut: as it was before, else as these messages say. */
  private endings(messages: readonly Message[]): Int32Array {
    const endings = endingsOf(messages);
    for (const [at, message] of messages.entries()) {
      if (message.direction === 'received') continue;
      const before = this.cuts.get(message)?.cut;
      if (before !== undefined) endings[at] = before;
      else if (this.known.has(message)) endings[at] = -1;
    }
    return endings;
  }
}
