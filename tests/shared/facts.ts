import type { Counter, Problem, TrackerEvent } from '../../lib/facts/event';
import type { Message } from '../../lib/facts/message';
import { importFiles } from '../../lib/importing/import-files';
import type { SourceFile } from '../../lib/importing/source';

export interface ReadFacts {
  readonly messages: Message[];
  readonly events: TrackerEvent[];
  readonly counters: Counter[];
  readonly problems: Problem[];
}

/** Reads files through the product's own importer. */
export async function readFacts(
  files: readonly (SourceFile & { readonly size: number })[],
  hints: readonly string[] = [],
): Promise<ReadFacts> {
  const all: ReadFacts = { messages: [], events: [], counters: [], problems: [] };
  for await (const batch of importFiles(files, hints)) {
    all.messages.push(...batch.messages);
    all.events.push(...batch.events);
    all.counters.push(...batch.counters);
    all.problems.push(...batch.problems);
  }
  return all;
}
