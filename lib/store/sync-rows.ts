/** Rows of what is kept of Gmail mailboxes beside their facts. */

/** A mailbox that is kept up with. */
export interface SyncRow {
  /** The account's address, lower case. */
  account: string;
  /** Where the reading stands: the engine's own affair, plain JSON. */
  job: unknown;
  /** What the user wants of it: plain JSON. */
  wish: unknown;
  /** Who read it last, and (until then, milliseconds UTC) reads it now; after that it was stopped. Null: nobody ever. */
  lease: { owner: string; until: number } | null;
  /** The pack that new facts are added to, and how many it holds; null: begin one. */
  tail: { id: number; size: number } | null;
  /** The same for claims. */
  claims: { id: number; size: number } | null;
  /** Milliseconds UTC. */
  connectedAt: number;
}

/** Threads that wait to be read: one page of a listing or of news. */
export interface SyncQueueRow {
  account: string;
  n: number;
  threads: readonly string[];
  seen: readonly string[];
}

/** A stored message: Gmail's id, its thread, whether it was sent, Gmail's time of it, and the key of its fact. */
export type SyncSeen = readonly [id: string, threadId: string, sent: boolean, at: number, key: string];

/** Stored messages of the threads that fall into one bucket. */
export interface SyncSeenRow {
  account: string;
  bucket: number;
  seen: SyncSeen[];
}
