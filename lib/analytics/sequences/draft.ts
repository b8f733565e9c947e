import { IntMap } from './int-map';
import type { Reads } from './read';
import type { SequenceOrigin } from './types';

/**
 * A sequence in the making: found, not yet named or decided upon. Steps and variants are filled in on the way; every email of
 * a chain is in no other.
 */

export interface DraftMail {
  /** The message, by number. */
  readonly mail: number;
  /** 1-based. */
  step: number;
  /** Template group; -1 for none. Messages of one step and different groups are its variants. */
  readonly group: number;
  /** Masked subject where it opens a thread, else 0. */
  readonly subject: number;
  variant: string | null;
}

export interface DraftChain {
  /** The prospect, by number. */
  readonly person: number;
  /** In time order. */
  readonly mails: readonly DraftMail[];
}

export interface Draft {
  readonly origin: SequenceOrigin;
  /** What the sequence is known by at its origin: the campaign, the label; null for templates. */
  readonly key: string | null;
  readonly chains: readonly DraftChain[];
}

/** A variant must be this common in its step, or it is an odd email. */
const VARIANT_SHARE = 0.12;
const VARIANT_MAILS = 2;

/** What tells the variants of a step apart: how many emails have each sign, and how many make one a variant's. */
class Signs {
  private readonly counts = new IntMap();
  private readonly enough: number;
  /** Signs that are variants'. */
  readonly size: number;
  /** Emails that have one of these. */
  readonly covered: number;

  constructor(
    mails: readonly DraftMail[],
    private readonly of: (mail: DraftMail) => number,
  ) {
    const { counts } = this;
    for (const mail of mails) {
      const sign = of(mail);
      if (sign !== 0) counts.add(sign);
    }
    this.enough = Math.max(VARIANT_MAILS, mails.length * VARIANT_SHARE);
    let size = 0;
    let covered = 0;
    for (let at = 0; at < counts.size; at++) {
      const count = counts.countAt(at);
      if (count < this.enough) continue;
      size++;
      covered += count;
    }
    this.size = size;
    this.covered = covered;
  }

  /** The number of an email's sign; −1 where it is no variant's. */
  numberOf(mail: DraftMail): number {
    const at = this.counts.find(this.of(mail));
    return at >= 0 && this.counts.countAt(at) >= this.enough ? at : -1;
  }
}

const FIRST_LETTER = 65;
const LETTERS = 26;

/**
 * Names the variants of each step A, B, … in the order they were first sent: different texts, or one text under
 * different subjects. A step of one text has none.
 */
export function nameVariants(draft: Draft, { ranks }: Reads): void {
  const steps = new Map<number, DraftMail[]>();
  for (const { mails } of draft.chains)
    for (const mail of mails) {
      const list = steps.get(mail.step);
      if (list === undefined) steps.set(mail.step, [mail]);
      else list.push(mail);
    }
  for (const mails of steps.values()) {
    const texts = new Signs(mails, ({ group }) => group + 1);
    const subjects = new Signs(mails, ({ subject }) => subject | 0);
    // Subjects that differ from email to email are merge values that no address tells, not variants.
    let opening = 0;
    for (const { subject } of mails) if (subject !== 0) opening++;
    const bySubject = subjects.size >= 2 && subjects.size <= 4 && subjects.covered >= opening * 0.8;
    if (texts.size < 2 && !bySubject) continue;
    const signOf = (mail: DraftMail): number => {
      const text = texts.size >= 2 ? texts.numberOf(mail) : 0;
      const subject = bySubject ? subjects.numberOf(mail) : 0;
      return text < 0 || subject < 0 ? -1 : text * (mails.length + 1) + subject;
    };
    // Sign → when the first email that has it was sent.
    const first = new Map<number, number>();
    for (const mail of mails) {
      const sign = signOf(mail);
      if (sign < 0) continue;
      const rank = ranks[mail.mail] ?? 0;
      if (rank < (first.get(sign) ?? Number.POSITIVE_INFINITY)) first.set(sign, rank);
    }
    if (first.size < 2) continue;
    const order = [...first].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([sign]) => sign);
    for (const mail of mails) {
      const sign = signOf(mail);
      const at = sign < 0 ? -1 : order.indexOf(sign);
      if (at >= 0 && at < LETTERS) mail.variant ??= String.fromCharCode(FIRST_LETTER + at);
    }
  }
}

/** The email that was sent first; −1 where there is none. */
export function firstMail({ chains }: Draft, { ranks }: Reads): number {
  let first = -1;
  let rank = Number.POSITIVE_INFINITY;
  for (const { mails } of chains)
    for (const { mail } of mails) {
      const own = ranks[mail] ?? 0;
      if (own >= rank) continue;
      first = mail;
      rank = own;
    }
  return first;
}

export function prospectsOf({ chains }: Draft): number {
  const people = new Set<number>();
  for (const { person } of chains) people.add(person);
  return people.size;
}
