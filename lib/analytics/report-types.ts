import type { Counter, Problem } from '../facts/event';
import type { CtaKind } from './ctas/find';
import type { ClickVerdict } from './phantom/judge';
import type { Rate } from './rates/rate';
import type { SequenceOrigin } from './sequences/find';

/** The report's shape: DESIGN.md section 6. The zod schema in lib/export/schema.ts is checked against it. */

export const RATE_NAMES = [
  'click',
  'rawClick',
  'clickableClick',
  'clickToOpen',
  'open',
  'reply',
  'bounce',
  'autoReply',
  'unsubscribe',
] as const;
export type RateName = (typeof RATE_NAMES)[number];
export type Rates = { readonly [name in RateName]: Rate };

export type FlagSeverity = 'warning' | 'note';

export interface Flag {
  readonly code: string;
  readonly severity: FlagSeverity;
  /** What was found, and what to try. */
  readonly message: string;
  readonly evidence: Readonly<Record<string, number | string | readonly string[]>>;
}

export interface ProspectCounts {
  readonly reached: number;
  readonly delivered: number;
  readonly bounced: number;
}

export interface EmailCounts {
  readonly sent: number;
  readonly delivered: number;
  readonly bounced: number;
  /** Delivered with at least one tracked link. */
  readonly clickable: number;
}

export interface ClickCounts {
  readonly raw: number;
  /** Expected number of clicks a person made. */
  readonly human: number;
  readonly phantom: number;
}

export interface AnswerCounts {
  readonly reply: number;
  readonly autoReply: number;
  readonly calendar: number;
  readonly challenge: number;
}

export interface CtaCounts {
  readonly perEmail: number;
  readonly max: number;
}

/** What a sequence, a step and the total have in common. */
export interface Figures {
  readonly prospects: ProspectCounts;
  readonly emails: EmailCounts;
  readonly rates: Rates;
  readonly ratesPerEmail: Rates;
  readonly clicks: ClickCounts;
  readonly answers: AnswerCounts;
  readonly ctas: CtaCounts;
  readonly flags: readonly Flag[];
}

export interface StepReport extends Figures {
  /** 1-based. */
  readonly index: number;
  readonly subject: string;
}

export interface SequenceReport extends Figures {
  readonly id: string;
  readonly name: string;
  readonly origin: SequenceOrigin;
  /** ISO 8601 UTC. */
  readonly firstSentAt: string;
  readonly lastSentAt: string;
  readonly steps: readonly StepReport[];
}

export const MESSAGE_KINDS = [
  'outreach',
  'one-off',
  'internal',
  'reply',
  'auto-reply',
  'bounce',
  'delay',
  'challenge',
  'read-receipt',
  'calendar',
  'complaint',
  'other',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export interface MessageDetail {
  readonly messageId: string;
  readonly threadId: string;
  readonly direction: 'sent' | 'received';
  readonly at: string;
  readonly kind: MessageKind;
  readonly prospects: readonly string[];
  readonly sequenceId: string | null;
  readonly step: number | null;
  readonly variant: string | null;
  readonly answers: string | null;
  readonly failedRecipients: readonly string[];
  readonly ctas: readonly { readonly kind: CtaKind; readonly text: string; readonly target: string | null }[];
  readonly text?: string;
}

export interface ClickDetail {
  readonly key: string;
  readonly messageId: string | null;
  readonly prospect: string | null;
  readonly sequenceId: string | null;
  readonly url: string;
  readonly at: string;
  readonly human: number;
  readonly verdict: ClickVerdict;
  readonly reasons: readonly string[];
}

/** All outreach together: as a sequence, without steps. */
export interface TotalsReport extends Figures {
  readonly id: 'all';
  readonly name: string;
  /** Null where the sequences come from different places. */
  readonly origin: SequenceOrigin | null;
  /** Null where nothing was sent. */
  readonly firstSentAt: string | null;
  readonly lastSentAt: string | null;
}

/** Sums or a last state from tools that give no single clicks: machines are in them. They count in no rate. */
export type CounterReport = Counter & { readonly unfiltered: true };

export interface Report {
  readonly schema: 1;
  readonly generatedAt: string;
  readonly accounts: readonly string[];
  readonly definitions: Readonly<Record<string, string>>;
  readonly totals: TotalsReport;
  readonly sequences: readonly SequenceReport[];
  /** Unfiltered: never part of a rate, never summed with clicks. */
  readonly counters: readonly CounterReport[];
  readonly problems: readonly Problem[];
  readonly messages?: readonly MessageDetail[];
  readonly clicks?: readonly ClickDetail[];
}
