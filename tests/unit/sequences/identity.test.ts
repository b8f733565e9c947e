import { describe, expect, it } from 'vitest';
import type { SequenceDecision, Sequences } from '../../../lib/analytics/sequences/types';
import { messageKey } from '../../../lib/facts/message';
import { DAY, find, fleetSequence, paperSequence, placesOf, T0 } from './mailbox';

const later = paperSequence(6, T0 + 20 * DAY, 10, 'n');
const earlier = paperSequence(5, T0 - 30 * DAY, 20, 'o');
const base = [...paperSequence(6), ...fleetSequence(5)];

const idOf = (found: Sequences, message: string): string | undefined => {
  for (const [mail, { sequence }] of found.placements)
    if (mail.fact.messageId.startsWith(`${message}@`)) return sequence.id;
  return undefined;
};

describe('ids and names', () => {
  it('stay when mail is added, older mail is imported, or everything is imported again', () => {
    const first = find(base);
    // The ledger lives in a store and a backup: it must survive JSON.
    const known = JSON.parse(JSON.stringify(first.known)) as typeof first.known; // parsed from what was written on the same line
    for (const mails of [base, [...base, ...later], [...earlier, ...base], [...earlier, ...later, ...base]]) {
      const next = find(mails, [], { known });
      expect(idOf(next, 'p1-1')).toBe(idOf(first, 'p1-1'));
      expect(idOf(next, 'f1-1')).toBe(idOf(first, 'f1-1'));
      expect(next.sequences.map(({ name }) => name).sort()).toEqual(
        first.sequences.map(({ name }) => name).sort(),
      );
    }
  });

  it('without a ledger stay from run to run and under new mail', () => {
    const ids = find(base).sequences.map(({ id }) => id);
    expect(find([...base, ...later]).sequences.map(({ id }) => id)).toEqual(ids);
  });

  it('come back when the mail does', () => {
    const first = find(base);
    const gone = find(fleetSequence(5), [], { known: first.known });
    expect(gone.sequences).toHaveLength(1);
    expect(idOf(find(base, [], { known: gone.known }), 'p1-1')).toBe(idOf(first, 'p1-1'));
  });
});

describe('decisions', () => {
  const plain = find(base);
  const paper = idOf(plain, 'p1-1') ?? '';
  const fleet = idOf(plain, 'f1-1') ?? '';
  const [aMail] = base;
  if (aMail === undefined) throw new Error('no mail');
  const decisions: readonly SequenceDecision[] = [
    { id: '1', kind: 'rename', sequence: paper, name: 'Clinics' },
    { id: '2', kind: 'split', sequence: paper, step: 3, name: 'Last words' },
    { id: '3', kind: 'variants', from: fleet, into: paper },
    { id: '4', kind: 'move', message: messageKey(aMail), to: null },
    { id: '5', kind: 'hide', sequence: paper },
  ];
  const decided = (count: number): Sequences => find(base, [], { decisions: decisions.slice(0, count) });

  it('are applied in order', () => {
    expect(placesOf(decided(1))['p1-2']).toBe('Clinics/2');
    expect(placesOf(decided(2))['p1-3']).toBe('Last words/1');
    expect(placesOf(decided(3))['f1-1']).toBe('Clinics/1B');
    expect(placesOf(decided(3))['p1-1']).toBe('Clinics/1A');
    expect(placesOf(decided(4))['p0-1']).toBeUndefined();
    const hidden = decided(5);
    expect(hidden.sequences.map(({ name }) => name)).toEqual(['Last words']);
    expect(hidden.hidden.map(({ name }) => name)).toEqual(['Clinics']);
  });

  it('are undone by taking them away, each by itself', () => {
    for (const gone of decisions) {
      const rest = decisions.filter((one) => one !== gone);
      expect(find(base, [], { decisions: [...rest, gone].filter((one) => one !== gone) })).toEqual(
        find(base, [], { decisions: rest }),
      );
    }
    expect(placesOf(find(base, [], { decisions: [] }))).toEqual(placesOf(plain));
    expect(placesOf(find(base, [], { decisions: decisions.slice(1) }))['p1-3']).toBeDefined();
  });

  it('survive new mail and recomputation', () => {
    const found = find([...earlier, ...base, ...later], [], {
      known: plain.known,
      decisions: decisions.slice(0, 2),
    });
    expect(placesOf(found)['n2-2']).toBe('Clinics/2');
    expect(placesOf(found)['o2-3']).toBe('Last words/1');
  });

  it('about a sequence that is not there change nothing', () => {
    const lost: SequenceDecision[] = [
      { id: 'a', kind: 'merge', from: 'nowhere', into: paper },
      { id: 'b', kind: 'rename', sequence: 'nowhere', name: 'x' },
      { id: 'c', kind: 'split', sequence: 'nowhere', step: 2, name: 'y' },
    ];
    expect(placesOf(find(base, [], { decisions: lost }))).toEqual(placesOf(plain));
  });
});
