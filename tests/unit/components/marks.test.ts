import { describe, expect, it } from 'vitest';
import { stretchesOf } from '../../../components/marks';
import { findCtas } from '../../../lib/analytics/ctas/find';
import type { Link } from '../../../lib/facts/message';

const TEXT = 'Hi,\n\nDo you have 15 minutes on Tuesday? See our page.\n\nShall I send the report?';
const link: Link = {
  text: 'our page',
  href: 'https://a.example/p',
  destination: 'https://a.example/p',
  place: 'body',
  offset: TEXT.indexOf('our page'),
};

describe('marks', () => {
  it('lie on the words that ask, and the text stays whole', () => {
    const ctas = findCtas({ text: TEXT, links: [link] });
    const stretches = stretchesOf(TEXT, ctas);
    expect(stretches.map(({ text }) => text).join('')).toBe(TEXT);
    ctas.forEach((cta, i) => {
      const own = stretches.filter(({ ctas: inside }) => inside.includes(i + 1));
      expect(own.map(({ text }) => text).join('')).toBe(cta.text);
      expect(stretches.filter(({ ending }) => ending.includes(i + 1))).toHaveLength(1);
    });
  });
  it('nest: a link inside a question is both', () => {
    const ctas = [
      { kind: 'ask' as const, text: 'See our page?', target: null, offset: 0 },
      { kind: 'link' as const, text: 'our page', target: 'https://a.example/', offset: 4 },
    ];
    expect(stretchesOf('See our page?', ctas).map(({ text, ctas: inside }) => [text, inside])).toEqual([
      ['See ', [1]],
      ['our page', [1, 2]],
      ['?', [1]],
    ]);
  });
  it('without a place mark nothing', () => {
    const cta = { kind: 'link' as const, text: 'x', target: 'https://a.example/', offset: null };
    expect(stretchesOf('Hello', [cta])).toEqual([{ from: 0, text: 'Hello', ctas: [], ending: [] }]);
    expect(stretchesOf('', [])).toEqual([]);
  });
});
