import { stableHash } from '../../facts/hash';
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

function hashesOf(draft: Draft, hashOf: (mail: Outbound) => string): string[] {
  const hashes = new Set<string>();
  for (const { mails } of draft.chains) for (const { mail } of mails) hashes.add(hashOf(mail));
  return [...hashes].sort();
}

function proposedName(draft: Draft, first: Outbound): string {
  if (draft.key !== null) return draft.key;
  return subjectTemplate(first) || '(no subject)';
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
  const cache = new Map<Outbound, string>();
  const hashOf = (mail: Outbound): string => {
    let hash = cache.get(mail);
    if (hash === undefined) {
      hash = stableHash(messageKey(mail.fact));
      cache.set(mail, hash);
    }
    return hash;
  };
  const ordered = drafts
    .flatMap((draft) => {
      const first = firstMail(draft);
      return first === null ? [] : [{ draft, first, hashes: hashesOf(draft, hashOf) }];
    })
    .sort((a, b) => a.first.fact.at - b.first.fact.at || (hashOf(a.first) < hashOf(b.first) ? -1 : 1));

  const draftsOf = new Map<string, number[]>();
  const remembered = new Set(known.flatMap(({ members }) => members));
  for (const [index, { hashes }] of ordered.entries())
    for (const hash of hashes)
      if (remembered.has(hash)) draftsOf.set(hash, [...(draftsOf.get(hash) ?? []), index]);
  const votes: { known: number; draft: number; share: number }[] = [];
  for (const [index, { members }] of known.entries()) {
    const counts = new Map<number, number>();
    for (const member of members)
      for (const draft of draftsOf.get(member) ?? []) counts.set(draft, (counts.get(draft) ?? 0) + 1);
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
    ledger.push({ ...sequence, members: hashes.slice(0, SAMPLE) });
  }
  const lost = known.filter((_, index) => !used.has(index));
  return { identified, known: [...ledger, ...lost].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
