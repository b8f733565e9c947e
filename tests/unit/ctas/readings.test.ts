import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { findCtas } from '../../../lib/analytics/ctas/find';
import { languageOf } from '../../../lib/analytics/ctas/language';
import { CtaReadings } from '../../../lib/analytics/ctas/readings';
import { report } from '../../../lib/analytics/report';
import type { Link } from '../../../lib/facts/message';
import { makeOutreach } from '../../shared/outreach-world';

const piece = fc.constantFrom(
  'Would you be open to a call on Thursday?',
  'Shall I send you the case study?',
  'Pick a time that suits.',
  'Who owns this at your company?',
  'We help teams like yours.',
  'Thoughts?',
  'Hätten Sie nächste Woche 15 Minuten?',
  '\n\n',
  'Best,\nSam',
  '😀 𝐇ello',
);
const link = fc.record({
  text: fc.constantFrom('', 'a time', 'case study', 'here'),
  href: fc.constantFrom('https://calendly.com/x', 'https://a.example/1', 'https://a.example/2?x=1'),
  destination: fc.constantFrom('https://calendly.com/x', 'https://a.example/1', 'https://a.example/2'),
  place: fc.constantFrom('body', 'signature', 'quote'),
  offset: fc.option(fc.nat(60), { nil: null }),
}) as fc.Arbitrary<Link>; // the places are three of the five
const email = fc.record({
  text: fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' ')),
  links: fc.array(link, { maxLength: 4 }),
});

describe('CTAs that were read before', () => {
  it('are those that are read anew: the same object, an equal one, and after being kept', () => {
    fc.assert(
      fc.property(fc.array(email, { minLength: 1, maxLength: 12 }), (emails) => {
        const readings = new CtaReadings();
        const anew = emails.map((one) => findCtas(one));
        expect(emails.map((one) => readings.of(one))).toEqual(anew);
        expect(emails.map((one) => readings.of(one))).toEqual(anew);
        const later = new CtaReadings();
        later.recall(structuredClone(readings.keep()));
        expect(emails.map((one) => later.of({ ...one }))).toEqual(anew);
        expect(later.news).toBe(0);
      }),
    );
  });

  it('hold no word of the email, and a damaged one is read again', () => {
    const one = { text: 'Would you be open to a call on Thursday?', links: [] };
    const readings = new CtaReadings();
    const ctas = readings.of(one);
    expect(ctas).toHaveLength(1);
    const kept = readings.keep();
    expect(Object.values(kept).every((column) => ArrayBuffer.isView(column))).toBe(true);
    for (const places of [
      [9, -1, 0, 5],
      [2, 3, 0, 0],
      [2, -1, 30, 60],
    ]) {
      const damaged = new CtaReadings();
      damaged.recall({ ...kept, places: Int32Array.from(places) });
      const text = damaged.of({ ...one }).map((cta) => cta.text);
      expect(text).toEqual(ctas.map((cta) => cta.text));
    }
  });

  it('change no figure of a whole report', () => {
    const world = makeOutreach({ seed: 4, messages: 600, events: 3 });
    const options = { now: world.now, accounts: [world.account] };
    const readings = new CtaReadings();
    const plain = report(analyse(world, options), { detail: true });
    for (let run = 0; run < 2; run++)
      expect(report(analyse(world, { ...options, ctas: readings }), { detail: true })).toEqual(plain);
    expect(readings.news).toBeGreaterThan(0);
  });
});

/** The words that tell a language, cut as the rule says: runs of at most 20 letters, the first 80 of them. */
function wordsOf(text: string): string[] {
  const words = text
    .slice(0, 4000)
    .toLowerCase()
    .match(/\p{L}{1,20}/gu);
  return (words ?? []).slice(0, 80);
}

describe('the language of a text', () => {
  it('is that with the most of its small words, whatever letters stand between them', () => {
    const bits = [
      'the ',
      'und ',
      'vous ',
      'por ',
      'más ',
      "l'",
      '𝐇',
      '😀',
      'İ',
      'ß',
      '\ud800',
      'x'.repeat(25),
      '. ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...bits), { maxLength: 120 }), (pieces) => {
        const text = pieces.join('');
        const found = languageOf(text);
        const count = wordsOf(text).filter((word) => found.common.has(word)).length;
        for (const other of ['the the', 'und und', 'vous vous', 'por por'].map(languageOf))
          expect(wordsOf(text).filter((word) => other.common.has(word)).length).toBeLessThanOrEqual(count);
      }),
    );
  });
});
