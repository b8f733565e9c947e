import type { TrackerEvent } from '../../lib/facts/event';
import type { Message, SentMessage } from '../../lib/facts/message';
import { BEHAVIOURS, type Behaviour, type Gateway, makeGateway, scan } from './gateways';
import { Random } from './random';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ACCOUNT = 'rep@sender.example';

export interface World {
  readonly seed: number;
  /** Emails to prospects, in all steps together. */
  readonly emails: number;
  /** Share of prospects whose company scans links, 0 to 1. */
  readonly scanned: number;
  /** Which behaviours the scanning companies have. */
  readonly behaviours?: readonly Behaviour[];
  /** `one`: every email has one link. `mixed`: 70 % one, 30 % two to five. */
  readonly links: 'one' | 'mixed';
  /** What the tracker tells beside recipient, url and time. */
  readonly tells: 'time' | 'network';
  /** P(a prospect clicks an email), before differences between prospects. */
  readonly clickRate?: number;
  /** Ahead of (or behind) the mail's clock, in ms. */
  readonly skew?: number;
  /** Whether the tracker reports opens. */
  readonly opens?: boolean;
}

export interface Simulated {
  readonly messages: readonly Message[];
  readonly events: readonly TrackerEvent[];
  readonly now: number;
  /** By event key: whether a person made it. */
  readonly truth: ReadonlyMap<string, boolean>;
  /** Prospects who clicked, all their emails together. */
  readonly clickers: ReadonlySet<string>;
  readonly prospects: number;
  /** The click rate behind it: P(a prospect of this kind of world clicks any of their emails). */
  readonly rate: number;
  readonly behaviourOf: ReadonlyMap<string, Behaviour | 'none'>;
}

const PEOPLE_AGENTS: readonly [string, ...string[]] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
];

/** How long a person takes: a few at once, most over hours and days; a click that falls into the night often waits for morning. */
export function personDelay(random: Random, sentAt: number): number {
  if (random.chance(0.035)) return random.logNormal(40 * SECOND, 0.7);
  let delay = random.logNormal(3.2 * HOUR, 1.9);
  const hour = ((sentAt + delay) / HOUR) % 24;
  if ((hour < 6 || hour > 22) && random.chance(0.7))
    delay += ((30 - hour) % 24) * HOUR + random.between(0, 3 * HOUR);
  return Math.min(delay, 13 * DAY);
}

interface Company {
  readonly domain: string;
  readonly gateway: Gateway;
  readonly office: string;
  readonly prospects: readonly string[];
}

function makeCompanies(random: Random, world: World): Company[] {
  const behaviours = world.behaviours ?? BEHAVIOURS;
  const companies: Company[] = [];
  const wanted = Math.max(1, Math.round(world.emails / 2.6));
  let people = 0;
  while (people < wanted) {
    const size = random.pick([1, 1, 1, 2, 2, 3, 4, 6]);
    const domain = `company${companies.length}.example`;
    const behaviour = random.chance(world.scanned)
      ? (behaviours[random.whole(0, behaviours.length - 1)] ?? 'none')
      : 'none';
    companies.push({
      domain,
      gateway: makeGateway(random, behaviour),
      office: `81.${random.whole(1, 250)}.${random.whole(1, 250)}.${random.whole(1, 250)}`,
      prospects: Array.from({ length: size }, (_, i) => `person${i}@${domain}`),
    });
    people += size;
  }
  return companies;
}

/** Makes a world: emails, clicks by people and machines, and the truth about each. */
export function simulate(world: World): Simulated {
  const random = new Random(world.seed);
  const clickRate = world.clickRate ?? 0.05;
  const skew = world.skew ?? 0;
  const companies = makeCompanies(random, world);
  const begin = Date.UTC(2026, 2, 2, 8);
  const messages: Message[] = [];
  const events: TrackerEvent[] = [];
  const truth = new Map<string, boolean>();
  const clickers = new Set<string>();
  const behaviourOf = new Map<string, Behaviour | 'none'>();
  const replied = new Set<string>();
  // A few prospects are keen, most are not: the mean stays the click rate.
  const keen = new Map<string, number>();
  let emails = 0;
  const written = new Map<string, number>();
  const addressOf = (company: Company): string => {
    const where = random.next();
    if (where < 0.5) return company.office;
    if (where < 0.04 + 0.5) return `3.8${random.whole(0, 7)}.${random.whole(0, 255)}.${random.whole(1, 254)}`;
    return `90.${random.whole(1, 250)}.${random.whole(1, 250)}.${random.whole(1, 250)}`;
  };
  const record = (
    message: SentMessage,
    prospect: string,
    kind: 'click' | 'open',
    human: boolean,
    link: number,
    at: number,
    how: { ip: string; agent: string | null; method: string },
  ): void => {
    const key = `e${events.length}`;
    const url = message.links[link]?.href ?? null;
    const network = world.tells === 'network';
    events.push({
      key,
      tracker: 'simulated',
      kind,
      recipient: prospect,
      url: kind === 'click' ? url : null,
      destination: kind === 'click' ? url : null,
      at: Math.floor((at + skew) / SECOND) * SECOND,
      ip: network ? how.ip : null,
      userAgent: network ? how.agent : null,
      method: network ? how.method : null,
      messageId: message.messageId,
      trackerMessageId: null,
      campaign: null,
      step: null,
      variant: null,
      subject: null,
      machine: null,
    });
    if (kind === 'click') truth.set(key, human);
  };

  for (let step = 0; step < 3; step++) {
    for (const company of companies) {
      const burst = begin + step * 4 * DAY + random.between(0, 6 * HOUR);
      const round = burst + company.prospects.length * 40 * SECOND + random.between(MINUTE, 25 * MINUTE);
      for (const [i, prospect] of company.prospects.entries()) {
        if (replied.has(prospect) || emails >= world.emails) continue;
        emails++;
        const at = Math.floor((burst + i * random.between(5, 40) * SECOND) / SECOND) * SECOND;
        const count = world.links === 'one' || random.chance(0.7) ? 1 : random.whole(2, 5);
        const message = makeMessage(`m${step}-${prospect}`, prospect, at, step, count);
        messages.push(message);
        behaviourOf.set(message.messageId, company.gateway.behaviour);
        const { gateway } = company;
        const delivered =
          at +
          random.logNormal(2.5 * SECOND, 0.8) +
          (random.chance(0.04) ? random.between(2, 15) * MINUTE : 0);
        const machine = (hit: { link: number; at: number; head: boolean }): void =>
          record(message, prospect, 'click', false, hit.link, hit.at, {
            ip: random.pick(gateway.addresses),
            agent: random.pick(gateway.agents),
            method: hit.head ? 'HEAD' : 'GET',
          });
        for (const hit of scan(random, gateway, count, delivered, round)) machine(hit);

        const interest = keen.get(prospect) ?? (random.chance(0.25) ? 2.8 : 0.4);
        keen.set(prospect, interest);
        const p = Math.min(0.9, clickRate * interest);
        written.set(prospect, (written.get(prospect) ?? 0) + 1);
        if (world.opens === true && random.chance(0.35))
          record(message, prospect, 'open', true, 0, delivered + random.logNormal(2 * HOUR, 1.6), {
            ip: addressOf(company),
            agent: random.pick(PEOPLE_AGENTS),
            method: 'GET',
          });
        if (random.chance(p)) {
          clickers.add(prospect);
          const when = delivered + personDelay(random, delivered);
          visit(
            random,
            { message, prospect, company, when, count },
            record,
            addressOf,
            machine,
            world.opens === true,
          );
          if (random.chance(0.2))
            visit(
              random,
              { message, prospect, company, when: when + random.logNormal(8 * HOUR, 1.4), count },
              record,
              addressOf,
              machine,
              false,
            );
          if (random.chance(0.2))
            reply(messages, message, prospect, when + random.logNormal(2 * HOUR, 1.5), replied);
        } else if (random.chance(0.025))
          reply(messages, message, prospect, delivered + random.logNormal(4 * HOUR, 1.5), replied);
      }
    }
  }
  let rate = 0;
  for (const count of written.values())
    for (const [interest, share] of [
      [2.8, 0.25],
      [0.4, 0.75],
    ] as const)
      rate += share * (1 - (1 - Math.min(0.9, clickRate * interest)) ** count);
  return {
    messages,
    events,
    now: begin + 40 * DAY,
    truth,
    clickers,
    prospects: written.size,
    rate: written.size === 0 ? 0 : rate / written.size,
    behaviourOf,
  };
}

interface Visit {
  readonly message: SentMessage;
  readonly prospect: string;
  readonly company: Company;
  readonly when: number;
  readonly count: number;
}

/** One person at one email: a click, perhaps a second link, a double tap, a forward; and what a gateway makes of it. */
function visit(
  random: Random,
  { message, prospect, company, when, count }: Visit,
  record: (
    message: SentMessage,
    prospect: string,
    kind: 'click' | 'open',
    human: boolean,
    link: number,
    at: number,
    how: { ip: string; agent: string | null; method: string },
  ) => void,
  addressOf: (company: Company) => string,
  machine: (hit: { link: number; at: number; head: boolean }) => void,
  opens: boolean,
): void {
  const how = { ip: addressOf(company), agent: random.pick(PEOPLE_AGENTS), method: 'GET' };
  if (opens && random.chance(0.8))
    record(message, prospect, 'open', true, 0, when - random.between(4, 90) * SECOND, how);
  const link = random.whole(0, count - 1);
  record(message, prospect, 'click', true, link, when, how);
  if (random.chance(0.05))
    record(message, prospect, 'click', true, link, when + random.between(200, 1500), how);
  if (count > 1 && random.chance(0.15))
    record(message, prospect, 'click', true, (link + 1) % count, when + random.between(4, 120) * SECOND, how);
  const { gateway } = company;
  if (gateway.behaviour === 'time-of-click' && random.chance(gateway.share))
    machine({
      link,
      at: when + (random.chance(0.4) ? -random.between(200, 2000) : random.between(300, 14_000)),
      head: false,
    });
  const forwards = random.chance(gateway.behaviour === 'preview' ? 0.4 : 0.04);
  if (!forwards) return;
  const later = when + random.between(1, 20) * MINUTE;
  // A previewer looks at what is pasted; a colleague then opens the same link, which is a person again.
  if (gateway.behaviour === 'preview') machine({ link, at: later, head: false });
  if (random.chance(0.5))
    record(message, prospect, 'click', true, link, later + random.between(1, 60) * MINUTE, {
      ...how,
      ip: addressOf(company),
      agent: random.pick(PEOPLE_AGENTS),
    });
}

function makeMessage(id: string, prospect: string, at: number, step: number, count: number): SentMessage {
  return {
    account: ACCOUNT,
    messageId: id,
    threadId: id,
    gmailId: null,
    at,
    from: { address: ACCOUNT, name: '' },
    to: [{ address: prospect, name: '' }],
    cc: [],
    bcc: [],
    subject: `Step ${step + 1}`,
    inReplyTo: null,
    references: [],
    labels: [],
    direction: 'sent',
    text: `Hello, this is step ${step + 1}.`,
    links: Array.from({ length: count }, (_, i) => ({
      text: `link ${i}`,
      href: `https://sender.example/${i}`,
      destination: `https://sender.example/${i}`,
      place: i === 4 ? 'unsubscribe' : 'body',
      offset: null,
    })),
    attachments: [],
    tool: null,
  };
}

function reply(
  messages: Message[],
  to: SentMessage,
  prospect: string,
  at: number,
  replied: Set<string>,
): void {
  replied.add(prospect);
  messages.push({
    account: ACCOUNT,
    messageId: `r-${to.messageId}`,
    threadId: to.threadId,
    gmailId: null,
    at,
    from: { address: prospect, name: '' },
    to: [{ address: ACCOUNT, name: '' }],
    cc: [],
    bcc: [],
    subject: `Re: ${to.subject}`,
    inReplyTo: to.messageId,
    references: [to.messageId],
    labels: [],
    direction: 'received',
    reading: {
      kind: 'person',
      evidence: [],
      failed: [],
      about: [],
      returnsAt: null,
      gone: false,
      calendar: null,
      gateways: [],
    },
  });
}
