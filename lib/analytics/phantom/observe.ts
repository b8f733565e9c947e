import type { Answer } from '../attribution/answers';
import type { EventsApart } from '../attribution/apart';
import type { JoinedEvent } from '../attribution/clicks';
import type { Mailbox, Outbound } from '../mailbox';
import { type Observed, SAID_HUMAN, SAID_MACHINE, SAID_OF_COMPANY, type SilentCompanies } from './columns';
import { type Decision, readDecisions } from './decisions';
import { gatewaysOf } from './gateways';
import { type LinkPlan, linkPlan } from './link-plan';
import { Looks } from './looks';
import type { Counts, Taught } from './memory';
import { Pairs } from './pairs';
import { clickTime } from './time';
import { TRAIT_COUNT, TraitReader } from './traits';
import { countUntouched, Groups } from './untouched';
import { REPLY, SECOND, SESSION } from './weights';

/** The few numbers that are chosen on the simulator: open to the check that leaves one gateway out. */
export interface Tuning {
  readonly temper: number;
  readonly noneShare: number;
}

/** What the judgement sees beside the clicks. */
export interface JudgeContext {
  readonly mailbox: Pick<Mailbox, 'byProspect' | 'received'>;
  readonly answers: readonly Answer[];
  /** Milliseconds UTC. */
  readonly now: number;
  /** The user's word. */
  readonly decisions?: readonly Decision[];
  /** Which sequence an email belongs to: sequences have their own click rates. */
  readonly sequenceOf?: (mail: Outbound) => string | null;
  /** Other weights than those of weights.ts, for calibrating them. */
  readonly tuning?: Tuning;
  /** What was counted over all clicks, where these are only some of them (see memory.ts). */
  readonly counts?: Counts | undefined;
  /** What was learned before: then nothing is learned anew. */
  readonly taught?: Taught | undefined;
}

/**
 * Puts what is known in the order the model reads it (see columns.ts). Deterministic.
 * @param events in time order
 */
export function observe(
  { clicks, opens: allOpens }: Pick<EventsApart, 'clicks' | 'opens'>,
  context: JudgeContext,
): Observed {
  const pairs = new Pairs(clicks);
  const groups = new Groups(context.sequenceOf ?? (() => null));
  const pairCount = pairs.mail.length;
  const groupOf = new Int32Array(pairCount);
  const plans: (LinkPlan | null)[] = [];
  for (let pair = 0; pair < pairCount; pair++) {
    const mail = pairs.mail[pair] ?? null;
    groupOf[pair] = groups.of(mail);
    plans.push(mail === null ? null : linkPlan(mail));
  }
  const companies = pairs.domains.length;
  // From here on there are companies without clicks, too: they come after all others.
  const untouched = countUntouched(pairs, plans, groupOf, groups, context);
  const gateways = gatewayNumbers(pairs, context.mailbox);

  const order = pairsByCompany(pairs, companies);
  const clickOf = clicksByPair(pairs, order.pairs);
  const words = readWords(clicks, context.decisions ?? []);
  const twins = new Uint8Array(clicks.length);
  const sessionStart = new Int32Array(clicks.length + 1);
  const pairStart = new Int32Array(pairCount + 1);
  const count = cutSessions(pairs, order.pairs, clickOf, sessionStart, pairStart);
  const at = new Float64Array(count);
  const seconds = new Float64Array(count);
  const said = new Uint8Array(count);
  const tracker = new Int32Array(count);
  const traits = new Int8Array(count * TRAIT_COUNT);
  const { counts } = context;
  const looks = new Looks(pairs, counts);
  const reader = new TraitReader(pairs, looks, traits, twins, clickOf);
  const opens = readOpens(allOpens, pairs, groups);
  const replies = replyTimes(context.answers, pairs);
  for (let rank = 0; rank < pairCount; rank++) {
    const pair = order.pairs[rank] ?? 0;
    const plan = plans[pair] ?? null;
    const sentAt = pairs.mail[pair]?.fact.at ?? null;
    const group = groupOf[pair] ?? 0;
    const tracked = opens.tracked.has(group) || counts?.opens.has(groups.names[group] ?? null) === true;
    const replyList = pairs.prospect[pair] === null ? undefined : replies[pairs.address[pair] ?? 0];
    for (let session = pairStart[rank] ?? 0; session < (pairStart[rank + 1] ?? 0); session++) {
      const from = sessionStart[session] ?? 0;
      const to = sessionStart[session + 1] ?? 0;
      const i = clickOf[from] ?? 0;
      const time = pairs.at[i] ?? 0;
      at[session] = time;
      seconds[session] = sentAt === null ? -1 : Math.max(0, time - sentAt) / SECOND;
      tracker[session] = looks.tracker[i] ?? 0;
      said[session] = wordOn(words, clickOf, from, to);
      const open = tracked ? openBefore(opens, pair, time) : -1;
      reader.read(session, from, to, plan, open, replyAfter(replyList, time));
    }
  }
  const prospects = numberProspects(pairs, order.pairs);
  return {
    clicks,
    clickAt: pairs.at,
    clickOf,
    sessionStart,
    twins,
    words,
    count,
    at,
    seconds,
    traits,
    said,
    tracker,
    pairStart,
    pairGroup: order.pairs.map((pair) => groupOf[pair] ?? 0),
    pairProspect: prospects.of,
    prospects: prospects.count,
    trackers: looks.trackers.length,
    companyStart: order.start,
    companyGateway: gateways.of.subarray(0, companies),
    companyUntouched: Int32Array.from({ length: companies }, (_, c) => untouched.byCompany[c] ?? 0),
    companyShared: Uint8Array.from({ length: companies }, (_, c) => (pairs.shared[c] === true ? 1 : 0)),
    silent: silentCompanies(untouched.byCompany, gateways.of, companies),
    groupSizes: Float64Array.from(groups.sizes),
    gateways: gateways.names.length,
    names: { groups: groups.names, trackers: looks.trackers, gateways: gateways.names },
    counts: {
      clicked: untouched.clicked,
      opens: new Set([...opens.tracked].map((group) => groups.names[group] ?? null)),
      nobodys: pairs.byNobody,
      tellsAgents: looks.tellsAgents,
    },
  };
}

const NEVER: readonly number[] = [];

/** Prospects by number, in the order of the pairs; below 0 where nobody is named. */
function numberProspects(pairs: Pairs, order: Int32Array): { of: Int32Array; count: number } {
  const numbers = new Int32Array(pairs.companyOf.length).fill(-1);
  const of = new Int32Array(order.length);
  let count = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const pair = order[rank] ?? 0;
    if (pairs.prospect[pair] === null) {
      of[rank] = -1;
      continue;
    }
    const address = pairs.address[pair] ?? 0;
    let number = numbers[address] ?? -1;
    if (number < 0) {
      number = count++;
      numbers[address] = number;
    }
    of[rank] = number;
  }
  return { of, count };
}

/** Counting sort: pairs of one company side by side, in the order in which they began. */
function pairsByCompany(pairs: Pairs, companies: number): { start: Int32Array; pairs: Int32Array } {
  const start = new Int32Array(companies + 1);
  for (const address of pairs.address) {
    const company = pairs.companyOf[address] ?? 0;
    start[company + 1] = (start[company + 1] ?? 0) + 1;
  }
  for (let c = 0; c < companies; c++) start[c + 1] = (start[c + 1] ?? 0) + (start[c] ?? 0);
  const next = start.slice();
  const order = new Int32Array(pairs.address.length);
  pairs.address.forEach((address, pair) => {
    const company = pairs.companyOf[address] ?? 0;
    const place = next[company] ?? 0;
    order[place] = pair;
    next[company] = place + 1;
  });
  return { start, pairs: order };
}

/** Clicks of one pair side by side, in time order, in the order of the pairs. */
function clicksByPair(pairs: Pairs, order: Int32Array): Int32Array {
  const { at, clicks, pairOf, size } = pairs;
  const next = new Int32Array(size.length);
  let place = 0;
  for (const pair of order) {
    next[pair] = place;
    place += size[pair] ?? 0;
  }
  const clickOf = new Int32Array(clicks.length);
  for (let i = 0; i < clicks.length; i++) {
    const pair = pairOf[i] ?? 0;
    const own = next[pair] ?? 0;
    clickOf[own] = i;
    next[pair] = own + 1;
  }
  const before = (a: number, b: number): number => {
    const apart = (at[a] ?? 0) - (at[b] ?? 0);
    return apart !== 0 ? apart : (clicks[a]?.event.key ?? '') < (clicks[b]?.event.key ?? '') ? -1 : 1;
  };
  place = 0;
  for (const pair of order) {
    const to = place + (size[pair] ?? 0);
    // In time order already, but where two trackers' clocks were set right.
    for (let p = place + 1; p < to; p++)
      if (before(clickOf[p - 1] ?? 0, clickOf[p] ?? 0) > 0) {
        clickOf.subarray(place, to).sort(before);
        break;
      }
    place = to;
  }
  return clickOf;
}

/** Cuts each pair's clicks where they pause. Fills both starts; how many sessions there are. */
function cutSessions(
  pairs: Pairs,
  order: Int32Array,
  clickOf: Int32Array,
  sessionStart: Int32Array,
  pairStart: Int32Array,
): number {
  let session = 0;
  let p = 0;
  for (let rank = 0; rank < order.length; rank++) {
    pairStart[rank] = session;
    const to = p + (pairs.size[order[rank] ?? 0] ?? 0);
    let last = Number.NEGATIVE_INFINITY;
    for (; p < to; p++) {
      const at = pairs.at[clickOf[p] ?? 0] ?? 0;
      if (at - last > SESSION.gap) sessionStart[session++] = p;
      last = at;
    }
  }
  pairStart[order.length] = session;
  sessionStart[session] = p;
  return session;
}

/** The user's word by click; empty where the user said nothing at all. */
function readWords(clicks: readonly JoinedEvent[], decisions: readonly Decision[]): Uint8Array {
  const words = new Uint8Array(clicks.length);
  if (decisions.length === 0) return words;
  const said = readDecisions(decisions);
  clicks.forEach((click, i) => {
    const word = said(click);
    if (word !== null)
      words[i] = (word.by === 'human' ? SAID_HUMAN : SAID_MACHINE) + (word.company ? SAID_OF_COMPANY : 0);
  });
  return words;
}

/** One click that is a person's makes the session a person's; a machine's is it where all its clicks are. */
function wordOn(words: Uint8Array, clickOf: Int32Array, from: number, to: number): number {
  let machines = 0;
  for (let p = from; p < to; p++) {
    const word = (words[clickOf[p] ?? 0] ?? 0) & ~SAID_OF_COMPANY;
    if (word === SAID_HUMAN) return SAID_HUMAN;
    if (word === SAID_MACHINE) machines++;
  }
  return machines === to - from ? SAID_MACHINE : 0;
}

/** Opens of each pair, as a chain: there are more of them than clicks, and a list for each pair would be garbage. */
interface Opens {
  /** Sequences in which opens are tracked at all. */
  readonly tracked: ReadonlySet<number>;
  /** By pair: its last open; by open: when it was, and the one before it of the same pair. Below 0 for none. */
  readonly last: Int32Array;
  readonly at: Float64Array;
  readonly before: Int32Array;
}

function readOpens(opens: readonly JoinedEvent[], pairs: Pairs, groups: Groups): Opens {
  const tracked = new Set<number>();
  const last = new Int32Array(pairs.mail.length).fill(-1);
  const at = new Float64Array(opens.length);
  const before = new Int32Array(opens.length);
  for (let i = 0; i < opens.length; i++) {
    const open = opens[i];
    if (open === undefined || open.to === null) continue;
    tracked.add(groups.of(open.to));
    if (open.event.machine === true) continue;
    const pair = pairs.of(open.to, open.prospect ?? open.event.recipient);
    if (pair < 0) continue;
    at[i] = clickTime(open);
    before[i] = last[pair] ?? -1;
    last[pair] = i;
  }
  return { tracked, last, at, before };
}

/** 0: no open before the click; 1: opened before; 2: only at the same moment. */
function openBefore({ at: times, before, last }: Opens, pair: number, at: number): 0 | 1 | 2 {
  let found: 0 | 1 | 2 = 0;
  for (let open = last[pair] ?? -1; open >= 0; open = before[open] ?? -1) {
    const time = times[open] ?? 0;
    if (time < at - SESSION.fast) return 1;
    if (time <= at + SESSION.fast) found = 2;
  }
  return found;
}

/** Times of replies, by address. */
function replyTimes(answers: readonly Answer[], pairs: Pairs): readonly (readonly number[] | undefined)[] {
  const times: number[][] = [];
  for (const answer of answers) {
    if (answer.kind !== 'reply' || answer.prospect === null) continue;
    const address = pairs.addressId(answer.prospect);
    if (address === undefined) continue;
    const list = times[address];
    if (list === undefined) times[address] = [answer.inbound.fact.at];
    else list.push(answer.inbound.fact.at);
  }
  return times;
}

/** 0: no reply after the click; 1: one that may come of it; 2: one soon. */
function replyAfter(times: readonly number[] | undefined, at: number): 0 | 1 | 2 {
  let found: 0 | 1 | 2 = 0;
  for (const time of times ?? NEVER) {
    const after = time - at;
    if (after < 0 || after > REPLY.within) continue;
    if (after <= REPLY.soon) return 2;
    found = 1;
  }
  return found;
}

/** The gateway of each company by number, below 0 for none. */
function gatewayNumbers(
  pairs: Pairs,
  mailbox: Pick<Mailbox, 'received'>,
): { of: Int32Array; names: readonly string[] } {
  const names = new Map<string, number>();
  const of = new Int32Array(pairs.domains.length).fill(-1);
  const known = gatewaysOf(mailbox);
  if (known.size > 0)
    pairs.domains.forEach((domain, company) => {
      const gateway = known.get(domain);
      if (gateway === undefined) return;
      const number = names.get(gateway) ?? names.size;
      names.set(gateway, number);
      of[company] = number;
    });
  return { of, names: [...names.keys()] };
}

/** Companies without clicks that are alike, counted: the model does the same with each of them. */
function silentCompanies(
  untouched: readonly number[],
  gateways: Int32Array,
  from: number,
): SilentCompanies[] {
  const alike = new Map<number, { gateway: number; untouched: number; count: number }>();
  for (let company = from; company < untouched.length; company++) {
    const emails = untouched[company] ?? 0;
    const gateway = gateways[company] ?? -1;
    const key = emails * 4096 + gateway + 1;
    const group = alike.get(key);
    if (group === undefined) alike.set(key, { gateway, untouched: emails, count: 1 });
    else group.count++;
  }
  return [...alike.values()];
}
