import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SequenceDecision, SequenceOptions, Sequences } from '../../../lib/analytics/sequences/types';
import { type Message, messageKey, type SentMessage } from '../../../lib/facts/message';
import { clickOn, DAY, find, fleetSequence, paperSequence, placesOf, prospect, sent, T0 } from './mailbox';

/** What the store does with the ledger between two runs: it must survive JSON. */
function stored(found: Sequences): Sequences['known'] {
  return JSON.parse(JSON.stringify(found.known)) as Sequences['known']; // parsed from what was written on the same line
}

/** Message id → sequence id and step. */
function idsOf(found: Sequences): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [mail, { sequence, step, variant }] of found.placements)
    out[mail.fact.messageId] = `${sequence.id} ${step}${variant ?? ''}`;
  return out;
}

/** All that a user sees of it. */
function shown(found: Sequences): unknown {
  const byId = (list: Sequences['sequences']) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { sequences: byId(found.sequences), hidden: byId(found.hidden), places: idsOf(found) };
}

const oneOffs = [
  sent('x1', prospect(70), T0, 'Lunch', 'Are you still on for lunch at the harbour on Friday at noon?'),
  sent('x2', prospect(71), T0 + DAY, 'Keys', 'I left the keys with the neighbour on the ground floor.'),
  sent(
    'x3',
    prospect(3),
    T0 + 2 * DAY,
    'Slides',
    'The slides lie in the shared folder, without the figures.',
  ),
];
const base: readonly SentMessage[] = [...paperSequence(7), ...fleetSequence(5), ...oneOffs];

/** The mail in random order, cut into some batches. */
const inBatches = <T>(mails: readonly T[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...mails], { minLength: mails.length }),
      fc.array(fc.nat({ max: mails.length }), { maxLength: 4 }),
    )
    .map(([order, cuts]) => {
      const ends = [...new Set([...cuts, order.length])].sort((a, b) => a - b).filter((end) => end > 0);
      return ends.map((end) => order.slice(0, end));
    });

describe('mail that comes in batches, in any order, with the ledger carried on', () => {
  const whole = find(base);

  it('ends as if it had come at once: the same sequences, steps and names', () => {
    fc.assert(
      fc.property(inBatches(base), (batches) => {
        let found = find([]);
        for (const batch of batches) found = find(batch, [], { known: stored(found) });
        expect(placesOf(found)).toEqual(placesOf(whole));
      }),
      { numRuns: 60 },
    );
  });

  it('never changes an id, a name or a step by being computed again or imported again', () => {
    fc.assert(
      fc.property(inBatches(base), fc.shuffledSubarray([...base]), (batches, again) => {
        let found = find([]);
        for (const batch of batches) {
          found = find(batch, [], { known: stored(found) });
          const more = find([...batch, ...again.filter((mail) => batch.includes(mail))], [], {
            known: stored(found),
          });
          expect(shown(more)).toEqual(shown(found));
          found = more;
        }
      }),
      { numRuns: 30 },
    );
  });

  // A prospect's emails come together here: half of many chains may well look like another sequence.
  it('keeps ids and names of what was there once the whole was known', () => {
    const more = new Map<string, SentMessage[]>();
    for (const mail of [
      ...paperSequence(6, T0 - 30 * DAY, 20, 'o'),
      ...paperSequence(5, T0 + 20 * DAY, 10, 'n'),
      ...fleetSequence(4, T0 + 25 * DAY, 50, 'g'),
    ]) {
      const to = mail.to[0]?.address ?? '';
      more.set(to, [...(more.get(to) ?? []), mail]);
    }
    fc.assert(
      fc.property(inBatches([...more.values()]), (batches) => {
        let found = whole;
        for (const batch of batches) {
          found = find([...base, ...batch.flat()], [], { known: stored(found) });
          expect(idsOf(found)).toMatchObject(idsOf(whole));
          for (const { id, name } of whole.sequences)
            expect(found.sequences.find((one) => one.id === id)?.name).toBe(name);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('a name from half an import', () => {
  const mails = paperSequence(6);
  const lastSteps = mails.filter(({ messageId }) => messageId.includes('-3@'));
  const half = find(lastSteps);

  it('gives way once the first step is there, and stays from then on', () => {
    expect(half.sequences.map(({ name }) => name)).toEqual(['Closing the file on forms']);
    const all = find(mails, [], { known: stored(half) });
    expect(all.sequences).toEqual([{ ...half.sequences[0], name: 'Paper forms at …' }]);
    const later = find([...mails, ...paperSequence(5, T0 + 40 * DAY, 20, 'n')], [], { known: stored(all) });
    expect(later.sequences).toEqual(all.sequences);
    // The first steps are deleted: that is no reason to rename it.
    expect(find(lastSteps, [], { known: stored(all) }).sequences).toEqual(all.sequences);
  });

  it('never takes the user’s own name away', () => {
    const decisions: SequenceDecision[] = [
      { id: 'r', kind: 'rename', sequence: half.sequences[0]?.id ?? '', name: 'Mine' },
    ];
    expect(find(mails, [], { known: stored(half), decisions }).sequences[0]?.name).toBe('Mine');
  });
});

describe('two known sequences that turn out to be one', () => {
  const first = paperSequence(6);
  const second = paperSequence(4, T0 + 10 * DAY, 20, 'q');
  const a = find(first);
  const b = find(second);
  const idA = a.sequences[0]?.id ?? '';
  const idB = b.sequences[0]?.id ?? '';
  const known = [...stored(a), ...stored(b)];
  const rename = (sequence: string, name: string): SequenceDecision => ({
    id: `${sequence} ${name}`,
    kind: 'rename',
    sequence,
    name,
  });

  it('go by the larger one’s id, run after run', () => {
    let found = find([...first, ...second], [], { known });
    for (let run = 0; run < 3; run++) {
      expect(found.sequences.map(({ id }) => id)).toEqual([idA]);
      found = find([...second, ...first], [], { known: stored(found).toReversed() });
    }
  });

  it('keep what was decided about either; the larger one’s own name wins; nothing more is hidden', () => {
    const named = (decisions: readonly SequenceDecision[]) =>
      find([...first, ...second], [], { known, decisions }).sequences.map(({ name }) => name);
    expect(named([rename(idB, 'B')])).toEqual(['B']);
    expect(named([rename(idA, 'A'), rename(idB, 'B')])).toEqual(['A']);
    expect(named([{ id: 'h', kind: 'hide', sequence: idB }])).toEqual(['Paper forms at …']);
  });
});

describe('a campaign that is named later', () => {
  it('goes on with the id that its template had, and so with what was decided', () => {
    const mails = paperSequence(5);
    const before = find(mails);
    const id = before.sequences[0]?.id ?? '';
    const events = mails.map((mail) => clickOn(mail, 'Spring'));
    const named = find(mails, events, { known: stored(before) });
    expect(named.sequences).toEqual([{ id, name: 'Spring', origin: 'tracker' }]);
    const gone = find(mails, [], { known: stored(named) });
    expect(gone.sequences).toEqual(before.sequences);
  });
});

describe('decisions', () => {
  const labelled = base.map((mail) =>
    /^p[0-3]-/.test(mail.messageId) ? { ...mail, labels: ['Clinics'] } : mail,
  );
  const plain = find(labelled);
  const [one = '', two = ''] = plain.sequences.map(({ id }) => id);
  const anId = fc.constantFrom(one, two, 'nowhere');
  const aStep = fc.integer({ min: 1, max: 4 });
  const aName = fc.constantFrom('North', 'South', 'West');
  const decision: fc.Arbitrary<SequenceDecision> = fc
    .oneof(
      fc.record({ kind: fc.constant('rename' as const), sequence: anId, name: aName }),
      fc.record({ kind: fc.constantFrom('merge' as const, 'variants' as const), from: anId, into: anId }),
      fc.record({ kind: fc.constant('split' as const), sequence: anId, step: aStep, name: aName }),
      fc.record({
        kind: fc.constant('move' as const),
        message: fc.constantFrom(...labelled.map(messageKey)),
        to: fc.option(fc.record({ sequence: anId, step: aStep })),
      }),
      fc.record({ kind: fc.constant('hide' as const), sequence: anId }),
      fc.record({ kind: fc.constant('label' as const), label: fc.constant('Clinics'), name: aName }),
    )
    .map((of) => ({ ...of, id: '' }));
  const decisions = fc
    .array(decision, { minLength: 1, maxLength: 6 })
    .map((list) => list.map((of, index): SequenceDecision => ({ ...of, id: `d${index}` })));

  const run = (mails: readonly Message[], options: SequenceOptions): Sequences => find(mails, [], options);

  it('survive recomputation, re-import and a ledger that was stored with them', () => {
    fc.assert(
      fc.property(decisions, fc.shuffledSubarray([...labelled]), (list, again) => {
        const first = run(labelled, { known: stored(plain), decisions: list });
        const next = run([...again, ...labelled], { known: stored(first), decisions: list });
        expect(shown(next)).toEqual(shown(first));
      }),
      { numRuns: 60 },
    );
  });

  it('survive new and older mail: what they were about stays where they put it', () => {
    const more = [...paperSequence(5, T0 - 30 * DAY, 20, 'o'), ...fleetSequence(4, T0 + 25 * DAY, 50, 'g')];
    fc.assert(
      fc.property(decisions, fc.shuffledSubarray(more), (list, extra) => {
        const first = run(labelled, { known: stored(plain), decisions: list });
        const next = run([...labelled, ...extra], { known: stored(first), decisions: list });
        expect(idsOf(next)).toMatchObject(idsOf(first));
        const names = (found: Sequences) =>
          Object.fromEntries([...found.sequences, ...found.hidden].map(({ id, name }) => [id, name]));
        expect(names(next)).toMatchObject(names(first));
      }),
      { numRuns: 60 },
    );
  });

  it('are undone one by one: all is as if each had never been', () => {
    fc.assert(
      fc.property(decisions, fc.nat({ max: 5 }), (list, at) => {
        const gone = at % list.length;
        const rest = list.filter((_, index) => index !== gone);
        const never = run(labelled, { known: stored(plain), decisions: rest });
        const decided = run(labelled, { known: stored(never), decisions: list });
        const undone = run(labelled, { known: stored(decided), decisions: rest });
        expect(shown(undone)).toEqual(shown(never));
      }),
      { numRuns: 80 },
    );
  });
});
