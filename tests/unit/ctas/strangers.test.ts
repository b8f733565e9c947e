import { describe, expect, it } from 'vitest';
import { findCtas } from '../../../lib/analytics/ctas/find';
import { canRead } from '../../../lib/analytics/ctas/language';
import { findFlags } from '../../../lib/analytics/flags/flags';
import { world } from '../flags/worlds';

const kinds = (text: string): string[] => findCtas({ text, links: [] }).map(({ kind }) => kind);

describe('asks as strangers write them', () => {
  it.each([
    ['We wrote a teardown of your checkout. Want me to send it over?', ['resource']],
    ['We wrote a guide to rust. Would you like me to send it to you?', ['resource']],
    ['Could you send this over to the right colleague?', ['referral']],
    ['Reply with 1, 2 or 3:\n1. Not now\n2. Call me in spring\n3. I am being chased by a bear', ['ask']],
    [
      'Happy to send over the calculator.\n\nWould ten minutes on Wednesday work for a chat?',
      ['resource', 'book'],
    ],
    [
      'Guten Tag,\n\nich suche die Person, die sich um Verpackungen kümmert. An wen darf ich mich wenden?',
      ['referral'],
    ],
    [
      'Hola Marta,\n\nTe adjunto el contrato. Por favor, fírmalo y devuélvemelo antes del viernes.',
      ['attachment'],
    ],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it('a question in a language without rules is an ask', () => {
    expect(kinds('当社のドローンは夜間に棚卸しを行います。来週お時間をいただけますか？')).toEqual(['ask']);
    expect(kinds('لقد صنعنا طائرة تقوم بذلك ليلا. هل لديك وقت يوم الثلاثاء؟')).toEqual(['ask']);
  });
});

describe('what cannot be read', () => {
  it.each([
    [
      true,
      'You opened a second depot in Hull, and we cut the time that is spent on planning at similar hauliers.',
    ],
    [
      true,
      'Wir haben für die Lager in Ihrer Region eine Drohne gebaut, und sie zählt den Bestand in der Nacht.',
    ],
    [
      false,
      'Wiele magazynów nadal liczy zapasy ręcznie w każdą niedzielę. Nasz dron robi to w nocy. Proszę o odpowiedź.',
    ],
    [
      false,
      'Molti magazzini contano ancora le scorte a mano ogni domenica. Fammi sapere quando possiamo parlare.',
    ],
    [false, 'Многие склады до сих пор считают запасы вручную. Напишите мне.'],
    [true, 'Interested?'],
  ])('%s: %s', (readable, text) => {
    expect(canRead(text)).toBe(readable);
  });

  it('is not said to ask for nothing', () => {
    const codes = (text: string): string[] =>
      findFlags(world({ prospects: 60, text })).map(({ code }) => code);
    expect(
      codes('Wiele magazynów nadal liczy zapasy ręcznie w każdą niedzielę. Proszę o odpowiedź.'),
    ).not.toContain('no-cta');
    expect(codes('You opened a second depot in Hull, and we plan the loads of hauliers like you.')).toContain(
      'no-cta',
    );
  });
});
