import type { Sent } from '../analyse';
import { Asks } from '../flags/asks';
import type { FlagThresholds } from '../flags/thresholds';
import type { Outbound } from '../mailbox';
import { doingsOf, type EmailDoings } from '../rates/doings';
import { type Counted, figuresOf } from '../rates/figures';
import type { Pace } from '../rates/learn';
import { addTo, alone, freshTally, type Tally } from '../rates/tally';

interface Entry {
  sent: Sent;
  doings: EmailDoings;
  readonly at: number;
}

/** All emails of ours to a prospect that count here, in time order. */
export type EmailsTo = (prospect: string) => readonly Sent[];

/**
 * The figures of a set of emails (everything, a sequence, a step), kept as what each prospect and each email came to:
 * when an email changes, its own tally and its prospects' are made anew, and the sums are taken again. The arithmetic is
 * that of `countFigures`.
 */
export class KeptFigures {
  private readonly people = new Map<string, number>();
  private readonly tallies: Tally[] = [];
  private readonly entries = new Map<Outbound, Entry>();
  private readonly emails: Readonly<Tally>[] = [];
  private readonly human: number[] = [];
  private readonly answers = new Map<string, number>();
  private clicks = 0;
  /** What these emails ask for. */
  readonly asks: Asks;
  private asksInAll = 0;
  private mostAsks = 0;
  private withOpens = 0;

  /**
   * @param emails all of the set, in time order
   * @param emailsTo of the set, as they are whenever it is asked
   */
  constructor(
    emails: readonly Sent[],
    limits: FlagThresholds,
    private readonly emailsTo: EmailsTo,
  ) {
    this.asks = new Asks(limits);
    for (const sent of emails) {
      const doings = this.enter(sent);
      for (const [i, prospect] of sent.mail.prospects.entries())
        addTo(this.tallyOf(prospect), doings.each[i] ?? doings.all);
    }
  }

  /** @param changed emails that are new or to which something happened */
  update(changed: readonly Sent[]): void {
    const people = new Set<string>();
    for (const sent of changed) {
      this.enter(sent);
      for (const prospect of sent.mail.prospects) people.add(prospect);
    }
    for (const prospect of people) {
      const tally = Object.assign(this.tallyOf(prospect), freshTally());
      for (const sent of this.emailsTo(prospect)) {
        const doings = doingsOf(sent);
        addTo(tally, doings.each[sent.mail.prospects.indexOf(prospect)] ?? doings.all);
      }
    }
  }

  counted(now: number, pace: Pace): Counted {
    let human = 0;
    for (const part of this.human) human += part;
    return figuresOf(
      {
        people: this.tallies,
        emails: this.emails,
        answers: this.answers,
        opensTracked: this.withOpens > 0,
        clicks: this.clicks,
        human,
        asks: this.asksInAll,
        mostAsks: this.mostAsks,
      },
      now,
      pace,
    );
  }

  private tallyOf(prospect: string): Tally {
    let number = this.people.get(prospect);
    if (number === undefined) {
      number = this.tallies.length;
      this.people.set(prospect, number);
      this.tallies.push(freshTally());
    }
    return this.tallies[number] ?? freshTally();
  }

  private enter(sent: Sent): EmailDoings {
    const doings = doingsOf(sent);
    let entry = this.entries.get(sent.mail);
    if (entry === undefined) {
      entry = { sent, doings, at: this.emails.length };
      this.entries.set(sent.mail, entry);
      this.emails.push(freshTally());
      this.human.push(0);
      // What an email asks for never changes.
      this.asks.add(sent);
    } else {
      this.sum(entry, -1);
      entry.sent = sent;
      entry.doings = doings;
    }
    this.sum(entry, 1);
    this.mostAsks = Math.max(this.mostAsks, sent.ctas.length);
    this.human[entry.at] = doings.human;
    this.emails[entry.at] = alone(doings.all);
    return doings;
  }

  private sum({ sent, doings }: Entry, sign: 1 | -1): void {
    for (const { kind } of sent.answers) this.answers.set(kind, (this.answers.get(kind) ?? 0) + sign);
    this.clicks += sign * doings.clicks;
    this.asksInAll += sign * sent.ctas.length;
    if (doings.opensTracked) this.withOpens += sign;
  }
}
