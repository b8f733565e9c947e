import type { Counter, Problem, TrackerEvent } from '../facts/event';
import { type EventColumns, eventsIn, packEvents } from '../facts/event-columns';
import type { Message } from '../facts/message';
import { appendPack } from './append-pack';
import { ConnectorStore, type PolledStep, trackerImport } from './connector-store';
import { Database, type DecisionRow, type ImportRow, type ImportState } from './database';
import { fillPacks, fillsFor, joinedTwins } from './fill';
import { counterId, eventId, Loaded, type LoadedMessages, messageId } from './loaded';
import { type Held, Memory } from './memory';
import { News } from './news';
import type { MessageReader } from './packing/packed';
import { hand, handEvents } from './packs';

/** A list longer than this helps nobody, and a broken file can have a million bad rows. */
export const MAX_PROBLEMS = 500;

export interface FactBatch {
  readonly messages: readonly Message[];
  readonly events: readonly TrackerEvent[];
  /** More events, in the shape they have on disk: no object is made of them. */
  readonly eventColumns?: EventColumns;
  readonly counters: readonly Counter[];
  readonly problems: readonly Problem[];
}

export interface StoredFacts {
  readonly messages: readonly Message[];
  /** Each key once. */
  readonly events: readonly TrackerEvent[];
  readonly counters: readonly Counter[];
}

/** How far the facts had come at one time, in this background. */
export interface FactMark {
  readonly version: number;
  /** Changes by then that did more than add facts. */
  readonly upheavals: number;
  readonly messages: number;
  readonly events: number;
  readonly counters: number;
}

export interface Added {
  readonly messages: number;
  readonly events: number;
  readonly duplicates: number;
}

/** Where changes are counted that leave the number of records and the last one's number as they were. */
const REVISION = 'revision';

export interface StoreInside {
  readonly db: Database;
  inTurn<T>(work: () => PromiseLike<T>): Promise<T>;
  /** Messages on disk; in a turn only. */
  load(): Promise<LoadedMessages>;
  /** Inside a transaction over `settings`: facts change in a way that the tables' own numbers may not show. */
  revise(): Promise<void>;
  /**
   * The facts are others now: some were only added; some were changed, in memory, too; or what is in memory is no longer
   * what is on disk.
   * @param came facts that are new
   */
  changed(how: 'added' | 'altered' | 'reload', came?: number): void;
  /** What is in memory may not be what is on disk. */
  distrust(): void;
}

/**
 * The extension's database. The background alone opens it; nobody else can rely on being let in (DESIGN.md section 4.1).
 * Writes are one after the other, each in one transaction, so a worker that is killed leaves whole batches or none.
 */
export class Store {
  private readonly db: Database;
  private readonly memory: Memory;
  private queue: Promise<unknown> = Promise.resolve();
  /** Goes up with every change of the facts; what is computed from them is valid for one version. */
  private changes = 0;
  /** Those of them that only added facts. */
  private additions = 0;
  private news = 0;

  readonly connectors: ConnectorStore;

  /** @param reader finds out what messages say when they are stored; absent: nobody does */
  constructor(
    readonly name = 'plumbline',
    reader: MessageReader | null = null,
  ) {
    this.db = new Database(name, reader);
    this.memory = new Memory(this.db);
    this.connectors = new ConnectorStore(this.db.connectors, (work) => this.inTurn(work));
  }

  get version(): number {
    return this.changes;
  }

  /** How many facts were added since this store was opened. */
  get came(): number {
    return this.news;
  }

  /** What is in memory now. */
  get held(): Held {
    return this.memory.held;
  }

  /**
   * Tells whether facts or decisions are the same as when it was asked before, in an earlier background too: each table's number
   * of records and its last one's number, which is never given again, and a count of other changes. Reads no fact.
   */
  async stamp(): Promise<string> {
    const tables = this.db.tables.filter(({ schema }) => schema.primKey.auto);
    const parts = await Promise.all(
      tables.map(async (table) => [
        table.name,
        await table.count(),
        (await table
          .toCollection()
          .reverse()
          .primaryKeys((keys) => keys[0])) ?? 0,
      ]),
    );
    // In the order of their names: `glance.ts` reads the same off the database itself.
    parts.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    return JSON.stringify([...parts, await this.setting(REVISION)]);
  }

  /** For `sync-store` alone, which writes facts in the same turns and under the same keys. */
  get inside(): StoreInside {
    return {
      db: this.db,
      inTurn: (work) => this.inTurn(work),
      load: () => this.memory.messages(),
      revise: () => this.revise(),
      changed: (how, came = 0) => {
        this.news += came;
        if (how === 'reload') this.memory.forget();
        if (how === 'added') this.additions++;
        this.changes++;
      },
      distrust: () => {
        // What was never read here needs no reading anew.
        if (this.memory.untouched) return;
        this.memory.forget();
        this.changes++;
      },
    };
  }

  /** All facts. The arrays are the store's own: read, never change. */
  async facts(): Promise<StoredFacts> {
    return this.memory.facts() ?? this.inTurn(async () => this.memory.facts() ?? this.memory.readFacts());
  }

  /** Whether `facts` gives them without reading the disk. A long import lets them go while nobody asks. */
  get atHand(): boolean {
    return this.memory.atHand;
  }

  /** Every address that a message's mailbox belongs to. Holds no message for it. */
  async accounts(): Promise<string[]> {
    const accounts = new Set<string>();
    await this.inTurn(() => this.memory.eachMessage(({ account }) => void accounts.add(account)));
    accounts.delete('');
    return [...accounts];
  }

  /** How far facts have come that `facts` has just given, for `factsSince`. */
  markOf(facts: StoredFacts): FactMark {
    return {
      version: this.changes,
      upheavals: this.changes - this.additions,
      messages: facts.messages.length,
      events: eventCountOf(facts),
      counters: facts.counters.length,
    };
  }

  /** How many facts `facts` has just given, without looking at one; with a mark: how many came after it. */
  countSince(mark: FactMark | null, facts: StoredFacts): number {
    const all = facts.messages.length + eventCountOf(facts) + facts.counters.length;
    return mark === null ? all : all - mark.messages - mark.events - mark.counters;
  }

  /**
   * Of facts that `facts` has just given, those that came after a mark; null where more than that has changed since: a
   * fact, a decision, a setting.
   */
  factsSince(mark: FactMark, { counters, events, messages }: StoredFacts): StoredFacts | null {
    if (this.changes - this.additions !== mark.upheavals) return null;
    return {
      messages: messages.slice(mark.messages),
      events: events.slice(mark.events),
      counters: counters.slice(mark.counters),
    };
  }

  /** Begins a drop of files. */
  async startImport(row: Pick<ImportRow, 'id' | 'name' | 'startedAt'>): Promise<void> {
    await this.inTurn(() => this.db.imports.put(newImport(row.id, row.name, row.startedAt, 'running')));
  }

  /**
   * Stores the facts of a batch that are not known yet. Idempotent: the same batch again adds nothing.
   * @param number of the batch in its import, from 0: a batch that is there already changes nothing
   * @throws when the import was never started, or the disk is full.
   */
  async addFacts(importId: string, batch: FactBatch, number?: number): Promise<Added> {
    return this.add(importId, batch, number, null);
  }

  /**
   * Stores what a step of polling gave and where polling stands after it, both or neither.
   * @throws when the tracker was disconnected in between, or the disk is full.
   */
  async addPolled(step: PolledStep, batch: FactBatch): Promise<Added> {
    return this.add(trackerImport(step.id), batch, undefined, step);
  }

  private async add(
    importId: string,
    batch: FactBatch,
    number: number | undefined,
    step: PolledStep | null,
  ): Promise<Added> {
    return this.inTurn(async () => {
      const given = {
        messages: batch.messages.length,
        events: batch.events.length + (batch.eventColumns === undefined ? 0 : eventsIn(batch.eventColumns)),
        counters: batch.counters.length,
      };
      const known = await this.memory.known({
        messages: given.messages > 0,
        events: given.events > 0,
        counters: given.counters > 0,
      });
      const incoming = joinedTwins(batch.messages, messageId);
      const again = incoming.filter((message) => known.messageKeys.has(messageId(message)));
      const stored = again.length > 0 ? (await this.memory.messages()).messages : [];
      const fills = fillsFor(stored, again, messageId);
      const news = new News(known);
      const messages = news.messages(incoming);
      const counters = news.counters(batch.counters);
      const packs = [
        packEvents(batch.events),
        ...(batch.eventColumns === undefined ? [] : [batch.eventColumns]),
      ]
        .map((columns) => news.events(columns))
        .filter((columns) => columns !== null);
      const duplicates = given.messages + given.events + given.counters - news.count;
      const events = packs.reduce((sum, columns) => sum + eventsIn(columns), counters.length);
      const { db } = this;
      await db
        .transaction(
          'rw',
          [
            db.messagePacks,
            db.eventPacks,
            db.counterPacks,
            db.claims,
            db.imports,
            db.connectors,
            db.settings,
          ],
          async () => {
            if (step !== null) {
              if ((await db.connectors.update(step.id, { cursor: step.cursor })) === 0)
                throw new Error(`${step.name} was disconnected in between.`);
              if (batch.events.length + batch.problems.length === 0) return;
            }
            const row =
              (await db.imports.get(importId)) ??
              (step === null ? undefined : newImport(importId, step.name, step.at, 'done'));
            if (row === undefined)
              throw new Error(
                'This import is no longer known: everything was erased in between. Drop the file again.',
              );
            await fillPacks(db.messagePacks, fills, messageId);
            const grown = messages.length > 0 && (await appendPack(db.messagePacks, importId, messages));
            if (grown || fills.size > 0) await this.revise();
            for (const columns of packs) await db.eventPacks.add({ importId, columns });
            if (counters.length > 0) await db.counterPacks.add({ importId, items: counters });
            if (news.claimed.length > 0) await db.claims.add({ importId, keys: news.claimed });
            const repeated = number !== undefined && number < row.batches;
            if (repeated) return;
            row.batches = number === undefined ? row.batches : number + 1;
            row.messages += messages.length;
            row.events += events;
            row.duplicates += duplicates;
            row.problemCount += batch.problems.length;
            row.problems.push(...batch.problems.slice(0, MAX_PROBLEMS - row.problems.length));
            await db.imports.put(row);
          },
        )
        .catch((error: unknown) => {
          news.giveBack();
          throw error;
        });
      this.memory.add(messages, packs, counters);
      for (const { place, message } of fills.values()) stored[place] = message;
      this.news += news.count;
      if (news.count + fills.size > 0) this.changes++;
      if (news.count > 0 && fills.size === 0) this.additions++;
      return { messages: messages.length, events, duplicates };
    });
  }

  async finishImport(importId: string, state: ImportState, error: string | null): Promise<void> {
    await this.inTurn(() => this.db.imports.update(importId, { state, error }));
  }

  /** Takes an import back as a whole: its facts go, but for those that another import held too. */
  async undoImport(importId: string): Promise<void> {
    await this.inTurn(async () => {
      const { db } = this;
      await db.transaction(
        'rw',
        [db.messagePacks, db.eventPacks, db.counterPacks, db.claims, db.imports],
        async () => {
          await db.claims.where({ importId }).delete();
          const heir = new Map<string, string>();
          for (const { importId: other, keys } of await db.claims.toArray())
            for (const key of keys) heir.set(key, other);
          await hand(db.messagePacks, importId, (message) => heir.get(messageId(message)));
          await handEvents(db.eventPacks, importId, (event) => heir.get(eventId(event)));
          await hand(db.counterPacks, importId, (counter) => heir.get(counterId(counter)));
          await db.imports.delete(importId);
        },
      );
      this.memory.forget();
      this.changes++;
    });
  }

  /** Newest first. */
  async imports(): Promise<ImportRow[]> {
    return this.db.imports.orderBy('startedAt').reverse().toArray();
  }

  /** Erases every fact and every setting. */
  async erase(): Promise<void> {
    await this.inTurn(async () => {
      const { db } = this;
      await db.transaction('rw', db.tables, async () => {
        for (const table of db.tables) await table.clear();
      });
      this.memory.forget();
      this.changes++;
    });
  }

  /**
   * Has messages read again that another build has read, a pack in each turn. No fact changes.
   * @returns how many packs were
   */
  async readAgain(): Promise<number> {
    const { messagePacks, packed } = this.db;
    const stale = [...packed.stale];
    for (const id of stale)
      await this.inTurn(() =>
        this.db.transaction('rw', messagePacks, async () => {
          const pack = await messagePacks.get(id);
          packed.stale.delete(id); // gone, or written now
          if (pack !== undefined) await messagePacks.put(pack);
        }),
      );
    return stale.length;
  }

  /** In the order they were decided. */
  async decisions(): Promise<DecisionRow[]> {
    return this.db.decisions.orderBy('id').toArray();
  }

  /** @returns the id to take it back by */
  async addDecision(row: Omit<DecisionRow, 'id'>): Promise<number> {
    return this.inTurn(async () => {
      const id = await this.db.decisions.add(row);
      this.changes++;
      return id;
    });
  }

  /** Several at once, all or none. */
  async addDecisions(rows: readonly Omit<DecisionRow, 'id'>[]): Promise<void> {
    await this.inTurn(async () => {
      await this.db.decisions.bulkAdd([...rows]);
      this.changes++;
    });
  }

  /** Takes decisions back; one that is gone already changes nothing. */
  async removeDecisions(ids: readonly number[]): Promise<void> {
    await this.inTurn(async () => {
      await this.db.decisions.bulkDelete([...ids]);
      this.changes++;
    });
  }

  /** Null where it was never set. */
  async setting(key: string): Promise<unknown> {
    return (await this.db.settings.get(key))?.value ?? null;
  }

  /** @param changesReport whether figures depend on it: then everything computed is computed again */
  async saveSetting(key: string, value: unknown, changesReport: boolean): Promise<void> {
    await this.inTurn(async () => {
      const { settings } = this.db;
      await this.db.transaction('rw', settings, async () => {
        await settings.put({ key, value });
        if (changesReport) await this.revise();
      });
      if (changesReport) this.changes++;
    });
  }

  /** Marks, inside a transaction, a change that the tables' own numbers do not show. */
  private async revise(): Promise<void> {
    const before = (await this.db.settings.get(REVISION))?.value;
    await this.db.settings.put({ key: REVISION, value: (typeof before === 'number' ? before : 0) + 1 });
  }

  close(): void {
    this.db.close();
  }

  private inTurn<T>(work: () => PromiseLike<T>): Promise<T> {
    const result = this.queue.then(work);
    // The next in the queue waits for this one, whether it succeeded or not; the caller gets the failure.
    this.queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}

function eventCountOf(facts: StoredFacts): number {
  return facts instanceof Loaded ? facts.eventCount : facts.events.length;
}

function newImport(id: string, name: string, startedAt: number, state: ImportState): ImportRow {
  const counts = { messages: 0, events: 0, duplicates: 0, batches: 0, problemCount: 0 };
  return { id, name, startedAt, state, ...counts, problems: [], error: null };
}
