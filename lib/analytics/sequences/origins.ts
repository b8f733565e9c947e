import type { JoinedEvent } from '../attribution/clicks';
import type { Outbound } from '../mailbox';
import { type Draft, type DraftChain, type DraftMail, isBefore, prospectsOf } from './draft';

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
  for (const { event, to, certainty } of joined) {
    if (to === null || event.campaign === null || event.campaign.trim() === '' || certainty < SURE_JOIN)
      continue;
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
  for (const mail of sent) {
    const { tool, labels: own } = mail.fact;
    if (tool !== null && tool.campaign !== null && tool.campaign.trim() !== '')
      tags.set(mail, { origin: 'tracker', campaign: tool.campaign.trim(), step: tool.step, variant: null });
    const label = own.find((name) => named.has(name));
    if (label !== undefined && mail.prospects.length > 0)
      tags.set(mail, { origin: 'label', campaign: label, step: null, variant: null });
  }
  return tags;
}

function keyOf(tag: Tag): string {
  return `${tag.origin}|${tag.campaign}`;
}

/** The tag most of a chain's messages have. */
function tagOf(chain: DraftChain, tags: Tags, usable: (key: string) => boolean): Tag | null {
  const counts = new Map<string, { tag: Tag; count: number }>();
  for (const { mail } of chain.mails) {
    const tag = tags.get(mail);
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
function genericCampaigns(drafts: readonly Draft[], tags: Tags): Set<string> {
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
    const people = new Map<string, Set<string>>();
    for (const chain of draft.chains) {
      const tag = tagOf(chain, tags, () => true);
      if (tag?.origin !== 'tracker') continue;
      const set = people.get(keyOf(tag)) ?? new Set<string>();
      set.add(chain.prospect);
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

/** Steps as the origin numbers them; a template keeps its number in the chains that the origin says nothing of. */
function withTaggedSteps(chains: readonly DraftChain[], tags: Tags): DraftChain[] {
  const byGroup = new Map<number, Map<number, number>>();
  for (const { mails } of chains)
    for (const { mail, group } of mails) {
      const step = tags.get(mail)?.step ?? null;
      if (step === null || group < 0) continue;
      const map = byGroup.get(group) ?? new Map<number, number>();
      map.set(step, (map.get(step) ?? 0) + 1);
      byGroup.set(group, map);
    }
  const usual = new Map(
    [...byGroup].map(([group, map]) => [group, [...map].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0]]),
  );
  return chains.map((chain) => ({
    ...chain,
    mails: chain.mails.map((mail) => {
      const tag = tags.get(mail.mail);
      const step = tag?.step ?? usual.get(mail.group) ?? mail.step;
      return { ...mail, step: Math.max(1, step), variant: tag?.variant ?? mail.variant };
    }),
  }));
}

/**
 * Where a tracker, a tool or a label names the campaign, that is the sequence; templates only fill in what it does not
 * name. A campaign's name goes to all chains of the template it is on: a tracker reports the few that clicked.
 */
export function applyOrigins(drafts: readonly Draft[], sent: readonly Outbound[], tags: Tags): Draft[] {
  if (tags.size === 0) return [...drafts];
  const generic = genericCampaigns(drafts, tags);
  const usable = (key: string): boolean => !generic.has(key);
  const campaigns = new Map<string, { tag: Tag; chains: DraftChain[] }>();
  const into = (tag: Tag, chain: DraftChain): void => {
    const entry = campaigns.get(keyOf(tag));
    if (entry === undefined) campaigns.set(keyOf(tag), { tag, chains: [chain] });
    else entry.chains.push(chain);
  };
  const left: Draft[] = [];
  const placed = new Set<Outbound>();
  for (const draft of drafts) {
    const tagged = draft.chains.map((chain) => ({ chain, tag: tagOf(chain, tags, usable) }));
    const marks = tagged.flatMap(({ chain, tag }) => (tag === null ? [] : [{ tag, at: startOf(chain) }]));
    const rest: DraftChain[] = [];
    for (const { chain, tag } of tagged) {
      // A label is the user's own hand: it says nothing of mail without it.
      const nearest =
        tag ??
        nearestMark(
          marks.filter((mark) => mark.tag.origin === 'tracker'),
          startOf(chain),
        );
      if (nearest === null) rest.push(chain);
      else into(nearest, chain);
      for (const { mail } of chain.mails) placed.add(mail);
    }
    if (rest.length > 0) left.push({ ...draft, chains: rest });
  }
  // Tagged mail that no template was seen in: one chain per prospect and campaign, by position.
  const lone = new Map<string, { tag: Tag; prospect: string; mails: DraftMail[] }>();
  for (const mail of sent) {
    const tag = tags.get(mail);
    if (tag === undefined || placed.has(mail) || !usable(keyOf(tag))) continue;
    for (const prospect of mail.prospects) {
      const key = `${keyOf(tag)}\n${prospect}`;
      const entry = lone.get(key) ?? { tag, prospect, mails: [] };
      entry.mails.push({ mail, step: entry.mails.length + 1, group: -1, subject: 0, variant: null });
      lone.set(key, entry);
    }
  }
  for (const { tag, prospect, mails } of lone.values()) into(tag, { prospect, mails });
  const named = [...campaigns.values()].map(
    ({ tag, chains }): Draft => ({
      origin: tag.origin,
      key: tag.campaign,
      chains: withTaggedSteps(chains, tags),
    }),
  );
  return [...named, ...left];
}

function startOf(chain: DraftChain): number {
  let first: Outbound | null = null;
  for (const { mail } of chain.mails) if (first === null || isBefore(mail, first)) first = mail;
  return first?.fact.at ?? 0;
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
