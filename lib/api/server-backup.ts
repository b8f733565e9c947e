import type { z } from 'zod';
import { plainEvent } from '../facts/column-event';
import type { Store } from '../store/store';
import { keyOfDecision, readBackup, reconcile } from './backup';
import { BACKUP_VERSION, type Kept, type KeptKind } from './backup-types';
import { KEPT_SETTINGS } from './kept-settings';
import type { Protocol } from './protocol';
import { readDecisions, readLedger, saveLedger } from './server-decisions';

type BackupCalls = 'backup' | 'restore' | 'kept' | 'facts';

/** Facts of one answer: of long emails about 5 MB, far below what a message between pages may weigh. */
const MOST_FACTS = 1000;
/** Sizes are measured on so many items, evenly spread: to write out 50,000 emails only to weigh them takes a second. */
const WEIGHED = 300;

function weigh(kind: KeptKind, items: readonly unknown[]): Kept {
  const stride = Math.max(1, Math.floor(items.length / WEIGHED));
  let bytes = 0;
  let count = 0;
  for (let at = 0; at < items.length; at += stride) {
    bytes += JSON.stringify(items[at]).length;
    count++;
  }
  return { kind, items: items.length, bytes: count === 0 ? 0 : Math.round((bytes / count) * items.length) };
}

export function backupHandlers(
  store: Store,
  world: { now(): number; changed(): Promise<void> },
  settings: Readonly<Record<string, z.ZodType>> = KEPT_SETTINGS,
): { [K in BackupCalls]: (...data: Parameters<Protocol[K]>) => Promise<ReturnType<Protocol[K]>> } {
  return {
    backup: async () => {
      const [decisions, sequences] = await Promise.all([readDecisions(store), readLedger(store)]);
      const kept: Record<string, unknown> = {};
      for (const key of Object.keys(settings)) {
        const value = await store.setting(key);
        if (value !== null) kept[key] = value;
      }
      return {
        plumbline: 'backup',
        version: BACKUP_VERSION,
        at: new Date(world.now()).toISOString(),
        decisions: decisions.map(({ at, room, word }) => ({ at, room, word })),
        sequences,
        settings: kept,
      };
    },
    restore: async (value) => {
      const read = readBackup(value, settings);
      const ledger = await readLedger(store);
      const restored = reconcile(read, ledger);
      const there = new Set((await readDecisions(store)).map(keyOfDecision));
      const fresh = restored.decisions.filter((entry) => {
        const key = keyOfDecision(entry);
        if (there.has(key)) return false;
        there.add(key);
        return true;
      });
      if (restored.ledger.length > ledger.length) await saveLedger(store, restored.ledger);
      for (const [key, setting] of Object.entries(read.settings)) await store.saveSetting(key, setting, true);
      if (fresh.length > 0)
        await store.addDecisions(fresh.map(({ room, at, word }) => ({ room, at, value: word })));
      await world.changed();
      return {
        added: fresh.length,
        known: restored.decisions.length - fresh.length,
        sequences: restored.ledger.length - ledger.length,
        settings: Object.keys(read.settings).length,
        problems: read.problems,
      };
    },
    kept: async () => {
      const [facts, decisions, ledger, imports] = await Promise.all([
        store.facts(),
        store.decisions(),
        readLedger(store),
        store.imports(),
      ]);
      return [
        weigh('messages', facts.messages),
        weigh('events', facts.events),
        weigh('counters', facts.counters),
        weigh('decisions', decisions),
        weigh('ledger', ledger),
        weigh('imports', imports),
      ];
    },
    facts: async ({ kind, offset, limit }) => {
      const facts = await store.facts();
      const end = offset + Math.min(MOST_FACTS, limit);
      const items =
        kind === 'events' ? facts.events.slice(offset, end).map(plainEvent) : facts[kind].slice(offset, end);
      return { total: facts[kind].length, items };
    },
  };
}
