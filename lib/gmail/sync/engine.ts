import type { Message } from '../../facts/message';
import type { ApiMessage, MessagePage } from '../api/answers';
import { type GmailClient, StalePage } from '../api/client';
import { GmailFailure } from '../api/failures';
import type { Pace } from '../api/limiter';
import { needsRaw } from '../api/rebuild';
import type { Halt, Job, Wish } from './job';
import { type Entry, Known } from './known';
import {
  isLeftOut,
  isSent,
  isWithin,
  plan,
  queryOf,
  STRAYS,
  type Step,
  type Task,
  type ThreadChange,
  toldFailure,
  toldIdentity,
  toldLabels,
  toldList,
  toldNews,
  toldRange,
  toldStalePage,
  toldStrays,
  toldThreads,
} from './plan';
import type { MailReader, SyncPort, Written } from './port';
import { Queue } from './queue';

/** What one account's reading needs of the world. */
export interface EngineWorld {
  /** Milliseconds UTC. */
  readonly now: () => number;
  /** A name that no other engine has. */
  readonly owner: string;
  readonly port: SyncPort;
  /** @param pace what was learned of the limit before */
  readonly client: (account: string, pace: Pace) => EngineClient;
  readonly reader: (own: readonly string[]) => MailReader;
  /** A fault of ours, for whoever develops this. */
  readonly report: (error: unknown) => void;
  /** A step was stored. `facts`: there are others than before. */
  readonly stored: (account: string, facts: boolean) => Promise<void>;
}

/** The calls the engine makes. */
export interface EngineClient {
  readonly gmail: Pick<GmailClient, 'profile' | 'labels' | 'messages' | 'thread' | 'raw' | 'history'>;
  readonly pace: () => Pace;
}

/** What an engine knows beside what is stored. */
export interface Live {
  readonly job: Job;
  readonly waiting: number;
  readonly threads: number;
  readonly messages: number;
  /** Threads a minute over the last steps; null before there were any. */
  readonly perMinute: number | null;
}

/** A step is to take this long: short enough to lose little, long enough to store many at once. Milliseconds. */
const STEP = 2500;
/** Threads of the first step, at full pace: few, so that the first numbers show at once. */
const FIRST = 10;
const MOST = 60;
/** Speed is told of this much of the past, milliseconds. */
const SPEED_OVER = 30_000;

/** A thread's messages as asked for; null: gone. `unreadable`: Gmail gave nothing usable, try after try. */
type Fetched = readonly ApiMessage[] | null | 'unreadable';

/**
 * Reads one mailbox: plans a step, asks Gmail, stores the answer with the place where it stands, and again. Ends when there is
 * nothing to do now. All truth is in the store: an engine may be gone at any moment, and the next goes on.
 */
export class Engine {
  private readonly known: Known;
  private readonly queue: Queue;
  private readonly reader: MailReader;
  private readonly client: EngineClient;
  private labels: ReadonlyMap<string, string> | null = null;
  private most: number;
  private readonly speed: { at: number; threads: number }[] = [];
  /** What was written, while a step's threads are turned into facts. */
  private written: Written | null = null;
  private ahead: { threads: readonly string[]; fetched: Promise<Fetched[]> } | null = null;

  private constructor(
    private readonly account: string,
    private readonly world: EngineWorld,
    private job: Job,
    private wish: Wish,
    pages: ConstructorParameters<typeof Queue>[0],
    entries: readonly Entry[],
  ) {
    this.known = new Known(entries);
    this.queue = new Queue(pages, job.offset);
    this.reader = world.reader(job.own);
    // Where Gmail lets us have little, ten threads may take longer than a background lives.
    this.most = Math.max(1, Math.round(FIRST * job.pace.share));
    this.client = world.client(account, job.pace);
  }

  /** Null: another engine has the account, or it is not connected. */
  static async take(account: string, world: EngineWorld, inherit: boolean): Promise<Engine | null> {
    const taken = await world.port.take(account, world.owner, world.now, inherit);
    return taken === null
      ? null
      : new Engine(account, world, taken.job, taken.wish, taken.pages, taken.entries);
  }

  /** The user's wish this engine works by. */
  get asked(): number {
    return this.wish.asked;
  }

  get live(): Live {
    const from = this.world.now() - SPEED_OVER;
    const recent = this.speed.filter(({ at }) => at >= from);
    const first = recent[0];
    const span = first === undefined ? 0 : this.world.now() - first.at;
    // The first entry marks the beginning; its own threads came before it.
    const threads = recent.slice(1).reduce((sum, entry) => sum + entry.threads, 0);
    return {
      job: this.job,
      waiting: this.queue.size,
      threads: this.known.threads,
      messages: this.known.messages,
      perMinute: threads === 0 || span <= 0 ? null : (threads / span) * 60_000,
    };
  }

  /**
   * Works until there is nothing to do now.
   * @returns when to come again, milliseconds UTC; null: when somebody has done something
   * @throws what the store throws: the disk may be full
   */
  async run(): Promise<number | null> {
    const { world, account } = this;
    try {
      for (;;) {
        const task = plan(this.job, this.wish, this.queue, world.now(), this.most);
        if (task.do === 'rest') return task.until;
        const step = await this.perform(task);
        if (!(await this.store(step))) return null;
      }
    } finally {
      await this.ahead?.fetched.catch(() => undefined); // asked for in advance, and needed by nobody now
      await world.port.release(account, world.owner);
    }
  }

  private async store(step: Step<Message>): Promise<boolean> {
    const { world, account } = this;
    const paced = { ...step, job: { ...step.job, pace: this.client.pace() } };
    const wish = await world.port.commit(account, world.owner, paced, world.now);
    if (wish === null) return false;
    this.job = paced.job;
    this.wish = wish;
    this.queue.advance(step.job.offset, step.finished);
    if (step.page !== null) this.queue.add(step.page);
    for (const id of step.gone) this.known.remove(id);
    for (const { threadId, messages } of step.threads) this.known.setThread(threadId, messages);
    await world.stored(account, step.gone.length > 0 || step.threads.length > 0);
    return true;
  }

  private async perform(task: Exclude<Task, { do: 'rest' }>): Promise<Step<Message>> {
    const { job, wish, known, queue, world } = this;
    const { gmail } = this.client;
    try {
      switch (task.do) {
        case 'change':
          return toldRange(job, known, task.range);
        case 'identify':
          return toldIdentity(job, known, await gmail.profile());
        case 'list':
          return toldList(
            job,
            known,
            queue,
            await gmail.messages({ ...task, label: task.sentOnly ? 'SENT' : null }),
          );
        case 'relabel':
          return toldLabels(job, known, queue, await world.port.labels(this.account), await this.labelled());
        case 'strays':
          return toldStrays(job, known, queue, await this.strays(task), world.now());
        case 'news':
          return toldNews(
            job,
            wish,
            known,
            queue,
            await gmail.history(task.startHistoryId, task.pageToken),
            world.now(),
          );
        case 'read':
          return await this.read(task.threads);
      }
    } catch (error) {
      if (error instanceof StalePage) return toldStalePage(job, wish, world.now());
      if (error instanceof GmailFailure) return toldFailure(job, haltOf(error, wish, world.now()));
      throw error;
    }
  }

  /** Messages that have a label of the user's, by its name. A page of 500 costs 5 units, a thread 40. */
  private async labelled(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const { gmail } = this.client;
    this.labels = await gmail.labels();
    const shown = new Map<string, Set<string>>();
    for (const [label, name] of this.labels) {
      const ids = new Set<string>();
      try {
        for (let pageToken: string | null = null, more = true; more; more = pageToken !== null) {
          const page: MessagePage = await gmail.messages({ label, q: '', pageToken });
          for (const { id } of page.messages) ids.add(id);
          pageToken = page.nextPageToken;
        }
        shown.set(name, ids);
      } catch (error) {
        // A label that was deleted since the labels were asked for is unknown to Gmail: nothing has it any more.
        if (!(error instanceof GmailFailure && error.code === 'refused')) throw error;
      }
    }
    return shown;
  }

  /** Null: nothing was sent, so nothing can answer it. */
  private async strays({ since, pageToken }: Extract<Task, { do: 'strays' }>): Promise<MessagePage | null> {
    const from = since ?? this.known.oldestSent;
    if (from === null) return null;
    const q = `${STRAYS} ${queryOf({ from, to: null })}`;
    return this.client.gmail.messages({ label: null, q, pageToken });
  }

  private async read(threads: readonly string[]): Promise<Step<Message>> {
    const began = this.world.now();
    if (this.speed.length === 0) this.speed.push({ at: began, threads: 0 });
    this.labels ??= await this.client.gmail.labels();
    this.written = null;
    const { ahead } = this;
    this.ahead = null;
    const same =
      ahead?.threads.length === threads.length && ahead.threads.every((id, i) => id === threads[i]);
    const fetched = await (same && ahead !== null ? ahead.fetched : this.fetchAll(threads));
    const waited = this.world.now() - began;
    this.pace(threads.length, waited);
    this.fetchAhead(threads.length);
    await this.knowLabels(fetched);
    const changes: ThreadChange<Message>[] = [];
    let skipped = 0;
    for (const [index, threadId] of threads.entries()) {
      const messages = fetched[index] ?? null;
      const change = messages === 'unreadable' ? null : await this.change(threadId, messages);
      if (change === null) skipped++;
      else changes.push(change);
    }
    const now = this.world.now();
    this.speed.push({ at: now, threads: threads.length });
    if (this.speed.length > 200) this.speed.splice(0, 100);
    return toldThreads(this.job, this.queue, threads.length, changes, skipped, this.reader.own);
  }

  /** A label that was made since the labels were asked for is asked for now. */
  private async knowLabels(fetched: readonly Fetched[]): Promise<void> {
    const fresh = fetched.some(
      (messages) =>
        messages !== null &&
        messages !== 'unreadable' &&
        messages.some(({ labelIds }) => labelIds.some((id) => this.labels?.has(id) === false)),
    );
    if (fresh) this.labels = await this.client.gmail.labels();
  }

  /** How many threads the next step reads. */
  private pace(threads: number, took: number): void {
    const fitting = took <= 0 ? MOST : Math.round((threads / took) * STEP);
    this.most = Math.min(MOST, Math.max(1, fitting));
  }

  /** While this step is read and stored, the next one's threads are on their way. */
  private fetchAhead(count: number): void {
    if (this.job.list !== null) return;
    const next = this.queue.head(count + this.most).slice(count);
    if (next.length === 0) return;
    const fetched = this.fetchAll(next);
    fetched.catch(() => undefined); // told to whoever awaits it
    this.ahead = { threads: next, fetched };
  }

  /** In the order asked for, a few at once. */
  private async fetchAll(threads: readonly string[]): Promise<Fetched[]> {
    const out: Fetched[] = threads.map(() => null);
    let next = 0;
    let unreadable: GmailFailure | null = null;
    let readable = 0;
    let failed: unknown = null;
    const worker = async (number: number): Promise<void> => {
      while (failed === null && next < threads.length && number < this.client.pace().atOnce) {
        const index = next++;
        try {
          out[index] = await this.fetchThread(threads[index] ?? '');
          readable++;
        } catch (error) {
          // One thread that cannot be read costs itself alone.
          if (error instanceof GmailFailure && (error.code === 'answer' || error.code === 'refused')) {
            unreadable = error;
            out[index] = 'unreadable';
          } else failed ??= error;
        }
      }
    };
    await Promise.all(
      Array.from({ length: Math.min(this.client.pace().atOnce, threads.length) }, (_, n) => worker(n)),
    );
    if (failed !== null) throw failed;
    // Where nothing at all can be read it is not the threads' fault.
    if (unreadable !== null && readable === 0) throw unreadable;
    return out;
  }

  /** A thread that counts, with its messages whole; an empty one where it does not. */
  private async fetchThread(id: string): Promise<readonly ApiMessage[] | null> {
    const { gmail } = this.client;
    const thread = await gmail.thread(id);
    if (thread === null) return null;
    const messages = thread.filter((message) => !isLeftOut(message.labelIds));
    const counts = messages.some(
      (message) => isSent(message.labelIds) && isWithin(this.job.range, message.internalDate),
    );
    // A thread without anything sent may hold an answer that Gmail filed apart: what is read of it decides.
    if (!counts && messages.some((message) => isSent(message.labelIds))) return null;
    const whole: ApiMessage[] = [];
    for (const message of messages) {
      const raw = needsRaw(message) ? await gmail.raw(message.id) : message;
      // Deleted between the two calls.
      if (raw !== null)
        whole.push({ ...raw, labelIds: message.labelIds, internalDate: message.internalDate });
    }
    return whole;
  }

  private async whatWasWritten(): Promise<Written> {
    this.written ??= await this.world.port.written(this.account);
    return this.written;
  }

  /** Null: a message in it cannot be read. It is counted, and its thread stays as it was. */
  private async change(
    threadId: string,
    messages: readonly ApiMessage[] | null,
  ): Promise<ThreadChange<Message> | null> {
    const out: (Entry & { fact: Message })[] = [];
    const apart = !(messages ?? []).some((message) => isSent(message.labelIds));
    for (const message of messages ?? []) {
      const labels = message.labelIds.map((id) => this.labels?.get(id) ?? id);
      let fact: Message | null;
      try {
        fact = await this.reader.read(message, labels);
      } catch (error) {
        this.world.report(error);
        return null;
      }
      if (fact === null) continue;
      if (apart && !isAnswer(fact, threadId, await this.whatWasWritten())) continue;
      out.push({
        id: message.id,
        threadId,
        sent: isSent(message.labelIds),
        at: message.internalDate,
        fact,
      });
    }
    return { threadId, messages: out };
  }
}

/**
 * Whether a message in a thread of its own answers something we wrote elsewhere: it names our message, it is a notice about
 * somebody we wrote to, or it comes from them.
 */
function isAnswer(fact: Message, threadId: string, written: Written): boolean {
  if (fact.direction === 'sent') return false;
  const names = [
    ...(fact.inReplyTo === null ? [] : [fact.inReplyTo]),
    ...fact.references,
    ...fact.reading.about,
    ...fact.reading.failed.map(({ address }) => address),
    fact.from.address,
  ];
  return names.some((name) => written.has(name) && written.get(name) !== threadId);
}

function haltOf(error: GmailFailure, wish: Wish, now: number): Halt {
  return { code: error.code, detail: error.detail, at: now, retryAt: error.retryAt, asked: wish.asked };
}
