import type { SourceFile } from '../../lib/importing/source';
import { makeSample } from '../../lib/sample/sample';

/** A Friday noon, far from any daylight saving: the time all sample tests run at. */
export const SAMPLE_NOW = Date.parse('2026-05-01T12:00:00Z');

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A file in memory, in chunks of a given size. */
export function fileOf(
  name: string,
  content: string | Uint8Array,
  chunk = 65_536,
): SourceFile & { readonly size: number } {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  return { name, size: bytes.length, chunks: chunks() };
}

export function sampleFiles(now = SAMPLE_NOW): (SourceFile & { readonly size: number })[] {
  return makeSample(now).files.map(({ name, text }) => fileOf(name, text));
}
