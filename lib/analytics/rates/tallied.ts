import type { Sent } from '../analyse';
import { Asks, tricksOf } from '../flags/asks';
import type { SubjectTrick } from '../flags/subject';
import type { FlagThresholds } from '../flags/thresholds';
import type { FoundSequence, Placement } from '../sequences/find';
import { doingsOf, type EmailDoings } from './doings';
import { addTo, alone, type Doings, freshTally, type Tally } from './tally';

/** What a set of emails came to, before time is looked at: kept and added to by live/. */
export interface Tallied {
  readonly people: readonly Readonly<Tally>[];
  readonly emails: readonly Readonly<Tally>[];
  /** By kind. */
  readonly answers: ReadonlyMap<string, number>;
  readonly opensTracked: boolean;
  readonly clicks: number;
  readonly human: number;
  readonly asks: number;
  readonly mostAsks: number;
}

/** Counts emails one by one, so that one walk over the mail serves a step, its sequence and the total. */
export class TallyUp implements Tallied {
  readonly people: Readonly<Tally>[] = [];
  readonly emails: Readonly<Tally>[] = [];
  readonly answers = new Map<string, number>();
  opensTracked = false;
  clicks = 0;
  human = 0;
  asks = 0;
  mostAsks = 0;
  private readonly numbers = new Map<string, number>();

  /** @param doings of this email */
  add(sent: Sent, doings: EmailDoings): void {
    const { prospects } = sent.mail;
    for (let i = 0; i < prospects.length; i++)
      this.addPerson(prospects[i] ?? '', doings.each[i] ?? doings.all);
    this.emails.push(alone(doings.all));
    if (doings.opensTracked) this.opensTracked = true;
    this.clicks += doings.clicks;
    this.human += doings.human;
    for (const { kind } of sent.answers) this.answers.set(kind, (this.answers.get(kind) ?? 0) + 1);
    this.asks += sent.ctas.length;
    if (sent.ctas.length > this.mostAsks) this.mostAsks = sent.ctas.length;
  }

  private addPerson(prospect: string, doings: Doings): void {
    const number = this.numbers.get(prospect);
    if (number === undefined) {
      this.numbers.set(prospect, this.people.length);
      // To most people most sets are one email: it stands for them as it is, and is no object more.
      this.people.push(alone(doings));
      return;
    }
    const known = this.people[number] ?? freshTally();
    // Of one email it is that email's own still.
    const tally = known.sent === 1 ? copyOf(known) : known;
    addTo(tally, doings);
    this.people[number] = tally;
  }
}

function copyOf(known: Readonly<Tally>): Tally {
  const { sent, delivered, clickable, noRaw, noClick, opened, replied, autoReplied, unsubscribed, since } =
    known;
  return { sent, delivered, clickable, noRaw, noClick, opened, replied, autoReplied, unsubscribed, since };
}

/** A set of emails: what it came to, and what it asks for. */
class Counting {
  readonly tallied = new TallyUp();
  readonly asks: Asks;

  constructor(limits: FlagThresholds) {
    this.asks = new Asks(limits);
  }

  add(sent: Sent, doings: EmailDoings, tricks: readonly SubjectTrick[]): void {
    this.tallied.add(sent, doings);
    this.asks.add(sent, tricks);
  }
}

/** Everything, each sequence and each of its steps, counted in one walk: an email lies anywhere in memory. */
export class Countings {
  private readonly all: Counting;
  private readonly sequences = new Map<FoundSequence, { all: Counting; steps: Map<number, Counting> }>();

  constructor(private readonly limits: FlagThresholds) {
    this.all = new Counting(limits);
  }

  /** @param sent in time order */
  add(sent: Sent, { sequence, step }: Placement): void {
    let own = this.sequences.get(sequence);
    if (own === undefined) {
      own = { all: new Counting(this.limits), steps: new Map() };
      this.sequences.set(sequence, own);
    }
    let ofStep = own.steps.get(step);
    if (ofStep === undefined) {
      ofStep = new Counting(this.limits);
      own.steps.set(step, ofStep);
    }
    const doings = doingsOf(sent);
    const tricks = tricksOf(sent);
    this.all.add(sent, doings, tricks);
    own.all.add(sent, doings, tricks);
    ofStep.add(sent, doings, tricks);
  }

  /** @param sequence null: everything @param step null: the whole sequence */
  of(
    sequence: FoundSequence | null,
    step: number | null,
  ): { readonly tallied: Tallied; readonly asks: Asks } {
    if (sequence === null) return this.all;
    const own = this.sequences.get(sequence);
    return (step === null ? own?.all : own?.steps.get(step)) ?? new Counting(this.limits);
  }
}
