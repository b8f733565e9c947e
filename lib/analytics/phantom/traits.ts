import type { LinkPlan } from './link-plan';
import type { Looks } from './looks';
import type { Pairs } from './pairs';
import { SESSION, type TRAITS } from './weights';

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
export const TRAIT_COUNT = TRAIT_NAMES.length;
export const TRAIT_INDEX = Object.fromEntries(TRAIT_NAMES.map((name, i) => [name, i])) as Record<
  TraitName,
  number
>; // Object.fromEntries forgets its keys' names

/** Reads a session's findings into the columns. Marks (`stamps`) stand in for a Set per session. */
export class TraitReader {
  private readonly tainted: Int32Array;
  private readonly links = new Map<string, number>();
  private readonly linkStamp: number[] = [];
  private readonly linkFirst: number[] = [];
  private stamp = 0;

  constructor(
    private readonly pairs: Pairs,
    private readonly looks: Looks,
    private readonly traits: Int8Array,
    private readonly twins: Uint8Array,
    private readonly clickOf: Int32Array,
  ) {
    this.tainted = new Int32Array(looks.addresses);
  }

  /**
   * @param from, to the session's clicks, as positions in `clickOf`, in time order
   * @param plan null for clicks that belong to no email
   * @param open 0 none before it, 1 before, 2 at the same moment; below 0 where opens are not tracked
   * @param reply 0 none, 1 later, 2 soon
   */
  read(session: number, from: number, to: number, plan: LinkPlan | null, open: number, reply: number): void {
    const base = session * TRAIT_COUNT;
    const { traits } = this;
    traits.fill(-1, base, base + TRAIT_COUNT);
    this.stamp++;
    const single = to - from === 1;
    const speaker = single ? (this.clickOf[from] ?? 0) : this.speaker(from, to);
    this.lookTraits(base, speaker);
    if (single) this.oneClick(base, speaker, plan);
    else {
      this.severalClicks(base, from, to, plan);
      this.markTwins(from, to, speaker);
    }
    if (open >= 0) traits[base + TRAIT_INDEX.open] = open;
    traits[base + TRAIT_INDEX.reply] = reply;
  }

  /** The click that looks least like a machine's. A HEAD or a program taints what else its address asked for. */
  private speaker(from: number, to: number): number {
    const { clickOf, looks, tainted, stamp } = this;
    for (let p = from; p < to; p++) {
      const i = clickOf[p] ?? 0;
      const ip = looks.ip[i] ?? -1;
      if (ip >= 0 && (looks.method[i] === 2 || looks.agent[i] === 2)) tainted[ip] = stamp;
    }
    let best = clickOf[from] ?? 0;
    let least = Number.POSITIVE_INFINITY;
    for (let p = from; p < to; p++) {
      const i = clickOf[p] ?? 0;
      const ip = looks.ip[i] ?? -1;
      const score = looks.machineness(i) + (ip >= 0 && tainted[ip] === stamp ? 6 : 0);
      if (score < least) {
        least = score;
        best = i;
      }
    }
    return best;
  }

  private lookTraits(base: number, speaker: number): void {
    const { looks, traits } = this;
    const ip = looks.ip[speaker] ?? -1;
    const agent = looks.agent[speaker] ?? -1;
    const method = looks.method[speaker] ?? 0;
    const machine = looks.machine[speaker] ?? -1;
    const taint = ip >= 0 && (method === 2 || agent === 2 || this.tainted[ip] === this.stamp);
    if (ip >= 0) {
      traits[base + TRAIT_INDEX.network] = looks.cloud[ip] === true ? 1 : 0;
      traits[base + TRAIT_INDEX.address] = looks.reach(ip);
    }
    if (agent >= 0) traits[base + TRAIT_INDEX.agent] = taint ? 2 : agent;
    if (method > 0) traits[base + TRAIT_INDEX.method] = method === 2 || taint ? 1 : 0;
    if (machine >= 0) traits[base + TRAIT_INDEX.tracker] = machine;
  }

  private oneClick(base: number, i: number, plan: LinkPlan | null): void {
    const { traits } = this;
    traits[base + TRAIT_INDEX.pair] = 0;
    if (plan === null || plan.count <= 1) return;
    traits[base + (plan.count === 2 ? TRAIT_INDEX.twoLinks : TRAIT_INDEX.manyLinks)] = 0;
    if (plan.unread.length > 0 && plan.count > plan.unread.length)
      traits[base + TRAIT_INDEX.unread] = plan.unread.includes(this.linkOf(i)) ? 1 : 0;
  }

  private linkOf(i: number): string {
    const event = this.pairs.clicks[i]?.event;
    return event?.destination ?? event?.url ?? '';
  }

  private severalClicks(base: number, from: number, to: number, plan: LinkPlan | null): void {
    const { clickOf, linkFirst, linkStamp, stamp, traits } = this;
    let distinct = 0;
    let pair = 0;
    let earliest = Number.POSITIVE_INFINITY;
    let latest = Number.NEGATIVE_INFINITY;
    for (let p = from; p < to; p++) {
      const i = clickOf[p] ?? 0;
      const at = this.pairs.at[i] ?? 0;
      const link = this.linkId(this.linkOf(i));
      if (linkStamp[link] === stamp) {
        if (at - (linkFirst[link] ?? 0) <= SESSION.pair) pair = 1;
        continue;
      }
      linkStamp[link] = stamp;
      linkFirst[link] = at;
      distinct++;
      if (at < earliest) earliest = at;
      if (at > latest) latest = at;
    }
    traits[base + TRAIT_INDEX.pair] = pair;
    const count = Math.max(plan?.count ?? 0, distinct);
    const fast = distinct >= 2 && latest - earliest <= SESSION.fast * (distinct - 1);
    const all = distinct >= count || (count >= 4 && distinct >= count - 1);
    if (count === 2) traits[base + TRAIT_INDEX.twoLinks] = distinct === 1 ? 0 : fast ? 1 : 2;
    if (count >= 3)
      traits[base + TRAIT_INDEX.manyLinks] = distinct === 1 ? 0 : all ? (fast ? 3 : 4) : fast ? 1 : 2;
    if (plan !== null && plan.unread.length > 0 && plan.count > plan.unread.length) {
      let unread = 0;
      for (const link of plan.unread) {
        const id = this.links.get(link);
        if (id !== undefined && linkStamp[id] === stamp) unread++;
      }
      traits[base + TRAIT_INDEX.unread] = unread === 0 ? 0 : distinct === unread ? 1 : 2;
    }
  }

  private linkId(link: string): number {
    let id = this.links.get(link);
    if (id === undefined) {
      id = this.links.size;
      this.links.set(link, id);
      this.linkStamp.push(0);
      this.linkFirst.push(0);
    }
    return id;
  }

  /** Marks the clicks of a session that are not by the hand that speaks for it. */
  private markTwins(from: number, to: number, speaker: number): void {
    const { clickOf, looks, twins } = this;
    const { clicks } = this.pairs;
    const first = clicks[speaker];
    if (first === undefined) return;
    const ip = looks.ip[speaker] ?? -1;
    const limit = looks.machineness(speaker) + 2;
    for (let p = from; p < to; p++) {
      const i = clickOf[p] ?? 0;
      const click = clicks[i];
      if (i === speaker || click === undefined) continue;
      const own = looks.ip[i] ?? -1;
      // Another network and another program, or plainly a machine's: not the same hand.
      const differs =
        own >= 0 &&
        ip >= 0 &&
        own !== ip &&
        (click.event.userAgent !== first.event.userAgent || looks.cloud[own] !== looks.cloud[ip]);
      if (differs || looks.machineness(i) >= limit) twins[i] = 1;
    }
  }
}
