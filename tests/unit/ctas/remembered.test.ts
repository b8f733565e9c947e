import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../../lib/analytics/ctas/english';
import { findCtas } from '../../../lib/analytics/ctas/find';
import { FRENCH } from '../../../lib/analytics/ctas/french';
import { GERMAN } from '../../../lib/analytics/ctas/german';
import { languageOf, languageOfLines, smallWordsOf } from '../../../lib/analytics/ctas/language';
import { needsOf } from '../../../lib/analytics/ctas/needs';
import { plain } from '../../../lib/analytics/ctas/read-sentence';
import { SentenceReader } from '../../../lib/analytics/ctas/reader';
import { Recent } from '../../../lib/analytics/ctas/recent';
import { type Rule, Rules } from '../../../lib/analytics/ctas/rules';
import { layOut } from '../../../lib/analytics/ctas/sentences';
import { SPANISH } from '../../../lib/analytics/ctas/spanish';
import type { Link } from '../../../lib/facts/message';
import { ownGold, publicGold } from '../../shared/cta-gold';
import { makeOutreach } from '../../shared/outreach-world';

const LANGUAGES = [ENGLISH, GERMAN, FRENCH, SPANISH];

function rulesIn({ single, several }: Rules): Rule[] {
  return [...Object.values(single), ...Object.values(several).flat()];
}

/** Rules that a sentence cannot match by what they need, and that match it all the same. */
function passedOver(rules: Rules, text: string): string[] {
  rules.look(text);
  return rulesIn(rules)
    .filter((rule) => !rules.may(rule) && rule.pattern.test(text))
    .map(({ pattern }) => `${pattern.source} in ${text}`);
}

/** Sentences as rules get them: of the emails labelled by hand, and of generated outreach. */
function sentences(): Set<string> {
  const world = makeOutreach({ seed: 3, messages: 3000, events: 0 });
  const sent = world.messages.flatMap((message) => (message.direction === 'sent' ? [message.text] : []));
  const gold = [...ownGold(), ...publicGold()].map(({ body }) => body.text);
  const found = new Set<string>();
  for (const text of [...gold, ...sent])
    for (const { wording } of layOut(text).sentences) found.add(plain(wording.words));
  return found;
}

describe('the words that a rule needs', () => {
  it.each<[RegExp, string[][]]>([
    [/\bworth (?:a|the) call\b/, [['worth '], ['a call', 'the call']]],
    [/\b(?:point|steer) me\b/, [['point me', 'steer me']]],
    [/colou?r/, [['color', 'colour']]],
    [
      /[^?]{0,50}(?<!no )demos?\b[^?]{1,20}(?:please|thanks)/,
      [
        ['demo', 'demos'],
        ['please', 'thanks'],
      ],
    ],
    [/(?:ab|\d{1,2} minutes)/, []],
    [/(?:calls?|\d{1,2} minutes)/, [['call', 'calls', ' minutes']]],
    [/(?:abc)?(?:def)*(?:ghi){2}/, [['ghi']]],
    [/gr[üu]ße\.(?![\p{L}])/u, [['grüße.', 'gruße.']]],
    [/anything/i, []],
  ])('%s', (pattern, needs) => {
    expect(needsOf(pattern)).toEqual(needs);
  });

  it('are in every sentence that it matches', () => {
    const all = [...sentences()];
    expect(all.length).toBeGreaterThan(500);
    for (const language of LANGUAGES) {
      const rules = new Rules(language);
      expect(all.flatMap((text) => passedOver(rules, text))).toEqual([]);
    }
  });

  it('are in every text made of words of rules that they match', () => {
    for (const language of LANGUAGES) {
      const rules = new Rules(language);
      // Every string that any rule needs, and what patterns have between them.
      const words = [...new Set(rulesIn(rules).flatMap(({ pattern }) => needsOf(pattern).flat()))];
      const filler = ['?', '.', ', ', ' ', 'a', 'you', 'me', 'the', '15 ', 'min', '"', 'x'.repeat(30)];
      const text = fc
        .array(fc.tuple(fc.oneof(fc.constantFrom(...words), fc.constantFrom(...filler)), fc.boolean()), {
          maxLength: 14,
        })
        .map((parts) => parts.map(([word, space]) => (space ? `${word} ` : word)).join(''));
      fc.assert(
        fc.property(text, (one) => {
          expect(passedOver(rules, plain(one))).toEqual([]);
        }),
        { numRuns: 400 },
      );
    }
  });

  it('leave few rules to be tried', () => {
    const rules = new Rules(ENGLISH);
    const all = [...sentences()];
    let tried = 0;
    for (const text of all) {
      rules.look(text);
      tried += rulesIn(rules).filter((rule) => rules.may(rule)).length;
    }
    expect(tried / all.length).toBeLessThan(rulesIn(rules).length / 5);
  });
});

const piece = fc.constantFrom(
  'Hi Ann,',
  'Would you be open to a call on Thursday?',
  'We help teams like yours, and it takes an afternoon to set up for',
  'most of them. Shall I send you the case study?',
  'Reply with a number:',
  '1. Yes',
  '- who owns this?',
  '> quoted?',
  'Please sign the attached contract.',
  'Hätten Sie nächste Woche 15 Minuten für die Demo?',
  'Wer ist bei Ihnen dafür zuständig?',
  'Auriez-vous 15 minutes pour en parler avec nous ?',
  '¿Podríamos hablar el jueves?',
  'Thoughts?',
  'give it a spin and shout',
  'P.S. Who should I ask?',
  'Best regards,',
  'Sam Seller',
  'Head of Sales | +44 20 7946 0000',
  '   ',
  'ΟΔΟΣ',
  '\ud83d',
);
const link = fc.record({
  text: fc.constantFrom('', 'a time', 'case study', 'book a call', 'Termin buchen', 'Privacy'),
  href: fc.constant('https://a.example/href'),
  destination: fc.constantFrom(
    'https://calendly.com/x',
    'https://a.example/1',
    'https://linkedin.com/in/sam',
    'https://a.example/privacy',
  ),
  place: fc.constantFrom('body', 'signature'),
  offset: fc.option(fc.nat(200), { nil: null }),
}) as fc.Arbitrary<Link>; // the places are two of the five
const separator = fc.constantFrom('\n', '\n', '\n\n', ' ');
const email = fc.record({
  text: fc.array(fc.tuple(piece, separator), { maxLength: 14 }).map((parts) => parts.flat().join('')),
  links: fc.array(link, { maxLength: 3 }),
});

describe('a reader that has read other emails', () => {
  it('finds what one finds that has read none', () => {
    fc.assert(
      fc.property(fc.array(email, { minLength: 1, maxLength: 10 }), (emails) => {
        const reader = new SentenceReader();
        expect(emails.map((one) => findCtas(one, reader))).toEqual(emails.map((one) => findCtas(one)));
      }),
      { numRuns: 200 },
    );
  });

  it('tells a language from its lines as from the whole text', () => {
    const line = fc.oneof(
      piece,
      fc.constantFrom('x'.repeat(1500), 'the and '.repeat(50), 'und der '.repeat(8)),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const text = lines.join('\n');
        const starts: number[] = [];
        let start = 0;
        for (const one of lines) {
          starts.push(start);
          start += one.length + 1;
        }
        const known = lines.map((one) => ({ smallWords: smallWordsOf(one) }));
        expect(languageOfLines(text, known, starts).code).toBe(languageOf(text).code);
      }),
    );
  });
});

describe('what is remembered', () => {
  it('is what comes again and again; the rest is forgotten, and a long text at once', () => {
    const found: string[] = [];
    const recent = new Recent((text) => {
      found.push(text);
      return { length: text.length };
    });
    const long = 'long '.repeat(1000);
    for (let n = 0; n < 60_000; n++) {
      recent.of(`line number ${n}`);
      if (n % 1000 === 0) {
        recent.of('Best regards,');
        recent.of(long);
      }
    }
    expect(found.filter((text) => text === 'Best regards,')).toHaveLength(1);
    expect(found.filter((text) => text === long)).toHaveLength(60);
    recent.of('line number 59999');
    expect(found.filter((text) => text === 'line number 59999')).toHaveLength(1);
    recent.of('line number 5');
    expect(found.filter((text) => text === 'line number 5')).toHaveLength(2);
  });
});
