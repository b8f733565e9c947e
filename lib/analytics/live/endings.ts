import type { Message, SentMessage } from '../../facts/message';
import type { Outbound } from '../mailbox';
import { lineAbove, MAX_LINES, plain } from '../own-words';
import type { Readings } from '../readings/readings';

/**
 * The endings (signatures, footers) that a full run learned and took off, by author. Every message that has one loses
 * it, just as in that run; what news would teach about endings is left to the next one.
 */
export class Endings {
  private readonly byAuthor = new Map<string, Set<string>>();

  /**
   * @param messages as they were observed
   * @param sent the same without their endings
   */
  constructor(
    messages: readonly Message[],
    sent: readonly Outbound[],
    private readonly readings: Readings,
  ) {
    const own = new Map<string, string>();
    for (const { fact } of sent) own.set(fact.messageId, fact.text);
    const seen = new Map<string, Set<string>>();
    for (const message of messages) {
      if (message.direction !== 'sent') continue;
      const text = own.get(message.messageId);
      if (text === undefined || text.length >= message.text.length) continue;
      const ending = message.text.slice(text.length);
      const author = message.from.address;
      let written = seen.get(author);
      if (written === undefined) {
        written = new Set();
        seen.set(author, written);
        this.byAuthor.set(author, new Set());
      }
      // Most endings come many times as written, and are made plain once.
      if (written.has(ending)) continue;
      written.add(ending);
      this.byAuthor.get(author)?.add(keyOf(ending));
    }
  }

  /** A message without the longest known ending that leaves something of it. */
  without(message: SentMessage): SentMessage {
    const known = this.byAuthor.get(message.from.address);
    if (known === undefined) return message;
    const { text } = message;
    let cut = -1;
    let key = '';
    let end = text.length;
    for (let lines = 0; lines < MAX_LINES; lines++) {
      const start = lineAbove(text, end);
      if (start < 0) break;
      key = `${plain(text.slice(start, end))}\n${key}`;
      if (known.has(key) && lineAbove(text, start) >= 0) cut = start;
      end = start;
    }
    return cut < 0 ? message : this.readings.without(message, cut);
  }
}

/** An ending's filled lines, each plain. */
function keyOf(ending: string): string {
  let key = '';
  for (let end = ending.length, lines = 0; lines < MAX_LINES; lines++) {
    const start = lineAbove(ending, end);
    if (start < 0) break;
    key = `${plain(ending.slice(start, end))}\n${key}`;
    end = start;
  }
  return key;
}
