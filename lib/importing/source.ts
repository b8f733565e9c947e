/** A file as the importer sees it: a name for messages, and bytes in order. */
export interface SourceFile {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A file that cannot be used at all. The message is one sentence for people and names the file. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
}

/** Gives the first bytes of a stream (up to `want`) and a stream that still holds them. */
export async function peek(
  chunks: AsyncIterable<Uint8Array>,
  want = 65_536,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < want) {
    const step = await iterator.next();
    if (step.done) break;
    first.push(step.value);
    length += step.value.length;
  }
  const head = concat(first).subarray(0, want);
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* first;
      for (;;) {
        const step = await iterator.next();
        if (step.done) return;
        yield step.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head, all: all() };
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
