import { hashName, stableHash, stableNumber } from '../../facts/hash';
import { messageKey } from '../../facts/message';
import type { Outbound } from '../mailbox';
import { type Draft, type DraftMail, firstMail } from './draft';
import { Marks } from './int-map';
import type { Reads } from './read';
import { nameTemplate } from './template';
import type { FoundSequence, KnownSequence } from './types';

/**
 * Ids and names that stay. A new template sequence gets its id from its first message; from then on the ledger recognises
 * it by a sample of its messages, whatever mail came since: the draft that holds most of the sample is the sequence.
 */

/** Messages remembered of each sequence: the 48 with the smallest hashes, a fair sample whatever joins later. */
const SAMPLE = 48;

export interface Identified {
  readonly sequence: FoundSequence;
  readonly draft: Draft;
}

export interface Identification {
  /** In the order of their first messages. */
  readonly identified: readonly Identified[];
  /** The ledger for the next run. Known sequences that were not found again stay in it: mail may come back. */
  readonly known: readonly KnownSequence[];
  /** Id of a known sequence that turned out to be part of another → the other's. */
  readonly joined: ReadonlyMap<string, string>;
}

/** A draft with what it is recognised by. */
interface Candidate {
  readonly draft: Draft;
  readonly first: Outbound;
  /** Hashes of its messages, smallest first, each message once. */
  readonly hashes: Float64Array;
}

/** Hashes of messages' natural keys, each taken once. */
class Hashes {
  private readonly known: Float64Array;
  private account: string | null = null;
  private head = '';

  constructor(private readonly reads: Reads) {
    this.known = new Float64Array(reads.mails.length).fill(-1);
  }

  /** @param mail by number */
  of(mail: number): number {
    const known = this.known[mail] ?? -1;
    if (known >= 0) return known;
    const fact = this.reads.mails[mail]?.fact;
    if (fact === undefined) return -1;
    if (fact.account !== this.account) {
      this.account = fact.account;
      this.head = messageKey({ account: fact.account, messageId: '' });
    }
    const hash = stableNumber(fact.messageId, 0, this.head);
    this.known[mail] = hash;
    return hash;
  }

  /** @returns the draft with what it is recognised by; none for a draft without messages */
  candidateOf(draft: Draft, counted: Marks): Candidate[] {
    const first = this.reads.mails[firstMail(draft, this.reads)];
    if (first === undefined) return [];
    let count = 0;
    for (const { mails } of draft.chains) count += mails.length;
    const hashes = new Float64Array(count);
    counted.clear();
    count = 0;
    for (const { mails } of draft.chains)
      for (const { mail } of mails) {
        if (counted.has(mail)) continue;
        counted.add(mail);
        hashes[count++] = this.of(mail);
      }
    return [{ draft, first, hashes: hashes.subarray(0, count).sort() }];
  }
}

function hashOf(mail: Outbound): number {
  return stableNumber(messageKey(mail.fact));
}

/** The number behind a remembered message's name; NaN, which is nobody's, for what is none. */
function numberOf(member: string): number {
  return Number.parseInt(member, 36);
}

/** What a campaign or a label is known by; null for a sequence that only its templates show. */
function keyOf({ origin, key }: Draft): string | null {
  return key === null ? null : `${origin}|${key}`;
}

function freshId(draft: Draft, first: Outbound, taken: ReadonlySet<string>): string {
  const key = keyOf(draft) ?? messageKey(first.fact);
  let id = stableHash(key);
  // A split-off part may begin with the message that its former whole was named by.
  for (let salt = 1; taken.has(id); salt++) id = stableHash(key, salt);
  return id;
}

/** The message a template sequence is named after: the first that opens a thread at its first step. */
function namesake(draft: Draft, { ranks }: Reads): DraftMail | null {
  let best: DraftMail | null = null;
  const later = (a: DraftMail, b: DraftMail): boolean => {
    if (a.step !== b.step) return a.step > b.step;
    const opens = Number(a.subject !== 0) - Number(b.subject !== 0);
    return opens !== 0 ? opens < 0 : (ranks[b.mail] ?? 0) < (ranks[a.mail] ?? 0);
  };
  for (const { mails } of draft.chains)
    for (const mail of mails) if (best === null || later(best, mail)) best = mail;
  return best;
}

/**
 * Whether a name still stands. It was proposed from the first step that was there; where a longer export has shown since
 * that it is a later one, or none of the sequence's emails at all, the name was never the sequence's. An email that is not
 * there says nothing.
 */
function stillStands(
  { namedBy }: KnownSequence,
  draft: Draft,
  first: DraftMail,
  hashes: Hashes,
  isThere: (hash: number) => boolean,
): boolean {
  if (namedBy === undefined) return true;
  const by = numberOf(namedBy);
  for (const { mails } of draft.chains)
    for (const { mail, step } of mails) if (hashes.of(mail) === by) return step <= first.step;
  return !isThere(by);
}

interface Name {
  readonly name: string;
  readonly namedBy?: string;
}

function nameOf(
  draft: Draft,
  before: KnownSequence | undefined,
  reads: Reads,
  hashes: Hashes,
  isThere: (hash: number) => boolean,
): Name {
  if (draft.key !== null) return { name: draft.key };
  const first = namesake(draft, reads);
  const opening = first === null ? undefined : reads.mails[first.mail];
  // A name that was a campaign's goes with the campaign.
  const own = before !== undefined && before.key === undefined && before.origin === 'template';
  if (own && (first === null || stillStands(before, draft, first, hashes, isThere)))
    return before.namedBy === undefined
      ? { name: before.name }
      : { name: before.name, namedBy: before.namedBy };
  const name = opening === undefined ? '' : nameTemplate(opening);
  return {
    name: name || '(no subject)',
    ...(first === null ? {} : { namedBy: hashName(hashes.of(first.mail)) }),
  };
}

interface Vote {
  readonly known: number;
  readonly draft: number;
  readonly share: number;
}

/** How many of each known sequence's remembered messages each draft holds. */
function votesOf(candidates: readonly Candidate[], known: readonly KnownSequence[]): Vote[] {
  const draftsOf = new Map<number, number[]>();
  for (const { members } of known) for (const member of members) draftsOf.set(numberOf(member), []);
  if (draftsOf.size === 0) return [];
  for (const [index, { hashes }] of candidates.entries())
    for (const hash of hashes) draftsOf.get(hash)?.push(index);
  const votes: Vote[] = [];
  for (const [index, { members }] of known.entries()) {
    const counts = new Map<number, number>();
    for (const member of members)
      for (const draft of draftsOf.get(numberOf(member)) ?? [])
        counts.set(draft, (counts.get(draft) ?? 0) + 1);
    for (const [draft, count] of counts) votes.push({ known: index, draft, share: count });
  }
  // Of two that were one in the last run, the one that went by its id then goes on to.
  const missed = ({ known: index }: Vote): number => Number(known[index]?.missed === true);
  return votes.sort(
    (a, b) => b.share - a.share || missed(a) - missed(b) || a.known - b.known || a.draft - b.draft,
  );
}

/**
 * @param ledger what the last run gave; its order does not matter
 * @param reads the mail the drafts were found in
 * @param sent the same, and internal mail
 */
export function identify(
  drafts: readonly Draft[],
  ledger: readonly KnownSequence[],
  reads: Reads,
  sent: readonly Outbound[],
): Identification {
  let all: Set<number> | null = null;
  // Asked only where an email that gave a name has left its sequence.
  const isThere = (hash: number): boolean => {
    all ??= new Set(sent.map(hashOf));
    return all.has(hash);
  };
  const known = [...ledger].sort((a, b) => (a.id < b.id ? -1 : 1));
  const hashesOf = new Hashes(reads);
  const counted = new Marks(reads.mails.length);
  const candidates = drafts
    .flatMap((draft) => hashesOf.candidateOf(draft, counted))
    .sort((a, b) => a.first.fact.at - b.first.fact.at || hashOf(a.first) - hashOf(b.first));
  const knownOf = new Map<number, KnownSequence>();
  const idOf = new Map<KnownSequence, string>();
  const take = (draft: number, entry: KnownSequence): void => {
    knownOf.set(draft, entry);
    idOf.set(entry, entry.id);
  };
  // A campaign or a label is known by its name.
  for (const [index, { draft }] of candidates.entries()) {
    const key = keyOf(draft);
    if (key === null) continue;
    const id = stableHash(key);
    const entry = known.find((one) => one.key === key) ?? known.find((one) => one.id === id);
    if (entry !== undefined && !idOf.has(entry)) take(index, entry);
  }
  // A label is the user's own word and stands for itself; a campaign goes on with the id that its template had.
  const votes = votesOf(candidates, known);
  for (const vote of votes) {
    const entry = known[vote.known];
    const draft = candidates[vote.draft]?.draft;
    if (entry === undefined || draft === undefined || idOf.has(entry) || knownOf.has(vote.draft)) continue;
    if (entry.origin !== 'label' && draft.origin !== 'label') take(vote.draft, entry);
  }
  const taken = new Set(known.map(({ id }) => id));
  const identified: Identified[] = [];
  const next: KnownSequence[] = [];
  const ids: string[] = [];
  for (const [index, { draft, first, hashes }] of candidates.entries()) {
    const before = knownOf.get(index);
    const id = before?.id ?? freshId(draft, first, taken);
    taken.add(id);
    ids.push(id);
    const { name, namedBy } = nameOf(draft, before, reads, hashesOf, isThere);
    const key = keyOf(draft);
    const sequence = { id, name, origin: draft.origin };
    identified.push({ sequence, draft });
    next.push({
      ...sequence,
      members: Array.from(hashes.subarray(0, SAMPLE), hashName),
      ...(key === null ? {} : { key }),
      ...(namedBy === undefined ? {} : { namedBy }),
    });
  }
  const joined = new Map<string, string>();
  for (const { known: index, draft, share } of votes) {
    const entry = known[index];
    const into = ids[draft];
    if (entry === undefined || into === undefined || idOf.has(entry) || joined.has(entry.id)) continue;
    if (entry.origin === 'template' && share * 2 >= entry.members.length) joined.set(entry.id, into);
  }
  for (const entry of known) if (!idOf.has(entry)) next.push({ ...entry, missed: true });
  return { identified, known: next.sort((a, b) => (a.id < b.id ? -1 : 1)), joined };
}
