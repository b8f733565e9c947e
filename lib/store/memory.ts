import { joinedTexts } from '../facts/columns';
import type { Counter } from '../facts/event';
import type { EventColumns } from '../facts/event-columns';
import type { Message } from '../facts/message';
import type { Database } from './database';
import { KeySet } from './key-set';
import { append, counterId, keysOf, Loaded, LoadedMessages, LoadedTracked, messageId } from './loaded';
import { columnsOf, eachPack, packByPack } from './packs';

/**
 * With more events than this that came since anybody asked for facts, an import is running that nobody looks at: they are let
 * go. Far more than polling brings, or than is taken in without a whole run (`api/server-live`); and some batches, so that
 * who has just had them read and asks again because more have come meanwhile does not have them read once more.
 */
export const MOST_UNASKED = 50_000;

/** By what a batch's new facts are told; a kind that it does not hold is empty. */
export interface Known {
  readonly messageKeys: Set<string>;
  readonly eventKeys: KeySet;
  readonly counterKeys: Set<string>;
}

/** How much is in memory. */
export interface Held {
  readonly messages: number;
  readonly events: number;
  readonly counters: number;
  /** Of events. */
  readonly keys: number;
}

/**
 * What of the database is in memory, and for how long. Whoever asks for facts gets all, and they stay while they are asked for.
 * Whoever adds facts needs their keys alone, so that an import's memory does not grow with what it brings but for these: some
 * 30 bytes an event, a hundred a message. Only mail that comes a second time needs the stored messages: it may know what
 * they lack.
 *
 * All that reads or changes runs in the store's turns: in between, what is here is what is on disk.
 */
export class Memory {
  private mail: LoadedMessages | null = null;
  private tracked: LoadedTracked | null = null;
  private messageKeys: Set<string> | null = null;
  private eventKeys: KeySet | null = null;
  private counterKeys: Set<string> | null = null;
  private unasked = 0;

  constructor(private readonly db: Database) {}

  get held(): Held {
    return {
      messages: this.mail?.messages.length ?? 0,
      events: this.tracked?.eventCount ?? 0,
      counters: this.tracked?.counters.length ?? 0,
      keys: this.eventKeys?.mark ?? 0,
    };
  }

  /** Nothing was read here, so that nothing can be out of date. */
  get untouched(): boolean {
    return [this.mail, this.tracked, this.messageKeys, this.eventKeys, this.counterKeys].every(
      (part) => part === null,
    );
  }

  get atHand(): boolean {
    return this.mail !== null && this.tracked !== null;
  }

  /** What is on disk has changed in another way than by `add`. */
  forget(): void {
    this.mail = null;
    this.tracked = null;
    this.messageKeys = null;
    this.eventKeys = null;
    this.counterKeys = null;
  }

  /** All facts, where they are at hand. */
  facts(): Loaded | null {
    const { mail, tracked } = this;
    if (mail === null || tracked === null) return null;
    this.unasked = 0;
    return new Loaded(mail, tracked);
  }

  /** All facts. What is read together shares its texts. */
  async readFacts(): Promise<Loaded> {
    const { db } = this;
    const mail = this.mail ?? new LoadedMessages(this.messageKeys);
    const tracked = this.tracked ?? new LoadedTracked();
    await db.packed.together((pool) =>
      db.transaction('r', [db.messagePacks, db.eventPacks, db.counterPacks], () =>
        Promise.all([
          this.mail === null && eachPack(db.messagePacks, ({ items }) => append(mail.messages, items)),
          this.tracked === null &&
            eachPack(db.eventPacks, (pack) => tracked.addColumns(columnsOf(pack), pool)),
          this.tracked === null && eachPack(db.counterPacks, ({ items }) => append(tracked.counters, items)),
        ]),
      ),
    );
    this.mail = mail;
    this.tracked = tracked;
    this.unasked = 0;
    return new Loaded(mail, tracked);
  }

  /** Messages alone. */
  async messages(): Promise<LoadedMessages> {
    if (this.mail !== null) return this.mail;
    const { db } = this;
    const mail = new LoadedMessages(this.messageKeys);
    await db.packed.together(() =>
      db.transaction('r', [db.messagePacks], () =>
        eachPack(db.messagePacks, ({ items }) => append(mail.messages, items)),
      ),
    );
    this.mail = mail;
    return mail;
  }

  /** Looks at every message; holds none that was not held before. */
  async eachMessage(look: (message: Message) => void): Promise<void> {
    const { db } = this;
    if (this.mail !== null) for (const message of this.mail.messages) look(message);
    else
      await db.transaction('r', [db.messagePacks], () =>
        packByPack(db.messagePacks, ({ items }) => {
          for (const message of items) look(message);
        }),
      );
  }

  async known(kinds: {
    readonly messages: boolean;
    readonly events: boolean;
    readonly counters: boolean;
  }): Promise<Known> {
    return {
      messageKeys: kinds.messages ? await this.readMessageKeys() : new Set(),
      eventKeys: kinds.events ? await this.readEventKeys() : new KeySet(),
      counterKeys: kinds.counters ? await this.readCounterKeys() : new Set(),
    };
  }

  /** Facts that were just stored; their keys are known already. */
  add(messages: readonly Message[], packs: readonly EventColumns[], counters: readonly Counter[]): void {
    // Where they are not in memory whoever asks finds them on disk.
    if (this.mail !== null) append(this.mail.messages, messages);
    const { tracked } = this;
    if (tracked === null) return;
    append(tracked.counters, counters);
    for (const columns of packs) {
      tracked.addColumns(columns);
      this.unasked += columns.at.length;
    }
    if (this.unasked > MOST_UNASKED) this.tracked = null;
  }

  /** One set, whether the messages themselves are in memory or not: whoever adds some takes their keys in there. */
  private async readMessageKeys(): Promise<Set<string>> {
    const keys = this.mail?.messageKeys ?? this.messageKeys ?? new Set<string>();
    if (this.mail === null && this.messageKeys === null)
      await this.db.transaction('r', [this.db.messagePacks], () =>
        packByPack(this.db.messagePacks, ({ items }) => {
          for (const message of items) keys.add(messageId(message));
        }),
      );
    this.messageKeys = keys;
    return keys;
  }

  private async readEventKeys(): Promise<KeySet> {
    if (this.eventKeys !== null) return this.eventKeys;
    const { db, tracked } = this;
    const keys = new KeySet();
    if (tracked !== null) for (const column of tracked.keys) keys.take(joinedTexts(column));
    else
      await db.transaction('r', [db.eventPacks], () =>
        packByPack(db.eventPacks, (pack) => void keys.take(keysOf(columnsOf(pack)))),
      );
    this.eventKeys = keys;
    return keys;
  }

  private async readCounterKeys(): Promise<Set<string>> {
    if (this.counterKeys !== null) return this.counterKeys;
    const { db, tracked } = this;
    const keys = new Set<string>();
    const take = (counters: readonly Counter[]): void => {
      for (const counter of counters) keys.add(counterId(counter));
    };
    if (tracked !== null) take(tracked.counters);
    else
      await db.transaction('r', [db.counterPacks], () =>
        packByPack(db.counterPacks, ({ items }) => take(items)),
      );
    this.counterKeys = keys;
    return keys;
  }
}
