import type { Message } from '../../facts/message';
import type { ApiMessage } from '../api/answers';
import type { Job, Wish } from './job';
import type { Entry } from './known';
import type { Step } from './plan';
import type { QueuePage } from './queue';

/** What the store gives to whoever has the lease. */
export interface Taken {
  readonly job: Job;
  readonly wish: Wish;
  readonly pages: readonly QueuePage[];
  readonly entries: readonly Entry[];
}

/**
 * The Message-IDs an account sent and the addresses it wrote to, each with the thread of it, by Gmail's id; null: several, or
 * none that is known.
 */
export type Written = ReadonlyMap<string, string | null>;

/**
 * Where jobs and facts lie. Each call is one transaction. It looks at the clock in there: what it waited for before must not
 * eat up the lease.
 */
export interface SyncPort {
  /**
   * Null: another engine has this account, or it is not connected.
   * @param inherit whoever has the lease is known to be gone
   */
  take(account: string, owner: string, now: () => number, inherit: boolean): Promise<Taken | null>;
  /** Stores a step whole. Null: the lease has gone to another, or the account was disconnected; nothing was stored. */
  commit(account: string, owner: string, step: Step<Message>, now: () => number): Promise<Wish | null>;
  /** To whom and in which messages the account wrote, as far as it is stored. */
  written(account: string): Promise<Written>;
  /** Labels of the account's sent messages that are stored, by Gmail's id. */
  labels(account: string): Promise<ReadonlyMap<string, readonly string[]>>;
  release(account: string, owner: string): Promise<void>;
}

/** Turns messages into facts, on the way that every file goes. */
export interface MailReader {
  /** Null: not a message that counts. */
  read(message: ApiMessage, labels: readonly string[]): Promise<Message | null>;
  /** The user's addresses, the account first, with those that showed. */
  readonly own: readonly string[];
}
