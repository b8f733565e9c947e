import type { Message } from '../../lib/facts/message';
import type { FactBatch } from '../../lib/store/store';
import { makeOutreach } from './outreach-world';

/** A seeded world as Gmail gives it: every message with its thread. */
export function threadedOutreach(options: Parameters<typeof makeOutreach>[0]) {
  const world = makeOutreach(options);
  const threads = new Map<string, string>();
  const messages = world.messages.map((message): Message => {
    const first = message.references[0] ?? message.inReplyTo ?? message.messageId;
    const threadId = threads.get(first) ?? `${threads.size.toString(16)}abc`;
    threads.set(first, threadId);
    return { ...message, threadId };
  });
  return { now: world.now, events: world.events, messages, threads };
}

/** A batch that holds this and nothing else. */
export const batchOf = (part: Partial<FactBatch>): FactBatch => ({
  messages: [],
  events: [],
  counters: [],
  problems: [],
  ...part,
});
