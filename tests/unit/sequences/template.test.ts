import { describe, expect, it } from 'vitest';
import { describeSequence } from '../../../lib/analytics/sequences/template';
import type { SequenceDecision } from '../../../lib/analytics/sequences/types';
import { DAY, find, fleetSequence, paperSequence, prospect, sent, T0 } from './mailbox';

const FACTS = [
  'Saw your new depot in Hull',
  'Congrats on the award from the mayor of York',
  'Loved the talk on cold chains',
  'Read your note on pallets',
  'Your blog about rust made me smile',
  'Noticed you hire two drivers',
  'Heard of your move to Bath',
];
const nameOf = (n: number): string => prospect(n).name.split(' ')[0] ?? '';

/** The template of one step sent to seven people, slots as `{kind}`. */
function written(body: (name: string, n: number) => string, subject = 'Hello there'): string {
  const mail = FACTS.map((_, n) => sent(`a${n}`, prospect(n), T0 + n * DAY, subject, body(nameOf(n), n)));
  const found = find(mail);
  const [step] = describeSequence(found, found.sequences[0]?.id ?? '');
  return (step?.variants[0]?.parts ?? [])
    .map((part) => (part.kind === 'text' ? part.text : `{${part.filled}}`))
    .join('');
}

describe('the template as it is shown', () => {
  it('keeps the comma and the line break after a slot, and what follows the last word', () => {
    expect(
      written(
        (name) =>
          `Hi ${name},\n\nmost clinics still print every form and walk it to the scanner (twice). Is a demo of use, ${name}?`,
      ),
    ).toBe(
      'Hi {merge},\n\nmost clinics still print every form and walk it to the scanner (twice). Is a demo of use, {merge}?',
    );
  });
  it('keeps what stands before the first word', () => {
    expect(
      written(
        (name) => `¡Hola ${name}!\n\n¿Cuántas horas pierde su equipo en copiar formularios a mano cada día?`,
      ),
    ).toBe('¡Hola {merge}!\n\n¿Cuántas horas pierde su equipo en copiar formularios a mano cada día?');
  });
  it('keeps a name apart from the personal words beside it', () => {
    expect(
      written(
        (name, n) =>
          `Hi ${name}, ${FACTS[n]?.toLowerCase()}, and thought our tablet form that fills the record itself would help.`,
      ),
    ).toBe('Hi {merge}, {personal}, and thought our tablet form that fills the record itself would help.');
  });
  it('takes figures and names that never change for the template’s own words', () => {
    expect(
      written(
        (name, n) =>
          `Hi ${name}, it takes 15 minutes and saved the last clinic ${n + 3} hours: https://plumb.example/demo\n\nKim Plumb`,
      ),
    ).toBe(
      'Hi {merge}, it takes 15 minutes and saved the last clinic {merge} hours: https://plumb.example/demo\n\nKim Plumb',
    );
  });
});

describe('names', () => {
  it('a subject of merge values alone names nothing: the opening does', () => {
    const mail = FACTS.map((_, n) =>
      sent(
        `a${n}`,
        prospect(n),
        T0 + n,
        `${nameOf(n)}?`,
        `Hi ${nameOf(n)}, most clinics still print every form.`,
      ),
    );
    expect(find(mail).sequences.map(({ name }) => name)).toEqual([
      'Hi …, most clinics still print every form.',
    ]);
  });
});

describe('variants the user names', () => {
  it('a third sequence becomes C, never a second B', () => {
    const third = Array.from({ length: 5 }, (_, n) =>
      sent(
        `t${n}`,
        prospect(60 + n),
        T0 + n,
        'Roof repairs',
        `Hi ${nameOf(60 + n)}, the slate roof of the old mill was mended in a week by two people with one ladder. Shall I call?`,
      ),
    );
    const mail = [...paperSequence(6), ...fleetSequence(6), ...third];
    const before = find(mail);
    const idOf = (id: string): string =>
      [...before.placements].find(([{ fact }]) => fact.messageId.startsWith(`${id}@`))?.[1].sequence.id ?? '';
    const ids = [...new Set([...before.placements.values()].map(({ sequence }) => sequence.id))];
    const roof = idOf('t0');
    const [into = '', other = ''] = ids.filter((id) => id !== roof);
    const decisions: SequenceDecision[] = [
      { id: '1', kind: 'variants', from: other, into },
      { id: '2', kind: 'variants', from: roof, into },
    ];
    const after = find(mail, [], { known: before.known, decisions });
    const variants = new Map<string, Set<string | null>>();
    for (const [{ fact }, { variant }] of after.placements) {
      const was = [...before.placements].find(([one]) => one.fact.messageId === fact.messageId)?.[1].sequence
        .id;
      variants.set(was ?? '', (variants.get(was ?? '') ?? new Set()).add(variant));
    }
    expect([...(variants.get(into) ?? [])]).toEqual(['A']);
    expect([...(variants.get(other) ?? [])]).toEqual(['B']);
    expect([...(variants.get(roof) ?? [])]).toEqual(['C']);
  });
});
