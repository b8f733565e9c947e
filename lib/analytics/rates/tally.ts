/**
 * Everything that happened between one email and one prospect (or all of its prospects together). It is the same for the
 * email's step, its sequence and the total, so it is worked out once and added three times.
 */
export interface Doings {
  readonly reached: boolean;
  /** Since when they could answer, milliseconds UTC. */
  readonly since: number;
  /** Of each clicker: the share of the click that is this prospect's, and the probability that they clicked. */
  readonly clickers: readonly (readonly [share: number, clicked: number])[];
  readonly opened: boolean;
  readonly unsubscribed: boolean;
  readonly replied: boolean;
  readonly autoReplied: boolean;
  /** When the first reply came, and when the first click was made that is surely enough a person's; Infinity where none was. */
  readonly repliedAt: number;
  readonly clickedAt: number;
}

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

export function addTo(tally: Tally, doings: Doings, clickable: boolean): void {
  tally.sent++;
  if (!doings.reached) return;
  tally.delivered++;
  tally.since = Math.max(tally.since, doings.since);
  tally.clickable ||= clickable;
  for (const [share, clicked] of doings.clickers) {
    tally.noRaw *= 1 - share;
    tally.noClick *= 1 - clicked * share;
  }
  tally.opened ||= doings.opened;
  tally.unsubscribed ||= doings.unsubscribed;
  tally.replied ||= doings.replied;
  tally.autoReplied ||= doings.autoReplied;
}
