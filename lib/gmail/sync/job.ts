/** A span of sending dates, milliseconds UTC, `to` excluded; null is open. */
export interface Range {
  readonly from: number | null;
  readonly to: number | null;
}

export const ALL_TIME: Range = { from: null, to: null };

/** What the user wants. Written by them, read by the engine before each step. */
export interface Wish {
  readonly range: Range;
  readonly paused: boolean;
  /** Goes up when the user asks for news now, or to try again. */
  readonly asked: number;
}

/** Why reading stands still. */
export interface Halt {
  /** A `FailureCode`. */
  readonly code: string;
  /** Google's own words, never mail. */
  readonly detail: string | null;
  /** Milliseconds UTC. */
  readonly at: number;
  /** When it goes on by itself, milliseconds UTC; null: somebody must do something first. */
  readonly retryAt: number | null;
  /** The user's wish it was met with: another one is a reason to try again. */
  readonly asked: number;
}

/**
 * Where the reading of one mailbox stands. Plain JSON, stored with the facts of each step in one transaction: whoever finds it,
 * goes on from it. What it means is decided in `plan.ts` alone.
 */
export interface Job {
  /** The range this job reads; differs from the wish until the engine has seen it. */
  readonly range: Range;
  /** Changes after this one are news; null: not yet known, or so old that Gmail has forgotten it. */
  readonly historyId: string | null;
  /** A listing under way: of sent messages, or (to compare) of all. */
  readonly list: { readonly what: 'sent' | 'all'; readonly pageToken: string | null } | null;
  /** The stored mail must be compared with the mailbox: it was changed while nobody was told. */
  readonly compare: boolean;
  /** Labels of the stored mail must be compared, too: a listing of everything names none. Absent in jobs of old: no. */
  readonly relabel?: boolean;
  /**
   * Answers that Gmail filed in threads of their own are to be looked for: bounces, most of all. `since`: only what came after,
   * milliseconds UTC; null: after the oldest sent message that is stored. Null: nothing to look for.
   */
  readonly strays: {
    readonly pageToken: string | null;
    readonly pages: number;
    readonly since: number | null;
  } | null;
  /** When they were last looked for, milliseconds UTC. */
  readonly straysAt: number | null;
  /** How often a listing may still be made again because mail left while it went on. */
  readonly relists: number;
  /** Listings in a row whose page Gmail no longer knew. */
  readonly restarts: number;
  /** Some threads were read before the list was complete: the first numbers. */
  readonly tasted: boolean;
  /** Where in the news the engine is; null: at their beginning. */
  readonly newsPage: string | null;
  /** When news are asked for next, milliseconds UTC. */
  readonly newsAt: number;
  /** The user's wish for news that was last fulfilled. */
  readonly newsFor: number;
  /** Threads of the first page that are read already. */
  readonly offset: number;
  /** Of this round: threads found to be read, and read. A round ends when nothing is left. */
  readonly found: number;
  readonly done: number;
  /** Threads that could not be read, ever. */
  readonly skipped: number;
  /** The user's addresses, the account first: aliases show as mail is read. */
  readonly own: readonly string[];
  readonly halt: Halt | null;
  /** Learned of Gmail's limit. */
  readonly pace: { readonly share: number; readonly atOnce: number };
  /** When everything was read last, milliseconds UTC; null: not yet. */
  readonly completeAt: number | null;
}

/** Relisting for ever would never end in a mailbox that is being cleaned out; news correct most of what is left. */
export const RELISTS = 2;

export function newJob(account: string, range: Range): Job {
  return {
    range,
    historyId: null,
    list: null,
    compare: false,
    strays: null,
    straysAt: null,
    relists: RELISTS,
    restarts: 0,
    tasted: false,
    newsPage: null,
    newsAt: 0,
    newsFor: 0,
    offset: 0,
    found: 0,
    done: 0,
    skipped: 0,
    own: [account],
    halt: null,
    pace: { share: 1, atOnce: 6 },
    completeAt: null,
  };
}
