import type { TrackerEvent } from '../../../lib/facts/event';
import type { Message } from '../../../lib/facts/message';
import { makeOutreach } from '../../shared/outreach-world';
import { EVENTS_PER_MESSAGE } from './constants';

/** Facts that are held back for “a report after 100 new facts”: as many again for each run. */
export const NEW_FACTS = 100;

export interface BenchWorld {
  readonly messages: readonly Message[];
  readonly events: readonly TrackerEvent[];
  /** Sets of `NEW_FACTS`, half messages, half events. */
  readonly later: readonly {
    readonly messages: readonly Message[];
    readonly events: readonly TrackerEvent[];
  }[];
}

/** A thread's id in Gmail's way, from the prospect's number. */
function threadOf(message: Message): string | null {
  const found = /p(\d{1,9})@/.exec(
    message.direction === 'sent' ? message.messageId : (message.inReplyTo ?? ''),
  );
  return found === null ? null : (0x18_0000_0000_0000 + Number(found[1])).toString(16);
}

/**
 * The same facts in Node and in a page: outreach with threads as Gmail's API gives them, all of it before `now`.
 * @param sets how many sets of new facts are held back
 */
export function benchWorld(count: number, now: number, sets: number): BenchWorld {
  const world = makeOutreach({ seed: 9, messages: count, events: EVENTS_PER_MESSAGE });
  const shift = now - world.now;
  const messages = world.messages.map(
    (message): Message => ({ ...message, at: message.at + shift, threadId: threadOf(message) }),
  );
  const events = world.events.map((event): TrackerEvent => ({ ...event, at: event.at + shift }));
  const half = NEW_FACTS / 2;
  const later = Array.from({ length: sets }, (_, set) => ({
    messages: messages.slice(messages.length - (set + 1) * half, messages.length - set * half),
    events: events.slice(events.length - (set + 1) * half, events.length - set * half),
  })).reverse();
  return {
    messages: messages.slice(0, messages.length - sets * half),
    events: events.slice(0, events.length - sets * half),
    later,
  };
}
