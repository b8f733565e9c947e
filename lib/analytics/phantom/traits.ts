import type { JoinedEvent } from '../attribution/clicks';
import type { Outbound } from '../mailbox';
import { type AgentClass, agentClass } from './agents';
import { isCloud } from './networks';
import { clickTime } from './time';
import { DAY, SESSION, type TRAITS } from './weights';

export type TraitName = keyof typeof TRAITS;
/** In a fixed order: sessions keep their findings by index. */
export const TRAIT_NAMES: readonly TraitName[] = [
  'network',
  'agent',
  'method',
  'tracker',
  'address',
  'twoLinks',
  'manyLinks',
  'unread',
  'open',
  'reply',
  'pair',
];
export const TRAIT_INDEX = Object.fromEntries(TRAIT_NAMES.map((name, i) => [name, i])) as Record<
  TraitName,
  number
>; // Object.fromEntries forgets its keys' names

/** What the links of an email are, as far as clicks can tell of it. */
export interface LinkPlan {
  readonly count: number;
  /** Destinations nobody reads: unsubscribe and footer links. */
  readonly unread: ReadonlySet<string>;
}

export function linkPlan(mail: Outbound): LinkPlan {
  const all = new Set<string>();
  const unread = new Set<string>();
  for (const link of mail.fact.links) {
    if (link.place === 'quote') continue;
    all.add(link.destination);
    if (link.place === 'unsubscribe' || link.place === 'footer') unread.add(link.destination);
  }
  for (const link of mail.fact.links) if (link.place === 'body') unread.delete(link.destination);
  return { count: all.size, unread };
}

/** How one click looks by itself. */
export interface Look {
  /** null: the tracker gives no address. */
  readonly cloud: boolean | null;
  readonly agent: AgentClass | null;
  readonly head: boolean;
}

/** Reads addresses and user agents once each: a tracker repeats them by the thousand. */
export class Looks {
  private readonly clouds = new Map<string, boolean>();
  private readonly agents = new Map<string, AgentClass>();
  private readonly companies = new Map<string, Set<string>>();
  private readonly recipients = new Map<string, Set<string>>();
  /** Trackers that usually give a user agent: there a missing one is a finding. */
  private readonly named = new Map<string, { with: number; all: number }>();

  constructor(clicks: readonly JoinedEvent[], companyOf: (click: JoinedEvent) => string) {
    for (const click of clicks) {
      const { ip, tracker, userAgent, recipient } = click.event;
      const count = this.named.get(tracker);
      if (count === undefined) this.named.set(tracker, { with: userAgent === null ? 0 : 1, all: 1 });
      else {
        count.all++;
        if (userAgent !== null) count.with++;
      }
      if (ip === null) continue;
      addUpTo(this.companies, ip, companyOf(click));
      addUpTo(this.recipients, ip, click.prospect ?? recipient ?? '');
    }
  }

  of({ event }: JoinedEvent): Look {
    let cloud: boolean | null = null;
    if (event.ip !== null) {
      cloud = this.clouds.get(event.ip) ?? isCloud(event.ip);
      this.clouds.set(event.ip, cloud);
    }
    let agent: AgentClass | null = null;
    if (event.userAgent !== null) {
      // A browser's age is read to the quarter: finer would make every click a new entry.
      const key = `${Math.floor(event.at / (90 * DAY))}${event.userAgent}`;
      agent = this.agents.get(key) ?? agentClass(event.userAgent, event.at);
      this.agents.set(key, agent);
    } else {
      const count = this.named.get(event.tracker);
      if (count !== undefined && count.with * 2 > count.all) agent = 1;
    }
    return { cloud, agent, head: event.method === 'HEAD' || event.method === 'OPTIONS' };
  }

  /** 0: one prospect; 1: several of one company; 2: several companies (three, so that one shared café is none). */
  reach(ip: string): 0 | 1 | 2 {
    if ((this.companies.get(ip)?.size ?? 0) >= 3) return 2;
    return (this.recipients.get(ip)?.size ?? 0) >= 2 ? 1 : 0;
  }
}

function addUpTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else if (set.size < 4) set.add(value);
}

/** How much like a machine one click of a session looks: the least such click speaks for the session. */
function machineness(click: JoinedEvent, look: Look): number {
  return (
    (look.cloud === true ? 1 : 0) +
    (look.agent ?? 0) * 2 +
    (look.head ? 8 : 0) +
    (click.event.machine === true ? 4 : 0)
  );
}

export interface SessionTraits {
  /** By TRAIT_INDEX; -1 where the tracker or the email gives nothing to go by. */
  readonly values: Int8Array;
  /** Share of each click in the session's being a person's: 1, or less for the other half of a pair. */
  readonly twins: readonly boolean[];
}

/**
 * @param clicks one session, in time order
 * @param open of opens before it: null where opens are not tracked
 * @param reply 0 none, 1 later, 2 soon
 */
export function sessionTraits(
  clicks: readonly JoinedEvent[],
  looks: Looks,
  plan: LinkPlan | null,
  open: 0 | 1 | 2 | null,
  reply: 0 | 1 | 2,
): SessionTraits {
  const values = new Int8Array(TRAIT_NAMES.length).fill(-1);
  const seen = clicks.map((click) => looks.of(click));
  // A HEAD or a program taints what else its address asked for in this session.
  const tainted = new Set<string>();
  clicks.forEach(({ event }, i) => {
    const look = seen[i];
    if (event.ip !== null && look !== undefined && (look.head || look.agent === 2)) tainted.add(event.ip);
  });
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  clicks.forEach((click, i) => {
    const look = seen[i];
    if (look === undefined) return;
    const score = machineness(click, look) + (click.event.ip !== null && tainted.has(click.event.ip) ? 6 : 0);
    if (score < least) {
      least = score;
      best = i;
    }
  });
  const speaker = clicks[best];
  const look = seen[best];
  if (speaker !== undefined && look !== undefined) {
    const { event } = speaker;
    const taint = event.ip !== null && tainted.has(event.ip);
    if (look.cloud !== null) values[TRAIT_INDEX.network] = look.cloud ? 1 : 0;
    if (look.agent !== null) values[TRAIT_INDEX.agent] = taint && look.agent < 2 ? 2 : look.agent;
    if (event.method !== null) values[TRAIT_INDEX.method] = look.head || taint ? 1 : 0;
    if (event.machine !== null) values[TRAIT_INDEX.tracker] = event.machine ? 1 : 0;
    if (event.ip !== null) values[TRAIT_INDEX.address] = looks.reach(event.ip);
  }
  linkTraits(values, clicks, plan);
  if (open !== null) values[TRAIT_INDEX.open] = open;
  values[TRAIT_INDEX.reply] = reply;
  const twins = clicks.map((click, i) => {
    if (i === best || speaker === undefined || look === undefined) return false;
    const own = seen[i];
    if (own === undefined) return false;
    // Another network and another program, or plainly a machine's: not the same hand.
    const differs =
      click.event.ip !== null &&
      speaker.event.ip !== null &&
      click.event.ip !== speaker.event.ip &&
      (click.event.userAgent !== speaker.event.userAgent || own.cloud !== look.cloud);
    return differs || machineness(click, own) >= machineness(speaker, look) + 2;
  });
  return { values, twins };
}

function linkTraits(values: Int8Array, clicks: readonly JoinedEvent[], plan: LinkPlan | null): void {
  if (clicks.length === 1 && plan !== null && plan.count <= 1) {
    values[TRAIT_INDEX.pair] = 0;
    return;
  }
  const firsts = new Map<string, number>();
  let pair = 0;
  for (const click of clicks) {
    const link = click.event.destination ?? click.event.url ?? '';
    const at = clickTime(click);
    const before = firsts.get(link);
    if (before === undefined) firsts.set(link, at);
    else if (at - before <= SESSION.pair) pair = 1;
  }
  values[TRAIT_INDEX.pair] = pair;
  const distinct = firsts.size;
  const count = Math.max(plan?.count ?? 0, distinct);
  const times = [...firsts.values()];
  const span = Math.max(...times) - Math.min(...times);
  const fast = distinct >= 2 && span <= SESSION.fast * (distinct - 1);
  const all = distinct >= count || (count >= 4 && distinct >= count - 1);
  if (count === 2) values[TRAIT_INDEX.twoLinks] = distinct === 1 ? 0 : fast ? 1 : 2;
  if (count >= 3) values[TRAIT_INDEX.manyLinks] = distinct === 1 ? 0 : all ? (fast ? 3 : 4) : fast ? 1 : 2;
  if (plan !== null && plan.unread.size > 0 && plan.count > plan.unread.size) {
    const unread = [...firsts.keys()].filter((link) => plan.unread.has(link)).length;
    values[TRAIT_INDEX.unread] = unread === 0 ? 0 : distinct === unread ? 1 : 2;
  }
}
