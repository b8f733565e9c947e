import { AccountGuess } from '../mail/account';
import { isLabelledSent, isUnsent } from '../mail/labels';
import { header, type ParsedMail } from '../mail/parse';
import { type MailRead, readMail } from '../mail/read';

/** Mail of an unknown mailbox waits for this many more, which may show whose it is. */
const MAX_STRANGERS = 500;
/** Who wrote so many messages to so many addresses, and takes part in so much of the mail that is nobody's, is a user too. */
const SECOND_MAILBOX = { messages: 10, recipients: 10, share: 0.8 } as const;

/**
 * Turns parsed mail into facts, over as many files and mailboxes as it takes. Whose mailbox it is must be known before a
 * message is a fact; where nobody said so, the first messages wait until it is clear (`AccountGuess`). Gmail's Sent label makes its
 * sender one of the user's addresses at any time, so that aliases and second mailboxes are found as they come. Drafts and
 * scheduled messages are no facts: nobody has got them.
 */
export class MailFacts {
  private readonly guess = new AccountGuess();
  private waiting: ParsedMail[] = [];
  private strangers: ParsedMail[] = [];
  private readonly known: Set<string>;
  private readonly addresses: string[];
  /** The user has said whose mailbox it is: nothing is guessed. */
  private readonly said: boolean;

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
    this.said = own.length > 0;
  }

  /** The user's own addresses; empty until they are known. */
  get own(): readonly string[] {
    return this.addresses;
  }

  /** @returns the facts that are ready: none while it is not known whose mailbox this is. */
  take(mail: ParsedMail): MailRead[] {
    if (isUnsent(mail.labels) && !wasReceived(mail)) return [];
    if (this.addresses.length > 0) return this.place(mail);
    this.guess.add(mail);
    this.waiting.push(mail);
    return this.guess.settled ? this.settle() : [];
  }

  /** Decides with what there is. */
  finish(): MailRead[] {
    return [...this.settle(), ...this.placeStrangers()];
  }

  private settle(): MailRead[] {
    if (this.addresses.length === 0) for (const address of this.guess.own(this.hints)) this.learn(address);
    const { waiting } = this;
    this.waiting = [];
    return waiting.flatMap((mail) => this.place(mail));
  }

  private place(mail: ParsedMail): MailRead[] {
    if (isLabelledSent(mail.labels)) this.learn(mail.from.address);
    if (this.said || this.addresses.length === 0 || this.isOurs(mail)) return [this.read(mail)];
    this.strangers.push(mail);
    return this.strangers.length >= MAX_STRANGERS ? this.placeStrangers() : [];
  }

  private learn(address: string): void {
    if (!address.includes('@') || this.known.has(address)) return;
    this.known.add(address);
    this.addresses.push(address);
  }

  /** Mail that names none of the user's addresses: a second mailbox if one address stands behind nearly all of it. */
  private placeStrangers(): MailRead[] {
    const { strangers } = this;
    this.strangers = [];
    const second = secondMailbox(strangers.filter((mail) => !this.isOurs(mail)));
    if (second !== null) this.learn(second);
    return strangers.map((mail) => this.read(mail));
  }

  private isOurs(mail: ParsedMail): boolean {
    const delivered = header(mail, 'delivered-to')?.trim().toLowerCase();
    if (delivered !== undefined && this.known.has(delivered)) return true;
    return peopleOf(mail).some((address) => this.known.has(address));
  }

  private read(mail: ParsedMail): MailRead {
    return readMail(mail, this.accountOf(mail), (address) => this.known.has(address));
  }

  private accountOf(mail: ParsedMail): string {
    return peopleOf(mail).find((address) => this.known.has(address)) ?? this.addresses[0] ?? '';
  }
}

/** "Scheduled" may be the user's own label on an answer: what a receiving server has marked is no draft. */
function wasReceived(mail: ParsedMail): boolean {
  return ['delivered-to', 'authentication-results', 'return-path'].some(
    (name) => header(mail, name) !== null,
  );
}

function peopleOf(mail: ParsedMail): string[] {
  return [mail.from, ...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address);
}

/** Newsletters and notices go to many, too, and nobody sits behind them. */
function isBulk(mail: ParsedMail): boolean {
  return ['list-id', 'list-unsubscribe', 'auto-submitted', 'precedence', 'x-failed-recipients'].some(
    (name) => header(mail, name) !== null,
  );
}

function secondMailbox(mails: readonly ParsedMail[]): string | null {
  const wrote = new Map<string, { messages: number; to: Set<string> }>();
  for (const mail of mails) {
    const { address } = mail.from;
    if (!address.includes('@') || isBulk(mail)) continue;
    const entry = wrote.get(address) ?? { messages: 0, to: new Set() };
    wrote.set(address, entry);
    entry.messages++;
    for (const list of [mail.to, mail.cc, mail.bcc]) for (const to of list) entry.to.add(to.address);
  }
  const [most] = [...wrote]
    .filter(
      ([, { messages, to }]) => messages >= SECOND_MAILBOX.messages && to.size >= SECOND_MAILBOX.recipients,
    )
    .sort(([a, { messages: ofA }], [b, { messages: ofB }]) => ofB - ofA || (a < b ? -1 : 1));
  if (most === undefined) return null;
  const [address] = most;
  const part = mails.filter((mail) => peopleOf(mail).includes(address)).length;
  return part >= SECOND_MAILBOX.share * mails.length ? address : null;
}
