import type { Outbound } from '../mailbox';
import type { SequenceOrigin } from './types';

/** A sequence in the making: found, not yet named or decided upon. */

export interface DraftMail {
  readonly mail: Outbound;
  /** 1-based. */
  readonly step: number;
  /** Template group; -1 for none. Messages of one step and different groups are its variants. */
  readonly group: number;
  /** Masked subject where it opens a thread, else 0. */
  readonly subject: number;
  readonly variant: string | null;
}

export interface DraftChain {
  readonly prospect: string;
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

function signs(mails: readonly DraftMail[], of: (mail: DraftMail) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const mail of mails) {
    const sign = of(mail);
    if (sign > 0) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  const enough = Math.max(VARIANT_MAILS, mails.length * VARIANT_SHARE);
  return new Map([...counts].filter(([, count]) => count >= enough));
}

/**
 * Names the variants of each step A, B, … in the order they were first sent: different texts, or one text under
 * different subjects. A step of one text has none.
 */
export function withVariants(draft: Draft): Draft {
  const steps = new Map<number, DraftMail[]>();
  for (const { mails } of draft.chains)
    for (const mail of mails) {
      const list = steps.get(mail.step);
      if (list === undefined) steps.set(mail.step, [mail]);
      else list.push(mail);
    }
  const names = new Map<DraftMail, string>();
  for (const mails of steps.values()) {
    const text = (mail: DraftMail): number => mail.group + 1;
    const texts = signs(mails, text);
    const subjects = signs(mails, (mail) => mail.subject);
    // Subjects that differ from email to email are merge values that no address tells, not variants.
    const covered = [...subjects.values()].reduce((sum, count) => sum + count, 0);
    const opening = mails.filter(({ subject }) => subject !== 0).length;
    const bySubject = subjects.size >= 2 && subjects.size <= 4 && covered >= opening * 0.8;
    const signOf = (mail: DraftMail): string | null => {
      const own = texts.size >= 2 ? text(mail) : 0;
      if (texts.size >= 2 && !texts.has(own)) return null;
      const subject = bySubject ? mail.subject : 0;
      if (bySubject && !subjects.has(subject)) return null;
      return `${own} ${subject}`;
    };
    const first = new Map<string, DraftMail>();
    for (const mail of mails) {
      const sign = signOf(mail);
      const before = sign === null ? undefined : first.get(sign);
      if (sign !== null && (before === undefined || isBefore(mail.mail, before.mail))) first.set(sign, mail);
    }
    if (first.size < 2) continue;
    const order = [...first]
      .sort(([, a], [, b]) => (isBefore(a.mail, b.mail) ? -1 : 1))
      .map(([sign]) => sign);
    for (const mail of mails) {
      const sign = signOf(mail);
      const at = sign === null ? -1 : order.indexOf(sign);
      if (at >= 0 && at < 26) names.set(mail, String.fromCharCode(65 + at));
    }
  }
  if (names.size === 0) return draft;
  return {
    ...draft,
    chains: draft.chains.map((chain) => ({
      ...chain,
      mails: chain.mails.map((mail) => ({ ...mail, variant: mail.variant ?? names.get(mail) ?? null })),
    })),
  };
}

/** The order of the mailbox: time, then Message-ID. */
export function isBefore(a: Outbound, b: Outbound): boolean {
  return a.fact.at !== b.fact.at ? a.fact.at < b.fact.at : a.fact.messageId < b.fact.messageId;
}

export function firstMail(draft: Draft): Outbound | null {
  let first: Outbound | null = null;
  for (const { mails } of draft.chains)
    for (const { mail } of mails) if (first === null || isBefore(mail, first)) first = mail;
  return first;
}

export function prospectsOf(draft: Draft): number {
  return new Set(draft.chains.map(({ prospect }) => prospect)).size;
}
