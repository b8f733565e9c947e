import type { Address, SentMessage } from '../../facts/message';
import { type MailWords, WordReader } from './shingles';

/** A message as it was when it was read, and what was read. */
interface Entry {
  fact: SentMessage;
  readonly words: MailWords;
}

/** Account → Message-ID → what was read. */
type Entries = Map<string, Map<string, Entry>>;

/**
 * What was read of each message, so that the next run reads only what is new. Make one with `newWordCache`, give the same
 * to every run, and throw it away at will: results never depend on it. A message whose text, subject or people are not
 * what they were is read again, and what a run does not need is dropped at its end. In memory it holds some 400 bytes
 * for a message beside the message itself; it is plain data, but to load it from a store takes longer than to read the
 * messages, so keep it in memory only.
 */
export interface WordCache {
  entries: Entries;
}

export function newWordCache(): WordCache {
  return { entries: new Map() };
}

function samePeople(a: readonly Address[], b: readonly Address[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every(({ address, name }, index) => address === b[index]?.address && name === b[index]?.name))
  );
}

/** Whether two versions of a message read the same. */
function sameWords(a: SentMessage, b: SentMessage): boolean {
  return (
    a === b ||
    (a.text === b.text &&
      a.subject === b.subject &&
      samePeople([a.from], [b.from]) &&
      samePeople(a.to, b.to) &&
      samePeople(a.cc, b.cc))
  );
}

/** Reads messages for one run, from the cache where it has them. */
export class CachedReader {
  private readonly reader = new WordReader();
  private readonly used: Entries = new Map();

  constructor(private readonly cache: WordCache | null) {}

  /** @returns what the message says: good until the next message is read */
  read(fact: SentMessage): MailWords {
    if (this.cache === null) return this.reader.read(fact);
    const { account, messageId } = fact;
    let entry = this.cache.entries.get(account)?.get(messageId);
    if (entry === undefined || !sameWords(entry.fact, fact)) entry = { fact, words: this.reader.keep(fact) };
    // The message of this run is kept and not the one before it, or two copies would stay in memory.
    else entry.fact = fact;
    let used = this.used.get(account);
    if (used === undefined) {
      used = new Map();
      this.used.set(account, used);
    }
    used.set(messageId, entry);
    return entry.words;
  }

  /** Ends the run: what it did not need is dropped. */
  end(): void {
    if (this.cache !== null) this.cache.entries = this.used;
  }
}
