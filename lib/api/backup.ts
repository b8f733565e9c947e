import { z } from 'zod';
import type { KnownSequence } from '../analytics/sequences/types';
import { BACKUP_VERSION, type BackupProblem } from './backup-types';
import { clickWord, type DecisionView, type SequenceWord, sequenceWord } from './decisions';
import { sameSequence } from './sequence-views';

/**
 * The one file that keeps what cannot be computed again: decisions, the ledger of sequences, settings; with facts too
 * where asked for. What is only decisions is the same file with fewer parts.
 */

export interface Backup {
  readonly plumbline: 'backup';
  readonly version: typeof BACKUP_VERSION;
  /** ISO 8601. */
  readonly at: string;
  readonly decisions: readonly Pick<DecisionView, 'at' | 'room' | 'word'>[];
  readonly sequences: readonly KnownSequence[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A decision without its row's number: how it stands in a file. */
export type DecisionEntry = Pick<DecisionView, 'at'> &
  (
    | { readonly room: 'click'; readonly word: z.infer<typeof clickWord> }
    | { readonly room: 'sequence'; readonly word: SequenceWord }
  );

const head = z.object({
  plumbline: z.literal('backup'),
  version: z.int(),
  decisions: z.array(z.unknown()).max(1_000_000).default([]),
  sequences: z.array(z.unknown()).max(100_000).default([]),
  settings: z.record(z.string(), z.unknown()).default({}),
});

const time = z.int().min(0).max(8.64e15);

const said = z.discriminatedUnion('room', [
  z.object({ room: z.literal('click'), at: time, word: clickWord }),
  z.object({ room: z.literal('sequence'), at: time, word: sequenceWord }),
]);

const knownSequence = z.object({
  id: z.string().min(1).max(500),
  name: z.string().max(1000),
  origin: z.enum(['tracker', 'label', 'template', 'user']),
  members: z.array(z.string().max(100)).max(1000),
});

export interface ReadBackup {
  readonly decisions: readonly DecisionEntry[];
  readonly sequences: readonly KnownSequence[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** Entries that cannot be used, each by name; the rest is used. */
  readonly problems: readonly BackupProblem[];
}

/** Where and what: `word.name: Too small …`. */
function sentence(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'it cannot be read';
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}

function entries<T>(
  name: string,
  list: readonly unknown[],
  schema: z.ZodType<T>,
  problems: BackupProblem[],
): T[] {
  return list.flatMap((item, index) => {
    const read = schema.safeParse(item);
    if (read.success) return [read.data];
    problems.push({ where: `${name} ${index + 1}`, message: sentence(read.error) });
    return [];
  });
}

/**
 * Reads a backup, each entry by itself.
 * @param settings the settings that may be restored, each with what it must look like
 * @throws with one sentence for people where it is no backup, or of a later version
 */
export function readBackup(value: unknown, settings: Readonly<Record<string, z.ZodType>>): ReadBackup {
  const top = head.safeParse(value);
  if (!top.success)
    throw new Error(
      `This is no backup of Plumbline (${sentence(top.error)}). Choose a file that Plumbline has saved.`,
    );
  if (top.data.version !== BACKUP_VERSION)
    throw new Error(
      `This backup has version ${top.data.version}; this Plumbline reads version ${BACKUP_VERSION}. Update Plumbline, then restore it again.`,
    );
  const problems: BackupProblem[] = [];
  const kept: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(top.data.settings)) {
    const read = settings[key]?.safeParse(setting);
    if (read === undefined)
      problems.push({ where: `setting ${key}`, message: 'this Plumbline does not know it' });
    else if (read.success) kept[key] = read.data;
    else problems.push({ where: `setting ${key}`, message: sentence(read.error) });
  }
  return {
    decisions: entries('decision', top.data.decisions, said, problems),
    sequences: entries('sequence', top.data.sequences, knownSequence, problems),
    settings: kept,
    problems,
  };
}

/** How a decision is known again: what was said, of what, and when. */
export function keyOfDecision({ room, at, word }: Pick<DecisionView, 'room' | 'at' | 'word'>): string {
  return JSON.stringify([room, at, word]);
}

/**
 * Lays a restored ledger beside the one there is. Ids that are in use stay: where the two know one sequence by two ids,
 * the restored decisions are made to speak of the id in use.
 */
export function reconcile(
  restored: Pick<ReadBackup, 'decisions' | 'sequences'>,
  current: readonly KnownSequence[],
): { decisions: DecisionEntry[]; ledger: KnownSequence[] } {
  const ids = new Set(current.map(({ id }) => id));
  const renamed = new Map<string, string>();
  const added: KnownSequence[] = [];
  for (const entry of restored.sequences) {
    if (ids.has(entry.id)) continue;
    const same = current.find((known) => sameSequence(known, entry));
    if (same === undefined) added.push(entry);
    else renamed.set(entry.id, same.id);
  }
  const now = (id: string): string => renamed.get(id) ?? id;
  const decisions = restored.decisions.map(
    (one): DecisionEntry => (one.room === 'click' ? one : { ...one, word: withIds(one.word, now) }),
  );
  return { decisions, ledger: [...current, ...added] };
}

function withIds(word: SequenceWord, now: (id: string) => string): SequenceWord {
  switch (word.kind) {
    case 'rename':
    case 'split':
    case 'hide':
      return { ...word, sequence: now(word.sequence) };
    case 'merge':
    case 'variants':
      return { ...word, from: now(word.from), into: now(word.into) };
    case 'move':
      return word.to === null ? word : { ...word, to: { ...word.to, sequence: now(word.to.sequence) } };
    case 'label':
      return word;
  }
}
