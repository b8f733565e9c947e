import type { InsertType } from 'dexie';
import { type Message, recipientsOf } from '../facts/message';
import type { Pack } from './database';
import { fillPacks, fillsFor } from './fill';
import { append, type LoadedMessages, messageId } from './loaded';
import { hand } from './packs';
import type { Store, StoreInside } from './store';
import type { SyncRow, SyncSeen } from './sync-rows';

/** Milliseconds a lease lasts beyond the last step. A step waits 20 s at most; a stopped background is missed this long. */
const LEASE = 45_000;
/** A pack takes what small steps bring until it holds this many: a row per message is too many, one for all too large to write again. */
const PACK = 500;
const CLAIMS = 5000;
/** Threads are spread over this many rows, so that a step of ten threads writes ten small rows. */
const BUCKETS = 256;

export interface SyncEntry {
  readonly id: string;
  readonly threadId: string;
  readonly sent: boolean;
  readonly at: number;
}

export interface SyncPage {
  readonly n: number;
  readonly threads: readonly string[];
  readonly seen: readonly string[];
}

export interface SyncStep<J> {
  readonly job: J;
  readonly page: SyncPage | null;
  readonly finished: readonly number[];
  /** Threads as they now are; without messages: gone. */
  readonly threads: readonly {
    readonly threadId: string;
    readonly messages: readonly (SyncEntry & { readonly fact: Message })[];
  }[];
  /** Messages that left, by Gmail's id. */
  readonly gone: readonly string[];
}

export interface SyncTaken<J, W> {
  readonly job: J;
  readonly wish: W;
  readonly pages: readonly SyncPage[];
  readonly entries: readonly SyncEntry[];
}

export interface SyncOverview<J, W> {
  readonly account: string;
  readonly job: J;
  readonly wish: W;
  readonly connectedAt: number;
  readonly waiting: number;
}

/** The import that a mailbox's facts belong to: they are taken back, handed on and claimed as those of a file are. */
export function importOf(account: string): string {
  return `gmail:${account}`;
}

/**
 * Mailboxes that are kept up with: where their reading stands, and the facts it brings, always changed together in one
 * transaction. A background that is stopped leaves whole steps; whoever takes the lease goes on from the last one.
 *
 * `J` and `W` are plain JSON that only this store's user writes.
 */
export class SyncStore<J, W> {
  private readonly inside: StoreInside;
  /** What is stored of each mailbox this store has the lease of, by Gmail's id. */
  private readonly seen = new Map<string, Map<string, SyncSeen>>();
  /** The pack that is being filled, so that it need not be read before it is written. */
  private readonly tails = new Map<string, { readonly id: number; readonly items: readonly Message[] }>();

  constructor(store: Store) {
    this.inside = store.inside;
  }

  /** Begins to keep up with a mailbox; one that is known already stays as it is. */
  async connect(account: string, job: J, wish: W, now: number): Promise<void> {
    const { db, inTurn } = this.inside;
    await inTurn(() =>
      db.transaction('rw', [db.syncJobs], async () => {
        if ((await db.syncJobs.get(account)) !== undefined) return;
        await db.syncJobs.add({
          account,
          job,
          wish,
          lease: null,
          tail: null,
          claims: null,
          connectedAt: now,
        });
      }),
    );
  }

  /** Every mailbox, in the order they were connected. */
  async all(): Promise<SyncOverview<J, W>[]> {
    const { db } = this.inside;
    const rows = await db.transaction('r', [db.syncJobs, db.syncQueue], async () => {
      const waiting = new Map<string, number>();
      await db.syncQueue.each(({ account, threads }) => {
        waiting.set(account, (waiting.get(account) ?? 0) + threads.length);
      });
      return (await db.syncJobs.toArray()).map((row) => ({ row, waiting: waiting.get(row.account) ?? 0 }));
    });
    return rows
      .map(({ row, waiting }) => ({
        account: row.account,
        job: row.job as J, // only this class's user writes it
        wish: row.wish as W, // only this class's user writes it
        connectedAt: row.connectedAt,
        waiting,
      }))
      .sort((a, b) => a.connectedAt - b.connectedAt || (a.account < b.account ? -1 : 1));
  }

  /** Changes what the user wants. The engine sees it before its next step. False where the account is not connected. */
  async wish(account: string, change: (wish: W) => W): Promise<boolean> {
    const { db, inTurn } = this.inside;
    return inTurn(() =>
      db.transaction('rw', [db.syncJobs], async () => {
        const row = await db.syncJobs.get(account);
        if (row === undefined) return false;
        await db.syncJobs.put({ ...row, wish: change(row.wish as W) }); // only this class's user writes it
        return true;
      }),
    );
  }

  /**
   * The lease, with all that an engine must know. Null: another has it, or the account is not connected.
   * @param now looked at inside the transaction: what is waited for before must not eat up the lease
   * @param inherit whoever has the lease is known to be gone: it need not run out
   */
  async take(
    account: string,
    owner: string,
    now: () => number,
    inherit: boolean,
  ): Promise<SyncTaken<J, W> | null> {
    const { db, inTurn, distrust } = this.inside;
    return inTurn(async () => {
      const taken = await db.transaction('rw', [db.syncJobs, db.syncQueue, db.syncSeen], async () => {
        const row = await db.syncJobs.get(account);
        if (row === undefined) return null;
        const { lease } = row;
        const stranger = lease !== null && lease.owner !== owner;
        if (stranger && lease.until > now() && !inherit) return null;
        const mine = { ...row, lease: { owner, until: now() + LEASE } };
        await db.syncJobs.put(mine);
        const pages = await db.syncQueue.where({ account }).toArray();
        const buckets = await db.syncSeen.where({ account }).toArray();
        return { row, pages, seen: buckets.flatMap((bucket) => bucket.seen), stranger };
      });
      if (taken === null) return null;
      // Whoever had it before was stopped, or is another: the facts in memory may not be those on disk.
      if (taken.stranger) distrust();
      this.tails.delete(importOf(account));
      this.seen.set(account, new Map(taken.seen.map((entry) => [entry[0], entry])));
      return {
        job: taken.row.job as J, // only this class's user writes it
        wish: taken.row.wish as W, // only this class's user writes it
        pages: taken.pages.map(({ n, threads, seen }) => ({ n, threads, seen })),
        entries: taken.seen.map(([id, threadId, sent, at]) => ({ id, threadId, sent, at })),
      };
    });
  }

  /**
   * Stores a step whole: facts, ids and the place where the reading stands.
   * @returns what the user wants now; null, and nothing stored, where the lease has gone or the account was disconnected
   * @throws when the disk is full: then nothing of the step is stored
   */
  async commit(account: string, owner: string, step: SyncStep<J>, now: () => number): Promise<W | null> {
    const { db, inTurn, load, changed } = this.inside;
    return inTurn(async () => {
      const seen = this.seen.get(account);
      if (seen === undefined) return null;
      const known = await load();
      const delta = deltaOf(seen, step);
      const fresh: Message[] = [];
      const again: Message[] = [...delta.stayed];
      const claimed: string[] = [];
      const keys = new Set<string>();
      for (const [key, fact] of delta.arrived) {
        if (keys.has(key)) continue;
        keys.add(key);
        if (known.messageKeys.has(key)) {
          claimed.push(key);
          again.push(fact);
        } else fresh.push(fact);
      }
      const fills = new Map([
        ...fillsFor(known.messages, again, messageId),
        ...relabelled(known.messages, delta.stayed),
      ]);
      const buckets = new Set(delta.threads.map(bucketOf));
      const tables = [db.messagePacks, db.claims, db.settings, db.syncJobs, db.syncQueue, db.syncSeen];
      const done = await db.transaction('rw', tables, async () => {
        const row = await db.syncJobs.get(account);
        if (row === undefined || row.lease?.owner !== owner) return null;
        const importId = importOf(account);
        const removed = delta.left.size > 0 && (await this.remove(importId, delta.left));
        const next: SyncRow = { ...row, job: step.job };
        if (removed) next.tail = null;
        // The pack in memory may be one of those that were filled in.
        if (fills.size > 0) this.tails.delete(importId);
        await fillPacks(db.messagePacks, fills, messageId);
        const filled = fresh.length > 0 ? await this.addFacts(importId, next.tail, fresh) : null;
        if (filled !== null) next.tail = { id: filled.id, size: filled.items.length };
        if (claimed.length > 0) next.claims = await this.addClaims(importId, next.claims, claimed);
        if (step.finished.length > 0)
          await db.syncQueue.bulkDelete(step.finished.map((n): [string, number] => [account, n]));
        if (step.page !== null) await db.syncQueue.put({ account, ...step.page });
        if (buckets.size > 0) await this.putSeen(account, buckets, delta.after);
        if (removed || fresh.length + fills.size > 0) await this.inside.revise();
        await db.syncJobs.put({ ...next, lease: { owner, until: now() + LEASE } });
        return { wish: row.wish as W, removed, filled }; // only this class's user writes it
      });
      if (done === null) {
        this.seen.delete(account);
        return null;
      }
      // Only what is on disk counts as known.
      this.seen.set(account, delta.after);
      if (done.filled !== null) this.tails.set(importOf(account), done.filled);
      remember(known, fresh);
      for (const { place, message } of fills.values()) known.messages[place] = message;
      if (done.removed) changed('reload');
      else if (fills.size > 0) changed('altered', fresh.length);
      else if (fresh.length > 0) changed('added', fresh.length);
      return done.wish;
    });
  }

  /** Message-IDs and addresses of what an account sent, each with its thread; null: several, or none that is known. */
  async written(account: string): Promise<Map<string, string | null>> {
    const written = new Map<string, string | null>();
    const { messages } = await this.inside.inTurn(() => this.inside.load());
    for (const message of messages) {
      if (message.account !== account || message.direction !== 'sent') continue;
      for (const name of [message.messageId, ...recipientsOf(message)])
        written.set(
          name,
          !written.has(name) || written.get(name) === message.threadId ? message.threadId : null,
        );
    }
    return written;
  }

  /** Labels of what an account sent, by Gmail's id. */
  async labels(account: string): Promise<Map<string, readonly string[]>> {
    const labels = new Map<string, readonly string[]>();
    const { messages } = await this.inside.inTurn(() => this.inside.load());
    for (const message of messages)
      if (message.account === account && message.direction === 'sent' && message.gmailId !== null)
        labels.set(message.gmailId, message.labels);
    return labels;
  }

  async release(account: string, owner: string): Promise<void> {
    const { db, inTurn } = this.inside;
    await inTurn(() =>
      db.transaction('rw', [db.syncJobs], async () => {
        const row = await db.syncJobs.get(account);
        if (row?.lease?.owner === owner) await db.syncJobs.put({ ...row, lease: { owner, until: 0 } });
      }),
    );
    this.seen.delete(account);
  }

  /**
   * Ends keeping up with a mailbox.
   * @param erase its facts go, too, but for those that a file brought as well; else they stay, and are updated no more
   */
  async disconnect(account: string, erase: boolean): Promise<void> {
    const { db, inTurn, changed } = this.inside;
    await inTurn(async () => {
      const importId = importOf(account);
      const tables = [db.messagePacks, db.claims, db.settings, db.syncJobs, db.syncQueue, db.syncSeen];
      await db.transaction('rw', tables, async () => {
        await db.syncJobs.delete(account);
        await db.syncQueue.where({ account }).delete();
        await db.syncSeen.where({ account }).delete();
        if (!erase) return;
        await this.inside.revise();
        await db.claims.where({ importId }).delete();
        const heirs = await this.heirs(importId);
        await hand(db.messagePacks, importId, (message) => heirs.get(messageId(message)));
      });
      this.seen.delete(account);
      if (erase) changed('reload');
    });
  }

  /** Who else holds a fact. */
  private async heirs(importId: string): Promise<Map<string, string>> {
    const heirs = new Map<string, string>();
    await this.inside.db.claims.each((claim) => {
      if (claim.importId !== importId) for (const key of claim.keys) heirs.set(key, claim.importId);
    });
    return heirs;
  }

  /** Mail that left takes its facts along, unless another import holds them. @returns whether a fact of ours was in a pack */
  private async remove(importId: string, left: ReadonlySet<string>): Promise<boolean> {
    const { db } = this.inside;
    const heirs = await this.heirs(importId);
    const inherited = new Map<string, Message[]>();
    let found = false;
    for (const id of await db.messagePacks.where({ importId }).primaryKeys()) {
      const pack = await db.messagePacks.get(id);
      if (pack === undefined) continue;
      const items: Message[] = [];
      for (const message of pack.items) {
        const key = messageId(message);
        if (!left.has(key)) {
          items.push(message);
          continue;
        }
        const heir = heirs.get(key);
        if (heir !== undefined) inherited.set(heir, [...(inherited.get(heir) ?? []), message]);
      }
      if (items.length === pack.items.length) continue;
      found = true;
      if (items.length === 0) await db.messagePacks.delete(id);
      else await db.messagePacks.put({ ...pack, items });
    }
    for (const [heir, items] of inherited) await db.messagePacks.add(packOf(heir, items));
    await db.claims.where({ importId }).modify((claim) => {
      if (claim.keys.some((key) => left.has(key))) claim.keys = claim.keys.filter((key) => !left.has(key));
    });
    return found;
  }

  private async addFacts(
    importId: string,
    tail: SyncRow['tail'],
    facts: readonly Message[],
  ): Promise<{ readonly id: number; readonly items: readonly Message[] }> {
    const { messagePacks } = this.inside.db;
    if (tail !== null && tail.size < PACK) {
      const known = this.tails.get(importId);
      const before = known?.id === tail.id ? known.items : (await messagePacks.get(tail.id))?.items;
      if (before !== undefined) {
        const items = [...before, ...facts];
        await messagePacks.put({ id: tail.id, importId, items });
        return { id: tail.id, items };
      }
    }
    const items = [...facts];
    return { id: await messagePacks.add(packOf(importId, items)), items };
  }

  private async addClaims(
    importId: string,
    tail: SyncRow['claims'],
    keys: readonly string[],
  ): Promise<SyncRow['claims']> {
    const { claims } = this.inside.db;
    const row = tail === null || tail.size >= CLAIMS ? undefined : await claims.get(tail.id);
    if (row !== undefined && row.importId === importId) {
      const all = [...new Set([...row.keys, ...keys])];
      await claims.put({ ...row, keys: all });
      return { id: row.id, size: all.length };
    }
    return { id: await claims.add({ importId, keys: [...keys] }), size: keys.length };
  }

  private async putSeen(
    account: string,
    buckets: ReadonlySet<number>,
    after: ReadonlyMap<string, SyncSeen>,
  ): Promise<void> {
    const rows = new Map([...buckets].map((bucket) => [bucket, { account, bucket, seen: [] as SyncSeen[] }]));
    for (const entry of after.values()) rows.get(bucketOf(entry[1]))?.seen.push(entry);
    await this.inside.db.syncSeen.bulkPut([...rows.values()]);
  }
}

interface Delta {
  /** Facts that came, with their keys. */
  readonly arrived: readonly (readonly [key: string, fact: Message])[];
  /** Facts that were there before, as they are now. */
  readonly stayed: readonly Message[];
  /** Keys that no message of the mailbox has any more. */
  readonly left: ReadonlySet<string>;
  /** Threads in which anything changed. */
  readonly threads: readonly string[];
  readonly after: Map<string, SyncSeen>;
}

/** What a step changes of what is stored. */
function deltaOf<J>(before: ReadonlyMap<string, SyncSeen>, step: SyncStep<J>): Delta {
  const after = new Map(before);
  const removed: SyncSeen[] = [];
  const threads = new Set<string>();
  const drop = (entry: SyncSeen): void => {
    after.delete(entry[0]);
    removed.push(entry);
    threads.add(entry[1]);
  };
  for (const id of step.gone) {
    const entry = after.get(id);
    if (entry !== undefined) drop(entry);
  }
  const again = new Set(step.threads.map((thread) => thread.threadId));
  if (again.size > 0)
    for (const entry of before.values()) if (again.has(entry[1]) && after.has(entry[0])) drop(entry);
  const arrived: [string, Message][] = [];
  const stayed: Message[] = [];
  for (const { threadId, messages } of step.threads)
    for (const { id, sent, at, fact } of messages) {
      const key = messageId(fact);
      threads.add(threadId);
      after.set(id, [id, threadId, sent, at, key]);
      if (before.get(id)?.[4] === key) stayed.push(fact);
      else arrived.push([key, fact]);
    }
  const left = new Set(removed.map((entry) => entry[4]));
  // The same message may be in a mailbox twice: what has left once may be there still.
  if (left.size > 0) for (const entry of after.values()) left.delete(entry[4]);
  return { arrived, stayed, left, threads: [...threads], after };
}

/** Sent messages whose labels the user has changed: Gmail's are the truth. Places in `stored`, and what belongs there. */
function relabelled(
  stored: readonly Message[],
  stayed: readonly Message[],
): Map<string, { readonly place: number; readonly message: Message }> {
  const changed = new Map<string, { readonly place: number; readonly message: Message }>();
  const now = new Map<string, Message>();
  for (const fact of stayed)
    if (fact.direction === 'sent' && fact.gmailId !== null) now.set(fact.gmailId, fact);
  if (now.size === 0) return changed;
  for (const [place, message] of stored.entries()) {
    const other = message.gmailId === null ? undefined : now.get(message.gmailId);
    if (other === undefined || messageId(other) !== messageId(message)) continue;
    const labels = new Set(message.labels);
    if (other.labels.length === labels.size && other.labels.every((label) => labels.has(label))) continue;
    changed.set(messageId(message), { place, message: { ...message, labels: other.labels } });
  }
  return changed;
}

/** A thread's row: FNV-1a over its id. */
function bucketOf(threadId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < threadId.length; i++) hash = Math.imul(hash ^ threadId.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
}

function packOf(importId: string, items: Message[]): InsertType<Pack<Message>, 'id'> {
  // Dexie's insert type makes `id` optional; written out, it is exactly this.
  return { importId, items } as InsertType<Pack<Message>, 'id'>;
}

function remember(known: LoadedMessages, fresh: readonly Message[]): void {
  for (const message of fresh) known.messageKeys.add(messageId(message));
  append(known.messages, fresh);
}
