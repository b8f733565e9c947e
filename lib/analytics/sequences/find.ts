import { stableHash } from '../../facts/hash';
import { domainOf } from '../../facts/message';
import type { Answer } from '../attribution/answers';
import type { JoinedEvent } from '../attribution/clicks';
import type { Mailbox, Outbound } from '../mailbox';
import { isSharedDomain } from '../shared-domains';
import { normalSubject } from './subject';

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

const DAY = 86_400_000;
/** After a gap this long the next message starts a new chain. */
const CHAIN_GAP = 45 * DAY;
/** Fewer prospects than this are no sequence. */
const MIN_PROSPECTS = 3;

/** The subject as the template had it: the prospect's own name, company and numbers masked. */
export function subjectTemplate(outbound: Outbound): string {
  const words = new Set<string>();
  for (const { address, name } of outbound.fact.to) {
    for (const word of name.toLowerCase().split(/[^\p{L}\p{N}]+/u)) if (word.length > 2) words.add(word);
    for (const word of (address.split('@')[0] ?? '').split(/[^\p{L}\p{N}]+/u))
      if (word.length > 2) words.add(word);
    const domain = domainOf(address);
    if (!isSharedDomain(domain))
      for (const word of domain.split(/[.-]/)) if (word.length > 2) words.add(word);
  }
  const masked = normalSubject(outbound.fact.subject)
    .split(/([^\p{L}\p{N}]+)/u)
    .map((word) => (words.has(word) || /^\d+$/.test(word) ? '…' : word))
    .join('');
  return masked.replace(/…(?:\s*…)+/g, '…').trim();
}

/**
 * Finds sequences: the tracker's campaign where it gives one, else all chains whose first email has one subject.
 * A chain is what one prospect got, in order, until a human reply or a long gap.
 */
export function findSequences(
  mailbox: Mailbox,
  answers: readonly Answer[],
  joined: readonly JoinedEvent[],
): Sequences {
  const campaigns = new Map<Outbound, string>();
  for (const { event, to, by } of joined)
    if (to && event.campaign !== null && by === 'message-id') campaigns.set(to, event.campaign);
  const repliedAt = new Map<string, number[]>();
  for (const answer of answers) {
    if (answer.kind !== 'reply' || answer.prospect === null) continue;
    const list = repliedAt.get(answer.prospect) ?? [];
    list.push(answer.inbound.fact.at);
    repliedAt.set(answer.prospect, list);
  }

  const groups = new Map<
    string,
    { origin: SequenceOrigin; name: string; chains: Outbound[][]; prospects: Set<string> }
  >();
  for (const [prospect, mails] of mailbox.byProspect) {
    for (const chain of chainsOf(mails, prospect, repliedAt.get(prospect) ?? [])) {
      const first = chain[0];
      if (first === undefined) continue;
      const campaign = chain.map((mail) => campaigns.get(mail)).find((name) => name !== undefined);
      const subject = subjectTemplate(first);
      const key =
        campaign === undefined ? `template|${first.fact.account}|${subject}` : `tracker|${campaign}`;
      const group = groups.get(key) ?? {
        origin: campaign === undefined ? ('template' as const) : ('tracker' as const),
        name: campaign ?? nameOf(first, subject),
        chains: [],
        prospects: new Set<string>(),
      };
      group.chains.push(chain);
      group.prospects.add(prospect);
      groups.set(key, group);
    }
  }

  const sequences: FoundSequence[] = [];
  const placements = new Map<Outbound, Placement>();
  for (const [key, group] of groups) {
    if (group.prospects.size < MIN_PROSPECTS) continue;
    const sequence = { id: stableHash(key), name: group.name, origin: group.origin };
    sequences.push(sequence);
    for (const chain of group.chains)
      for (const [index, mail] of chain.entries()) {
        const placed = placements.get(mail);
        if (placed === undefined || index + 1 < placed.step)
          placements.set(mail, { sequence, step: index + 1, variant: null });
      }
  }
  return { sequences, placements };
}

function nameOf(first: Outbound, subject: string): string {
  const plain = first.fact.subject.trim();
  return subject.includes('…')
    ? subject.replace(/^./, (ch) => ch.toUpperCase())
    : plain === ''
      ? '(no subject)'
      : plain;
}

/** Cuts one prospect's mail into chains; what follows a human reply is conversation, not outreach. */
function chainsOf(mails: readonly Outbound[], _prospect: string, replies: readonly number[]): Outbound[][] {
  const chains: Outbound[][] = [];
  let current: Outbound[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const mail of mails) {
    const { at } = mail.fact;
    if (current.length > 0 && at - last > CHAIN_GAP) {
      chains.push(current);
      current = [];
    }
    const started = current[0]?.fact.at;
    if (started !== undefined && replies.some((reply) => reply > started && reply <= at)) continue;
    current.push(mail);
    last = at;
  }
  if (current.length > 0) chains.push(current);
  return chains;
}
