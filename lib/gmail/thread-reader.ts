import { OriginalFailed, readOriginal, toBase64 } from './original';
import type { ListedThread, ShownMessage } from './page';

/** A message on its way to the background. */
export interface Original {
  /** Lower-case hex. */
  readonly gmailId: string;
  /** Base64 of its bytes. */
  readonly source: string;
}

export interface Given {
  /** Messages that were new. */
  readonly stored: number;
  /** Messages of these threads that are named by others and that the page has not shown. */
  readonly missing: number;
}

/** How a reading of the listed threads stands. */
export interface Reading {
  readonly state: 'reading' | 'waiting' | 'done' | 'stopped' | 'failed';
  /** Threads. */
  readonly done: number;
  readonly total: number;
  /** Messages. */
  readonly stored: number;
  readonly missing: number;
  /** One sentence for people. */
  readonly error: string | null;
}

export interface ReaderWorld {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Milliseconds, of any clock that never goes back. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Resolves when the tab can be seen: in a hidden one nothing is done. */
  visible(): Promise<void>;
  isHidden(): boolean;
  /** Those of these messages that are not stored yet. */
  wanted(account: string, ids: readonly string[]): Promise<readonly string[]>;
  give(account: string, threadId: string, messages: readonly Original[]): Promise<Given>;
  onReading(reading: Reading): void;
  /** A thread that was opened could not be read. */
  onFault(error: unknown): void;
}

/** Two requests a second at most: what a person who opens mail quickly would make, ms. */
const PACE = 500;
/** A background that keeps a hundred messages of a thread is given them in parts, bytes of base64. */
const LOAD = 8 * 1024 * 1024;
/** What was opened and could not be read is tried again after this, ms: every redraw of the page would else be a try. */
const REST = 60_000;
/** So many messages in a row that fail are no accident. */
const FAULTS = 3;

/**
 * Reads messages through Gmail's own page, one after the other. What is read and known is not asked for twice.
 */
export class ThreadReader {
  private queue: Promise<unknown> = Promise.resolve();
  private askedAt = Number.NEGATIVE_INFINITY;
  /** Messages that were asked for in this tab, under their account. */
  private readonly asked = new Set<string>();
  private run: AbortController | null = null;
  private restUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly world: ReaderWorld) {}

  /** The thread that the user has opened. Does nothing while another thread is in front by the time it is its turn. */
  open(
    account: string,
    base: string,
    threadId: string,
    messages: readonly ShownMessage[],
    isCurrent: () => boolean,
  ): void {
    const ids = messages.map(({ id }) => id).filter((id) => !this.asked.has(`${account}\n${id}`));
    if (ids.length === 0 || this.world.now() < this.restUntil) return;
    for (const id of ids) this.asked.add(`${account}\n${id}`);
    const forget = (): void => {
      for (const id of ids) this.asked.delete(`${account}\n${id}`);
    };
    this.queue = this.queue.then(async () => {
      if (!isCurrent() || this.world.now() < this.restUntil) return forget();
      try {
        await this.thread(account, base, threadId, ids, new AbortController().signal);
      } catch (error) {
        forget();
        this.restUntil = this.world.now() + REST;
        this.world.onFault(error);
      }
    });
  }

  /** Reads listed threads, each once, until `stop`. */
  list(account: string, base: string, threads: readonly ListedThread[]): void {
    if (this.run !== null) return;
    const run = new AbortController();
    this.run = run;
    this.queue = this.queue
      .then(() => this.runList(account, base, threads, run.signal))
      .finally(() => {
        this.run = null;
      });
  }

  stop(): void {
    this.run?.abort();
  }

  /** Stops, and may ask for everything again. */
  forget(): void {
    this.stop();
    this.asked.clear();
  }

  private async runList(
    account: string,
    base: string,
    threads: readonly ListedThread[],
    signal: AbortSignal,
  ): Promise<void> {
    const { world } = this;
    let reading: Reading = {
      state: 'reading',
      done: 0,
      total: threads.length,
      stored: 0,
      missing: 0,
      error: null,
    };
    const tell = (next: Partial<Reading>): void => {
      reading = { ...reading, ...next };
      world.onReading(reading);
    };
    const waits = (now: boolean): void => tell({ state: now ? 'waiting' : 'reading' });
    tell({});
    let faults = 0;
    for (const { threadId, lastId } of threads) {
      if (signal.aborted) break;
      try {
        await this.inFront(signal, waits);
        // A thread bears the id of its first message.
        const ids = [...new Set([threadId, lastId ?? threadId])];
        const { stored, missing } = await this.thread(account, base, threadId, ids, signal, waits);
        faults = 0;
        tell({ done: reading.done + 1, stored: reading.stored + stored, missing: reading.missing + missing });
      } catch (error) {
        if (signal.aborted) break;
        faults++;
        const sentence = error instanceof Error ? error.message : String(error);
        const refused = !(error instanceof OriginalFailed) || error.refused;
        if (refused || faults >= FAULTS) return tell({ state: 'failed', error: sentence });
        tell({ done: reading.done + 1, error: sentence });
      }
    }
    tell({ state: signal.aborted ? 'stopped' : 'done' });
  }

  /** Waits until the tab can be seen. @throws when it is to stop */
  private async inFront(signal: AbortSignal, waits?: (now: boolean) => void): Promise<void> {
    if (this.world.isHidden() && !signal.aborted) {
      waits?.(true);
      const stopped = new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      await Promise.race([this.world.visible(), stopped]);
      if (!signal.aborted) waits?.(false);
    }
    signal.throwIfAborted();
  }

  private async thread(
    account: string,
    base: string,
    threadId: string,
    ids: readonly string[],
    signal: AbortSignal,
    waits?: (now: boolean) => void,
  ): Promise<Given> {
    const { world } = this;
    let total: Given = { stored: 0, missing: 0 };
    let load: Original[] = [];
    let size = 0;
    const give = async (): Promise<void> => {
      if (load.length === 0) return;
      const { stored, missing } = await world.give(account, threadId, load);
      total = { stored: total.stored + stored, missing };
      load = [];
      size = 0;
    };
    for (const id of await world.wanted(account, ids)) {
      const rest = this.askedAt + PACE - world.now();
      if (rest > 0) await world.sleep(rest);
      await this.inFront(signal, waits);
      this.askedAt = world.now();
      const bytes = await readOriginal(world.fetch, base, id, signal);
      if (bytes === null) continue;
      const source = toBase64(bytes);
      if (size + source.length > LOAD) await give();
      load.push({ gmailId: id, source });
      size += source.length;
    }
    await give();
    return total;
  }
}
