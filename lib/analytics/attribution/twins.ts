import { plainEvent } from '../../facts/column-event';
import type { TrackerEvent } from '../../facts/event';
import type { Outbound } from '../mailbox';
import type { JoinedEvent } from './clicks';
import type { Found } from './found';

/** A click runs through all its redirects within this. */
const SAME_CLICK = 5000;
const MINUTE = 60_000;
/** Clicks that are looked at beside one: a burst of a machine must not cost the square of its size. */
const NEIGHBOURS = 64;

/**
 * Finds clicks that two trackers report (a sending tool's link around a shortener's link): one click, counted once.
 * The report that knows more about whose it is stays and keeps the other as its twin; a click on a shared link, which
 * alone would count for the sequence only, thereby gets its prospect.
 */
export function mergeTwins(joined: readonly Found[]): readonly Found[] {
  const first = joined[0]?.event.tracker;
  if (joined.every(({ event }) => event.tracker === first)) return joined;
  const clicks: readonly JoinedEvent[] = joined.filter(({ event }) => event.kind === 'click');
  const tolerance = tolerances(clicks);
  const merged = new Map<JoinedEvent, TrackerEvent[]>();
  const gone = new Set<JoinedEvent>();

  const groups = new Map<Outbound | string, JoinedEvent[]>();
  const put = (key: Outbound | string, click: JoinedEvent): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [click]);
    else group.push(click);
  };
  for (const click of clicks) {
    if (click.to !== null) put(click.to, click);
    if (click.event.destination !== null) put(click.event.destination, click);
  }
  for (const group of groups.values()) {
    if (group.length < 2 || group.every(({ event }) => event.tracker === group[0]?.event.tracker)) continue;
    group.sort(inOrder);
    for (const [a, b] of pairsOf(group, tolerance)) {
      if (gone.has(a) || gone.has(b)) continue;
      const [kept, twin] = knowsMore(a, b) ? [a, b] : [b, a];
      const twins = merged.get(kept) ?? [];
      // One tracker reports one click once.
      if ([kept.event, ...twins].some(({ tracker }) => tracker === twin.event.tracker)) continue;
      twins.push(twin.event, ...(merged.get(twin) ?? []));
      merged.set(kept, twins);
      merged.delete(twin);
      gone.add(twin);
    }
  }
  if (gone.size === 0) return joined;
  return joined
    .filter((event) => !gone.has(event))
    .map((event) => {
      const twins = merged.get(event);
      return twins === undefined ? event : event.withTwins(filledIn(event.event, twins), twins);
    });
}

/** What the report that stays does not know, its twins may: a tracker's verdict, the network, the program. */
function filledIn(kept: TrackerEvent, twins: readonly TrackerEvent[]): TrackerEvent {
  const first = <T>(pick: (event: TrackerEvent) => T | null): T | null =>
    pick(kept) ??
    [...twins]
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(pick)
      .find((value) => value !== null) ??
    null;
  return {
    ...plainEvent(kept),
    machine: first(({ machine }) => machine),
    ip: first(({ ip }) => ip),
    userAgent: first(({ userAgent }) => userAgent),
    method: first(({ method }) => method),
  };
}

function inOrder(a: JoinedEvent, b: JoinedEvent): number {
  return a.at - b.at || (a.event.key < b.event.key ? -1 : 1);
}

/** Trackers that write whole minutes need a minute. */
function tolerances(clicks: readonly JoinedEvent[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { event } of clicks)
    if (event.at % MINUTE !== 0) found.set(event.tracker, SAME_CLICK);
    else if (!found.has(event.tracker)) found.set(event.tracker, MINUTE);
  return found;
}

/** Pairs that can be one click, nearest in time first. */
function pairsOf(
  group: readonly JoinedEvent[],
  tolerance: ReadonlyMap<string, number>,
): [JoinedEvent, JoinedEvent][] {
  const pairs: [JoinedEvent, JoinedEvent][] = [];
  for (const [index, a] of group.entries())
    for (let next = index + 1; next < group.length && next - index <= NEIGHBOURS; next++) {
      const b = group[next];
      if (b === undefined || b.at - a.at > MINUTE) break;
      const within = Math.max(tolerance.get(a.event.tracker) ?? 0, tolerance.get(b.event.tracker) ?? 0);
      if (b.at - a.at <= within && canBeOne(a, b)) pairs.push([a, b]);
    }
  return pairs.sort(([a, b], [c, d]) => b.at - a.at - (d.at - c.at) || inOrder(a, c) || inOrder(b, d));
}

function canBeOne(a: JoinedEvent, b: JoinedEvent): boolean {
  if (a.event.tracker === b.event.tracker) return false;
  if (!same(a.event.destination, b.event.destination) || !same(a.event.userAgent, b.event.userAgent))
    return false;
  if (!sameNetwork(a.event.ip, b.event.ip)) return false;
  if (namesSomebody(a) && namesSomebody(b))
    return (
      a.to === b.to &&
      same(a.prospect, b.prospect) &&
      (a.to !== null || a.event.recipient === b.event.recipient)
    );
  const { destination } = a.event;
  if (destination === null || destination !== b.event.destination) return false;
  // Two reports that name nobody must be told to be one by more than time and link.
  if (!namesSomebody(a) && !namesSomebody(b)) return a.event.ip !== null && a.event.ip === b.event.ip;
  const mail = a.to ?? b.to;
  return mail === null || mail.fact.links.some((link) => link.destination === destination);
}

function same(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

function namesSomebody({ to, event }: JoinedEvent): boolean {
  return to !== null || event.recipient !== null;
}

/** Equal, unknown, or equal but for the last part, which some trackers blank. */
function sameNetwork(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b) return true;
  const cut = (ip: string): string => ip.slice(0, Math.max(ip.lastIndexOf('.'), ip.lastIndexOf(':')));
  return cut(a) !== '' && cut(a) === cut(b) && (a.endsWith('.0') || b.endsWith('.0'));
}

function knowsMore(a: JoinedEvent, b: JoinedEvent): boolean {
  const score = ({ to, prospect, certainty, event }: JoinedEvent): number =>
    (event.recipient === null ? 0 : 16) +
    (prospect === null ? 0 : 8) +
    (to === null ? 0 : 4) +
    (event.userAgent === null ? 0 : 2) +
    (event.ip === null ? 0 : 1) +
    certainty / 2;
  return score(a) - score(b) > 0 || (score(a) === score(b) && a.event.key < b.event.key);
}
