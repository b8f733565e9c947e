import { isLabelledSent } from './labels';
import { header, type ParsedMail } from './parse';

/** The programs that write notices and newsletters: nobody's account, however often they take part. */
const MACHINE = /^(?:mailer-daemon|postmaster|(?:do-?)?no-?t?-?reply|bounces?)[@+-]/;

/**
 * Finds whose mailbox a file is, message by message, from what only the owner's mail shows: the Sent label and
 * Delivered-To; else the address that takes part in most messages, and of those the one that wrote most.
 */
export class AccountGuess {
  private readonly sent = new Map<string, number>();
  private readonly delivered = new Map<string, number>();
  private readonly present = new Map<string, number>();
  private readonly wrote = new Map<string, number>();
  private seen = 0;

  add(mail: ParsedMail): void {
    this.seen++;
    const count = (map: Map<string, number>, address: string): void => {
      if (address.includes('@')) map.set(address, (map.get(address) ?? 0) + 1);
    };
    if (isLabelledSent(mail.labels)) count(this.sent, mail.from.address);
    const to = header(mail, 'delivered-to')?.trim().toLowerCase();
    if (to) count(this.delivered, to);
    const everyone = new Set([mail.from, ...mail.to, ...mail.cc, ...mail.bcc].map((entry) => entry.address));
    for (const address of everyone) if (!MACHINE.test(address)) count(this.present, address);
    // What a receiving server writes shows that this copy is not the author's.
    if (header(mail, 'authentication-results') === null && header(mail, 'received-spf') === null)
      count(this.wrote, mail.from.address);
  }

  /** Enough seen to tell: 20 sent messages of one address, or 500 messages of any kind. */
  get settled(): boolean {
    return this.seen >= 500 || (top(this.sent)?.[1] ?? 0) >= 20;
  }

  /**
   * The own addresses, the account first; empty where no message named anyone.
   * @param hints addresses known to be the user's: those that take part win over a mere majority
   */
  own(hints: readonly string[] = []): string[] {
    const votes = new Map<string, number>();
    for (const [address, n] of this.sent) votes.set(address, n * 10);
    const deliveredTop = top(this.delivered);
    if (votes.size === 0 && deliveredTop) votes.set(deliveredTop[0], deliveredTop[1]);
    if (votes.size === 0)
      for (const hint of hints) if (this.present.has(hint)) votes.set(hint, this.present.get(hint) ?? 1);
    if (votes.size === 0) {
      const busiest = top(this.present, this.wrote);
      if (busiest) votes.set(busiest[0], busiest[1]);
    }
    return [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([address]) => address);
  }
}

/** The entry with most votes; ties go to most votes in `second`, then to the first of the alphabet. */
function top(
  votes: ReadonlyMap<string, number>,
  second: ReadonlyMap<string, number> = new Map(),
): [string, number] | undefined {
  const before = (a: [string, number], b: [string, number]): boolean => {
    const by = a[1] - b[1] || (second.get(a[0]) ?? 0) - (second.get(b[0]) ?? 0);
    return by !== 0 ? by > 0 : a[0] < b[0];
  };
  let best: [string, number] | undefined;
  for (const entry of votes) if (!best || before(entry, best)) best = entry;
  return best;
}
