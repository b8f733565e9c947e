import type { SentMessage } from '../../facts/message';

export type CtaKind = 'link' | 'book' | 'ask' | 'resource' | 'referral' | 'call' | 'attachment';

/** A distinct action that a message asks for now. */
export interface Cta {
  readonly kind: CtaKind;
  /** The words that ask. */
  readonly text: string;
  /** Canonical destination of a link; null for what is asked in words. */
  readonly target: string | null;
  /** Offset of `text` in the message's own text; null where it is not in it. */
  readonly offset: number | null;
}

/** Distinct link destinations outside signature, quote, footer and opt-out line: two links to one place are one CTA. */
export function findCtas(message: Pick<SentMessage, 'text' | 'links'>): Cta[] {
  const ctas = new Map<string, Cta>();
  for (const link of message.links) {
    if (link.place !== 'body' || ctas.has(link.destination)) continue;
    ctas.set(link.destination, {
      kind: 'link',
      text: link.text === '' ? link.href : link.text,
      target: link.destination,
      offset: link.offset,
    });
  }
  return [...ctas.values()];
}
