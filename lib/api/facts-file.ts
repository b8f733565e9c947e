import { z } from 'zod';
import type { Counter, Problem, TrackerEvent } from '../facts/event';
import type { Message } from '../facts/message';
import type { FactsQuery } from './backup-types';
import { ask } from './client';
import { counterFact, eventFact, messageFact } from './fact-schemas';

/** Facts into a backup file and out of it again, in pieces: the whole would be too much for one message. */

const KINDS = ['messages', 'events', 'counters'] as const;
/** Facts asked for and stored at a time. */
const PIECE = 500;

async function* pieces(kind: FactsQuery['kind']): AsyncGenerator<string> {
  for (let offset = 0; ; ) {
    const { total, items } = await ask('facts', { kind, offset, limit: PIECE });
    yield items.map((item) => JSON.stringify(item)).join(',\n') +
      (offset + items.length < total ? ',\n' : '');
    offset += items.length;
    if (offset >= total || items.length === 0) return;
  }
}

/** The text of a backup with all facts in it, piece by piece: a `Blob` takes them as they are. */
export async function backupWithFacts(): Promise<string[]> {
  const backup = JSON.stringify(await ask('backup'), null, 2);
  const parts = [backup.slice(0, backup.lastIndexOf('}')), ',\n"facts": {'];
  for (const [index, kind] of KINDS.entries()) {
    parts.push(`${index === 0 ? '' : ','}\n"${kind}": [\n`);
    for await (const piece of pieces(kind)) parts.push(piece);
    parts.push('\n]');
  }
  parts.push('\n}\n}\n');
  return parts;
}

const list = z.array(z.unknown()).default([]);
const factsPart = z.object({ messages: list, events: list, counters: list });

function read<T>(
  file: string,
  kind: string,
  items: readonly unknown[],
  schema: z.ZodType<T>,
  from: number,
  problems: Problem[],
): T[] {
  return items.flatMap((item, index) => {
    const found = schema.safeParse(item);
    if (found.success) return [found.data];
    const [issue] = found.error.issues;
    problems.push({
      file,
      where: `${kind} ${from + index + 1}`,
      message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it cannot be read'}`,
    });
    return [];
  });
}

/**
 * Stores the facts of a backup as an import of its own: they are counted once, and can be undone as a whole.
 * @returns how many facts it held; 0 for a backup without facts
 * @throws with one sentence for people where its facts are no lists
 */
export async function restoreFacts(name: string, facts: unknown): Promise<number> {
  if (facts === undefined) return 0;
  const found = factsPart.safeParse(facts);
  if (!found.success) throw new Error(`The facts in “${name}” cannot be read. Choose another backup.`);
  const { messages, events, counters } = found.data;
  const most = Math.max(messages.length, events.length, counters.length);
  if (most === 0) return 0;
  const id = crypto.randomUUID();
  await ask('startImport', { id, name });
  try {
    for (let at = 0, number = 0; at < most; at += PIECE, number++) {
      const problems: Problem[] = [];
      const piece: { messages: Message[]; events: TrackerEvent[]; counters: Counter[] } = {
        messages: read(name, 'message', messages.slice(at, at + PIECE), messageFact, at, problems),
        events: read(name, 'event', events.slice(at, at + PIECE), eventFact, at, problems),
        counters: read(name, 'counter', counters.slice(at, at + PIECE), counterFact, at, problems),
      };
      await ask('addFacts', { importId: id, number, ...piece, problems });
    }
    await ask('finishImport', { id, state: 'done', error: null });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await ask('finishImport', { id, state: 'failed', error: reason });
    throw error;
  }
  return messages.length + events.length + counters.length;
}
