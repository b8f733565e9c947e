import type { Sent } from '../analyse';
import type { Cta } from '../ctas/find';
import type { FlagThresholds } from './thresholds';

const mixed = (ctas: readonly Cta[]): boolean => ctas.length === 2 && ctas[0]?.kind !== ctas[1]?.kind;

/** What a set of emails asks for, counted email by email: emails can be added. */
export class Asks {
  emails = 0;
  /** Emails with too many CTAs, and of these the one with most. */
  tooMany = 0;
  worst: Sent | null = null;
  /** Emails with two CTAs of different kinds, and the first of them. */
  two = 0;
  firstTwo: Sent | null = null;
  /** First emails of a sequence, and those of them that ask for nothing. */
  first = 0;
  readonly silent: Sent[] = [];

  constructor(private readonly limits: Pick<FlagThresholds, 'tooManyCtas'>) {}

  /** @param sent in time order: of equals the first is shown */
  add(sent: Sent): void {
    const { ctas, placement } = sent;
    this.emails++;
    if (ctas.length >= this.limits.tooManyCtas) {
      this.tooMany++;
      if (this.worst === null || ctas.length > this.worst.ctas.length) this.worst = sent;
    }
    if (mixed(ctas)) {
      this.two++;
      this.firstTwo ??= sent;
    }
    if (placement?.step !== 1) return;
    this.first++;
    if (ctas.length === 0) this.silent.push(sent);
  }

  static of(emails: readonly Sent[], limits: FlagThresholds): Asks {
    const asks = new Asks(limits);
    for (const sent of emails) asks.add(sent);
    return asks;
  }
}
