/** A message that is stored, as the engine must know it. */
export interface Entry {
  /** Gmail's id, lower-case hex. */
  readonly id: string;
  readonly threadId: string;
  readonly sent: boolean;
  /** `internalDate`, milliseconds UTC. */
  readonly at: number;
}

/** Which of a mailbox's messages are stored: what steps have stored so far, in memory. */
export class Known {
  private readonly byId = new Map<string, Entry>();
  private readonly byThread = new Map<string, Set<string>>();

  constructor(entries: Iterable<Entry> = []) {
    for (const entry of entries) this.add(entry);
  }

  get messages(): number {
    return this.byId.size;
  }

  get threads(): number {
    return this.byThread.size;
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  hasThread(threadId: string): boolean {
    return this.byThread.has(threadId);
  }

  /** When the oldest sent message was sent, milliseconds UTC; null where there is none. */
  get oldestSent(): number | null {
    let oldest: number | null = null;
    for (const { sent, at } of this.byId.values()) if (sent && (oldest === null || at < oldest)) oldest = at;
    return oldest;
  }

  threadOf(id: string): string | null {
    return this.byId.get(id)?.threadId ?? null;
  }

  entries(): IterableIterator<Entry> {
    return this.byId.values();
  }

  /** A thread is now made of these messages; none: it is gone. */
  setThread(threadId: string, entries: readonly Entry[]): void {
    for (const id of [...(this.byThread.get(threadId) ?? [])]) this.remove(id);
    for (const entry of entries) this.add(entry);
  }

  remove(id: string): void {
    const entry = this.byId.get(id);
    if (entry === undefined) return;
    this.byId.delete(id);
    const thread = this.byThread.get(entry.threadId);
    thread?.delete(id);
    if (thread?.size === 0) this.byThread.delete(entry.threadId);
  }

  /**
   * All that leaves with these messages: where no sent message of a thread is left, its answers leave, too, for nothing is left
   * that they answer.
   */
  withAnswers(ids: Iterable<string>): string[] {
    const gone = new Set([...ids].filter((id) => this.byId.has(id)));
    for (const threadId of new Set([...gone].map((id) => this.threadOf(id)))) {
      const thread = [...(this.byThread.get(threadId ?? '') ?? [])];
      // An answer in a thread of its own has never had a sent message beside it.
      if (!thread.some((id) => this.byId.get(id)?.sent === true)) continue;
      if (!thread.some((id) => !gone.has(id) && this.byId.get(id)?.sent === true))
        for (const id of thread) gone.add(id);
    }
    return [...gone];
  }

  private add(entry: Entry): void {
    this.remove(entry.id);
    this.byId.set(entry.id, entry);
    const thread = this.byThread.get(entry.threadId);
    if (thread === undefined) this.byThread.set(entry.threadId, new Set([entry.id]));
    else thread.add(entry.id);
  }
}
