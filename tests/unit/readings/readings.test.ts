import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { findCtas } from '../../../lib/analytics/ctas/find';
import { withOwnWords } from '../../../lib/analytics/own-words';
import { Readings } from '../../../lib/analytics/readings/readings';
import { report } from '../../../lib/analytics/report';
import { WordReader } from '../../../lib/analytics/sequences/shingles';
import type { Link, Message, SentMessage } from '../../../lib/facts/message';
import { makeOutreach } from '../../shared/outreach-world';
import { fleetSequence, paperSequence } from '../sequences/mailbox';

const mails: readonly SentMessage[] = [...paperSequence(6), ...fleetSequence(5)];

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

/** Emails of one sender, with text and links of every sort, and with endings that many of them share. */
const emails = fc
  .array(
    fc.record({
      of: fc.nat({ max: mails.length - 1 }),
      own: fc.option(fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' '))),
      ending: fc.constantFrom('', '\n\nSam Seller\nsam@plumb.example', '\n\nSam\n+44 20 7946 0000'),
      links: fc.array(link, { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((some) =>
    some.map(({ of, own, ending, links }, n): SentMessage => {
      const mail = mails[of] ?? mails[0];
      if (mail === undefined) throw new Error('no mail');
      return { ...mail, messageId: `m${n}@x`, text: `${own ?? mail.text}${ending}`, links };
    }),
  );

/** All that is said of emails, in the form of `words` and `ctas`. */
function all(emails: readonly Message[], { words, ctas }: Pick<Readings, 'words' | 'ctas'>): unknown[] {
  return emails.flatMap((email) => {
    if (email.direction === 'received') return [];
    const { words: inSubject, from, to, shingles, start, end, ...rest } = words(email);
    const subject = inSubject.slice(from, to);
    return { rest, subject, text: shingles.slice(start, end), ctas: ctas(email) };
  });
}

/** As an analysis reads them. */
function said(messages: readonly Message[], readings: Readings): unknown[] {
  const emails = withOwnWords(messages, (message, cut) => readings.without(message, cut));
  return all(emails, {
    words: (email) => readings.words(email),
    ctas: (email) => readings.ctas(email),
  });
}

/** The same, read by nobody before. */
function saidAnew(messages: readonly Message[]): unknown[] {
  const reader = new WordReader();
  return all(withOwnWords(messages), {
    words: (email) => reader.words(email),
    ctas: (email) => findCtas(email),
  });
}

describe('what emails say', () => {
  it('is the same read anew, from memory, and from what was stored beside them', () => {
    fc.assert(
      fc.property(emails, (some) => {
        const anew = saidAnew(some);
        const readings = new Readings();
        expect(said(some, readings)).toEqual(anew);
        const columns = structuredClone(readings.columns(some));
        expect(said(some, readings)).toEqual(anew);
        const again = structuredClone(some);
        const later = new Readings();
        later.recall(again, columns);
        expect(said(again, later)).toEqual(anew);
        // What is known is written as it was.
        expect(later.columns(again)).toEqual(columns);
      }),
    );
  });

  it('is read again where endings are learned that the pack alone did not show', () => {
    fc.assert(
      fc.property(emails, fc.nat({ max: 20 }), (some, cut) => {
        const first = some.slice(0, cut);
        const rest = some.slice(cut);
        const readings = new Readings();
        const parts = [first, rest].map((part) => structuredClone(readings.columns(part)));
        const later = new Readings();
        const again = structuredClone([first, rest]);
        for (const [n, part] of again.entries()) {
          const columns = parts[n];
          if (columns !== undefined) later.recall(part, columns);
        }
        expect(said(again.flat(), later)).toEqual(saidAnew(some));
      }),
    );
  });

  it('is not asked of a text that is another one now', () => {
    const [mail] = mails;
    if (mail === undefined) throw new Error('no mail');
    const readings = new Readings();
    readings.columns([mail]);
    const other = { ...mail, text: 'Who owns this at your company?', links: [] };
    expect(said([other], readings)).toEqual(saidAnew([other]));
  });

  it('lies in columns of numbers without a word of any email, and damaged CTAs are read again', () => {
    const [mail] = mails;
    if (mail === undefined) throw new Error('no mail');
    const one = { ...mail, text: 'Would you be open to a call on Thursday?', links: [] };
    const columns = new Readings().columns([one]);
    expect(Object.values(columns).every((column) => ArrayBuffer.isView(column))).toBe(true);
    const [ctas] = saidAnew([one]);
    for (const places of [
      [9, -1, 0, 5],
      [2, 3, 0, 0],
      [2, -1, 30, 60],
    ]) {
      const damaged = new Readings();
      damaged.recall([one], { ...columns, places: Int32Array.from(places) });
      expect(said([one], damaged)).toEqual([ctas]);
    }
  });

  it('changes no figure of a whole report', () => {
    const world = makeOutreach({ seed: 4, messages: 600, events: 3 });
    const options = { now: world.now, accounts: [world.account] };
    const plain = report(analyse(world, options), { detail: true });
    const stored = new Readings().columns(world.messages);
    const readings = new Readings();
    readings.recall(world.messages, stored);
    for (let run = 0; run < 2; run++)
      expect(report(analyse(world, { ...options, readings }), { detail: true })).toEqual(plain);
  });
});
