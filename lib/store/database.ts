import Dexie, { type EntityTable, type PromiseExtended, type Table } from 'dexie';
import type { Counter, Problem, TrackerEvent } from '../facts/event';
import type { EventColumns } from '../facts/event-columns';
import type { Message } from '../facts/message';
import type { ConnectorRow } from './connector-store';
import { type MessageReader, PackedTables } from './packing/packed';
import type { SyncQueueRow, SyncRow, SyncSeenRow } from './sync-rows';

/**
 * Facts, packed: thousands to a record. A row per event costs 26 s for 200,000 events, packed it is 0.7 s, and a
 * report reads all of them anyway (DESIGN.md section 4.2).
 */
export interface Pack<T> {
  id: number;
  importId: string;
  items: T[];
}

/** Events lie on disk as columns, and are written as they come; earlier versions wrote them one by one. */
export interface EventPack {
  id: number;
  importId: string;
  columns?: EventColumns;
  items?: readonly TrackerEvent[];
}

export type ImportState = 'running' | 'done' | 'cancelled' | 'failed';

/** One drop of files, as the user sees it in the list of imports. */
export interface ImportRow {
  id: string;
  /** File names. */
  name: string;
  /** Milliseconds UTC. */
  startedAt: number;
  state: ImportState;
  /** Facts that were new. */
  messages: number;
  events: number;
  /** Facts that were known already: counted once, stored once. */
  duplicates: number;
  /** Batches stored: one that comes twice (its answer was lost with the background) is not counted again. */
  batches: number;
  /** The first `MAX_PROBLEMS`; `problemCount` counts all. */
  problems: Problem[];
  problemCount: number;
  /** Why it failed, one sentence. */
  error: string | null;
}

/** Keys of facts an import held that were known already: should the first import be undone, they are still this one's. */
export interface Claims {
  id: number;
  importId: string;
  keys: string[];
}

export interface Setting {
  key: string;
  value: unknown;
}

/** What the user decided, in the order it was decided. The store does not know what it means; the server checks it. */
export interface DecisionRow {
  id: number;
  room: 'click' | 'sequence';
  /** Milliseconds UTC. */
  at: number;
  value: unknown;
}

export class Database extends Dexie {
  declare messagePacks: EntityTable<Pack<Message>, 'id'>;
  declare eventPacks: EntityTable<EventPack, 'id'>;
  declare counterPacks: EntityTable<Pack<Counter>, 'id'>;
  declare claims: EntityTable<Claims, 'id'>;
  declare imports: EntityTable<ImportRow, 'id'>;
  declare settings: EntityTable<Setting, 'key'>;
  declare decisions: EntityTable<DecisionRow, 'id'>;
  declare connectors: EntityTable<ConnectorRow, 'id'>;
  declare syncJobs: EntityTable<SyncRow, 'account'>;
  declare syncQueue: Table<SyncQueueRow, [account: string, n: number]>;
  declare syncSeen: Table<SyncSeenRow, [account: string, bucket: number]>;
  readonly packed: PackedTables;

  constructor(name: string, reader: MessageReader | null = null) {
    super(name);
    this.packed = new PackedTables(reader);
    this.use(this.packed.middleware);
    this.version(1).stores({
      messagePacks: '++id, importId',
      eventPacks: '++id, importId',
      counterPacks: '++id, importId',
      claims: '++id, importId',
      imports: 'id, startedAt',
      settings: 'key',
    });
    this.version(2).stores({ decisions: '++id, room' });
    this.version(3).stores({ connectors: 'id' });
    // What `sync-store` keeps of Gmail mailboxes.
    this.version(4).stores({
      syncJobs: 'account',
      syncQueue: '[account+n], account',
      syncSeen: '[account+bucket], account',
    });
  }

  /** A database that could not be opened (no room on the disk) is tried again by whoever comes next; Dexie gives up for good. */
  override open(): PromiseExtended<Dexie> {
    return super.open().catch((error: unknown) => {
      // Not before whoever waited for it has been told why.
      setTimeout(() => {
        if (!this.isOpen()) this.close({ disableAutoOpen: false });
      });
      throw error;
    });
  }
}
