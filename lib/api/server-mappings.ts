import type { Store } from '../store/store';
import { mappingId, readMapping, readSaved } from './mappings';
import type { Protocol } from './protocol';

/** Where remembered mappings lie in the settings. */
const MAPPINGS = 'mappings';

/** More tables than one person has tools. */
const MOST = 200;

type MappingCalls = 'mappings' | 'saveMapping' | 'forgetMapping';

export function mappingHandlers(
  store: Store,
  world: { now(): number; changed(): Promise<void> },
): { [K in MappingCalls]: (...data: Parameters<Protocol[K]>) => Promise<ReturnType<Protocol[K]>> } {
  const all = async () => readSaved(await store.setting(MAPPINGS));
  const write = async (next: Awaited<ReturnType<typeof all>>): Promise<void> => {
    await store.saveSetting(MAPPINGS, next.slice(0, MOST), false);
    await world.changed();
  };
  return {
    mappings: all,
    saveMapping: async (given) => {
      const named = readMapping(given);
      const id = mappingId(named.mapping);
      await write([
        { ...named, id, savedAt: world.now() },
        ...(await all()).filter((saved) => saved.id !== id),
      ]);
    },
    forgetMapping: async ({ id }) => write((await all()).filter((saved) => saved.id !== id)),
  };
}
