import { domainOf } from '../../facts/message';
import type { Answer } from '../attribution/answers';
import type { JoinedEvent } from '../attribution/clicks';
import type { Mailbox, Outbound } from '../mailbox';
import { isSharedDomain } from '../shared-domains';
import { type Decision, readDecisions } from './decisions';
import { clickTime, sinceSending } from './time';
import { type LinkPlan, Looks, linkPlan, sessionTraits } from './traits';
import { REPLY, SECOND, SESSION } from './weights';

/** The few numbers that are chosen on the simulator: open to the check that leaves one gateway out. */
export interface Tuning {
  readonly temper: number;
  readonly noneShare: number;
}

/** What the judgement sees beside the clicks. */
export interface JudgeContext {
  readonly mailbox: Mailbox;
  readonly answers: readonly Answer[];
  /** Milliseconds UTC. */
  readonly now: number;
  /** The user's word. */
  readonly decisions?: readonly Decision[];
  /** Which sequence an email belongs to: sequences have their own click rates. */
  readonly sequenceOf?: (mail: Outbound) => string | null;
  /** Other weights than those of weights.ts, for calibrating them. */
  readonly tuning?: Tuning;
}

/** Clicks of one prospect on one email with gaps of at most 30 s. */
export interface Session {
  readonly clicks: readonly JoinedEvent[];
  readonly at: number;
  /** Seconds since sending; null where that is not known. */
  readonly seconds: number | null;
  readonly traits: Int8Array;
  readonly twins: readonly boolean[];
  readonly said: 'human' | 'machine' | null;
}

/** One email to one prospect, with its sessions in time order. */
export interface Pair {
  readonly mail: Outbound | null;
  readonly prospect: string | null;
  readonly group: number;
  readonly sessions: readonly Session[];
}

/** A company: the prospects' domain. */
export interface Company {
  readonly domain: string;
  /** Strangers share it: no two of its prospects are colleagues. */
  readonly shared: boolean;
  /** The security gateway its own mail shows; null where none shows. */
  readonly gateway: string | null;
  readonly pairs: readonly Pair[];
  /** Tracked emails to its prospects without any click. */
  readonly untouched: number;
}

export interface Observed {
  readonly companies: readonly Company[];
  /** Per group (sequence): tracked emails to prospects, clicked or not. */
  readonly groupSizes: readonly number[];
  readonly groups: readonly (string | null)[];
}

interface DraftPair {
  readonly mail: Outbound | null;
  readonly prospect: string | null;
  readonly domain: string;
  readonly group: string | null;
  readonly clicks: JoinedEvent[];
}

export function companyOf(click: JoinedEvent): string {
  return domainOf(click.prospect ?? click.event.recipient ?? click.to?.prospects[0] ?? '');
}

/** Puts what is known in the order the model reads it: companies, their emails, their sessions. Deterministic. */
export function observe(joined: readonly JoinedEvent[], context: JudgeContext): Observed {
  const groupOf = (mail: Outbound | null): string | null =>
    mail === null ? null : (context.sequenceOf?.(mail) ?? null);
  const clicks = joined.filter(({ event }) => event.kind === 'click');
  const drafts = draftPairs(clicks, groupOf);
  const looks = new Looks(clicks, (click) => {
    const domain = companyOf(click);
    return isSharedDomain(domain) ? (click.prospect ?? click.event.recipient ?? '') : domain;
  });
  const said = readDecisions(context.decisions ?? []);
  const opens = readOpens(joined, groupOf);
  const replies = replyTimes(context.answers);
  const plans = new Map<Outbound, LinkPlan>();
  const planOf = (mail: Outbound): LinkPlan => {
    const known = plans.get(mail);
    if (known !== undefined) return known;
    const plan = linkPlan(mail);
    plans.set(mail, plan);
    return plan;
  };

  const untouched = countUntouched(drafts, context, groupOf);
  const groups: (string | null)[] = [];
  const groupIndex = new Map<string | null, number>();
  const groupSizes: number[] = [];
  const enter = (group: string | null, size: number): number => {
    let index = groupIndex.get(group);
    if (index === undefined) {
      index = groups.length;
      groupIndex.set(group, index);
      groups.push(group);
      groupSizes.push(0);
    }
    groupSizes[index] = (groupSizes[index] ?? 0) + size;
    return index;
  };

  const byDomain = new Map<string, Pair[]>();
  for (const draft of drafts) {
    const group = enter(draft.group, 1);
    const plan = draft.mail === null ? null : planOf(draft.mail);
    const openTimes = opens.tracked.has(draft.group) ? (opens.times(draft) ?? []) : null;
    const replyList = draft.prospect === null ? undefined : replies.get(draft.prospect);
    const sessions = cut(draft.clicks).map((own): Session => {
      const first = own[0];
      const at = first === undefined ? 0 : clickTime(first);
      const since = first === undefined ? null : sinceSending(first);
      const { values, twins } = sessionTraits(
        own,
        looks,
        plan,
        openTimes === null ? null : openBefore(openTimes, at),
        replyAfter(replyList, at),
      );
      return {
        clicks: own,
        at,
        seconds: since === null ? null : since / SECOND,
        traits: values,
        twins,
        said: wordOn(own, said),
      };
    });
    const pair = { mail: draft.mail, prospect: draft.prospect, group, sessions };
    const list = byDomain.get(draft.domain);
    if (list === undefined) byDomain.set(draft.domain, [pair]);
    else list.push(pair);
  }
  for (const [group, size] of untouched.byGroup) enter(group, size);
  const gateways = gatewaysOf(context.mailbox);
  const domains = [...new Set([...byDomain.keys(), ...untouched.byDomain.keys()])].sort();
  const companies = domains.map(
    (domain): Company => ({
      domain,
      shared: domain === '' || isSharedDomain(domain),
      gateway: gateways.get(domain) ?? null,
      pairs: byDomain.get(domain) ?? [],
      untouched: untouched.byDomain.get(domain) ?? 0,
    }),
  );
  return { companies, groupSizes, groups };
}

function draftPairs(
  clicks: readonly JoinedEvent[],
  groupOf: (mail: Outbound | null) => string | null,
): DraftPair[] {
  const byMail = new Map<Outbound | null, Map<string, DraftPair>>();
  const drafts: DraftPair[] = [];
  for (const click of clicks) {
    let pairs = byMail.get(click.to);
    if (pairs === undefined) {
      pairs = new Map();
      byMail.set(click.to, pairs);
    }
    const { event } = click;
    const prospect = click.prospect ?? event.recipient;
    const key =
      click.to === null
        ? `${prospect}|${event.messageId ?? event.trackerMessageId ?? event.campaign}|${event.step}`
        : (prospect ?? '');
    const known = pairs.get(key);
    if (known !== undefined) known.clicks.push(click);
    else {
      const draft = {
        mail: click.to,
        prospect,
        domain: companyOf(click),
        group: groupOf(click.to),
        clicks: [click],
      };
      pairs.set(key, draft);
      drafts.push(draft);
    }
  }
  for (const { clicks: own } of drafts)
    if (own.length > 1)
      own.sort((a, b) => clickTime(a) - clickTime(b) || (a.event.key < b.event.key ? -1 : 1));
  return drafts;
}

function cut(clicks: readonly JoinedEvent[]): JoinedEvent[][] {
  const [first, ...rest] = clicks;
  if (first === undefined) return [];
  let session = [first];
  const sessions = [session];
  let last = clickTime(first);
  for (const click of rest) {
    const at = clickTime(click);
    if (at - last <= SESSION.gap) session.push(click);
    else {
      session = [click];
      sessions.push(session);
    }
    last = at;
  }
  return sessions;
}

function wordOn(
  clicks: readonly JoinedEvent[],
  said: ReturnType<typeof readDecisions>,
): 'human' | 'machine' | null {
  let machines = 0;
  for (const click of clicks) {
    const word = said(click);
    if (word?.by === 'human') return 'human';
    if (word?.by === 'machine') machines++;
  }
  return machines === clicks.length ? 'machine' : null;
}

function readOpens(
  joined: readonly JoinedEvent[],
  groupOf: (mail: Outbound | null) => string | null,
): {
  tracked: ReadonlySet<string | null>;
  times: (pair: DraftPair) => readonly number[] | undefined;
} {
  const tracked = new Set<string | null>();
  const byMail = new Map<Outbound, Map<string, number[]>>();
  for (const open of joined) {
    if (open.event.kind !== 'open' || open.to === null) continue;
    tracked.add(groupOf(open.to));
    if (open.event.machine === true) continue;
    const prospect = open.prospect ?? open.event.recipient ?? '';
    let times = byMail.get(open.to);
    if (times === undefined) {
      times = new Map();
      byMail.set(open.to, times);
    }
    const list = times.get(prospect);
    if (list === undefined) times.set(prospect, [clickTime(open)]);
    else list.push(clickTime(open));
  }
  return {
    tracked,
    times: ({ mail, prospect }) => (mail === null ? undefined : byMail.get(mail)?.get(prospect ?? '')),
  };
}

/** 0: no open before the click; 1: opened before; 2: only at the same moment. */
function openBefore(times: readonly number[], at: number): 0 | 1 | 2 {
  let found: 0 | 1 | 2 = 0;
  for (const time of times) {
    if (time < at - SESSION.fast) return 1;
    if (time <= at + SESSION.fast) found = 2;
  }
  return found;
}

function replyTimes(answers: readonly Answer[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const answer of answers) {
    if (answer.kind !== 'reply' || answer.prospect === null) continue;
    const list = times.get(answer.prospect);
    if (list === undefined) times.set(answer.prospect, [answer.inbound.fact.at]);
    else list.push(answer.inbound.fact.at);
  }
  return times;
}

function replyAfter(times: readonly number[] | undefined, at: number): 0 | 1 | 2 {
  let found: 0 | 1 | 2 = 0;
  for (const time of times ?? []) {
    const after = time - at;
    if (after < 0 || after > REPLY.within) continue;
    if (after <= REPLY.soon) return 2;
    found = 1;
  }
  return found;
}

/**
 * Tracked emails that nobody and nothing clicked: they are what makes a rate a rate. An email counts where its sequence
 * has been reported on and it holds a link, or where clicks of its sequence come from emails without readable links.
 */
function countUntouched(
  drafts: readonly DraftPair[],
  context: JudgeContext,
  groupOf: (mail: Outbound) => string | null,
): { byDomain: Map<string, number>; byGroup: Map<string | null, number> } {
  const clicked = new Map<Outbound, Set<string>>();
  const linked = new Map<string | null, { with: number; all: number }>();
  for (const { mail, prospect, group } of drafts) {
    if (mail === null) continue;
    const who = clicked.get(mail);
    if (who === undefined) clicked.set(mail, new Set([prospect ?? '']));
    else who.add(prospect ?? '');
    const count = linked.get(group) ?? { with: 0, all: 0 };
    count.all++;
    if (mail.fact.links.some((link) => link.place !== 'quote')) count.with++;
    linked.set(group, count);
  }
  const failed = new Map<Outbound, Set<string>>();
  for (const { kind, to, failed: who } of context.answers) {
    if (kind !== 'bounce' || to === null) continue;
    const list = failed.get(to) ?? new Set();
    for (const address of who) list.add(address);
    failed.set(to, list);
  }
  const byDomain = new Map<string, number>();
  const byGroup = new Map<string | null, number>();
  // A prospect is written to again and again: read each address once.
  const domains = new Map<string, string>();
  for (const mail of context.mailbox.sent) {
    if (mail.prospects.length === 0) continue;
    const group = groupOf(mail);
    const count = linked.get(group);
    if (count === undefined) continue;
    const needsLink = count.with * 2 >= count.all;
    if (needsLink && !mail.fact.links.some((link) => link.place !== 'quote')) continue;
    const who = clicked.get(mail);
    // A tracker that does not say who of several clicked: none of them is known to be untouched.
    if (who?.has('') && mail.prospects.length > 0) continue;
    for (const prospect of mail.prospects) {
      if (who?.has(prospect) || failed.get(mail)?.has(prospect)) continue;
      const domain = domains.get(prospect) ?? domainOf(prospect);
      domains.set(prospect, domain);
      byDomain.set(domain, (byDomain.get(domain) ?? 0) + 1);
      byGroup.set(group, (byGroup.get(group) ?? 0) + 1);
    }
  }
  return { byDomain, byGroup };
}

/** Hosts of mailboxes: what filters in front of them says more about who scans. */
const HOSTS = new Set(['microsoft', 'google']);

/** The gateway each company's own mail shows: a filter before a mailbox's host, then the most often seen, then by name. */
export function gatewaysOf(mailbox: Mailbox): Map<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const { fact } of mailbox.received)
    for (const { domain, gateway } of fact.reading.gateways) {
      if (isSharedDomain(domain)) continue;
      const own = votes.get(domain) ?? new Map<string, number>();
      own.set(gateway, (own.get(gateway) ?? 0) + 1);
      votes.set(domain, own);
    }
  const out = new Map<string, string>();
  for (const [domain, own] of votes) {
    const host = (name: string): number => (HOSTS.has(name) ? 1 : 0);
    const [top] = [...own].sort((a, b) => host(a[0]) - host(b[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (top !== undefined) out.set(domain, top[0]);
  }
  return out;
}
