import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventGatherer, eventMessage, readEventMessage } from '../../../lib/api/event-message';
import { TextPool } from '../../../lib/facts/columns';
import type { TrackerEvent } from '../../../lib/facts/event';
import { unpackEvents } from '../../../lib/facts/event-columns';
import { anyEvent } from '../../shared/any-event';
import { makeOutreach } from '../../shared/outreach-world';

const arrived = (message: unknown): TrackerEvent[] =>
  unpackEvents(readEventMessage(JSON.parse(JSON.stringify(message))), new TextPool());

/** As every event has one. */
const keyed = anyEvent.map((event) => ({ ...event, key: `k${event.key}` }));

describe('events on their way to the background', () => {
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
      eventMessage(events.map((event) => ({ ...event, url: link, destination: null }))),
    );
    expect(text.split(JSON.stringify(link)).length - 1).toBe(1);
  });

  it('are gathered anew after each message', () => {
    const { events } = makeOutreach({ seed: 4, messages: 40, events: 3 });
    const gathered = new EventGatherer();
    for (const part of [events.slice(0, 30), events.slice(30)]) {
      for (const event of part) gathered.add(event);
      expect(gathered.size).toBe(part.length);
      expect(arrived(gathered.take())).toStrictEqual(part);
    }
    expect(gathered.size).toBe(0);
  });
});

describe('columns that are not what the reader sends', () => {
  const { events } = makeOutreach({ seed: 6, messages: 20, events: 3 });
  const good = JSON.parse(JSON.stringify(eventMessage(events.slice(0, 6)))) as {
    count: number;
    columns: Record<string, unknown>;
  }; // JSON of an event message
  const withColumn = (field: string, column: unknown): unknown => ({
    ...good,
    columns: { ...good.columns, [field]: column },
  });
  const six = <T>(value: T): T[] => new Array<T>(6).fill(value);
  const { at: _, ...withoutTime } = good.columns;

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
    ['a key that is null', withColumn('key', [null, 'b', 'c', 'd', 'e', 'f'])],
    ['an empty key', withColumn('key', ['', 'b', 'c', 'd', 'e', 'f'])],
    ['keys that are numbers', withColumn('key', six(1))],
    ['no tracker', withColumn('tracker', null)],
    ['no tracker for one', withColumn('tracker', { values: ['csv'], which: [1, 1, 1, 1, 1, 0] })],
    ['a kind that is none', withColumn('kind', { values: ['hack'], which: 1 })],
    ['a text that is an object', withColumn('url', six({}))],
    ['a text too few', withColumn('url', ['a'])],
    ['a value that is no text', withColumn('url', { values: [1], which: 1 })],
    ['a number beyond the values', withColumn('url', { values: ['a'], which: six(2) })],
    ['a broken number of a value', withColumn('url', { values: ['a'], which: six(0.5) })],
    ['a number below the values', withColumn('url', { values: ['a'], which: -1 })],
    ['numbers that are texts', withColumn('url', { values: ['a'], which: six('1') })],
    ['values that are no list', withColumn('url', { values: { length: 6 }, which: 1 })],
    ['a text in place of a column', withColumn('url', 'https://a.example/')],
    ['no time', withColumn('at', null)],
    ['no time for one', withColumn('at', [1, 2, 3, 4, 5, null])],
    ['a time beyond all dates', withColumn('at', six(9e15))],
    ['steps that lead beyond all numbers', withColumn('at', { first: 1, steps: [1e300, 1, 1, 1, 1] })],
    ['a step too few', withColumn('at', { first: 1, steps: [1, 1, 1, 1] })],
    ['a step that is a text', withColumn('at', { first: 1, steps: ['1', 1, 1, 1, 1] })],
    ['a step of a sequence that is a text', withColumn('step', six('1'))],
    ['a verdict that is none', withColumn('machine', six(3))],
    ['verdicts too few', withColumn('machine', [0])],
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
