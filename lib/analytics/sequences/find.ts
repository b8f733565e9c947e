import type { Answer } from '../attribution/answers';
import type { JoinedEvent } from '../attribution/clicks';
import type { Mailbox } from '../mailbox';
import type { WordCache } from './cache';
import { type Conversations, readConversations, runsOf } from './chains';
import { aloneWeight, type Group, groupMessages, weigh } from './clusters';
import { decide } from './decisions';
import { type Draft, type DraftChain, prospectsOf, withVariants } from './draft';
import { type Entry, type FamilyChain, findFamilies, type RunEntries } from './families';
import { identify } from './identity';
import { applyOrigins, readTags } from './origins';
import { contextsOf, type ReadMail, type ReadMailbox, readAll } from './read';
import { placeSteps } from './steps';
import type { SequenceOptions, Sequences } from './types';

export type { FoundSequence, Placement, SequenceOrigin } from './types';

/** Fewer prospects than this are no sequence. */
export const MIN_PROSPECTS = 3;

/** All that finding sequences learnt on the way; the incremental index keeps it. */
export interface Findings {
  readonly found: Sequences;
  readonly conversations: Conversations;
  readonly mail: ReadMailbox;
  readonly groups: readonly Group[];
  /** What each shingle tells between the groups. */
  readonly weights: Float64Array;
  /** Template group of each message read; −1 for none. */
  readonly groupOf: Int32Array;
}

/**
 * Finds the sequences in sent mail: the templates behind the messages, the chain each prospect got, the sequences as
 * families of chains; then what trackers, tools and labels name, the ids known from before, and the user's decisions.
 * Deterministic, and independent of the order of the input.
 * @param cache what was read of each message before; results are the same with and without
 */
export function findSequences(
  mailbox: Mailbox,
  answers: readonly Answer[],
  joined: readonly JoinedEvent[],
  options: SequenceOptions = {},
  cache: WordCache | null = null,
): Sequences {
  return investigate(mailbox, answers, joined, options, cache).found;
}

export function investigate(
  mailbox: Mailbox,
  answers: readonly Answer[],
  joined: readonly JoinedEvent[],
  options: SequenceOptions = {},
  cache: WordCache | null = null,
): Findings {
  const conversations = readConversations(mailbox, answers);
  const mail = readAll(mailbox, conversations, cache);
  const { reads } = mail;
  const { groups, weights } = findTemplates(mail);
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
  const drafts = draftsOf(findFamilies(runs, reads, groups, weights), reads, groupOf);
  const decisions = options.decisions ?? [];
  const labels = decisions.flatMap((decision) => (decision.kind === 'label' ? [decision.label] : []));
  const named = applyOrigins(drafts, mailbox.sent, readTags(mailbox.sent, joined, labels))
    .filter((draft) => draft.key !== null || prospectsOf(draft) >= MIN_PROSPECTS)
    .map(withVariants);
  const { identified, known, joined: one } = identify(named, options.known ?? [], mailbox.sent);
  const found = { ...decide(identified, mailbox.sent, decisions, one), known };
  return { found, conversations, mail, groups, weights, groupOf };
}

function findTemplates({ reads, vocabulary }: ReadMailbox): { groups: Group[]; weights: Float64Array } {
  const order: number[] = [];
  for (const [index, read] of reads.entries()) if (read.shingles.length > 0) order.push(index);
  const alone = aloneWeight(1, reads.length);
  const corpus = {
    shingles: reads.map((read) => read.shingles),
    weights: weigh(vocabulary, reads.length),
    alone: Float64Array.from(reads, (read) => (read.all - read.shingles.length) * alone),
    lengths: reads.map((read) => read.all),
    contexts: contextsOf(reads),
  };
  const { groups: found, weights } = groupMessages(corpus, order);
  // What one person got twice is no template.
  const groups = found.filter(({ members }) => {
    const first = reads[members[0] ?? -1]?.mail.prospects[0];
    return members.some((member) => reads[member]?.mail.prospects[0] !== first);
  });
  const grouped = new Set(groups.flatMap((group) => group.members));
  return { groups: [...groups, ...sameToTheWord(reads, grouped)], weights };
}

/**
 * First emails too short to compare ("Have a look: …") are one template where subject and text are the same to the
 * word, merge values masked, for enough people.
 */
function sameToTheWord(reads: readonly ReadMail[], grouped: ReadonlySet<number>): Group[] {
  const alike = new Map<string, number[]>();
  for (const [index, read] of reads.entries()) {
    if (grouped.has(index) || !read.opens || read.conversation) continue;
    if (read.subject === 0 && read.length === 0) continue;
    const key = `${read.text}|${read.subject}`;
    const list = alike.get(key);
    if (list === undefined) alike.set(key, [index]);
    else list.push(index);
  }
  const people = (list: readonly number[]): number =>
    new Set(list.flatMap((index) => reads[index]?.mail.prospects ?? [])).size;
  return [...alike.values()]
    .filter((list) => people(list) >= MIN_PROSPECTS)
    .map((members) => ({
      members,
      counts: new Map(),
      counted: members.length,
      alone: 0,
      squares: 0,
      own: 0,
    }));
}

function draftsOf(chains: readonly FamilyChain[], reads: readonly ReadMail[], groupOf: Int32Array): Draft[] {
  const families = new Map<number, FamilyChain[]>();
  for (const chain of chains) {
    const list = families.get(chain.family);
    if (list === undefined) families.set(chain.family, [chain]);
    else list.push(chain);
  }
  return [...families]
    .sort(([a], [b]) => a - b)
    .map(([, list]) => {
      const placed = placeSteps(list, reads);
      const chains = list.map(({ prospect }, index): DraftChain => {
        const mails = (placed[index] ?? []).flatMap(({ read, step }) => {
          const of = reads[read];
          if (of === undefined) return [];
          const subject = of.opens ? of.subject : 0;
          return [{ mail: of.mail, step, group: groupOf[read] ?? -1, subject, variant: null }];
        });
        return { prospect, mails };
      });
      return { origin: 'template', key: null, chains };
    });
}
