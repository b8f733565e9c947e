import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { eventMessage } from '../../../lib/api/event-message';
import { type Load, Parcels } from '../../../lib/api/parcels';
import { createImports } from '../../../lib/api/server-imports';
import { Store } from '../../../lib/store/store';
import { makeOutreach } from '../../shared/outreach-world';

const { events, messages } = makeOutreach({ seed: 11, messages: 30, events: 3 });

function load(from = 0): Load {
  return {
    messages: messages.slice(from, from + 10),
    columns: eventMessage(events.slice(from, from + 20)),
    counters: [],
    problems: [],
  };
}

/** A clock that goes when it is told to. */
function parcels(): { parcels: Parcels; wait: () => void } {
  const later: (() => void)[] = [];
  return {
    parcels: new Parcels((work) => void later.push(work)),
    wait: () => {
      for (const work of later.splice(0)) work();
    },
  };
}

describe('parcels', () => {
  it('are given to whoever claims them, once, whichever comes first', async () => {
    const { parcels: here, wait } = parcels();
    const [first, second] = [load(), load(10)];
    here.take({ parcel: 'a', load: first });
    expect(await here.claim('a')).toBe(first);
    const claimed = here.claim('b');
    here.take({ parcel: 'b', load: second });
    expect(await claimed).toBe(second);
    for (const parcel of ['a', 'b']) {
      const again = here.claim(parcel);
      wait();
      expect(await again).toBeNull();
    }
  });

  it('that nobody claims are let go, the oldest first', async () => {
    const { parcels: here, wait } = parcels();
    for (let n = 0; n < 6; n++) here.take({ parcel: `p${n}`, load: load() });
    const claims = Array.from({ length: 6 }, (_, n) => here.claim(`p${n}`));
    wait();
    expect((await Promise.all(claims)).map((found) => found === null)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'a'],
    ['no name', { load: load() }],
    ['a name that is none', { parcel: 1, load: load() }],
    ['no load', { parcel: 'a' }],
    ['a load that is none', { parcel: 'a', load: 'load' }],
    ['messages that are no list', { parcel: 'a', load: { ...load(), messages: {} } }],
    ['no counters', { parcel: 'a', load: { ...load(), counters: undefined } }],
    ['no columns', { parcel: 'a', load: { ...load(), columns: undefined } }],
  ])('with %s are passed over', async (_what, data) => {
    const { parcels: here, wait } = parcels();
    here.take(data);
    const claimed = here.claim('a');
    wait();
    expect(await claimed).toBeNull();
  });
});

describe('a batch that came in a parcel', () => {
  it('is stored once, asked for twice, and one that is lost is said to be', async () => {
    const store = new Store('parcels');
    const { parcels: here, wait } = parcels();
    const { calls } = createImports(store, {
      now: () => 0,
      tell: async () => undefined,
      claim: (parcel) => here.claim(parcel),
    });
    await calls.startImport({ id: 'i', name: 'rows.csv' });
    here.take({ parcel: 'a', load: structuredClone(load()) });
    const query = { importId: 'i', number: 0 };
    expect(await calls.addParcel({ ...query, parcel: 'a' })).toMatchObject({ messages: 10, events: 20 });
    const lost = calls.addParcel({ ...query, parcel: 'a' });
    wait();
    expect(await lost).toBeNull();
    // The page sends it again under another name: the same batch, so nothing is added.
    here.take({ parcel: 'b', load: structuredClone(load()) });
    expect(await calls.addParcel({ ...query, parcel: 'b' })).toMatchObject({ messages: 0, events: 0 });
    const stored = await store.facts();
    expect([stored.messages.length, stored.events.length]).toEqual([10, 20]);
    store.close();
  });

  it('is refused with a sentence where its columns are not as they must be', async () => {
    const store = new Store('parcels-refused');
    const { parcels: here } = parcels();
    const { calls } = createImports(store, {
      now: () => 0,
      tell: async () => undefined,
      claim: (parcel) => here.claim(parcel),
    });
    await calls.startImport({ id: 'i', name: 'rows.csv' });
    here.take({ parcel: 'a', load: { ...load(), columns: { count: 1, columns: {} } } });
    await expect(calls.addParcel({ importId: 'i', number: 0, parcel: 'a' })).rejects.toThrow(
      /These events cannot be stored/,
    );
    expect((await store.facts()).events).toHaveLength(0);
    store.close();
  });
});
