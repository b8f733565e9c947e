import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { plainEvent } from '../../../lib/facts/column-event';
import { joinedTexts, packTexts, TextPool, unpackTexts } from '../../../lib/facts/columns';
import type { TrackerEvent } from '../../../lib/facts/event';
import { type EventColumns, packEvents } from '../../../lib/facts/event-columns';
import type { Address, Link, Message } from '../../../lib/facts/message';
import { TextGatherer } from '../../../lib/facts/text-gatherer';
import { MessageUnpacker, packMessages } from '../../../lib/store/packing/messages';
import { Store } from '../../../lib/store/store';
import { carries, orNull, plain, step, text, time } from '../../shared/any-event';
import { makeOutreach } from '../../shared/outreach-world';

const address: fc.Arbitrary<Address> = fc.record({ address: text, name: text }, plain);
const addresses = fc.array(address, { maxLength: 3 });
const link: fc.Arbitrary<Link> = fc
  .record(
    {
      text,
      href: text,
      destination: text,
      place: fc.constantFrom('body', 'signature', 'quote', 'footer', 'unsubscribe'),
      offset: orNull(fc.nat(500)),
      carries: fc.option(carries, { nil: undefined }),
    },
    plain,
  )
  .map(({ carries: carried, ...rest }) => (carried === undefined ? rest : { ...rest, carries: carried }));
const base = {
  account: text,
  messageId: text,
  threadId: orNull(text),
  gmailId: orNull(text),
  at: time,
  from: address,
  to: addresses,
  cc: addresses,
  bcc: addresses,
  subject: text,
  inReplyTo: orNull(text),
  references: fc.array(text, { maxLength: 3 }),
  labels: fc.array(text, { maxLength: 3 }),
};
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record(
    {
      direction: fc.constant('sent' as const),
      ...base,
      text,
      links: fc.array(link, { maxLength: 4 }),
      attachments: fc.array(fc.record({ name: text, type: text, size: fc.nat() }, plain), { maxLength: 2 }),
      tool: orNull(fc.record({ name: text, campaign: orNull(text), step }, plain)),
    },
    plain,
  ),
  fc.record(
    {
      direction: fc.constant('received' as const),
      ...base,
      reading: fc.record(
        {
          kind: fc.constantFrom('person', 'auto-reply', 'bounce'),
          evidence: fc.array(text, { maxLength: 2 }),
          failed: fc.constant([]),
          about: fc.array(text, { maxLength: 2 }),
          returnsAt: orNull(time),
          gone: fc.boolean(),
          calendar: fc.constantFrom(null, 'accepted'),
          gateways: fc.array(fc.record({ gateway: text, domain: text, evidence: text }, plain), {
            maxLength: 1,
          }),
        },
        plain,
      ),
    },
    plain,
  ),
);

describe('columns', () => {
  it('give back every text, however many are alike', () => {
    fc.assert(
      fc.property(fc.array(orNull(text), { maxLength: 300 }), (texts) => {
        const column = packTexts(texts, (value) => value);
        expect(unpackTexts(column)).toEqual(texts);
        expect(unpackTexts(column, new TextPool())).toEqual(texts);
      }),
    );
  });

  it('give back more different texts than two bytes can number', () => {
    const texts = Array.from({ length: 150_000 }, (_, at) => `text ${at % 70_000}`);
    const column = packTexts(texts, (value) => value);
    expect(column.which).toBeInstanceOf(Uint32Array);
    expect(unpackTexts(column)).toEqual(texts);
  });

  it('give back every field of every message', () => {
    fc.assert(
      fc.property(fc.array(fc.array(message, { maxLength: 40 }), { maxLength: 3 }), (packs) => {
        const unpacker = new MessageUnpacker(new TextPool());
        for (const messages of packs) expect(unpacker.unpack(packMessages(messages))).toStrictEqual(messages);
      }),
    );
  });
});

describe('texts that every record has another of', () => {
  it('are the same, joined or in a list', () => {
    fc.assert(
      fc.property(fc.array(orNull(text), { maxLength: 1500 }), (texts) => {
        const joined = joinedTexts({ values: texts, which: null });
        expect(unpackTexts(joined)).toEqual(texts);
        expect(unpackTexts(joined, new TextPool())).toEqual(texts);
        expect(joinedTexts(joined)).toBe(joined);
        const gatherer = new TextGatherer();
        for (const one of texts) gatherer.add(one);
        expect(unpackTexts(gatherer.end())).toEqual(texts);
      }),
      { numRuns: 50 },
    );
  });
});

describe('packs on disk', () => {
  const stores: Store[] = [];
  afterEach(() => {
    for (const store of stores.splice(0)) store.close();
  });
  const open = (name: string): Store => {
    const store = new Store(name);
    stores.push(store);
    return store;
  };

  it('are columns, and facts for whoever asks; those of earlier versions are read as they are', async () => {
    const { messages, events } = makeOutreach({ seed: 5, messages: 40, events: 5 });
    const store = open('packed');
    await store.startImport({ id: 'new', name: 'new', startedAt: 1 });
    await store.addFacts('new', { messages: messages.slice(0, 20), events, counters: [], problems: [] });
    store.close();

    const disk = await new Dexie('packed').open();
    const [row] = await disk.table('eventPacks').toArray();
    expect(Object.keys(row).sort()).toEqual(['columns', 'id', 'importId']);
    await disk.table('messagePacks').add({ importId: 'old', items: messages.slice(20) });
    disk.close();

    const later = open('packed');
    const facts = await later.facts();
    expect(facts.messages).toEqual(messages);
    expect(facts.events.map(plainEvent)).toEqual(events);
    // Handing on goes over cursors, and writes again what it read.
    await later.undoImport('new');
    expect((await later.facts()).messages).toEqual(messages.slice(20));
  });

  it('whose columns are those of an earlier version hold the same facts, and their keys are known', async () => {
    const { events } = makeOutreach({ seed: 8, messages: 60, events: 5 });
    const store = open('earlier');
    await store.startImport({ id: 'old', name: 'old', startedAt: 1 });
    store.close();

    const texts = (of: (event: TrackerEvent) => string | null) => packTexts(events, of);
    const columns: EventColumns = {
      ...packEvents(events),
      key: { values: events.map(({ key }) => key), which: null },
      ip: { values: events.map(({ ip }) => ip), which: null },
      tracker: texts(({ tracker }) => tracker),
      kind: texts(({ kind }) => kind),
      leadsTo: texts(() => null),
      recipient: texts(({ recipient }) => recipient),
    };
    const disk = await new Dexie('earlier').open();
    await disk.table('eventPacks').add({ importId: 'old', columns });
    disk.close();

    const later = open('earlier');
    expect((await later.facts()).events.map(plainEvent)).toEqual(events);
    await later.startImport({ id: 'again', name: 'again', startedAt: 2 });
    const again = await later.addFacts('again', { messages: [], events, counters: [], problems: [] });
    expect(again).toEqual({ messages: 0, events: 0, duplicates: events.length });
  });
});
