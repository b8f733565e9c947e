import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { mappingsFile, mappingsIn, type NamedMapping } from '../../../lib/api/mappings';
import { createServer } from '../../../lib/api/server';
import { Store } from '../../../lib/store/store';

const made = (name: string, headings: readonly string[], zone = 'UTC'): NamedMapping => ({
  name,
  mapping: {
    version: 1,
    headings,
    columns: { recipient: 0, at: 1 },
    rows: 'events',
    kind: 'click',
    dateOrder: 'dmy',
    zone,
  },
});

let time = 0;
const serve = (name: string) =>
  createServer(new Store(name), {
    now: () => ++time,
    tell: async () => undefined,
    openPage: async () => undefined,
    rememberView: async () => undefined,
    recallView: async () => null,
    forget: async () => undefined,
  });

describe('remembered mappings', () => {
  it('are kept one for each set of headings, latest first, and forgotten', async () => {
    const server = serve('mappings-1');
    await server.saveMapping(made('a.csv', ['Wer', 'Wann']));
    await server.saveMapping(made('b.csv', ['Quién', 'Cuándo']));
    await server.saveMapping(made('c.csv', [' WER', 'wann '], 'Europe/Berlin'));
    const saved = await server.mappings();
    expect(saved.map(({ name }) => name)).toEqual(['c.csv', 'b.csv']);
    expect(saved[0]?.mapping).toEqual(made('', [' WER', 'wann '], 'Europe/Berlin').mapping);
    await server.forgetMapping({ id: saved[0]?.id ?? '' });
    expect((await server.mappings()).map(({ name }) => name)).toEqual(['b.csv']);
    await server.erase();
    expect(await server.mappings()).toEqual([]);
  });

  it('are refused where they are none', async () => {
    const server = serve('mappings-2');
    const good = made('a.csv', ['Wer', 'Wann']);
    for (const bad of [
      { ...good, name: '' },
      { ...good, mapping: { ...good.mapping, zone: 'Mars/Base' } },
      { ...good, mapping: { ...good.mapping, columns: { recipient: -1 } } },
    ])
      await expect(server.saveMapping(bad)).rejects.toThrow();
    expect(await server.mappings()).toEqual([]);
  });

  it('go to a file and back', () => {
    const all = [made('a.csv', ['Wer', 'Wann']), made('b.csv', ['Quién', 'Cuándo'], '+02:00')];
    expect(mappingsIn('x.json', mappingsFile(all))).toEqual(all);
  });

  it.each([
    ['no JSON', '{'],
    ['another JSON', '{"a":1}'],
    ['a later version', '{"plumbline":"mappings","version":2,"mappings":[]}'],
    ['a broken one among them', mappingsFile([{ ...made('a.csv', ['A', 'B']), name: '' }])],
  ])('a file that is %s is named', (_, text) => {
    expect(() => mappingsIn('x.json', text)).toThrow(/^x\.json.{10}/);
  });
});
