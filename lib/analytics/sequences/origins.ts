import type { JoinedEvent } from '../attribution/clicks';
import type { Outbound } from '../mailbox';
import { type Draft, type DraftChain, type DraftMail, prospectsOf } from './draft';
import type { Reads } from './read';

/** What a tracker, a sending tool or a label says of one message. */
interface Tag {
  readonly origin: 'tracker' | 'label';
  readonly campaign: string;
  readonly step: number | null;
  readonly variant: string | null;
}

export type Tags = ReadonlyMap<Outbound, Tag>;

/** Below this certainty a join says who clicked, not which campaign the message was of. */
const SURE_JOIN = 0.9;
/** One word on this share of all tagged mail that holds several sequences is a category of the account's. */
const GENERIC_SHARE = 0.8;
const GENERIC_FAMILIES = 4;
const MIN_PROSPECTS = 3;

/** Labels that the user named come first, then the sending tool's headers, then the tracker's campaign. */
export function readTags(
  sent: readonly Outbound[],
  joined: readonly JoinedEvent[],
  labels: readonly string[],
): Tags {
  const tags = new Map<Outbound, Tag>();
  // By index: there are hundreds of thousands, and nearly all say nothing.
  for (let nth = 0; nth < joined.length; nth++) {
    const one = joined[nth];
    if (one === undefined || one.to === null || one.event.campaign === null) continue;
    const { event, to, certainty } = one;
    if (event.campaign === null || event.campaign.trim() === '' || certainty < SURE_JOIN) continue;
    const before = tags.get(to);
    // The first event in time order decides; a later one only adds what it did not know.
    tags.set(to, {
      origin: 'tracker',
      campaign: before?.campaign ?? event.campaign.trim(),
      step: before?.step ?? event.step,
      variant: before?.variant ?? event.variant,
    });
  }
  const named = new Set(labels);
  for (let nth = 0; nth < sent.length; nth++) {
    const mail = sent[nth];
    if (mail === undefined) break;
    const { tool, labels: own } = mail.fact;
    if (tool !== null && tool.campaign !== null && tool.campaign.trim() !== '')
      tags.set(mail, { origin: 'tracker', campaign: tool.campaign.trim(), step: tool.step, variant: null });
    if (named.size === 0) continue;
    const label = own.find((name) => named.has(name));
    if (label !== undefined && mail.prospects.length > 0)
      tags.set(mail, { origin: 'label', campaign: label, step: null, variant: null });
  }
  return tags;
}

function keyOf(tag: Tag): string {
  return `${tag.origin}|${tag.campaign}`;
}

function tagOfMail(mail: number, { mails }: Reads, tags: Tags): Tag | undefined {
  const of = mails[mail];
  return of === undefined ? undefined : tags.get(of);
}

/** The tag most of a chain's messages have. */
function tagOf(chain: DraftChain, reads: Reads, tags: Tags, usable: (key: string) => boolean): Tag | null {
  const counts = new Map<string, { tag: Tag; count: number }>();
  for (const { mail } of chain.mails) {
    const tag = tagOfMail(mail, reads, tags);
    if (tag === undefined || !usable(keyOf(tag))) continue;
    const entry = counts.get(keyOf(tag));
    if (entry === undefined) counts.set(keyOf(tag), { tag, count: 1 });
    else entry.count++;
  }
  let best: { tag: Tag; count: number } | null = null;
  for (const entry of counts.values())
    if (
      best === null ||
      entry.count > best.count ||
      (entry.count === best.count && keyOf(entry.tag) < keyOf(best.tag))
    )
      best = entry;
  return best?.tag ?? null;
}

/** Campaign names that stand for all outreach of an account (“outreach”, “sales”) and so for no sequence. */
function genericCampaigns(drafts: readonly Draft[], reads: Reads, tags: Tags): Set<string> {
  const mails = new Map<string, number>();
  const stepped = new Set<string>();
  let all = 0;
  for (const tag of tags.values()) {
    if (tag.origin !== 'tracker') continue;
    all++;
    mails.set(keyOf(tag), (mails.get(keyOf(tag)) ?? 0) + 1);
    if (tag.step !== null) stepped.add(keyOf(tag));
  }
  const families = new Map<string, number>();
  for (const draft of drafts) {
    const people = new Map<string, Set<number>>();
    for (const chain of draft.chains) {
      const tag = tagOf(chain, reads, tags, () => true);
      if (tag?.origin !== 'tracker') continue;
      const set = people.get(keyOf(tag)) ?? new Set<number>();
      set.add(chain.person);
      people.set(keyOf(tag), set);
    }
    for (const [key, set] of people)
      if (set.size >= Math.min(MIN_PROSPECTS, prospectsOf(draft)))
        families.set(key, (families.get(key) ?? 0) + 1);
  }
  const generic = new Set<string>();
  for (const [key, count] of mails) {
    const many = families.get(key) ?? 0;
    if (stepped.has(key) || many < 2) continue;
    if (count >= all * GENERIC_SHARE || many >= GENERIC_FAMILIES) generic.add(key);
  }
  return generic;
}

/** Numbers steps as the origin does; a template keeps its number in the chains that the origin says nothing of. */
function tagSteps(chains: readonly DraftChain[], reads: Reads, tags: Tags): void {
  const byGroup = new Map<number, Map<number, number>>();
  for (const { mails } of chains)
    for (const { mail, group } of mails) {
      const step = tagOfMail(mail, reads, tags)?.step ?? null;
      if (step === null || group < 0) continue;
      const map = byGroup.get(group) ?? new Map<number, number>();
      map.set(step, (map.get(step) ?? 0) + 1);
      byGroup.set(group, map);
    }
  const usual = new Map(
    [...byGroup].map(([group, map]) => [group, [...map].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0]]),
  );
  for (const { mails } of chains)
    for (const mail of mails) {
      const tag = tagOfMail(mail.mail, reads, tags);
      mail.step = Math.max(1, tag?.step ?? usual.get(mail.group) ?? mail.step);
      mail.variant = tag?.variant ?? mail.variant;
    }
}

/**
 * Where a tracker, a tool or a label names the campaign, that is the sequence; templates only fill in what it does not
 * name. A campaign's name goes to all chains of the template it is on: a tracker reports the few that clicked.
 */
export function applyOrigins(drafts: readonly Draft[], reads: Reads, tags: Tags): Draft[] {
  if (tags.size === 0) return [...drafts];
  const generic = genericCampaigns(drafts, reads, tags);
  const usable = (key: string): boolean => !generic.has(key);
  const campaigns = new Map<string, { tag: Tag; chains: DraftChain[] }>();
  const into = (tag: Tag, chain: DraftChain): void => {
    const entry = campaigns.get(keyOf(tag));
    if (entry === undefined) campaigns.set(keyOf(tag), { tag, chains: [chain] });
    else entry.chains.push(chain);
  };
  const left: Draft[] = [];
  const placed = new Uint8Array(reads.mails.length);
  for (const draft of drafts) {
    const tagged = draft.chains.map((chain) => ({ chain, tag: tagOf(chain, reads, tags, usable) }));
    const marks = tagged.flatMap(({ chain, tag }) =>
      tag?.origin === 'tracker' ? [{ tag, at: startOf(chain, reads) }] : [],
    );
    const rest: DraftChain[] = [];
    for (const { chain, tag } of tagged) {
      // A label is the user's own hand: it says nothing of mail without it.
      const nearest = tag ?? nearestMark(marks, startOf(chain, reads));
      if (nearest === null) rest.push(chain);
      else into(nearest, chain);
      for (const { mail } of chain.mails) placed[mail] = 1;
    }
    if (rest.length > 0) left.push({ ...draft, chains: rest });
  }
  // Tagged mail that no template was seen in: one chain per prospect and campaign, by position.
  const lone = new Map<string, { tag: Tag; person: number; mails: DraftMail[] }>();
  const { of } = reads.people;
  for (let mail = 0; mail < placed.length; mail++) {
    const tag = tagOfMail(mail, reads, tags);
    if (tag === undefined || placed[mail] === 1 || !usable(keyOf(tag))) continue;
    for (let at = of.starts[mail] ?? 0; at < (of.starts[mail + 1] ?? 0); at++) {
      const person = of.values[at] ?? 0;
      const key = `${keyOf(tag)}\n${person}`;
      const entry = lone.get(key) ?? { tag, person, mails: [] };
      entry.mails.push({ mail, step: entry.mails.length + 1, group: -1, subject: 0, variant: null });
      lone.set(key, entry);
    }
  }
  for (const { tag, person, mails } of lone.values()) into(tag, { person, mails });
  const named: Draft[] = [];
  for (const { tag, chains } of campaigns.values()) {
    tagSteps(chains, reads, tags);
    named.push({ origin: tag.origin, key: tag.campaign, chains });
  }
  return [...named, ...left];
}

function startOf(chain: DraftChain, { at }: Reads): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { mail } of chain.mails) first = Math.min(first, at[mail] ?? 0);
  return chain.mails.length === 0 ? 0 : first;
}

function nearestMark(marks: readonly { tag: Tag; at: number }[], at: number): Tag | null {
  const [first] = marks;
  if (first === undefined) return null;
  if (marks.every(({ tag }) => keyOf(tag) === keyOf(first.tag))) return first.tag;
  let best = first;
  for (const mark of marks) {
    const nearer = Math.abs(mark.at - at) - Math.abs(best.at - at);
    if (nearer < 0 || (nearer === 0 && keyOf(mark.tag) < keyOf(best.tag))) best = mark;
  }
  return best.tag;
}
