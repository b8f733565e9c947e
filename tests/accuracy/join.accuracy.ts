import { type JoinedEvent, joinEvents } from '../../lib/analytics/attribution/clicks';
import { placeSequenceOnly } from '../../lib/analytics/attribution/sequence-only';
import { type Mailbox, type Outbound, readMailbox } from '../../lib/analytics/mailbox';
import type { Placement } from '../../lib/analytics/sequences/find';
import {
  makeWorld,
  type TrackerKind,
  type TrueEvent,
  trackerEvents,
  type World,
  type WorldMail,
  type WorldOptions,
} from '../shared/join-world';
import type { Table } from '../shared/table';

const HOUR = 3_600_000;

export interface JoinScore {
  readonly tracker: string;
  readonly clicks: number;
  /** Shares of all clicks: joined to the right email (or, for shared links, the right sequence), a wrong one, none. */
  readonly right: number;
  readonly wrong: number;
  readonly none: number;
  /** Share of the clicks whose email can be known, and how these were joined. */
  readonly knowable: number;
  readonly knowableRight: number;
  readonly knowableWrong: number;
  /** Share of all clicks that went to the right prospect, or to nobody where nobody can be told. */
  readonly person: number;
}

interface Case {
  readonly kind: TrackerKind;
  readonly wrapped?: 'mailgun' | 'opaque';
  /** What the issue promises for it: right at least .98, wrong at most .002 of what can be known. */
  readonly promised: boolean;
}

const CASES: readonly Case[] = [
  {
    kind: { name: 'Message-ID, recipient, link', messageId: 'gmail', recipient: true, url: 'link' },
    promised: true,
  },
  { kind: { name: 'Message-ID alone', messageId: 'gmail' }, promised: true },
  {
    kind: { name: 'own Message-ID, in the wrapped links', messageId: 'tool' },
    wrapped: 'mailgun',
    promised: true,
  },
  {
    kind: { name: 'wrapped link alone (Mailgun token)', url: 'wrapped' },
    wrapped: 'mailgun',
    promised: true,
  },
  { kind: { name: 'opaque wrapped link alone', url: 'wrapped' }, wrapped: 'opaque', promised: true },
  { kind: { name: 'recipient, link', recipient: true, url: 'link' }, promised: true },
  {
    kind: { name: 'recipient, link; 5 h behind', recipient: true, url: 'link', offset: -5 * HOUR },
    promised: true,
  },
  {
    kind: { name: 'recipient, link; 5.5 h ahead', recipient: true, url: 'link', offset: 5.5 * HOUR },
    promised: true,
  },
  {
    kind: { name: 'recipient, link; 90 s behind', recipient: true, url: 'link', offset: -90_000 },
    promised: true,
  },
  { kind: { name: 'recipient, link, subject', recipient: true, url: 'link', subject: true }, promised: true },
  {
    kind: { name: 'recipient, own number, sent events', recipient: true, url: 'landing', numbered: true },
    promised: true,
  },
  {
    kind: { name: 'recipient, other page, campaign', recipient: true, url: 'landing', campaign: true },
    promised: false,
  },
  { kind: { name: 'recipient, subject', recipient: true, subject: true }, promised: false },
  { kind: { name: 'recipient alone', recipient: true }, promised: false },
  { kind: { name: 'personal link alone', url: 'link', only: 'personal' }, promised: true },
  { kind: { name: 'shared link alone', url: 'link', only: 'shared' }, promised: true },
];

const mailboxOf = (world: World): Mailbox =>
  readMailbox(
    world.mails.map((mail) => mail.fact),
    [world.account],
  );

function placementsOf(world: World, mailbox: Mailbox): Map<Outbound, Placement> {
  const sequences = new Map<number, Placement['sequence']>();
  const truth = new Map(world.mails.map((mail) => [mail.fact.messageId, mail]));
  const placements = new Map<Outbound, Placement>();
  for (const outbound of mailbox.sent) {
    const mail = truth.get(outbound.fact.messageId);
    if (mail === undefined) continue;
    const sequence = sequences.get(mail.sequence) ?? {
      id: `s${mail.sequence}`,
      name: `s${mail.sequence}`,
      origin: 'template' as const,
    };
    sequences.set(mail.sequence, sequence);
    placements.set(outbound, { sequence, step: mail.step, variant: null });
  }
  return placements;
}

type Outcome = 'right' | 'wrong' | 'none';

function judge(
  joined: JoinedEvent,
  mail: WorldMail | null,
  sequence: string | null,
  shared: boolean,
): Outcome {
  if (joined.to !== null)
    return joined.to.fact.messageId === mail?.fact.messageId && !shared ? 'right' : 'wrong';
  if (mail === null) return joined.unjoined === null ? 'wrong' : 'right';
  if (!shared) return joined.unjoined === null && joined.by !== 'shared-link' ? 'wrong' : 'none';
  return sequence === null ? 'none' : sequence === `s${mail.sequence}` ? 'right' : 'wrong';
}

function score(world: World, kind: TrackerKind, events: readonly TrueEvent[]): JoinScore {
  const mailbox = mailboxOf(world);
  const { events: joined } = joinEvents(
    events.map(({ event }) => event),
    mailbox,
  );
  const places = placeSequenceOnly(joined, placementsOf(world, mailbox));
  const truth = new Map(events.map((entry) => [entry.event.key, entry]));
  const count = {
    clicks: 0,
    right: 0,
    wrong: 0,
    none: 0,
    knowable: 0,
    knowableRight: 0,
    knowableWrong: 0,
    person: 0,
  };
  const shared = kind.only === 'shared';
  for (const result of joined) {
    const entry = truth.get(result.event.key);
    if (entry === undefined || result.event.kind !== 'click') continue;
    const outcome = judge(result, entry.mail, places.get(result)?.sequence.id ?? null, shared);
    count.clicks++;
    count[outcome]++;
    if (result.prospect === (shared ? null : (entry.mail?.prospect ?? null))) count.person++;
    if (!entry.knowable) continue;
    count.knowable++;
    if (outcome === 'right') count.knowableRight++;
    if (outcome === 'wrong') count.knowableWrong++;
  }
  const share = (n: number, of = count.clicks): number => (of === 0 ? 0 : n / of);
  return {
    tracker: kind.name,
    clicks: count.clicks,
    right: share(count.right),
    wrong: share(count.wrong),
    none: share(count.none),
    knowable: share(count.knowable),
    knowableRight: share(count.knowableRight, count.knowable),
    knowableWrong: share(count.knowableWrong, count.knowable),
    person: share(count.person),
  };
}

/** How the events of each kind of tracker are joined on a generated mailbox. */
export function joinScores(
  size: Omit<WorldOptions, 'wrapped'>,
  clicks: number,
): (JoinScore & { promised: boolean })[] {
  return CASES.map(({ kind, wrapped, promised }) => {
    const world = makeWorld({ ...size, ...(wrapped === undefined ? {} : { wrapped }) });
    return { ...score(world, kind, trackerEvents(world, kind, clicks)), promised };
  });
}

export interface TwinScore {
  readonly clicks: number;
  /** Share of the clicks that count exactly once, and for the right prospect. */
  readonly once: number;
  /** Clicks that only one tracker saw and that were lost in a merger. */
  readonly lost: number;
}

/** A sending tool (recipient, link) and a shortener (link, address, browser) both report most clicks. */
export function twinScore(size: Omit<WorldOptions, 'wrapped'>, clicks: number): TwinScore {
  const world = makeWorld(size);
  const seen = trackerEvents(world, { name: 'tool', recipient: true, url: 'link', only: 'shared' }, clicks);
  const events = seen.flatMap((entry, n): TrueEvent[] => {
    const other: TrueEvent = {
      ...entry,
      event: {
        ...entry.event,
        tracker: 'shortener',
        key: `shortener:${n}`,
        recipient: null,
        at: entry.event.at + Math.floor(world.random() * 1500),
      },
    };
    // One in twenty clicks only the tool sees, one in twenty only the shortener.
    const pick = world.random();
    return pick < 0.05 ? [entry] : pick < 0.1 ? [other] : [entry, other];
  });
  const { events: joined } = joinEvents(
    events.map(({ event }) => event),
    mailboxOf(world),
  );
  const truth = new Map(events.map((entry) => [entry.event.key, entry]));
  const times = new Map<number, number>();
  const rightPerson = new Set<number>();
  const told = new Set(events.filter(({ event }) => event.recipient !== null).map(({ click }) => click));
  for (const result of joined) {
    const entry = truth.get(result.event.key);
    if (entry === undefined) continue;
    times.set(entry.click, (times.get(entry.click) ?? 0) + 1);
    if (result.prospect === (told.has(entry.click) ? (entry.mail?.prospect ?? null) : null))
      rightPerson.add(entry.click);
  }
  const all = new Set(events.map(({ click }) => click));
  let once = 0;
  let lost = 0;
  for (const click of all) {
    if (times.get(click) === 1 && rightPerson.has(click)) once++;
    if (!times.has(click)) lost++;
  }
  return { clicks: all.size, once: once / all.size, lost: lost / all.size };
}

export interface ClockScore {
  readonly trueOffset: number;
  readonly seenBy: string;
  readonly emails: number;
  /** Milliseconds; 0 where none was found. */
  readonly found: number;
}

/** What is found of clocks that are off, from few clicks and from many, with and without times of sending. */
export function clockScores(size: Omit<WorldOptions, 'wrapped'>): ClockScore[] {
  const scores: ClockScore[] = [];
  for (const offset of [0, -5 * HOUR, -90_000, HOUR, 5.5 * HOUR])
    for (const clicks of [40, 2000])
      for (const numbered of [false, true]) {
        const world = makeWorld({ ...size, prospects: numbered ? 60 : size.prospects });
        const kind: TrackerKind = { name: 'clock', recipient: true, url: 'link', offset, numbered };
        // Numbered events need one that ties the number to an email: here sending itself, with the email's id.
        const events = trackerEvents(world, numbered ? { ...kind, messageId: 'gmail' } : kind, clicks);
        const { clocks } = joinEvents(
          events.map(({ event }) => event),
          mailboxOf(world),
        );
        const [clock] = clocks;
        scores.push({
          trueOffset: offset,
          seenBy: `${clicks} clicks${numbered ? ' and times of sending' : ''}`,
          emails: clock?.emails ?? 0,
          found: clock?.offset ?? 0,
        });
      }
  return scores;
}

export async function measure(): Promise<readonly Table[]> {
  const size = { seed: 7, prospects: 4000, sequences: 24 };
  const scores = joinScores(size, 20_000);
  const twins = twinScore(size, 20_000);
  return [
    {
      title: 'Joining clicks to emails',
      columns: [
        'the tracker tells',
        'clicks',
        'right',
        'wrong',
        'none',
        'knowable',
        'right of these',
        'wrong of these',
        'right person',
      ],
      rows: scores.map((row) => [
        row.tracker,
        row.clicks,
        row.right,
        row.wrong,
        row.none,
        row.knowable,
        row.knowableRight,
        row.knowableWrong,
        row.person,
      ]),
      note:
        '4,000 prospects in one to three of 24 sequences of three steps; steps 1 and 3 share a link. Knowable: nothing else\n' +
        'to the prospect with the same link was sent before the click. Shared link: right is the right sequence and nobody.',
    },
    {
      title: 'Two trackers, one click',
      columns: ['clicks', 'counted once, right person', 'lost'],
      rows: [[twins.clicks, twins.once, twins.lost]],
      note: 'One in ten clicks is seen by one of the two alone. Lost: merged into another click.',
    },
    {
      title: 'Clocks that are off',
      columns: ['true offset (min)', 'seen by', 'found (min)', 'emails it rests on'],
      rows: clockScores(size).map((row) => [
        row.trueOffset / 60_000,
        row.seenBy,
        row.found / 60_000,
        row.emails,
      ]),
      note: 'Positive: the tracker is ahead. Ahead by a drift below half an hour cannot be seen by clicks alone.',
    },
  ];
}
