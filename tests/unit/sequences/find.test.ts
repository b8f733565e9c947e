import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSequence } from '../../../lib/analytics/sequences/template';
import {
  clickOn,
  DAY,
  find,
  fleetSequence,
  following,
  PAPER,
  PAPER_CASE,
  paperSequence,
  placesOf,
  prospect,
  reply,
  reportKinds,
  sent,
  T0,
} from './mailbox';

const unrelated = [
  sent(
    'x1',
    prospect(70),
    T0,
    'Lunch',
    'Are you still on for lunch at the harbour on Friday? I would book a table by the window.',
  ),
  sent(
    'x2',
    prospect(71),
    T0 + DAY,
    'Keys',
    'I left the keys with the neighbour on the ground floor, she is in until six every day.',
  ),
  sent(
    'x3',
    prospect(72),
    T0 + 2 * DAY,
    'Slides',
    'The slides are in the shared folder now; the second half still needs the new figures.',
  ),
  sent('x4', { name: 'Colleague', address: 'lee@plumb.example' }, T0, 'Forms', PAPER('Lee')),
];

describe('findSequences', () => {
  it('finds two sequences and their steps, and leaves the rest alone', () => {
    const places = placesOf(find([...paperSequence(5), ...fleetSequence(4), ...unrelated]));
    expect(places['p2-1']).toBe('Paper forms at …/1');
    expect(places['p2-2']).toBe('Paper forms at …/2');
    expect(places['p2-3']).toBe('Paper forms at …/3');
    expect(places['f3-2']).toBe('Empty miles/2');
    expect(Object.keys(places)).toHaveLength(5 * 3 + 4 * 2);
  });

  it('takes what fewer than three people got for no sequence', () => {
    expect(find(paperSequence(2)).sequences).toEqual([]);
    expect(reportKinds(paperSequence(3))).toBe(1);
  });

  it('does not shift a prospect who missed a step', () => {
    const mails = paperSequence(6).filter(({ messageId }) => !messageId.startsWith('p4-2'));
    expect(placesOf(find(mails))['p4-3']).toBe('Paper forms at …/3');
  });

  it('gives a step that was sent twice one number', () => {
    const mails = paperSequence(5);
    const [first] = mails;
    if (first === undefined) throw new Error('no mail');
    const again = { ...first, messageId: 'again@plumb.example', at: first.at + 60_000 };
    const places = placesOf(find([...mails, again]));
    expect([places['again'], places['p0-2'], places['p0-3']]).toEqual([
      'Paper forms at …/1',
      'Paper forms at …/2',
      'Paper forms at …/3',
    ]);
  });

  it('places short bumps by position and never across sequences', () => {
    const bump = (mails: ReturnType<typeof paperSequence>, prefix: string, step: number) =>
      mails
        .filter(({ messageId }) => messageId.includes(`-${step}@`))
        .map((mail, n) =>
          sent(
            `${prefix}${n}`,
            mail.to[0] ?? prospect(0),
            mail.at + DAY,
            `Re: ${mail.subject}`,
            'Any thoughts?',
            following(mail),
          ),
        );
    const paper = paperSequence(4);
    const fleet = fleetSequence(4);
    const places = placesOf(find([...paper, ...fleet, ...bump(paper, 'pb', 1), ...bump(fleet, 'fb', 2)]));
    expect([places['pb1'], places['p1-2'], places['fb1']]).toEqual([
      'Paper forms at …/2',
      'Paper forms at …/3',
      'Empty miles/3',
    ]);
  });

  it('takes what follows a human reply for conversation', () => {
    const mails = paperSequence(5);
    const [first, , last] = mails;
    if (first === undefined || last === undefined) throw new Error('no mail');
    const back = reply(first, first.at + 3600_000);
    const answer = sent(
      'talk',
      prospect(0),
      back.at + 3600_000,
      `Re: ${first.subject}`,
      'Wednesday at ten suits me well, thank you.',
      following(first),
    );
    const rest = mails.filter((mail) => mail.to[0]?.address !== first.to[0]?.address);
    const places = placesOf(find([first, back, answer, ...rest]));
    expect(places['p0-1']).toBe('Paper forms at …/1');
    expect(places['talk']).toBeUndefined();
  });

  it('joins A/B variants that go on alike, with different subjects and different words', () => {
    const other = (name: string): string =>
      `Dear ${name}, who at your practice keys the intake sheets into the system after hours? Teams that let patients type on a tablet in the waiting room do not need that shift any more. Curious?`;
    const mails = paperSequence(12).map((mail) => {
      const n = Number(/^p(\d+)-1@/.exec(mail.messageId)?.[1] ?? 0);
      return n % 2 === 1
        ? { ...mail, subject: 'That late shift', text: other(mail.to[0]?.name.split(' ')[0] ?? '') }
        : mail;
    });
    const found = find(mails);
    expect(found.sequences).toHaveLength(1);
    const places = placesOf(found);
    expect([places['p0-1'], places['p1-1'], places['p0-2'], places['p1-2']]).toEqual([
      'Paper forms at …/1A',
      'Paper forms at …/1B',
      'Paper forms at …/2',
      'Paper forms at …/2',
    ]);
  });

  it('gives the same for any order of the input', () => {
    const mails = [...paperSequence(4), ...fleetSequence(4), ...unrelated];
    const expected = find(mails);
    fc.assert(
      fc.property(fc.shuffledSubarray(mails, { minLength: mails.length }), (shuffled) => {
        const found = find(shuffled);
        expect(placesOf(found)).toEqual(placesOf(expected));
        expect(found.sequences).toEqual(expected.sequences);
      }),
      { numRuns: 25 },
    );
  });

  it('is not moved by personal sentences', () => {
    const words =
      'harbour copper lantern meadow orbit pepper quarry ribbon saddle timber velvet willow'.split(' ');
    const mails = paperSequence(8).map((mail, n) => ({
      ...mail,
      text: mail.text.replace(
        '\n\n',
        `\n\n${words.map((word, k) => `${word}${words[(n + k * 5) % 12] ?? ''}${n}x`).join(' ')}. `,
      ),
    }));
    expect(find(mails).sequences).toHaveLength(1);
  });
});

describe('other origins', () => {
  it("takes the tracker's campaign and step, also for mail nobody clicked", () => {
    const mails = paperSequence(6);
    const events = mails.slice(0, 3).map((mail, n) => clickOn(mail, 'Clinics spring', n + 1));
    const found = find(mails, events);
    expect(found.sequences).toMatchObject([{ name: 'Clinics spring', origin: 'tracker' }]);
    expect(placesOf(found)['p5-3']).toBe('Clinics spring/3');
  });

  it('does not let one category on all mail swallow distinct sequences', () => {
    const mails = [...paperSequence(6), ...fleetSequence(6)];
    const found = find(
      mails,
      mails.map((mail) => clickOn(mail, 'outreach')),
    );
    expect(found.sequences.map(({ origin }) => origin)).toEqual(['template', 'template']);
  });

  it('keeps two campaigns with one text apart', () => {
    const spring = paperSequence(4);
    const autumn = paperSequence(4, T0 + 100 * DAY, 20, 'q');
    const found = find(
      [...spring, ...autumn],
      [
        ...spring.slice(0, 2).map((m) => clickOn(m, 'Spring')),
        ...autumn.slice(0, 2).map((m) => clickOn(m, 'Autumn')),
      ],
    );
    const places = placesOf(found);
    expect([places['p3-1'], places['q3-1']]).toEqual(['Spring/1', 'Autumn/1']);
  });

  it('takes a label the user named, and the headers of a sending tool', () => {
    const labelled = paperSequence(4).map((mail) => ({ ...mail, labels: ['Clinics'] }));
    const tool = fleetSequence(4).map((mail) => ({
      ...mail,
      tool: { name: 'Tool', campaign: 'Vans', step: null },
    }));
    const found = find([...labelled, ...tool], [], {
      decisions: [{ id: 'd1', kind: 'label', label: 'Clinics', name: 'My clinics' }],
    });
    expect(found.sequences.map(({ name, origin }) => `${origin} ${name}`).sort()).toEqual([
      'label My clinics',
      'tracker Vans',
    ]);
  });
});

describe('templates', () => {
  it('shows the words all emails share, the slots between, and the cadence', () => {
    const found = find(paperSequence(6));
    const [sequence] = found.sequences;
    const steps = describeSequence(found, sequence?.id ?? '');
    expect(steps.map(({ index, gap }) => [index, gap])).toEqual([
      [1, null],
      [2, 3 * DAY],
      [3, 5 * DAY],
    ]);
    const parts = steps[0]?.variants[0]?.parts ?? [];
    expect(parts[0]).toEqual({ kind: 'text', text: 'Hi ' });
    expect(parts[1]).toMatchObject({ kind: 'slot', filled: 'merge' });
    expect(parts[2]).toMatchObject({ kind: 'text' });
    expect(PAPER_CASE('Ada').startsWith('Ada')).toBe(true);
    expect(steps[1]?.variants[0]?.parts[0]).toMatchObject({ kind: 'slot', filled: 'merge' });
  });
});
