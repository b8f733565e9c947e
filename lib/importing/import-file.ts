import type { Counter, Problem, TrackerEvent } from '../facts/event';
import type { MailRead } from '../mail/read';
import type { MailFacts } from './mail-facts';
import { readEml, readMbox } from './mail-file';
import { sniff } from './sniff';
import { peek, type SourceFile, UnusableFile } from './source';
import { readJson, readTable } from './tracker-file';

/** Facts read from one file since the step before. */
export interface ImportStep {
  readonly mail: readonly MailRead[];
  readonly events: readonly TrackerEvent[];
  readonly counters: readonly Counter[];
  readonly problems: readonly Problem[];
  readonly bytes: number;
}

/**
 * Reads any file Plumbline knows, recognised by its content, as a stream of steps. Mail whose mailbox is not yet
 * known waits in `facts`: call `facts.finish()` after the last file.
 * @throws UnusableFile for a file that is none of the supported formats.
 */
export async function* importFile(file: SourceFile, facts: MailFacts): AsyncGenerator<ImportStep> {
  const { head, all } = await peek(file.chunks);
  const kind = sniff(head);
  switch (kind) {
    case 'empty':
      throw new UnusableFile(`${file.name}: the file is empty.`);
    case 'packed':
      throw new UnusableFile(
        `${file.name}: packed files are not read yet. Unpack it and give the file inside.`,
      );
    case 'unknown':
      throw new UnusableFile(
        `${file.name}: neither a mailbox (.mbox, .eml) nor a tracker export (JSON, CSV) that Plumbline knows.`,
      );
    case 'mbox':
    case 'eml': {
      const steps = kind === 'mbox' ? readMbox(file.name, all, facts) : readEml(file.name, all, facts);
      for await (const { reads, problems, bytes } of steps)
        yield { mail: reads, events: [], counters: [], problems, bytes };
      return;
    }
    case 'json':
    case 'table': {
      const steps = kind === 'json' ? readJson(file.name, all) : readTable(file.name, all);
      for await (const step of steps) yield { mail: [], ...step };
      return;
    }
  }
}
