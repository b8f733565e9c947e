/** Everything one prospect did with a set of emails. Probabilities are 0 to 1, counts of machines' doings apart. */
export interface Outcome {
  /** Emails that reached them. */
  delivered: number;
  clickable: boolean;
  /** P(no click event): below 1 and above 0 only where a click was one of several prospects'. */
  noRaw: number;
  /** P(no human click). */
  noClick: number;
  opened: boolean;
  replied: boolean;
  autoReplied: boolean;
  unsubscribed: boolean;
}

export interface Tally extends Outcome {
  sent: number;
  /** When the youngest delivered email was sent, in milliseconds; for someone out of the office the day they were back. */
  since: number;
}

/**
 * Everything that happened between one email and one prospect (or all of its prospects together). It is the same for the
 * email's step, its sequence and the total, so it is worked out once and added three times. `noRaw` and `noClick` are the
 * email's alone.
 */
export interface Doings extends Readonly<Omit<Tally, 'sent' | 'delivered'>> {
  readonly sent: 1;
  /** 1: it reached them. What else is here of an email that did not counts nowhere. */
  readonly delivered: 0 | 1;
  /** Of each clicker: the share of the click that is this prospect's, and the probability that they clicked. Null for fewer than two. */
  readonly several: Clickers | null;
  /** When the first reply came, and when the first click was made that is surely enough a person's; Infinity where none was. */
  readonly repliedAt: number;
  readonly clickedAt: number;
}

export type Clickers = readonly (readonly [share: number, clicked: number])[];

/** What one email comes to in a set that has no other: its doings, as they are. Never added to. */
export function alone(doings: Doings): Readonly<Tally> {
  return doings.delivered === 1 ? doings : NOT_REACHED;
}

export function freshTally(): Tally {
  return {
    sent: 0,
    delivered: 0,
    clickable: false,
    noRaw: 1,
    noClick: 1,
    opened: false,
    replied: false,
    autoReplied: false,
    unsubscribed: false,
    since: Number.NEGATIVE_INFINITY,
  };
}

const NOT_REACHED: Readonly<Tally> = { ...freshTally(), sent: 1 };

/** P(no human click) of a prospect after one more email. */
export function noClickAfter(noClick: number, doings: Doings): number {
  if (doings.several === null) return noClick * doings.noClick;
  // One by one: a product of products would differ in its last digit.
  let none = noClick;
  for (const [share, clicked] of doings.several) none *= 1 - clicked * share;
  return none;
}

export function addTo(tally: Tally, doings: Doings): void {
  tally.sent++;
  if (doings.delivered === 0) return;
  tally.delivered++;
  tally.since = Math.max(tally.since, doings.since);
  tally.clickable ||= doings.clickable;
  if (doings.several === null) tally.noRaw *= doings.noRaw;
  else for (const [share] of doings.several) tally.noRaw *= 1 - share;
  tally.noClick = noClickAfter(tally.noClick, doings);
  tally.opened ||= doings.opened;
  tally.unsubscribed ||= doings.unsubscribed;
  tally.replied ||= doings.replied;
  tally.autoReplied ||= doings.autoReplied;
}
