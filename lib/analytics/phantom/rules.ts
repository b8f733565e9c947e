import type { JoinedEvent } from '../attribution/clicks';
import { agentClass } from './agents';
import { linkPlan } from './link-plan';
import { isCloud } from './networks';
import { clickTime, sinceSending } from './time';

/**
 * What the published binary rules would have said of the same clicks: shown beside our verdict, and the baselines that
 * the accuracy tables measure it against. Each rule as its source states it; a rule that needs what the tracker does
 * not give (opens, addresses, programs) says nothing.
 */
export const RULES = [
  { id: 'R1', says: 'clicked less than 2 s after sending', source: 'Mautic BotRatioHelper, ValueBuilder' },
  {
    id: 'R2',
    says: 'less than 1.5 s after sending, HEAD, or a scanner’s program',
    source: 'Collie, pull request 50',
  },
  { id: 'R3', says: 'within 30 s of sending and before any open', source: 'ValueBuilder' },
  { id: 'R4', says: 'two activities on one email within 1 s', source: 'Marketo Engage' },
  { id: 'R5', says: '4 clicks in 1 s or 5 in 10 s', source: 'Maestra' },
  { id: 'R6', says: '4 clicks in 1 s, and all others of that address and program', source: 'nuevoMailer' },
  {
    id: 'R7',
    says: '3 links in 2 s, no open before it, a scanner’s program, or a data centre',
    source: 'AutoEmails',
  },
  { id: 'R8', says: 'all links clicked, of three or more', source: 'CustomerMinds' },
] as const;

export type RuleId = (typeof RULES)[number]['id'];

interface Activity {
  readonly joined: JoinedEvent;
  readonly at: number;
}

/** Which rules call each click a machine's. Clicks no rule catches have an empty set. */
export function publishedRules(joined: readonly JoinedEvent[]): Map<JoinedEvent, ReadonlySet<RuleId>> {
  const groups = new Map<string, Activity[]>();
  let opens = false;
  for (const event of joined) {
    const { kind, recipient } = event.event;
    if (kind !== 'click' && kind !== 'open') continue;
    if (kind === 'open') opens = true;
    const key = `${event.to?.fact.messageId ?? ''}\n${event.prospect ?? recipient ?? ''}`;
    const entry = { joined: event, at: clickTime(event) };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const found = new Map<JoinedEvent, Set<RuleId>>();
  for (const group of groups.values()) {
    group.sort((a, b) => a.at - b.at || (a.joined.event.key < b.joined.event.key ? -1 : 1));
    judgeGroup(group, opens, found);
  }
  return found;
}

/** Most activities in any stretch of `within` ms that holds the i-th. */
function around(group: readonly Activity[], i: number, within: number): number {
  const at = group[i]?.at ?? 0;
  let most = 0;
  for (let from = i; from >= 0 && at - (group[from]?.at ?? 0) <= within; from--) {
    const start = group[from]?.at ?? 0;
    let to = i;
    while (to + 1 < group.length && (group[to + 1]?.at ?? 0) - start <= within) to++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

function judgeGroup(group: readonly Activity[], opens: boolean, found: Map<JoinedEvent, Set<RuleId>>): void {
  const clicks = group.filter(({ joined }) => joined.event.kind === 'click');
  const firstOpen = group.find(({ joined }) => joined.event.kind === 'open')?.at ?? Number.POSITIVE_INFINITY;
  const mail = clicks[0]?.joined.to ?? null;
  const plan = mail === null ? null : linkPlan(mail);
  const firsts = new Map<string, number>();
  clicks.forEach(({ joined }, i) => {
    const link = joined.event.destination ?? joined.event.url ?? '';
    if (!firsts.has(link)) firsts.set(link, i);
  });
  const all = plan !== null && plan.count >= 3 && firsts.size >= plan.count;
  const tainted = new Set<string>();
  clicks.forEach(({ joined }, i) => {
    if (around(clicks, i, 1000) >= 4) tainted.add(`${joined.event.ip}|${joined.event.userAgent}`);
  });
  const places = new Map(group.map((activity, i) => [activity, i]));
  clicks.forEach((activity, i) => {
    const { joined, at } = activity;
    const { event } = joined;
    const rules = new Set<RuleId>();
    const since = sinceSending(joined) ?? Number.POSITIVE_INFINITY;
    const program = event.userAgent !== null && agentClass(event.userAgent, event.at) === 2;
    if (since < 2000) rules.add('R1');
    if (since < 1500 || event.method === 'HEAD' || program) rules.add('R2');
    if (since <= 30_000 && at < firstOpen && opens) rules.add('R3');
    if (around(group, places.get(activity) ?? 0, 1000) >= 2) rules.add('R4');
    if (around(clicks, i, 1000) >= 4 || around(clicks, i, 10_000) >= 5) rules.add('R5');
    const hand = `${event.ip}|${event.userAgent}`;
    if (around(clicks, i, 1000) >= 4 || (event.ip !== null && tainted.has(hand))) rules.add('R6');
    const links = new Set(
      clicks
        .filter((other) => Math.abs(other.at - at) < 2000)
        .map((other) => other.joined.event.destination ?? other.joined.event.url),
    );
    if (links.size >= 3 || (opens && at < firstOpen) || program || (event.ip !== null && isCloud(event.ip)))
      rules.add('R7');
    // "If there are more clicks than links, the first ones are the bot's, the rest a human's."
    if (all && i < (plan?.count ?? 0)) rules.add('R8');
    found.set(joined, rules);
  });
}
