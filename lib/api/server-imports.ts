import type { FactBatch, Store } from '../store/store';
import { readEventMessage } from './event-message';
import type { Load } from './parcels';
import type { Added, Notice, Protocol } from './protocol';

/** What imports need of the world. */
export interface ImportWorld {
  now(): number;
  tell(notice: Notice): Promise<void>;
  /** The facts that a page has posted (parcels.ts). Absent: nobody can post any. */
  claim?(parcel: string): Promise<Load | null>;
}

type ImportCalls = Pick<Protocol, 'startImport' | 'addFacts' | 'addParcel' | 'finishImport' | 'undoImport'>;

/** Views are told of a running import this often. */
const FOLLOW = 5000;

/** What a page that reads files has the background do. */
export function createImports(
  store: Store,
  world: ImportWorld,
): {
  readonly calls: {
    readonly [K in keyof ImportCalls]: (
      ...data: Parameters<ImportCalls[K]>
    ) => Promise<Awaited<ReturnType<ImportCalls[K]>>>;
  };
  /** Facts are coming in. */
  running(): boolean;
  /** Everything was erased. */
  forget(): void;
} {
  let toldAt = Number.NEGATIVE_INFINITY;
  const running = new Set<string>();

  const add = async (importId: string, number: number, batch: FactBatch): Promise<Added> => {
    running.add(importId);
    const added = await store.addFacts(importId, batch, number);
    // Open views follow a long import, but not every batch of it.
    if (world.now() - toldAt >= FOLLOW) {
      toldAt = world.now();
      await world.tell({ notice: 'changed' });
    }
    return added;
  };

  return {
    running: () => running.size > 0,
    forget: () => running.clear(),
    calls: {
      startImport: async ({ id, name }) => {
        await store.startImport({ id, name, startedAt: world.now() });
        toldAt = world.now();
        await world.tell({ notice: 'changed' });
      },
      addFacts: async ({ importId, number, columns, ...batch }) =>
        add(
          importId,
          number,
          columns === undefined ? batch : { ...batch, eventColumns: readEventMessage(columns) },
        ),
      addParcel: async ({ importId, number, parcel }) => {
        const load = (await world.claim?.(parcel)) ?? null;
        if (load === null) return null;
        const { columns, ...batch } = load;
        return add(importId, number, { ...batch, events: [], eventColumns: readEventMessage(columns) });
      },
      finishImport: async ({ id, state, error }) => {
        running.delete(id);
        await store.finishImport(id, state, error);
        await world.tell({ notice: 'changed' });
      },
      undoImport: async ({ id }) => {
        await store.undoImport(id);
        await world.tell({ notice: 'changed' });
      },
    },
  };
}
