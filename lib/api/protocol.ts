import type { Cta } from '../analytics/ctas/find';
import type { ClickVerdict } from '../analytics/phantom/judge';
import type { ClickDetail, Flag, Report, SequenceReport } from '../analytics/report-types';
import type { Counter, Problem, TrackerEvent } from '../facts/event';
import type { Message } from '../facts/message';
import type { ClickWord, DecisionView, SequenceWord } from './decisions';
import type { PageCalls, PageState } from './page-mail';

/** The whole protocol on one screen: what a view may ask the background, and what it is told. JSON only. */
export interface Protocol extends PageCalls {
  /** The sequences with their figures, without steps. */
  overview(): Overview;
  /** Null for an id that is not known (any more). */
  sequence(query: { id: string }): SequenceReport | null;
  /** What is known of a Gmail thread; null where it holds no outreach. */
  thread(query: { threadId: string }): ThreadView | null;
  /** The report that every export is made from. */
  report(): Report;
  /** Every click with its verdict, a page at a time: all at once can be more than a message may hold. */
  clicks(query: { from: number; count: number }): { total: number; rows: readonly ClickDetail[] };
  imports(): ImportView[];
  /** Own addresses in the stored mail. */
  accounts(): string[];
  startImport(query: { id: string; name: string }): void;
  addFacts(batch: Batch): { messages: number; events: number; duplicates: number };
  finishImport(query: { id: string; state: 'done' | 'cancelled' | 'failed'; error: string | null }): void;
  /** Takes back all facts that only this import brought. */
  undoImport(query: { id: string }): void;
  erase(): void;
  /** The user's word on a click or a company; the answer is what takes it back. */
  decideClick(word: ClickWord): { id: number };
  /** Rename, merge, split, … a sequence; the answer is what takes it back. */
  decideSequence(word: SequenceWord): { id: number };
  undoDecision(query: { id: number }): void;
  /** All that the user decided, oldest first. */
  decisions(): DecisionView[];
  /** From Gmail's content script: what its tab shows now. */
  gmailShows(view: GmailView): void;
  /** From the sidebar: what the Gmail tab around it shows. Null until that tab has said so. */
  gmailView(query: { frame: string }): GmailView | null;
  openDashboard(query: { path: string }): void;
}

/** What the background tells every open view. It lies in extension storage for a moment: no address, no id of a mail. */
export type Notice =
  | { readonly notice: 'changed' }
  | { readonly notice: 'gmail'; readonly frame: string }
  /** To the Gmail tab of this frame (`''`: to all): read the listed threads, or stop. */
  | { readonly notice: 'readPage'; readonly frame: string; readonly on: boolean };

/** A sequence as a row: what lists and tables show. */
export type SequenceRow = Omit<SequenceReport, 'steps' | 'ratesPerEmail'>;

export interface Overview {
  /** ISO 8601: the time the figures are for. */
  readonly generatedAt: string;
  readonly accounts: readonly string[];
  readonly totals: Omit<Report['totals'], 'ratesPerEmail'>;
  /** Latest first. */
  readonly sequences: readonly SequenceRow[];
  readonly sent: { readonly outreach: number; readonly oneOff: number; readonly internal: number };
  readonly unjoinedClicks: number;
}

export interface ThreadView {
  readonly generatedAt: string;
  readonly sequence: SequenceReport;
  /** The step of the latest outreach in this thread. */
  readonly step: number;
  readonly prospects: readonly { readonly address: string; readonly name: string }[];
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[];
  readonly flags: readonly Flag[];
}

export type TimelineEntry =
  | {
      readonly what: 'sent';
      readonly at: string;
      readonly step: number;
      readonly subject: string;
      readonly ctas: readonly Cta[];
      readonly delivered: boolean;
    }
  | {
      readonly what: 'click';
      readonly at: string;
      readonly url: string;
      readonly verdict: ClickVerdict;
      readonly human: number;
      readonly reasons: readonly string[];
    }
  | { readonly what: 'answer'; readonly at: string; readonly kind: string; readonly from: string };

export interface ImportView {
  readonly id: string;
  readonly name: string;
  readonly startedAt: number;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly messages: number;
  readonly events: number;
  readonly duplicates: number;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  readonly error: string | null;
}

export interface Batch {
  readonly importId: string;
  /** Of the batch in its import, from 0: asking twice is safe. */
  readonly number: number;
  readonly messages: readonly Message[];
  readonly events: readonly TrackerEvent[];
  readonly counters: readonly Counter[];
  readonly problems: readonly Problem[];
}

/** What Gmail's page shows, as its content script sees it. `frame` names the sidebar it belongs to. */
export interface GmailView {
  readonly frame: string;
  readonly account: string | null;
  /** Lower-case hex; null in a list. */
  readonly threadId: string | null;
  /** What else the tab says of its page. */
  readonly page?: PageState;
}
