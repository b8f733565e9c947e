import type { Answer } from '../attribution/answers';
import type { JoinedEvent } from '../attribution/clicks';
import type { Mailbox } from '../mailbox';
import { readConversations, runsOf } from './chains';
import { aloneWeight, groupMessages, weigh } from './clusters';
import { decide } from './decisions';
import { type Draft, type DraftChain, prospectsOf, withVariants } from './draft';
import { type Entry, findFamilies, type RunEntries } from './families';
import { identify } from './identity';
import { applyOrigins, readTags } from './origins';
import { contextsOf, readAll } from './read';
import { placeSteps } from './steps';
import type { SequenceOptions, Sequences } from './types';

export type { FoundSequence, Placement, SequenceOrigin } from './types';

/** Fewer prospects than this are no sequence. */
const MIN_PROSPECTS = 3;

export function findSequences(
  mailbox: Mailbox,
  answers: readonly Answer[],
  joined: readonly JoinedEvent[],
  options: SequenceOptions = {},
): Sequences {
  const conversations = readConversations(mailbox, answers);
  const { reads, vocabulary } = readAll(mailbox, conversations);
  const weights = weigh(vocabulary, reads.length);
  const order: number[] = [];
  const shingles = reads.map((read, index) => {
    if (!read.conversation && read.shingles.length > 0) order.push(index);
    return read.shingles.filter((id) => (vocabulary.people[id] ?? 0) >= 2);
  });
  const alone = Float64Array.from(reads, (read, index) =>
    aloneWeight(read.shingles.length - (shingles[index]?.length ?? 0), reads.length),
  );
  const contexts = contextsOf(reads);
  const lengths = reads.map((read) => read.shingles.length);
  const { groups, weights: sharp } = groupMessages({ shingles, weights, alone, lengths, contexts }, order);
  const groupOf = new Int32Array(reads.length).fill(-1);
  for (const [index, group] of groups.entries()) for (const member of group.members) groupOf[member] = index;

  const indexOf = new Map(reads.map((read, index) => [read.mail, index]));
  const runs: RunEntries[] = [];
  for (const [prospect, mails] of [...mailbox.byProspect].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const run of runsOf(prospect, mails, conversations))
      runs.push({
        run,
        entries: run.mails.map((mail): Entry => {
          const read = indexOf.get(mail) ?? -1;
          return { read, group: groupOf[read] ?? -1, opens: reads[read]?.opens ?? false };
        }),
      });
  const { chains } = findFamilies(runs, reads, groups, sharp);
  const families = new Map<number, (typeof chains)[number][]>();
  for (const chain of chains) {
    const list = families.get(chain.family);
    if (list === undefined) families.set(chain.family, [chain]);
    else list.push(chain);
  }
  const drafts: Draft[] = [];
  for (const [, list] of [...families].sort(([a], [b]) => a - b)) {
    const placed = placeSteps(list, reads);
    const draft = {
      origin: 'template' as const,
      key: null,
      chains: list.map(
        (chain, index): DraftChain => ({
          prospect: chain.prospect,
          mails: (placed[index] ?? []).flatMap(({ read, step }) => {
            const of = reads[read];
            if (of === undefined) return [];
            const subject = of.opens ? of.subject : 0;
            return [{ mail: of.mail, step, group: groupOf[read] ?? -1, subject, variant: null }];
          }),
        }),
      ),
    };
    drafts.push(draft);
  }
  const decisions = options.decisions ?? [];
  const labels = decisions.flatMap((decision) => (decision.kind === 'label' ? [decision.label] : []));
  const named = applyOrigins(drafts, mailbox.sent, readTags(mailbox.sent, joined, labels))
    .filter((draft) => draft.key !== null || prospectsOf(draft) >= MIN_PROSPECTS)
    .map(withVariants);
  const { identified, known } = identify(named, options.known ?? []);
  return { ...decide(identified, mailbox.sent, decisions), known };
}
