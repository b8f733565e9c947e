import { Gunzip, Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { UnusableFile } from './source';

/**
 * Bombs: unpacking stops where a file grows to more than 300 times its packed size (beyond the first 64 MB; deflate
 * ends at about 1,030 to 1, mail and exports stay below 60 to 1), holds more than 10,000 files, or is packed more than
 * three times over. What was read before stays.
 */
export interface UnpackLimits {
  /** Bytes that may come out of anything. */
  readonly free: number;
  /** Bytes out for one byte in, beyond those. */
  readonly growth: number;
  readonly files: number;
}
const LIMITS: UnpackLimits = { free: 64 * 1024 * 1024, growth: 300, files: 10_000 };
/** What the inflater gets at a time: its output, at most about a thousand times as much, is held at once. */
const SLICE = 16 * 1024;

class Growth {
  private packed = 0;
  private unpacked = 0;
  constructor(
    private readonly name: string,
    private readonly limits: UnpackLimits,
  ) {}

  in(bytes: number): void {
    this.packed += bytes;
  }

  out(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > this.limits.free + this.packed * this.limits.growth)
      throw new UnusableFile(
        `${this.name}: unpacked it would be more than ${this.limits.growth} times as large. It was not read further.`,
      );
  }
}

function* slices(chunk: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < chunk.length; at += SLICE) yield chunk.subarray(at, at + SLICE);
}

/** What fflate says of bad data, in a sentence for people. */
function damaged(name: string, error: unknown): Error {
  if (error instanceof UnusableFile) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new UnusableFile(`${name}: the packed file is damaged (${detail}).`);
}

/** Unpacks gzip (also several members one after the other). A file that breaks off gives what came before. */
export async function* gunzip(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  limits: UnpackLimits = LIMITS,
): AsyncGenerator<Uint8Array> {
  const growth = new Growth(name, limits);
  let out: Uint8Array[] = [];
  const stream = new Gunzip((data) => {
    growth.out(data.length);
    if (data.length > 0) out.push(data);
  });
  try {
    for await (const chunk of chunks)
      for (const slice of slices(chunk)) {
        growth.in(slice.length);
        stream.push(slice, false);
        const ready = out;
        out = [];
        yield* ready;
      }
    stream.push(new Uint8Array(0), true);
  } catch (error) {
    yield* out;
    throw damaged(name, error);
  }
  yield* out;
}

export interface ZipEntry {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

type Token =
  | { readonly kind: 'file'; readonly name: string; readonly problem: string | null }
  | { readonly kind: 'data'; readonly data: Uint8Array }
  | { readonly kind: 'end' };

/**
 * The files of a zip, in order, each as a stream: nothing but a slice is held at a time. Folders and the files that
 * systems leave behind (`__MACOSX/`, `.DS_Store`) are passed over. An entry is to be read before the next is asked for;
 * what is not read is passed over.
 */
export async function* unzip(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  limits: UnpackLimits = LIMITS,
): AsyncGenerator<ZipEntry> {
  const tokens = zipTokens(name, chunks, limits);
  try {
    for (;;) {
      const step = await tokens.next();
      if (step.done === true) return;
      const token = step.value;
      if (token.kind !== 'file') continue;
      const { problem } = token;
      if (problem !== null) {
        yield { name: token.name, chunks: unreadable(`${name}/${token.name}: ${problem}`) };
        continue;
      }
      const state = { open: true };
      yield { name: token.name, chunks: dataOf(tokens, state) };
      while (state.open) {
        const rest = await tokens.next();
        if (rest.done === true || rest.value.kind === 'end') state.open = false;
      }
    }
  } finally {
    await tokens.return(undefined);
  }
}

// biome-ignore lint/correctness/useYield: a stream that has nothing but its failure.
async function* unreadable(message: string): AsyncGenerator<Uint8Array> {
  throw new UnusableFile(message);
}

async function* dataOf(tokens: AsyncGenerator<Token>, state: { open: boolean }): AsyncGenerator<Uint8Array> {
  while (state.open) {
    const step = await tokens.next();
    if (step.done === true || step.value.kind !== 'data') {
      state.open = false;
      return;
    }
    yield step.value.data;
  }
}

async function* zipTokens(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  limits: UnpackLimits,
): AsyncGenerator<Token> {
  const growth = new Growth(name, limits);
  let out: Token[] = [];
  let files = 0;
  let failure: Error | null = null;
  const stream = new Unzip((file: UnzipFile) => {
    if (++files > limits.files)
      throw new UnusableFile(
        `${name}: it holds more than ${limits.files.toLocaleString('en')} files. It was not read further.`,
      );
    if (file.name.endsWith('/') || /(?:^|\/)(?:__MACOSX\/|\.)/.test(file.name)) return;
    if (file.compression !== 0 && file.compression !== 8) {
      out.push({
        kind: 'file',
        name: file.name,
        problem: `packed in a way that is not read here (method ${file.compression}). Pack it again as an ordinary zip.`,
      });
      return;
    }
    out.push({ kind: 'file', name: file.name, problem: null });
    file.ondata = (error, data, final) => {
      if (error) failure = error;
      else {
        growth.out(data.length);
        if (data.length > 0) out.push({ kind: 'data', data });
        if (final) out.push({ kind: 'end' });
      }
    };
    file.start();
  });
  stream.register(UnzipInflate);
  try {
    for await (const chunk of chunks)
      for (const slice of slices(chunk)) {
        growth.in(slice.length);
        stream.push(slice, false);
        if (failure !== null) throw failure;
        const ready = out;
        out = [];
        yield* ready;
      }
    stream.push(new Uint8Array(0), true);
    if (failure !== null) throw failure;
  } catch (error) {
    yield* out;
    throw damaged(name, error);
  }
  yield* out;
}
