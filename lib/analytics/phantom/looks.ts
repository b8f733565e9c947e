import type { JoinedEvent } from '../attribution/clicks';
import { IntMap } from '../sequences/int-map';
import { type AgentClass, agentClass } from './agents';
import type { Counts } from './memory';
import { dottedQuad, isCloud, isCloudNumber } from './networks';
import type { Pairs } from './pairs';
import { DAY } from './weights';

/** A browser's age is read to the quarter, at its middle: finer would make every click a new question. */
const QUARTER = 90 * DAY;

/** How each click looks by itself. Addresses and user agents are read once each: a tracker repeats them by the thousand. */
export class Looks {
  /** By click: number of its address; below 0 where the tracker gives none. */
  readonly ip: Int32Array;
  /** By click: AgentClass; below 0 where the tracker gives none. */
  readonly agent: Int8Array;
  /** By click: number of the tracker. */
  readonly tracker: Int32Array;
  /** The trackers, by number. */
  readonly trackers: readonly string[];
  /** By tracker: whether it usually gives a user agent. */
  readonly tellsAgents = new Map<string, boolean>();
  /** By click: 0 method not known, 1 a browser's, 2 one that no browser's click has. */
  readonly method: Uint8Array;
  /** By click: the tracker's own verdict, 1 a machine's, 0 a person's; below 0 where it says nothing. */
  readonly machine: Int8Array;
  /** By address. */
  readonly cloud: readonly boolean[];
  private readonly people: number[] = [];
  private readonly firstPerson: number[] = [];
  private readonly companies: number[] = [];
  private readonly firstCompany: number[] = [];
  private readonly secondCompany: number[] = [];
  private readonly agents = new Map<string, { quarter: number; kind: AgentClass }>();

  /** @param counts of all clicks, where these are only some of them */
  constructor(pairs: Pairs, counts?: Counts) {
    const { clicks } = pairs;
    const n = clicks.length;
    this.ip = new Int32Array(n).fill(-1);
    this.agent = new Int8Array(n).fill(-1);
    this.tracker = new Int32Array(n);
    this.method = new Uint8Array(n);
    this.machine = new Int8Array(n).fill(-1);
    const unnamed: number[] = [];
    const ips = new AddressNumbers(n);
    this.cloud = ips.cloud;
    const trackers = new Map<string, number>();
    // Trackers that usually give a user agent: there a missing one is a finding.
    const named: number[] = [];
    const all: number[] = [];
    let lastTracker: string | null = null;
    let tracker = 0;
    for (let i = 0; i < n; i++) {
      const click = clicks[i];
      if (click === undefined) continue;
      const { ip, userAgent, method, machine } = click.event;
      // Mostly all clicks are of one tracker.
      if (click.event.tracker !== lastTracker) {
        lastTracker = click.event.tracker;
        tracker = numberOf(trackers, lastTracker);
      }
      this.tracker[i] = tracker;
      all[tracker] = (all[tracker] ?? 0) + 1;
      if (method !== null) this.method[i] = method === 'HEAD' || method === 'OPTIONS' ? 2 : 1;
      if (machine !== null) this.machine[i] = machine ? 1 : 0;
      if (userAgent !== null) {
        named[tracker] = (named[tracker] ?? 0) + 1;
        this.agent[i] = this.classOf(userAgent, click);
      } else unnamed.push(i);
      if (ip === null) continue;
      const id = ips.of(ip);
      this.ip[i] = id;
      this.addReach(id, pairs, pairs.pairOf[i] ?? 0);
    }
    this.trackers = [...trackers.keys()];
    for (const [name, tracker] of trackers)
      this.tellsAgents.set(
        name,
        counts?.tellsAgents.get(name) ?? (named[tracker] ?? 0) * 2 > (all[tracker] ?? 0),
      );
    for (const i of unnamed)
      if (this.tellsAgents.get(this.trackers[this.tracker[i] ?? 0] ?? '') === true) this.agent[i] = 1;
    if (counts === undefined) return;
    for (let i = 0; i < n; i++) {
      const ip = clicks[i]?.event.ip ?? null;
      const id = this.ip[i] ?? -1;
      if (ip === null || id < 0) continue;
      const reach = counts.reachOf(ip);
      this.people[id] = reach === 0 ? 1 : 2;
      this.companies[id] = reach === 2 ? 3 : 1;
    }
  }

  /** How many addresses there are. */
  get addresses(): number {
    return this.cloud.length;
  }

  /** Whom an address clicked for. 0: one prospect; 1: several of one company; 2: several companies (three, so that one shared café is none). */
  reach(ip: number): 0 | 1 | 2 {
    if ((this.companies[ip] ?? 0) >= 3) return 2;
    return (this.people[ip] ?? 0) >= 2 ? 1 : 0;
  }

  /** How much like a machine one click looks: the least such click speaks for its session. */
  machineness(i: number): number {
    const ip = this.ip[i] ?? -1;
    return (
      (ip >= 0 && this.cloud[ip] === true ? 1 : 0) +
      Math.max(0, this.agent[i] ?? -1) * 2 +
      (this.method[i] === 2 ? 8 : 0) +
      (this.machine[i] === 1 ? 4 : 0)
    );
  }

  private classOf(userAgent: string, click: JoinedEvent): AgentClass {
    const quarter = Math.floor(click.event.at / QUARTER);
    const known = this.agents.get(userAgent);
    if (known?.quarter === quarter) return known.kind;
    const kind = agentClass(userAgent, (quarter + 0.5) * QUARTER);
    this.agents.set(userAgent, { quarter, kind });
    return kind;
  }

  private addReach(ip: number, pairs: Pairs, pair: number): void {
    const address = pairs.address[pair] ?? 0;
    const domain = pairs.companyOf[address] ?? 0;
    // Where strangers share a domain each of them is a company.
    const company = pairs.shared[domain] === true ? -1 - address : domain;
    const person = pairs.prospect[pair] === null ? -1 : address;
    if (this.people[ip] === undefined) {
      this.people[ip] = 1;
      this.firstPerson[ip] = person;
      this.companies[ip] = 1;
      this.firstCompany[ip] = company;
      this.secondCompany[ip] = company;
      return;
    }
    if (this.firstPerson[ip] !== person) this.people[ip] = 2;
    if (this.firstCompany[ip] === company || this.secondCompany[ip] === company) return;
    if (this.companies[ip] === 1) {
      this.companies[ip] = 2;
      this.secondCompany[ip] = company;
    } else this.companies[ip] = 3;
  }
}

/**
 * Numbers network addresses in the order they come. Hardly two clicks share one, and nearly all are dotted quads: those
 * are 32 bits, which are found sooner than texts.
 */
class AddressNumbers {
  /** By number: whether the address is a cloud's. */
  readonly cloud: boolean[] = [];
  private readonly quads: IntMap;
  private readonly ofQuad: Int32Array;
  private readonly texts = new Map<string, number>();

  /** @param most addresses that may come */
  constructor(most: number) {
    this.quads = new IntMap(most);
    this.ofQuad = new Int32Array(most);
  }

  of(ip: string): number {
    const value = dottedQuad(ip);
    if (value === null) {
      const known = this.texts.get(ip);
      if (known !== undefined) return known;
      this.texts.set(ip, this.cloud.length);
      return this.cloud.push(isCloud(ip)) - 1;
    }
    const known = this.quads.size;
    const at = this.quads.put(value | 0);
    if (this.quads.size > known) this.ofQuad[at] = this.cloud.push(isCloudNumber(value)) - 1;
    return this.ofQuad[at] ?? 0;
  }
}

function numberOf(numbers: Map<string, number>, name: string): number {
  let id = numbers.get(name);
  if (id === undefined) {
    id = numbers.size;
    numbers.set(name, id);
  }
  return id;
}
