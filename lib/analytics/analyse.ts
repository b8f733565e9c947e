import type { TrackerEvent } from '../facts/event';
import type { Message } from '../facts/message';
import { type Answer, attributeAnswers } from './attribution/answers';
import { apart, type EventsApart } from './attribution/apart';
import { type JoinedEvent, type JoinMemory, joinEvents } from './attribution/clicks';
import type { TrackerClock } from './attribution/clock';
import { placeSequenceOnly, type SequencePlace } from './attribution/sequence-only';
import { byMail } from './by-mail';
import type { Cta } from './ctas/find';
import { inOrder } from './event-order';
import { columnLength, type Mailbox, type Outbound, readMailbox } from './mailbox';
import { withOwnWords } from './own-words';
import type { Decision } from './phantom/decisions';
import { type JudgedClick, judgeAndRemember } from './phantom/judge';
import type { Counts, Taught } from './phantom/memory';
import { Readings } from './readings/readings';
import { noteOf, SentEmail } from './sent-email';
import { type Findings, type FoundSequence, investigate, type Placement } from './sequences/find';
import type { KnownSequence, SequenceOptions, Sequences } from './sequences/types';

export interface Facts {
  readonly messages: readonly Message[];
  readonly events: readonly TrackerEvent[];
  /** No two events have one key, as in the store: then nobody looks. */
  readonly distinctEvents?: boolean;
}

export interface AnalyseOptions {
  /** Milliseconds UTC. The core has no clock. */
  readonly now: number;
  /** The user's own addresses. */
  readonly accounts: readonly string[];
  /** The user's word on clicks. */
  readonly decisions?: readonly Decision[];
  /** Sequences known from before, and what the user decided about them. */
  readonly sequences?: SequenceOptions;
  /** What is known of each email by itself: give the same to every run. Without it every text is read anew, with the same result. */
  readonly readings?: Readings;
  /** What an earlier run learned of clicks: they are judged by it, and nothing is learned anew. */
  readonly taught?: Taught | undefined;
}

/** One email of ours with all that happened to it. */
export interface Sent {
  readonly mail: Outbound;
  readonly placement: Placement | null;
  readonly ctas: readonly Cta[];
  readonly answers: readonly Answer[];
  readonly clicks: readonly JudgedClick[];
  /** Every other event: opens, deliveries, bounces, unsubscribes. */
  readonly events: readonly JoinedEvent[];
  /** Prospects this email did not reach. */
  readonly failed: ReadonlySet<string>;
  /** Whether its links are tracked: a tracker has reported on this email or on its sequence. */
  readonly clickable: boolean;
}

/** Everything that is computed from facts; every number on screen is read off this. */
export interface Analysis {
  readonly now: number;
  readonly accounts: readonly string[];
  readonly mailbox: Mailbox;
  /** In time order. */
  readonly sent: readonly Sent[];
  readonly answers: readonly Answer[];
  readonly clicks: readonly JudgedClick[];
  readonly sequences: readonly FoundSequence[];
  readonly hiddenSequences: readonly FoundSequence[];
  /** The ledger to give to the next run, so that ids and names stay. */
  readonly knownSequences: readonly KnownSequence[];
  /** Events that belong to no message, each with its reason. */
  readonly unjoined: readonly JoinedEvent[];
  /** Where events count that belong to one of many emails: for a sequence, for no person. */
  readonly sequenceOnly: ReadonlyMap<JoinedEvent, SequencePlace>;
  /** Trackers whose clock is off Gmail's; their events' `at` is corrected. */
  readonly clocks: readonly TrackerClock[];
}

/** What a run found out on the way: with it, the next few facts can be taken in without a run over all (live/). */
export interface Workings {
  readonly analysis: Analysis;
  /** Every event that is no repetition, in time order. */
  readonly joined: readonly JoinedEvent[];
  readonly joinMemory: JoinMemory;
  readonly findings: Findings;
  readonly taught: Taught;
  readonly counts: Omit<Counts, 'reachOf'>;
}

/** Facts in, analysis out: deterministic, whatever the order of the facts. */
export function analyse(facts: Facts, options: AnalyseOptions): Analysis {
  return work(facts, options).analysis;
}

/** As `analyse`, with its workings. */
export function work(facts: Facts, options: AnalyseOptions): Workings {
  const readings = options.readings ?? new Readings();
  const mailbox = readMailbox(
    withOwnWords(facts.messages, (message, cut) => readings.without(message, cut)),
    options.accounts,
  );
  const answers = attributeAnswers(mailbox);
  const { events: joined, memory: joinMemory } = joinEvents(
    inOrder(facts.events),
    mailbox,
    null,
    facts.distinctEvents,
  );
  const events = apart(joined);
  const findings = investigate(mailbox, answers, events.tagged, options.sequences, readings);
  const { found } = findings;
  const { placements } = found;
  const { clicks, taught, counts } = judgeAndRemember(events, {
    mailbox,
    answers,
    now: options.now,
    taught: options.taught,
    decisions: options.decisions ?? [],
    sequenceOf: (mail) => placements.get(mail)?.sequence.id ?? null,
  });

  const analysis = assemble(
    { mailbox, answers, events, clicks, found, clocks: joinMemory.clocks },
    { now: options.now, readings },
  );
  return { analysis, joined, joinMemory, findings, taught, counts };
}

/** What the steps of an analysis came to. */
export interface Steps {
  readonly mailbox: Mailbox;
  readonly answers: readonly Answer[];
  readonly events: EventsApart;
  readonly clicks: readonly JudgedClick[];
  readonly found: Sequences;
  readonly clocks: readonly TrackerClock[];
}

const NOTHING: readonly never[] = [];

/** Puts together what the steps came to, email by email. */
export function assemble(
  steps: Steps,
  options: { readonly now: number; readonly readings: Readings },
): Analysis {
  const { mailbox, answers, events, clicks, found, clocks } = steps;
  const emails = columnLength(mailbox.sent);
  const answersOf = byMail(answers, emails, (answer) => answer.to);
  const clicksOf = byMail(clicks, emails, (click) => click.joined.to);
  // An event lies anywhere in memory: what it says of its email is noted while it is in hand.
  const noted = new Uint8Array(emails);
  const eventsOf = byMail(events.others, emails, (event) => {
    const { to } = event;
    if (to !== null) noted[to.number] = (noted[to.number] ?? 0) | noteOf(event, to);
    return to;
  });
  const placements = new Array<Placement | null>(emails).fill(null);
  const trackedSequences = new Set<FoundSequence>();
  for (const mail of mailbox.sent) {
    const placement = found.placements.get(mail);
    if (placement === undefined) continue;
    placements[mail.number] = placement;
    if (eventsOf[mail.number] !== undefined || clicksOf[mail.number] !== undefined)
      trackedSequences.add(placement.sequence);
  }

  const { readings } = options;
  const sent = mailbox.sent.map((mail): Sent => {
    const { number } = mail;
    const placement = placements[number] ?? null;
    return new SentEmail(mail, {
      placement,
      ctas: readings.ctas(mail.fact),
      answers: answersOf[number] ?? NOTHING,
      clicks: clicksOf[number] ?? NOTHING,
      events: eventsOf[number] ?? NOTHING,
      noted: noted[number] ?? 0,
      tracked: placement !== null && trackedSequences.has(placement.sequence),
    });
  });
  return {
    now: options.now,
    accounts: [...mailbox.own].sort(),
    mailbox,
    sent,
    answers,
    clicks,
    sequences: found.sequences,
    hiddenSequences: found.hidden,
    knownSequences: found.known,
    unjoined: events.unjoined,
    sequenceOnly: placeSequenceOnly(events.shared, found.placements),
    clocks,
  };
}
