import type { Sent } from '../analyse';
import type { Cta } from '../ctas/find';
import { type SubjectTrick, subjectTricks } from './subject';
import type { FlagThresholds } from './thresholds';

const mixed = (ctas: readonly Cta[]): boolean => ctas.length === 2 && ctas[0]?.kind !== ctas[1]?.kind;

/** What is wrong with its subject; only the first email of a sequence opens a conversation. */
export function tricksOf({ mail, placement }: Sent): readonly SubjectTrick[] {
  return subjectTricks(mail.fact, placement === null || placement.step === 1);
}

/** What a set of emails asks for and promises, counted email by email: emails can be added. */
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
  /** Emails whose subject tricks people into opening. */
  readonly tricked: Sent[] = [];

  constructor(private readonly limits: Pick<FlagThresholds, 'tooManyCtas'>) {}

  /**
   * @param sent in time order: of equals the first is shown
   * @param tricks of it: the same for each set that it belongs to
   */
  add(sent: Sent, tricks: readonly SubjectTrick[] = tricksOf(sent)): void {
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
    if (tricks.length > 0) this.tricked.push(sent);
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
