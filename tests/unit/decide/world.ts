import 'fake-indexeddb/auto';
import type { Notice } from '../../../lib/api/protocol';
import { createServer } from '../../../lib/api/server';
import { Store } from '../../../lib/store/store';
import { type ReadFacts, readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

type Server = ReturnType<typeof createServer>;

export interface Desk {
  readonly server: Server;
  readonly told: Notice[];
  /** Another background on the same database, as after the worker was stopped. */
  restart(): Desk;
  pass(ms: number): void;
}

export function desk(name: string): Desk {
  const told: Notice[] = [];
  let now = SAMPLE_NOW;
  const server = createServer(new Store(name), {
    now: () => now,
    tell: async (notice) => void told.push(notice),
    openPage: async () => undefined,
    rememberView: async () => undefined,
    recallView: async () => null,
    forget: async () => undefined,
  });
  return { server, told, restart: () => desk(name), pass: (ms) => (now += ms) };
}

let sample: Promise<ReadFacts> | null = null;

/** The sample mailbox, stored. */
export async function withSample(name: string): Promise<Desk> {
  const at = desk(name);
  sample ??= readFacts(sampleFiles());
  await at.server.startImport({ id: 'sample', name: 'sample' });
  await at.server.addFacts({ importId: 'sample', number: 0, ...(await sample) });
  await at.server.finishImport({ id: 'sample', state: 'done', error: null });
  return at;
}

/** The id of the sequence that begins with this name. */
export async function sequenceId(server: Server, name: string): Promise<string> {
  const found = (await server.overview()).sequences.find((row) => row.name.startsWith(name));
  if (found === undefined) throw new Error(`The sample has no sequence “${name}”.`);
  return found.id;
}
