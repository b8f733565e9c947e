import type { Counter, EventKind } from '../facts/event';

/**
 * What a last state ("clicked") says in counts: that step of the ladder and, for an open or click, the ones below it.
 * What lies above is not known to be zero, only not reached yet; what an answer says of clicks is unknown.
 */
export function countsOfState(
  kind: EventKind,
): Pick<Counter, 'sent' | 'opens' | 'clicks' | 'replies' | 'bounces'> {
  const none = { sent: 1, opens: 0, clicks: 0, replies: 0, bounces: 0 };
  switch (kind) {
    case 'click':
      return { ...none, opens: 1, clicks: 1 };
    case 'open':
      return { ...none, opens: 1 };
    case 'reply':
      return { ...none, opens: null, clicks: null, replies: 1 };
    case 'bounce':
      return { ...none, bounces: 1 };
    case 'sent':
    case 'delivered':
      return none;
    case 'unsubscribe':
    case 'complaint':
      return { ...none, opens: null, clicks: null };
    default:
      return { sent: null, opens: null, clicks: null, replies: null, bounces: null };
  }
}
