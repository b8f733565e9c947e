/** Threads that a listing or the news gave to be read, as they are stored: a page a row. */
export interface QueuePage {
  /** Grows; the smallest is read first. */
  readonly n: number;
  readonly threads: readonly string[];
  /** Stored messages that a listing of everything has shown to be there still. */
  readonly seen: readonly string[];
}

/** The pages that are stored, in memory. */
export class Queue {
  private pages: QueuePage[];
  private readonly waiting = new Set<string>();

  /** @param offset threads of the first page that are read already */
  constructor(
    pages: readonly QueuePage[] = [],
    private offset = 0,
  ) {
    this.pages = [...pages].sort((a, b) => a.n - b.n);
    const first = this.first;
    for (const page of this.pages)
      for (const id of page === first ? page.threads.slice(offset) : page.threads) this.waiting.add(id);
  }

  get size(): number {
    return this.waiting.size;
  }

  get nextNumber(): number {
    return (this.pages.at(-1)?.n ?? -1) + 1;
  }

  has(threadId: string): boolean {
    return this.waiting.has(threadId);
  }

  /** The next threads to read, of one page. */
  head(most: number): readonly string[] {
    return (this.first?.threads ?? []).slice(this.offset, this.offset + most);
  }

  /** Stored messages that the listing under way has shown. */
  seen(): Set<string> {
    return new Set(this.pages.flatMap((page) => page.seen));
  }

  /** Pages with nothing to read: they only told what was seen. */
  idle(): readonly number[] {
    return this.pages.filter((page) => page.threads.length === 0).map((page) => page.n);
  }

  /** After this many more of the first page: the offset then, and the pages that are done with. */
  after(count: number): { readonly offset: number; readonly finished: readonly number[] } {
    const { first } = this;
    if (first === undefined) return { offset: 0, finished: [] };
    const offset = this.offset + count;
    return offset < first.threads.length ? { offset, finished: [] } : { offset: 0, finished: [first.n] };
  }

  add(page: QueuePage): void {
    this.pages.push(page);
    for (const id of page.threads) this.waiting.add(id);
  }

  /** What a step has stored: pages that are done with, and how far the first is read. */
  advance(offset: number, finished: readonly number[]): void {
    const done = new Set(finished);
    const { first } = this;
    if (first !== undefined) {
      const to = done.has(first.n) ? first.threads.length : Math.max(offset, this.offset);
      for (const id of first.threads.slice(this.offset, to)) this.waiting.delete(id);
    }
    this.pages = this.pages.filter((page) => !done.has(page.n));
    this.offset = offset;
  }

  private get first(): QueuePage | undefined {
    return this.pages.find((page) => page.threads.length > 0);
  }
}
