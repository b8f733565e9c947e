import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnsMessage,
  type EventMessage,
  eventMessage,
  jsonEventMessage,
  readEventMessage,
} from '../../../lib/api/event-message';
import { plainEvent, unpackEvents } from '../../../lib/facts/column-event';
import { TextPool } from '../../../lib/facts/columns';
import type { TrackerEvent } from '../../../lib/facts/event';
import { EventGatherer } from '../../../lib/facts/event-columns';
import { anyEvent } from '../../shared/any-event';
import { makeOutreach } from '../../shared/outreach-world';

const read = (message: unknown): TrackerEvent[] =>
  unpackEvents(readEventMessage(message), new TextPool()).map(plainEvent);

/** The two ways there are: JSON, and a parcel's copy. */
const WAYS = {
  'as JSON': (message: EventMessage): TrackerEvent[] =>
    read(JSON.parse(JSON.stringify(jsonEventMessage(message)))),
  'in a parcel': (message: EventMessage): TrackerEvent[] => read(structuredClone(message)),
};

/** As every event has one. */
const keyed = anyEvent.map((event) => ({ ...event, key: `k${event.key}` }));

describe.each(Object.entries(WAYS))('events on their way to the background %s', (_way, arrived) => {
  it('arrive as they were read, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(keyed, { maxLength: 60 }), (events) => {
        expect(arrived(eventMessage(events))).toStrictEqual(events);
      }),
    );
  });

  it('arrive with times that are no whole numbers, and with more different texts than two bytes can number', () => {
    const [event] = makeOutreach({ seed: 2, messages: 5, events: 2 }).events;
    if (event === undefined) throw new Error('no event was made');
    const times = [0.5, 1e15 + 1, -3, 1 / 3, 0];
    const broken = times.map((at, n) => ({ ...event, key: `k${n}`, at }));
    expect(arrived(eventMessage(broken))).toStrictEqual(broken);
    // Alike at first, so that they are numbered, and then all different.
    const many = Array.from({ length: 70_000 }, (_, n) => ({
      ...event,
      key: `k${n}`,
      subject: n < 2000 ? 'one' : `subject ${n}`,
      // All different at first, so that they are only listed, and then alike.
      campaign: n < 2000 ? `campaign ${n}` : null,
    }));
    // Each by itself: comparing so many objects takes seconds.
    const texts = arrived(eventMessage(many)).map(
      ({ key, subject, campaign }) => `${key} ${subject} ${campaign}`,
    );
    expect(texts.join('\n')).toBe(
      many.map(({ key, subject, campaign }) => `${key} ${subject} ${campaign}`).join('\n'),
    );
  });

  it('say each repeated text once', () => {
    const { events } = makeOutreach({ seed: 3, messages: 300, events: 5 });
    const link = 'https://everyone.example/gets-it';
    const text = JSON.stringify(
      jsonEventMessage(eventMessage(events.map((event) => ({ ...event, url: link, destination: null })))),
    );
    expect(text.split(JSON.stringify(link)).length - 1).toBe(1);
  });

  it('are gathered anew after each message', () => {
    const { events } = makeOutreach({ seed: 4, messages: 40, events: 3 });
    const gathered = new EventGatherer();
    for (const part of [events.slice(0, 30), events.slice(30)]) {
      for (const event of part) gathered.add(event);
      expect(gathered.size).toBe(part.length);
      expect(arrived(columnsMessage(gathered.take()))).toStrictEqual(part);
    }
    expect(gathered.size).toBe(0);
  });
});

describe('columns that are not what the reader sends', () => {
  const { events } = makeOutreach({ seed: 6, messages: 20, events: 3 });
  const good = JSON.parse(JSON.stringify(jsonEventMessage(eventMessage(events.slice(0, 6))))) as {
    count: number;
    columns: Record<string, unknown>;
  }; // JSON of an event message
  const withColumn = (field: string, column: unknown): unknown => ({
    ...good,
    columns: { ...good.columns, [field]: column },
  });
  const bytes = (numbers: Uint8Array | Uint16Array | Uint32Array | Float64Array): string =>
    Buffer.from(numbers.buffer).toString('base64');
  const ends = (...at: number[]): string => bytes(Uint32Array.from(at));
  const which = (...numbers: number[]): string => bytes(Uint16Array.from(numbers));
  const times = (...at: number[]): string => bytes(Float64Array.from(at));
  const keys = { text: 'abcdef', ends: ends(1, 2, 3, 4, 5, 6), without: null };
  const { at: _, ...withoutTime } = good.columns;

  it('are taken in each shape that a column may have', () => {
    const columns: [string, unknown][] = [
      ['key', keys],
      ['url', { text: 'aab', ends: ends(1, 2, 2, 2, 2, 3), without: ends(2, 4) }],
      ['url', { values: ['a', 'b'], which: which(1, 2, 0, 1, 1, 1) }],
      ['url', { values: ['a', null, 'c', 'd', 'e', 'f'], which: null }],
      ['url', { all: null }],
      ['step', times(1, 2, Number.NaN, 4, 5, 6)],
      ['machine', bytes(Uint8Array.from([0, 1, 2, 0, 0, 0]))],
    ];
    const read = columns.map(([field, column]) =>
      unpackEvents(readEventMessage(withColumn(field, column)), new TextPool()),
    );
    expect(read[0]?.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(read.slice(1, 5).map((list) => list.map(({ url }) => url))).toEqual([
      ['a', 'a', null, '', null, 'b'],
      ['a', 'b', null, 'a', 'a', 'a'],
      ['a', null, 'c', 'd', 'e', 'f'],
      [null, null, null, null, null, null],
    ]);
    expect(read[5]?.map(({ step }) => step)).toEqual([1, 2, null, 4, 5, 6]);
    expect(read[6]?.map(({ machine }) => machine)).toEqual([null, false, true, null, null, null]);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['no columns', { count: 1 }],
    ['a number that is none', { ...good, count: -1 }],
    ['a number larger than any batch', { ...good, count: 1e9 }],
    ['another number', { ...good, count: 5 }],
    ['a column too few', { ...good, columns: withoutTime }],
    ['a column too many', withColumn('human', null)],
    ['a column by the name of an inherited one', withColumn('toString', null)],
    ['a key that is null', withColumn('key', { ...keys, without: ends(0) })],
    ['an empty key', withColumn('key', { ...keys, ends: ends(0, 2, 3, 4, 5, 6) })],
    ['an empty key at the end', withColumn('key', { ...keys, ends: ends(1, 2, 3, 4, 6, 6) })],
    ['one key for all', withColumn('key', { all: 'a' })],
    ['keys that are numbers', withColumn('key', { ...keys, text: 123456 })],
    ['keys that end before their text', withColumn('key', { ...keys, ends: ends(1, 2, 3, 4, 5, 5) })],
    ['keys that end after their text', withColumn('key', { ...keys, ends: ends(1, 2, 3, 4, 5, 7) })],
    ['keys that go back', withColumn('key', { ...keys, ends: ends(2, 1, 3, 4, 5, 6) })],
    ['a key too few', withColumn('key', { ...keys, ends: ends(1, 2, 3, 4, 6) })],
    ['ends that are no base64', withColumn('key', { ...keys, ends: '?' })],
    ['ends that are a list', withColumn('key', { ...keys, ends: [1, 2, 3, 4, 5, 6] })],
    ['ends of another kind', withColumn('key', { ...keys, ends: Float64Array.of(1, 2, 3, 4, 5, 6) })],
    ['ends too few, as they are', withColumn('key', { ...keys, ends: Uint32Array.of(1, 2, 3, 4, 6) })],
    ['times too many, as they are', withColumn('at', new Float64Array(7))],
    ['times as floats', withColumn('at', new Float32Array(6))],
    [
      'a number beyond the values, as it is',
      withColumn('url', { values: ['a'], which: Uint16Array.of(1, 1, 1, 1, 1, 2) }),
    ],
    ['no tracker', withColumn('tracker', { all: null })],
    ['no tracker for one', withColumn('tracker', { values: ['csv'], which: which(1, 1, 1, 1, 1, 0) })],
    ['a kind that is none', withColumn('kind', { all: 'hack' })],
    ['a kind that is none, among others', withColumn('kind', { ...keys, text: 'clickx' })],
    ['a text that is an object', withColumn('url', { all: {} })],
    ['a null beyond all', withColumn('url', { ...keys, without: ends(6) })],
    ['a null twice', withColumn('url', { ...keys, without: ends(2, 2) })],
    ['nulls that are no whole numbers', withColumn('url', { ...keys, without: btoa('abc') })],
    ['a text too few', withColumn('url', { values: ['a'], which: null })],
    ['a value that is no text', withColumn('url', { values: [1], which: which(1, 1, 1, 1, 1, 1) })],
    ['a value that is null', withColumn('url', { values: [null], which: which(1, 1, 1, 1, 1, 1) })],
    ['a number beyond the values', withColumn('url', { values: ['a'], which: which(2, 2, 2, 2, 2, 2) })],
    ['numbers too few', withColumn('url', { values: ['a'], which: which(1, 1) })],
    ['numbers that are a list', withColumn('url', { values: ['a'], which: [1, 1, 1, 1, 1, 1] })],
    ['values that are no list', withColumn('url', { values: { length: 6 }, which: null })],
    ['a text in place of a column', withColumn('url', 'https://a.example/')],
    ['no time', withColumn('at', null)],
    ['no time for one', withColumn('at', times(1, 2, 3, 4, 5, Number.NaN))],
    ['a time beyond all dates', withColumn('at', times(1, 2, 3, 4, 5, 9e15))],
    ['times too few', withColumn('at', times(1, 2, 3, 4, 5))],
    ['a step without end', withColumn('step', times(1, 2, 3, 4, 5, Number.POSITIVE_INFINITY))],
    ['a verdict that is none', withColumn('machine', bytes(Uint8Array.from([0, 0, 0, 0, 0, 3])))],
    ['verdicts too few', withColumn('machine', 'AA==')],
    ['what an event carries, for none', withColumn('carries', [[6, { recipient: null, messageId: null }]])],
    ['what an event carries, as numbers', withColumn('carries', [[0, { recipient: 1, messageId: null }]])],
    ['what an event carries, as a text', withColumn('carries', 'x')],
  ])('%s is refused with a sentence', (_what, message) => {
    expect(() => readEventMessage(message)).toThrow(
      /^These events cannot be stored: .{5,80}\. Reload this page and drop the file again\.$/,
    );
  });

  it('are refused, or are events all the same, whatever value stands wherever', () => {
    const fields = Object.keys(good.columns);
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, column) => {
        const message = withColumn(field, column);
        try {
          const read = unpackEvents(readEventMessage(message), new TextPool());
          expect(read).toHaveLength(6);
        } catch (error) {
          expect(String(error)).toMatch(/These events cannot be stored/);
        }
      }),
    );
  });
});
