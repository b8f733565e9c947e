import { hashName, stableHash, stableNumber } from '../../facts/hash';
import { messageKey } from '../../facts/message';
import type { Outbound } from '../mailbox';
import { type Draft, firstMail } from './draft';
import { subjectTemplate } from './template';
import type { FoundSequence, KnownSequence } from './types';

/**
 * Ids and names that stay. A new template sequence is named by its first message; from then on the ledger recognises it
 * by a sample of its messages, whatever mail came since: the draft that holds most of the sample is the sequence.
 */

/** Messages remembered of each sequence: the 48 with the smallest hashes, a fair sample whatever joins later. */
const SAMPLE = 48;

export interface Identified {
  readonly sequence: FoundSequence;
  readonly draft: Draft;
}

/** Hashes of a draft's messages, smallest first, each once. */
function hashesOf(draft: Draft, hashOf: (mail: Outbound) => number): Float64Array {
  const mails = new Set<Outbound>();
  for (const chain of draft.chains) for (const { mail } of chain.mails) mails.add(mail);
  return new Float64Array(Array.from(mails, hashOf)).sort();
}

function proposedName(draft: Draft, first: Outbound): string {
  if (draft.key !== null) return draft.key;
  return subjectTemplate(first) || '(no subject)';
}

/** The number behind a remembered message's name; NaN, which is nobody's, for what is none. */
function numberOf(member: string): number {
  return Number.parseInt(member, 36);
}

function freshId(draft: Draft, first: Outbound, taken: ReadonlySet<string>): string {
  const key = draft.key === null ? messageKey(first.fact) : `${draft.origin}|${draft.key}`;
  let id = stableHash(key);
  // A split-off part may begin with the message that its former whole was named by.
  for (let salt = 1; taken.has(id); salt++) id = stableHash(key, salt);
  return id;
}

/**
 * @returns each draft with its id and name, in the order of their first messages, and the ledger for the next run.
 *   Known sequences that were not found again stay in the ledger: mail may come back.
 */
export function identify(
  drafts: readonly Draft[],
  known: readonly KnownSequence[],
): { identified: Identified[]; known: KnownSequence[] } {
  const hashOf = (mail: Outbound): number => stableNumber(messageKey(mail.fact));
  const ordered = drafts
    .flatMap((draft) => {
      const first = firstMail(draft);
      return first === null ? [] : [{ draft, first, hashes: hashesOf(draft, hashOf) }];
    })
    .sort((a, b) => a.first.fact.at - b.first.fact.at || (hashOf(a.first) < hashOf(b.first) ? -1 : 1));

  const draftsOf = new Map<number, number[]>();
  const remembered = new Set(known.flatMap(({ members }) => members.map(numberOf)));
  for (const [index, { hashes }] of remembered.size === 0 ? [] : ordered.entries())
    for (const hash of hashes)
      if (remembered.has(hash)) draftsOf.set(hash, [...(draftsOf.get(hash) ?? []), index]);
  const votes: { known: number; draft: number; share: number }[] = [];
  for (const [index, { members }] of known.entries()) {
    const counts = new Map<number, number>();
    for (const member of members)
      for (const draft of draftsOf.get(numberOf(member)) ?? [])
        counts.set(draft, (counts.get(draft) ?? 0) + 1);
    for (const [draft, count] of counts) votes.push({ known: index, draft, share: count });
  }
  votes.sort((a, b) => b.share - a.share || a.known - b.known || a.draft - b.draft);
  const idOf = new Map<number, KnownSequence>();
  const used = new Set<number>();
  // A campaign or a label keeps its own id: its name is its key.
  for (const [index, { draft }] of ordered.entries()) {
    if (draft.key === null) continue;
    const id = stableHash(`${draft.origin}|${draft.key}`);
    const at = known.findIndex((entry) => entry.id === id);
    const entry = known[at];
    if (entry === undefined) continue;
    idOf.set(index, entry);
    used.add(at);
  }
  for (const vote of votes) {
    const entry = known[vote.known];
    if (entry === undefined || used.has(vote.known) || idOf.has(vote.draft)) continue;
    idOf.set(vote.draft, entry);
    used.add(vote.known);
  }
  const taken = new Set(known.map(({ id }) => id));
  const identified: Identified[] = [];
  const ledger: KnownSequence[] = [];
  for (const [index, { draft, first, hashes }] of ordered.entries()) {
    const before = idOf.get(index);
    const id = before?.id ?? freshId(draft, first, taken);
    taken.add(id);
    const sequence = {
      id,
      name: draft.key ?? before?.name ?? proposedName(draft, first),
      origin: draft.origin,
    };
    identified.push({ sequence, draft });
    ledger.push({ ...sequence, members: Array.from(hashes.subarray(0, SAMPLE), hashName) });
  }
  const lost = known.filter((_, index) => !used.has(index));
  return { identified, known: [...ledger, ...lost].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
