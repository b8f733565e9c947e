import type { Store } from '../store/store';
import { MOST_ROWS } from './audit-types';
import type { Protocol } from './protocol';
import { decisionBook, emailsOf, labelsOf, templateView } from './sequence-views';
import { follow, type Ground } from './server-audit';
import { readDecisions } from './server-decisions';

type SequenceCalls = 'template' | 'emails' | 'labels' | 'decisionBook';

export function sequenceHandlers(
  store: Store,
  ground: () => Promise<Ground>,
): { [K in SequenceCalls]: (...data: Parameters<Protocol[K]>) => Promise<ReturnType<Protocol[K]>> } {
  return {
    template: async ({ id }) => {
      const at = await ground();
      return templateView(at.analysis, at.decisions, follow(id, at));
    },
    emails: async (query) => {
      const at = await ground();
      const limit = Math.min(MOST_ROWS, Math.max(0, query.limit));
      return emailsOf(at.analysis, { ...query, sequence: follow(query.sequence, at), limit });
    },
    labels: async () => labelsOf((await store.facts()).messages, await readDecisions(store)),
    decisionBook: async () => {
      // Asked of the store, not of the last analysis: a decision made during an import shows here at once.
      const [at, decisions] = await Promise.all([ground(), readDecisions(store)]);
      return decisionBook(at.analysis, decisions);
    },
  };
}
