import type { FailureCode, Remedy } from '../gmail/api/failures';
import type { QuotaName } from '../gmail/api/quota';

/** The part of the protocol that is about Gmail's API. */
export interface GmailProtocol {
  /** What a client at Google needs, and whether one is set. */
  gmailSetup(): GmailSetup;
  /**
   * Keeps the team's client id, and which of Google's quotas its project has (absent: as it is).
   * Null forgets the id. Refuses what cannot be one, with a sentence.
   * `perMinute`: units a minute and user that Google has granted the project instead of the quota's own; null: the quota's own.
   */
  setGmailClient(query: {
    clientId: string | null;
    quota?: QuotaName;
    perMinute?: number | null;
  }): GmailSetup;
  gmailAccounts(): GmailAccount[];
  /**
   * Opens Google's sign-in window and begins to read. Answers when the window is closed: minutes, perhaps.
   * `account`: the address that must come out; null lets the user choose.
   */
  connectGmail(query: { account: string | null }): ConnectAnswer;
  /**
   * Revokes the right, forgets the token and where reading stands; `erase`: its mail, too, but for what a file brought as well.
   * `revoked` false: Google could not be told, and the user should take the right back in their Google account.
   */
  disconnectGmail(query: { account: string; erase: boolean }): { readonly revoked: boolean };
  /** Asks for news now, also where reading has stopped at a failure. */
  syncGmail(query: { account: string }): void;
  pauseSync(query: { account: string; paused: boolean }): void;
  /** Sending dates, milliseconds UTC, `to` excluded; null is open. Threads outside leave, unless a file brought them. */
  setSyncRange(query: { account: string; from: number | null; to: number | null }): void;
  /** How the reading of each account stands. Ask again on the notice `sync` (at most one a second) and on `changed`. */
  syncState(): SyncView[];
}

export interface GmailSetup {
  readonly clientId: string | null;
  /** `classic` for Cloud projects made before May 2026: 15,000 units a minute; `2026` for newer ones: 6,000. */
  readonly quota: QuotaName;
  /** Units a minute and user that Google has granted this project; null: the quota's own. */
  readonly perMinute: number | null;
  /** It was set when this copy was built, and cannot be changed here. */
  readonly builtIn: boolean;
  /** For copying into the client's “Authorised redirect URIs”. */
  readonly redirectAddress: string;
  /** False: this browser offers no sign-in window to extensions. */
  readonly possible: boolean;
}

export interface GmailAccount {
  readonly account: string;
  /** Milliseconds UTC. */
  readonly connectedAt: number;
  /** A token is at hand, so nobody has to be asked now. */
  readonly signedIn: boolean;
}

/** What went wrong, for showing: a sentence, and the code by which a screen chooses its translation and its button. */
export interface GmailTrouble {
  readonly code: FailureCode;
  readonly sentence: string;
  readonly remedy: Remedy;
  /** Google's own words, for a report. Never mail. */
  readonly detail: string | null;
  /** When it goes on by itself, milliseconds UTC; null: somebody must do something first. */
  readonly retryAt: number | null;
  /** What Google may have shown in a window that told us nothing, each with what to do. Only with `closed` and `redirect-mismatch`. */
  readonly shown: readonly { readonly text: string; readonly code: FailureCode; readonly sentence: string }[];
}

export type ConnectAnswer =
  | { readonly ok: true; readonly account: string }
  | { readonly ok: false; readonly trouble: GmailTrouble };

export type SyncPhase =
  /** Finding out what there is. */
  | 'listing'
  /** Reading threads. */
  | 'reading'
  /** All there is has been read; news are asked for by itself. */
  | 'up-to-date'
  | 'paused'
  /** Something is in the way and will pass. */
  | 'waiting'
  /** Something is in the way that somebody must see to. */
  | 'stopped';

export interface SyncView {
  readonly account: string;
  readonly phase: SyncPhase;
  /** Threads of this round: read, and known of so far. */
  readonly done: number;
  readonly total: number;
  /** The list is complete, so `total` is exact. */
  readonly totalIsExact: boolean;
  /** Threads a minute; null before it can be told. */
  readonly perMinute: number | null;
  /** Milliseconds; null where it cannot be told. */
  readonly timeLeft: number | null;
  /** What is kept: threads and messages; null until this background has looked. */
  readonly threads: number | null;
  readonly messages: number | null;
  /** Threads that could not be read. */
  readonly skipped: number;
  /** Milliseconds UTC; null: never yet. */
  readonly completeAt: number | null;
  readonly range: { readonly from: number | null; readonly to: number | null };
  readonly trouble: GmailTrouble | null;
}
