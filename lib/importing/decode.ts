export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Bytes that the encoding is told by. */
const HEAD = 2000;

/** The encoding of a file by its first bytes: a byte order mark, else the zeros of UTF-16 Latin text, else UTF-8. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const length = Math.min(head.length, HEAD) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  const half = length / 2;
  if (half >= 4 && odd > half * 0.7 && even < half * 0.1) return 'utf-16le';
  if (half >= 4 && even > half * 0.7 && odd < half * 0.1) return 'utf-16be';
  return 'utf-8';
}

/**
 * Bytes that are decoded at a time. A browser hands over up to two megabytes, the more the longer its reader takes: whoever reads
 * that at once holds tens of thousands of cells, which the collector copies in each of its quick rounds (a third of the
 * time of a million rows).
 */
const PIECE = 64 * 1024;

export interface DecodedChunk {
  readonly text: string;
  /** Bytes of the file dealt with so far. */
  readonly bytes: number;
}

/**
 * Decodes a stream. Bytes that are no UTF-8 mean Windows-1252 (Excel's way outside of UTF-8) unless other letters have
 * shown that the file is UTF-8: then one bad byte is one bad letter.
 */
export async function* decode(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<DecodedChunk> {
  let decoder: Utf8OrWindows | TextDecoder | null = null;
  let head: Uint8Array = new Uint8Array(0);
  let bytes = 0;
  for await (const chunk of chunks)
    for (let from = 0; from < chunk.length; from += PIECE) {
      const piece = chunk.subarray(from, from + PIECE);
      bytes += piece.length;
      if (decoder !== null) {
        yield { text: decoder.decode(piece, { stream: true }), bytes };
        continue;
      }
      head = join(head, piece);
      if (head.length < HEAD) continue;
      decoder = decoderFor(head);
      yield { text: decoder.decode(head, { stream: true }), bytes };
    }
  if (decoder === null) {
    decoder = decoderFor(head);
    yield { text: decoder.decode(head, { stream: true }), bytes };
  }
  const rest = decoder.decode();
  if (rest !== '') yield { text: rest, bytes };
}

function decoderFor(head: Uint8Array): Utf8OrWindows | TextDecoder {
  const encoding = encodingOf(head);
  return encoding === 'utf-8' ? new Utf8OrWindows() : new TextDecoder(encoding);
}

class Utf8OrWindows {
  private strict: TextDecoder | null = new TextDecoder('utf-8', { fatal: true });
  private loose: TextDecoder | null = null;
  private proven = false;
  /** The end of the chunk before, which may be half a letter. */
  private tail: Uint8Array = new Uint8Array(0);

  decode(chunk: Uint8Array = new Uint8Array(0), options: { stream?: boolean } = {}): string {
    if (this.loose !== null) return this.loose.decode(chunk, options);
    try {
      const whole = this.tail.length === 0 ? chunk : join(this.tail, chunk);
      const cut = options.stream === true ? halfLetter(whole) : 0;
      const ready = whole.subarray(0, whole.length - cut);
      // Decoded whole letters only, so that on failure nothing is lost inside the decoder.
      const text = this.strict?.decode(ready, { stream: true }) ?? '';
      this.tail = whole.slice(whole.length - cut);
      // As many letters as bytes: all of it was ASCII, which both encodings share.
      this.proven ||= text.length !== ready.length;
      return text;
    } catch {
      // Not UTF-8 from here on.
      const whole = this.tail.length === 0 ? chunk : join(this.tail, chunk);
      this.strict = null;
      this.loose = new TextDecoder(this.proven ? 'utf-8' : 'windows-1252');
      return this.loose.decode(whole, options);
    }
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

/** How many bytes at the end begin a letter that the next chunk must finish. */
function halfLetter(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}
