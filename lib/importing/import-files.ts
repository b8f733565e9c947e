import type { Counter, Problem, TrackerEvent } from '../facts/event';
import type { Message } from '../facts/message';
import { type ImportOptions, importFile } from './import-file';
import { MailFacts } from './mail-facts';
import type { TablePreview } from './preview-file';
import { type SourceFile, UnusableFile } from './source';

/** Facts that are ready to be stored, and how far the reading has come. */
export interface ImportBatch {
  readonly messages: readonly Message[];
  readonly events: readonly TrackerEvent[];
  readonly counters: readonly Counter[];
  readonly problems: readonly Problem[];
  /** Bytes dealt with over all files. */
  readonly bytes: number;
  /** Tables that wait for the user's word, each with the number of its file in the drop. */
  readonly unmapped: readonly UnmappedTable[];
}

export interface UnmappedTable {
  readonly file: number;
  readonly preview: TablePreview;
}

/** Messages or events after which a batch is handed over: one transaction, one message to the background. */
const BATCH_MESSAGES = 200;
const BATCH_EVENTS = 20_000;
/**
 * Or after so long texts. A message to the background is refused above 64 MiB of JSON (Chromium), and one letter takes up to
 * six bytes of it.
 */
const BATCH_LETTERS = 8_000_000;

/**
 * Reads several files as one drop. A file that cannot be used is a problem with its name; the others go on.
 * @param hints own addresses that are known already
 */
export async function* importFiles(
  files: readonly (SourceFile & { readonly size: number })[],
  hints: readonly string[],
  options: ImportOptions = {},
): AsyncGenerator<ImportBatch> {
  const facts = new MailFacts([], hints);
  let messages: Message[] = [];
  let events: TrackerEvent[] = [];
  let counters: Counter[] = [];
  let problems: Problem[] = [];
  let unmapped: UnmappedTable[] = [];
  let before = 0;
  /** Of the messages' texts. */
  let letters = 0;
  const keep = (message: Message): void => {
    messages.push(message);
    letters += lettersOf(message);
  };
  const take = (bytes: number): ImportBatch => {
    const batch = { messages, events, counters, problems, bytes, unmapped };
    unmapped = [];
    letters = 0;
    messages = [];
    events = [];
    counters = [];
    problems = [];
    return batch;
  };
  for (const [number, file] of files.entries()) {
    try {
      for await (const step of importFile(file, facts, options)) {
        if (step.unmapped !== undefined) unmapped.push({ file: number, preview: step.unmapped });
        for (const { message } of step.mail) keep(message);
        for (const event of step.events) events.push(event);
        for (const counter of step.counters) counters.push(counter);
        for (const problem of step.problems) problems.push(problem);
        const full =
          messages.length >= BATCH_MESSAGES ||
          letters + (options.sink?.letters ?? 0) >= BATCH_LETTERS ||
          events.length + (options.sink?.size ?? 0) + counters.length >= BATCH_EVENTS;
        if (full) yield take(before + step.bytes);
      }
    } catch (error) {
      // One file that cannot be read (none of the formats, deleted, locked, a folder) costs itself alone.
      const message =
        error instanceof UnusableFile
          ? error.message.replace(`${file.name}: `, '')
          : `could not be read to its end (${error instanceof Error ? error.message : String(error)}). What came before was read.`;
      problems.push({ file: file.name, where: '', message });
    }
    before += file.size;
    yield take(before);
  }
  for (const { message } of facts.finish()) {
    keep(message);
    if (letters >= BATCH_LETTERS) yield take(before);
  }
  yield take(before);
}

/** About how long a message is when it is sent on. */
function lettersOf(message: Message): number {
  if (message.direction === 'received') return 0;
  let letters = message.text.length;
  for (const { text, href, destination } of message.links)
    letters += text.length + href.length + destination.length;
  return letters;
}
