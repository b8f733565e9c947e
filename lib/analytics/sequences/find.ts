import { stableHash } from '../../facts/hash';
import { messageKey } from '../../facts/message';
import type { Answer } from '../attribution/answers';
import type { JoinedEvent } from '../attribution/clicks';
import type { Mailbox, Outbound } from '../mailbox';
import { readConversations, runsOf } from './chains';
import { aloneWeight, groupMessages, weigh } from './clusters';
import { type Entry, findFamilies, type RunEntries } from './families';
import { contextsOf, type ReadMail, readAll } from './read';
import { placeSteps } from './steps';

export type SequenceOrigin = 'tracker' | 'label' | 'template' | 'user';

export interface FoundSequence {
  /** Stable from run to run for the same input. */
  readonly id: string;
  readonly name: string;
  readonly origin: SequenceOrigin;
}

export interface Placement {
  readonly sequence: FoundSequence;
  /** 1-based. */
  readonly step: number;
  readonly variant: string | null;
}

export interface Sequences {
  readonly sequences: readonly FoundSequence[];
  /** Every outreach message's place; sent messages that are not in it are one-offs or internal. */
  readonly placements: ReadonlyMap<Outbound, Placement>;
}

/** Fewer prospects than this are no sequence. */
const MIN_PROSPECTS = 3;

export function findSequences(
  mailbox: Mailbox,
  answers: readonly Answer[],
  _joined: readonly JoinedEvent[],
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
  const sequences: FoundSequence[] = [];
  const placements = new Map<Outbound, Placement>();
  for (const [, list] of [...families].sort(([a], [b]) => a - b)) {
    if (new Set(list.map((chain) => chain.prospect)).size < MIN_PROSPECTS) continue;
    const first = firstOf(list.flatMap((chain) => chain.entries.slice(0, 1)), reads);
    if (first === null) continue;
    const sequence = {
      id: stableHash(messageKey(first.mail.fact)),
      name: first.mail.fact.subject.trim() || '(no subject)',
      origin: 'template' as const,
    };
    sequences.push(sequence);
    for (const places of placeSteps(list, reads))
      for (const { read, step } of places) {
        const mail = reads[read]?.mail;
        if (mail === undefined) continue;
        const placed = placements.get(mail);
        if (placed === undefined || step < placed.step)
          placements.set(mail, { sequence, step, variant: null });
      }
  }
  return { sequences, placements };
}

function firstOf(entries: readonly Entry[], reads: readonly ReadMail[]): ReadMail | null {
  let first = -1;
  for (const { read } of entries) if (first < 0 || read < first) first = read;
  return reads[first] ?? null;
}
