import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Counter, Problem, TrackerEvent } from '../../../lib/facts/event';
import type { Message } from '../../../lib/facts/message';
import { type ImportOptions, importFile } from '../../../lib/importing/import-file';
import { MailFacts } from '../../../lib/importing/mail-facts';

export const FIXTURES = fileURLToPath(new URL('../../fixtures/trackers/', import.meta.url));

export function fixture(name: string): Uint8Array {
  return readFileSync(FIXTURES + name);
}

export interface AllRead {
  readonly messages: Message[];
  readonly events: TrackerEvent[];
  readonly counters: Counter[];
  readonly problems: Problem[];
}

export async function* chunksOf(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Reads a file as a user would give it, cut into chunks of `size`. */
export async function importBytes(
  content: Uint8Array | string,
  options: ImportOptions & { readonly size?: number; readonly own?: readonly string[] } = {},
): Promise<AllRead> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const facts = new MailFacts(options.own ?? []);
  const all: AllRead = { messages: [], events: [], counters: [], problems: [] };
  for await (const step of importFile(
    { name: 'file', chunks: chunksOf(bytes, options.size) },
    facts,
    options,
  )) {
    all.messages.push(...step.mail.map((read) => read.message));
    all.events.push(...step.events);
    all.counters.push(...step.counters);
    all.problems.push(...step.problems);
  }
  all.messages.push(...facts.finish().map((read) => read.message));
  return all;
}
