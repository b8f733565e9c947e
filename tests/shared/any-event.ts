import fc from 'fast-check';
import { EVENT_KINDS, type TrackerEvent } from '../../lib/facts/event';

/** Any event at all, for what must hold for each. */

// Few different texts and many, so that columns of both kinds come.
export const text = fc.oneof(fc.constantFrom('', 'a', 'b'), fc.string(), fc.string({ unit: 'grapheme' }));
export const orNull = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });
export const time = fc.integer({ min: -(2 ** 40), max: 2 ** 44 });
export const step = orNull(fc.integer({ min: 1, max: 9 }));
export const plain = { noNullPrototype: true };
export const carries = fc.record({ recipient: orNull(text), messageId: orNull(text) }, plain);

export const anyEvent: fc.Arbitrary<TrackerEvent> = fc
  .record(
    {
      key: text,
      tracker: text,
      kind: fc.constantFrom(...EVENT_KINDS),
      recipient: orNull(text),
      url: orNull(text),
      destination: orNull(text),
      at: time,
      ip: orNull(text),
      userAgent: orNull(text),
      method: orNull(text),
      messageId: orNull(text),
      trackerMessageId: orNull(text),
      campaign: orNull(text),
      step,
      variant: orNull(text),
      subject: orNull(text),
      machine: orNull(fc.boolean()),
      leadsTo: fc.option(text, { nil: undefined }),
      carries: fc.option(carries, { nil: undefined }),
    },
    plain,
  )
  .map(({ leadsTo, carries: carried, ...rest }) => ({
    ...rest,
    ...(leadsTo === undefined ? {} : { leadsTo }),
    ...(carried === undefined ? {} : { carries: carried }),
  }));
