import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainEvent, unpackEvents } from '../../../lib/facts/column-event';
import { packTexts, TextPool } from '../../../lib/facts/columns';
import type { TrackerEvent } from '../../../lib/facts/event';
import { type EventColumns, packEvents } from '../../../lib/facts/event-columns';
import { anyEvent } from '../../shared/any-event';
import { makeOutreach } from '../../shared/outreach-world';

const unpacked = (columns: EventColumns): TrackerEvent[] => unpackEvents(columns, new TextPool());
/** Enough that they stay columns, and now and then a few that do not. */
const packs = fc.oneof(
  { weight: 4, arbitrary: fc.array(anyEvent, { minLength: 16, maxLength: 90 }) },
  { weight: 1, arbitrary: fc.array(anyEvent, { maxLength: 20 }) },
);
const FIELDS = Object.keys(packEvents([])) as (keyof TrackerEvent)[]; // a column for each field, by type

/** The texts of a field in the other shapes that a column may have. */
function listed(events: readonly TrackerEvent[]): EventColumns {
  const own = (of: (event: TrackerEvent) => string | null) => ({ values: events.map(of), which: null });
  return {
    ...packEvents(events),
    key: own(({ key }) => key),
    kind: own(({ kind }) => kind),
    recipient: own(({ recipient }) => recipient),
    ip: packTexts(events, ({ ip }) => ip),
    url: packTexts(events, ({ url }) => url),
  };
}

describe('events in columns', () => {
  it('have every field of those they were packed from', () => {
    fc.assert(
      fc.property(packs, (events) => {
        for (const columns of [packEvents(events), listed(events)])
          for (const [n, event] of unpacked(columns).entries())
            for (const field of FIELDS) expect(event[field]).toStrictEqual(events[n]?.[field]);
      }),
    );
  });

  it('are the same as records of their own: to copy, to send on, to pack again', () => {
    fc.assert(
      fc.property(packs, (events) => {
        const read = unpacked(packEvents(events));
        expect(read.map(plainEvent)).toStrictEqual(events);
        expect(JSON.parse(JSON.stringify(read))).toStrictEqual(JSON.parse(JSON.stringify(events)));
        expect(unpacked(packEvents(read)).map(plainEvent)).toStrictEqual(events);
      }),
    );
  });

  it('have their own texts where nearly all differ, and null where they have none', () => {
    const [event] = makeOutreach({ seed: 2, messages: 5, events: 2 }).events;
    if (event === undefined) throw new Error('no event was made');
    const events = Array.from({ length: 1500 }, (_, n) => ({
      ...event,
      key: `k${n}`,
      ip: n % 7 === 0 ? null : n % 11 === 0 ? '' : `192.0.2.${n}`,
      recipient: n % 5 === 0 ? null : `p${n}@prospect.example`,
      trackerMessageId: n < 1200 ? `t${n}` : null,
    }));
    const columns = packEvents(events);
    for (const field of ['key', 'ip', 'recipient', 'trackerMessageId'] as const)
      expect(columns[field]).toHaveProperty('text');
    expect(unpacked(columns).map(plainEvent)).toStrictEqual(events);
  });

  it('of a kind that this version does not know are others', () => {
    const { events } = makeOutreach({ seed: 2, messages: 20, events: 2 });
    const kind = packTexts(events, (event) => (event.kind === 'click' ? 'poke' : event.kind));
    const read = unpacked({ ...packEvents(events), kind });
    expect(read.map((event) => event.kind)).toEqual(
      events.map((event) => (event.kind === 'click' ? 'other' : event.kind)),
    );
    expect(new Set(read.map((event) => event.kind))).toContain('other');
  });
});
