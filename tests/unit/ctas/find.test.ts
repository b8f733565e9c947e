import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCtas } from '../../../lib/analytics/ctas/find';
import { layOut } from '../../../lib/analytics/ctas/sentences';
import { DraftCounter } from '../../../lib/analytics/outcomes/while-writing';
import type { Link, LinkPlace } from '../../../lib/facts/message';

function mail(text: string, ...links: [words: string, destination: string, place?: LinkPlace][]) {
  return {
    text,
    links: links.map(([words, destination, place = 'body']): Link => {
      const at = text.indexOf(words);
      return { text: words, href: destination, destination, place, offset: at < 0 ? null : at };
    }),
  };
}
const kinds = (message: Parameters<typeof findCtas>[0]) => findCtas(message).map(({ kind }) => kind);

describe('one goal is one CTA', () => {
  it('a chat and the calendar link', () => {
    const message = mail('Hi Ann,\n\nWorth a chat? Pick a time that suits.', [
      'Pick a time',
      'https://calendly.com/x/15',
    ]);
    expect(findCtas(message)).toEqual([
      { kind: 'book', text: 'Pick a time', target: 'https://calendly.com/x/15', offset: 23 },
    ]);
  });
  it('two links to one destination, but not to two', () => {
    const one = mail(
      'See it here or over there.',
      ['here', 'https://a.example/p'],
      ['there', 'https://a.example/p'],
    );
    const two = mail(
      'See it here or over there.',
      ['here', 'https://a.example/p'],
      ['there', 'https://a.example/q'],
    );
    expect(kinds(one)).toEqual(['link']);
    expect(kinds(two)).toEqual(['link', 'link']);
  });
  it('a P.S. to another asset is a second', () => {
    const message = mail(
      'Hi Ann,\n\nDo you have 15 minutes on Tuesday?\n\nBest,\nJo\n\nP.S. Our index is out.',
      ['index', 'https://a.example/index'],
    );
    expect(kinds(message)).toEqual(['book', 'link']);
  });
});

describe('what asks for nothing', () => {
  it.each(['signature', 'quote', 'footer', 'unsubscribe'] as const)('links in the %s', (place) => {
    expect(kinds(mail('Thanks for the call, Ann.', ['site', 'https://a.example', place]))).toEqual([]);
  });
  it('social profiles, legal pages', () => {
    expect(
      kinds(
        mail(
          'Thanks for the call, Ann.',
          ['me', 'https://linkedin.com/in/jo'],
          ['Privacy', 'https://a.example/privacy'],
        ),
      ),
    ).toEqual([]);
  });
  it.each([
    'If this is not relevant, just let me know and I will stop.',
    'Any questions, I am here.',
    'How are you? I hope the move went well.',
    'Happy to work around your schedule.',
    'If anything changes, you know where to find me.',
    'Looking forward to hearing from you.',
  ])('%s', (text) => {
    expect(kinds(mail(text))).toEqual([]);
  });
  it('a hook question before an ask, though it counts when it is the last thing asked', () => {
    expect(kinds(mail('How do you plan the routes today?\n\nWorth 15 minutes?'))).toEqual(['book']);
    expect(kinds(mail('We plan routes.\n\nHow do you plan the routes today?'))).toEqual(['ask']);
  });
});

describe('every CTA carries its words and place', () => {
  it('whatever the text', () => {
    const sentence = fc.constantFrom(
      'Worth a chat?',
      'Could you send me the volumes?',
      'Who looks after this on your side?',
      'Shall I send you the report?',
      'Please sign the attached contract.',
      'We sell ropes.',
      'P.S. Thoughts?',
      '> quoted?',
      'Best,',
      '-- ',
    );
    const separator = fc.constantFrom(' ', '\n', '\n\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(sentence, separator), { maxLength: 12 }), (pieces) => {
        const text = pieces.flat().join('');
        for (const { text: words, offset } of findCtas({ text, links: [] })) {
          expect(offset).not.toBeNull();
          expect(text.slice(offset ?? 0, (offset ?? 0) + words.length)).toBe(words);
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });
  it('sentences are slices of the text, in order, without overlap', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', ' ', '.', '?', '\n', '1', '-', '>', 'P.S. ') }),
        (text) => {
          let end = 0;
          for (const { wording, offset } of layOut(text).sentences) {
            const { words } = wording;
            expect(offset).toBeGreaterThanOrEqual(end);
            expect(text.slice(offset, offset + words.length)).toBe(words);
            end = offset + words.length;
          }
        },
      ),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe('hostile mail', () => {
  it('is read in time that grows with its length, not faster', () => {
    for (const unit of [
      'would you like to ',
      'who a b c d ',
      'i would be happy to ',
      'a? ',
      '1. ',
      'reply "',
      '\n\n',
      '>',
    ]) {
      const text = unit.repeat(20_000);
      expect(Array.isArray(findCtas({ text, links: [] }))).toBe(true);
    }
  });
});

describe('while writing', () => {
  it('counts as the user types, the same as reading the whole', () => {
    const counter = new DraftCounter();
    const full = 'Hi Ann,\n\nDo you have 15 minutes on Tuesday? Shall I send you the report before?\n\nJo';
    for (let end = 0; end <= full.length; end++) {
      const draft = { text: full.slice(0, end), links: [] };
      expect(counter.count(draft)).toEqual(findCtas(draft));
    }
    const draft = { text: full, links: [] };
    expect(counter.count(draft)).toBe(counter.count({ text: full, links: [] }));
    expect(counter.count(mail(full, ['report', 'https://a.example/r']))).not.toEqual(counter.count(draft));
  });
});
