import { AccountGuess } from '../mail/account';
import type { ParsedMail } from '../mail/parse';
import { type MailRead, readMail } from '../mail/read';

/**
 * Turns parsed mail into facts for one mailbox, over as many files as it takes. Whose mailbox it is must be known
 * before a message is a fact; where nobody said so, the first messages wait until it is clear (`AccountGuess`).
 */
export class MailFacts {
  private readonly guess = new AccountGuess();
  private waiting: ParsedMail[] = [];
  private known: ReadonlySet<string>;
  private addresses: string[];

  /**
   * @param own the user's addresses, the account first; empty: find out
   * @param hints addresses that were the user's in earlier files: they decide where this mail does not show it itself
   */
  constructor(
    own: readonly string[] = [],
    private readonly hints: readonly string[] = [],
  ) {
    this.addresses = own.map((address) => address.toLowerCase());
    this.known = new Set(this.addresses);
  }

  /** The user's own addresses; empty until they are known. */
  get own(): readonly string[] {
    return this.addresses;
  }

  /** @returns the facts that are ready: none while it is not known whose mailbox this is. */
  take(mail: ParsedMail): MailRead[] {
    if (this.addresses.length > 0) return [this.read(mail)];
    this.guess.add(mail);
    this.waiting.push(mail);
    return this.guess.settled ? this.finish() : [];
  }

  /** Decides with what there is. */
  finish(): MailRead[] {
    if (this.addresses.length === 0) {
      this.addresses = this.guess.own(this.hints);
      this.known = new Set(this.addresses);
    }
    const ready = this.waiting.map((mail) => this.read(mail));
    this.waiting = [];
    return ready;
  }

  private read(mail: ParsedMail): MailRead {
    return readMail(mail, this.accountOf(mail), (address) => this.known.has(address));
  }

  private accountOf(mail: ParsedMail): string {
    if (this.known.has(mail.from.address)) return mail.from.address;
    for (const list of [mail.to, mail.cc, mail.bcc])
      for (const { address } of list) if (this.known.has(address)) return address;
    return this.addresses[0] ?? '';
  }
}
