import type { Cta } from '../analytics/ctas/find';
import type { ClickVerdict } from '../analytics/phantom/judge';
import type { ClickDetail, Flag, Report, SequenceReport } from '../analytics/report-types';
import type { Counter, Problem, TrackerEvent } from '../facts/event';
import type { Message } from '../facts/message';
import type { AuditPage, AuditQuery, AuditScope, ClickEvidence, Said } from './audit-types';
import type { Backup } from './backup';
import type { FactsPage, FactsQuery, Kept, RestoreOutcome } from './backup-types';
import type { ConnectionView, TrackerLogin } from './connections';
import type { ClickWord, DecisionView, SequenceWord } from './decisions';
import type { JsonEventMessage } from './event-message';
import type { Glance } from './glance-types';
import type { GmailProtocol } from './gmail-types';
import type {
  DraftAdviceView,
  DraftView,
  EvidenceView,
  OutcomesView,
  PlaceComparison,
  PlaceView,
  RankingView,
  Settings,
  SettingsWord,
} from './insight';
import type { NamedMapping, SavedMapping } from './mappings';
import type { PageCalls, PageState } from './page-mail';
import type { DecisionBook, EmailsPage, EmailsQuery, LabelView, SequenceTemplate } from './sequence-types';
import type { SurfaceCalls } from './surface-types';
import type { CounterView, UnjoinedQuery, UnjoinedView } from './tracking-views';

/** The whole protocol on one screen: what a view may ask the background, and what it is told. JSON only. */
export interface Protocol extends GmailProtocol, PageCalls, SurfaceCalls {
  /** What the popup and the sidebar show first. */
  glance(): Glance;
  /** The sequences with their figures, without steps. */
  overview(): Overview;
  /** Null for an id that is not known (any more). Of a merged sequence the one it is part of now, with that one's id. */
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
  addFacts(batch: Batch): Added;
  /** The same for a batch whose facts came in a parcel (parcels.ts). Null: it has not come, or is lost with a background. */
  addParcel(query: { importId: string; number: number; parcel: string }): Added | null;
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
  /** What the columns of tables mean that the user has mapped, latest first. */
  mappings(): SavedMapping[];
  /** In place of the one for the same headings. */
  saveMapping(mapping: NamedMapping): void;
  forgetMapping(query: { id: string }): void;
  /** The trackers that can be polled, connected or not. Keys are never told. */
  connections(): ConnectionView[];
  /** Keeps a key and begins to poll. The view has asked for the host permission before. */
  connectTracker(login: TrackerLogin): void;
  pollTracker(query: { id: string }): void;
  pauseTracker(query: { id: string; paused: boolean }): void;
  /** Erases the key and where polling stood; with `facts` also all that it brought. */
  disconnectTracker(query: { id: string; facts: boolean }): void;
  /** Sums, unfiltered: all, or those of one sequence. */
  counters(query: { sequence: string | null }): CounterView[];
  /** Clicks that belong to no email, each with its reason; and the trackers whose clock is off. */
  unjoined(query: UnjoinedQuery): UnjoinedView;
  /** Takes several back at once. @returns them, so that they can be restored */
  undoDecisions(query: { ids: readonly number[] }): DecisionView[];
  /** Takes back all words about a click or a company. @returns them, so that they can be restored */
  unsayClick(query: Pick<ClickWord, 'about'>): DecisionView[];
  /** The decisions with what they are about in words, and the hidden sequences. */
  decisionBook(): DecisionBook;
  /** Clicks with all there is to say about them, a page at a time. */
  audit(query: AuditQuery): AuditPage;
  /** What stands behind a click rate. */
  clickEvidence(scope: AuditScope): ClickEvidence;
  /** A sequence's steps with their templates, variants and cadence. */
  template(query: { id: string }): SequenceTemplate;
  emails(query: EmailsQuery): EmailsPage;
  /** The user's own Gmail labels on sent mail. */
  labels(): LabelView[];
  /** Decisions, ledger and settings, for a file. */
  backup(): Backup;
  /** Takes a backup, or a part of one; idempotent. @throws where it is none */
  restore(backup: unknown): RestoreOutcome;
  /** How much is kept of each kind. */
  kept(): Kept[];
  /** Stored facts, a page at a time, for a backup. */
  facts(query: FactsQuery): FactsPage;
  /** Sequences, steps and variants that can be compared. */
  places(): PlaceView[];
  /** Two of them by their ids; null where one is not known (any more) or both are one. */
  compare(query: { a: string; b: string }): PlaceComparison | null;
  ranking(query: { outcome: 'reply' | 'click' }): RankingView;
  /** Replies and human clicks by CTAs: first and later emails, of all outreach or of one sequence. */
  ctaOutcomes(query: { sequence: string | null }): OutcomesView[];
  /** What a flag rests on; with no code, how the emails of a sequence or step read. */
  evidence(query: { sequence: string; step: number | null; code: string | null }): EvidenceView;
  settings(): Settings;
  /** Sets what it names and puts all else back to its default. */
  saveSettings(word: SettingsWord): void;
  /** From Gmail's compose box: the CTAs of a draft, given as HTML of its own words. Nothing of it is kept. */
  draft(query: { html: string }): DraftView;
  /** What the user's own mail shows of few and many CTAs; null where it cannot tell. */
  draftAdvice(query: { reply: boolean }): DraftAdviceView | null;
  /** From Gmail's content script: what its tab shows now. */
  gmailShows(view: GmailView): void;
  /** From the sidebar: what the Gmail tab around it shows. Null until that tab has said so. */
  gmailView(query: { frame: string }): GmailView | null;
  openDashboard(query: { path: string }): void;
}

/** What the background tells every open view. It lies in extension storage for a moment: no address, no id of a mail. */
export type Notice =
  | { readonly notice: 'changed' }
  | { readonly notice: 'sync' }
  | { readonly notice: 'gmail'; readonly frame: string }
  /** To the Gmail tab of this frame: show the sidebar and go there, or hide it. */
  | { readonly notice: 'panel'; readonly frame: string }
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
      /** Own words; the CTAs' offsets are places in it. */
      readonly text: string;
      readonly ctas: readonly Cta[];
      /** What this email by itself shows. */
      readonly flags: readonly Flag[];
      readonly delivered: boolean;
    }
  | {
      readonly what: 'click';
      readonly key: string;
      /** Domain; `''` where the tracker does not say who clicked. */
      readonly company: string;
      readonly said: Said | null;
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

/** How many facts of a batch were new, and how many were known. */
export interface Added {
  readonly messages: number;
  readonly events: number;
  readonly duplicates: number;
}

export interface Batch {
  readonly importId: string;
  /** Of the batch in its import, from 0: asking twice is safe. */
  readonly number: number;
  readonly messages: readonly Message[];
  readonly events: readonly TrackerEvent[];
  /** More events, the way an import's reader sends them. */
  readonly columns?: JsonEventMessage;
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
