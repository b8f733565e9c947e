import type { Analysis, Sent } from '../../../lib/analytics/analyse';
import { NOW } from '../flags/world';

/** An analysis that holds these emails and nothing else. */
export function analysisOf(sent: readonly Sent[]): Analysis {
  return {
    now: NOW,
    accounts: [],
    mailbox: {
      own: new Set(),
      ownDomains: new Set(),
      sent: [],
      received: [],
      byMessageId: new Map(),
      byProspect: new Map(),
      byThread: new Map(),
    },
    sent,
    answers: [],
    clicks: [],
    sequences: [],
    hiddenSequences: [],
    knownSequences: [],
    unjoined: [],
    sequenceOnly: new Map(),
    clocks: [],
  };
}
