import type { Answer } from '../attribution/answers';
import type { JoinedEvent } from '../attribution/clicks';
import type { Mailbox } from '../mailbox';
import { type Conversations, readConversations, runsOf } from './chains';
import { aloneWeight, groupMessages, weigh } from './clusters';
import { byFamily } from './copies';
import { decide } from './decisions';
import { type Draft, type DraftMail, nameVariants, prospectsOf } from './draft';
import { type Chain, findFamilies, type Mails } from './families';
import { type Group, newGroup } from './group-index';
import { identify } from './identity';
import { applyOrigins, readTags } from './origins';
import { type ReadMailbox, type Reads, readAll } from './read';
import { WordReader, type WordSource } from './shingles';
import { StepPlacer } from './steps';
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
 * @param reader says what is in each message; results do not depend on what it has read before
 */
export function findSequences(
  mailbox: Mailbox,
  answers: readonly Answer[],
  joined: readonly JoinedEvent[],
  options: SequenceOptions = {},
  reader: WordSource = new WordReader(),
): Sequences {
  return investigate(mailbox, answers, joined, options, reader).found;
}

/**
 * As `findSequences`, with all that it learnt.
 * @param joined events; those that name a campaign (`apart`) are enough
 */
export function investigate(
  mailbox: Mailbox,
  answers: readonly Answer[],
  joined: readonly JoinedEvent[],
  options: SequenceOptions = {},
  reader: WordSource = new WordReader(),
): Findings {
  const conversations = readConversations(mailbox, answers);
  const mail = readAll(mailbox, conversations, reader);
  const { reads } = mail;
  const { groups, weights } = findTemplates(mail);
  const groupOf = new Int32Array(reads.mails.length).fill(-1);
  for (const [index, group] of groups.entries()) for (const member of group.members) groupOf[member] = index;

  const mails = { reads, runs: runsOf(reads, conversations), groupOf, groups: groups.length };
  const drafts = draftsOf(findFamilies(mails, groups, weights), mails);
  const decisions = options.decisions ?? [];
  const labels = decisions.flatMap((decision) => (decision.kind === 'label' ? [decision.label] : []));
  const named = applyOrigins(drafts, reads, readTags(mailbox.sent, joined, labels)).filter(
    (draft) => draft.key !== null || prospectsOf(draft) >= MIN_PROSPECTS,
  );
  for (const draft of named) nameVariants(draft, reads);
  const { identified, known, joined: one } = identify(named, options.known ?? [], reads, mailbox.sent);
  const found = { ...decide(identified, mailbox.sent, reads, decisions, one), known };
  return { found, conversations, mail, groups, weights, groupOf };
}

function findTemplates({ reads, vocabulary }: ReadMailbox): { groups: Group[]; weights: Float64Array } {
  const count = reads.mails.length;
  const { said } = reads;
  const { starts } = reads.shingles;
  const { of } = reads.people;
  const one = aloneWeight(1, count);
  const alone = new Float64Array(count);
  const order = new Int32Array(count);
  let ordered = 0;
  for (let mail = 0; mail < count; mail++) {
    const wording = said[mail] ?? 0;
    const shared = (starts[wording + 1] ?? 0) - (starts[wording] ?? 0);
    alone[mail] = ((reads.all[mail] ?? 0) - shared) * one;
    if (shared > 0) order[ordered++] = mail;
  }
  const corpus = {
    said,
    shingles: reads.shingles,
    weights: weigh(vocabulary, count),
    alone,
    lengths: reads.all,
    contexts: reads.contexts,
  };
  const { groups: found, weights } = groupMessages(corpus, order.subarray(0, ordered));
  // What one person got twice is no template.
  const personOf = (mail: number | undefined): number | undefined => of.values[of.starts[mail ?? -1] ?? -1];
  const groups = found.filter(({ members }) => {
    const first = personOf(members[0]);
    return members.some((member) => personOf(member) !== first);
  });
  return { groups: [...groups, ...sameToTheWord(reads, groups)], weights };
}

/**
 * First emails too short to compare ("Have a look: …") are one template where subject and text are the same to the
 * word, merge values masked, for enough people.
 */
function sameToTheWord(reads: Reads, groups: readonly Group[]): Group[] {
  const grouped = new Uint8Array(reads.mails.length);
  for (const { members } of groups) for (const member of members) grouped[member] = 1;
  const alike = new Map<string, number[]>();
  for (let mail = 0; mail < grouped.length; mail++) {
    if (grouped[mail] === 1 || reads.opens[mail] === 0 || reads.conversations[mail] === 1) continue;
    if (reads.subjects[mail] === 0 && reads.lengths[mail] === 0) continue;
    const key = `${reads.texts[mail]}|${reads.subjects[mail]}`;
    const list = alike.get(key);
    if (list === undefined) alike.set(key, [mail]);
    else list.push(mail);
  }
  const out: Group[] = [];
  for (const members of alike.values()) {
    const people = new Set<string>();
    for (const member of members)
      for (const prospect of reads.mails[member]?.prospects ?? []) people.add(prospect);
    if (people.size >= MIN_PROSPECTS) out.push({ ...newGroup(), members, counted: members.length });
  }
  return out;
}

function draftsOf(chains: readonly Chain[], mails: Mails): Draft[] {
  const { reads, groupOf } = mails;
  const placer = new StepPlacer(mails);
  return [...byFamily(chains)]
    .sort(([a], [b]) => a - b)
    .map(([, list]): Draft => {
      const places = placer.place(list);
      const drafted = list.map(({ person }, index) => {
        const own: DraftMail[] = [];
        const end = places.starts[index + 1] ?? 0;
        for (let at = places.starts[index] ?? 0; at < end; at++) {
          const mail = places.mails[at] ?? 0;
          const subject = reads.opens[mail] === 1 ? (reads.subjects[mail] ?? 0) : 0;
          const step = places.steps[at] ?? 1;
          own.push({ mail, step, group: groupOf[mail] ?? -1, subject, variant: null });
        }
        return { person, mails: own };
      });
      return { origin: 'template', key: null, chains: drafted };
    });
}
