import { describe, expect, it } from 'vitest';
import { messageFlags } from '../../../lib/analytics/flags/asking-rules';
import { findFlags } from '../../../lib/analytics/flags/flags';
import type { FlagInput } from '../../../lib/analytics/flags/rule';
import { subjectTricks } from '../../../lib/analytics/flags/subject';
import { DEFAULT_THRESHOLDS } from '../../../lib/analytics/flags/thresholds';
import { DAY, emailsOf, inputOf, NOW, type StepWorld } from './world';
import { PAGE, THREE, WORLDS, world } from './worlds';

const codes = (input: FlagInput): string[] => findFlags(input).map(({ code }) => code);

describe('every flag', () => {
  it.each(WORLDS)('%s fires where it must, and not where it must not', (code, fires, silent) => {
    expect(codes(fires)).toContain(code);
    expect(codes(silent)).not.toContain(code);
  });
  it.each(WORLDS)('%s says what was found and what to try, and carries evidence', (code, fires) => {
    const flag = findFlags(fires).find((found) => found.code === code);
    expect(flag?.message.length).toBeGreaterThan(40);
    expect(Object.keys(flag?.evidence ?? {}).length).toBeGreaterThan(0);
  });
  it('comes with warnings first', () => {
    const severities = findFlags(world({ prospects: 40, text: THREE, bounced: 12, age: 1 })).map(
      ({ severity }) => severity,
    );
    expect(severities).toEqual([...severities].sort().reverse());
  });
});

describe('numbers that cannot carry a flag', () => {
  it.each([
    ['phantom-clicks', world({ prospects: 100, links: [PAGE], scanned: 4 })],
    ['phantom-clicks', world({ prospects: 100, links: [PAGE], clickers: 2, scanned: 3 })],
    ['clicks-without-replies', world({ prospects: 40, links: [PAGE], clickers: 12 })],
    ['clicks-without-replies', world({ prospects: 120, links: [PAGE], clickers: 30, age: 1 })],
    ['clicks-without-replies', world({ prospects: 200, links: [PAGE], clickers: 4 })],
    ['opens-without-clicks', world({ prospects: 60, links: [PAGE], openers: 20 })],
    // Nothing could be clicked.
    ['opens-without-clicks', world({ prospects: 150, openers: 80 })],
    ['many-bounces', world({ prospects: 10, bounced: 3 })],
    ['many-bounces', world({ prospects: 60, bounced: 4 })],
    ['untracked-links', world({ prospects: 4, links: [PAGE], tracked: false })],
    ['step-adds-nothing', inputOf(emailsOf({ prospects: 60 }, { prospects: 60 }), 2)],
    ['step-adds-nothing', inputOf(emailsOf({ prospects: 240 }, { prospects: 240, age: 1 }), 2)],
    [
      'tracker-clock',
      { ...world({ prospects: 60 }), clocks: [{ tracker: 'csv', skew: 3_600_000, events: 2 }] },
    ],
  ])('%s stays silent', (code, input) => {
    expect(codes(input)).not.toContain(code);
  });
  it('an empty sequence has no flag: of nobody nothing can be too early', () => {
    expect(codes(inputOf([]))).toEqual([]);
  });
});

describe('clickbait', () => {
  const mail = (subject: string, text = 'Hi', inReplyTo: string | null = null) => ({
    subject,
    text,
    inReplyTo,
    references: [],
  });
  it.each([
    ['Re: our call', true, ['fake-reply']],
    ['FWD: proposal', true, ['fake-reply']],
    ['AW: Angebot', true, ['fake-reply']],
    ['Re: our call', false, []],
    ['Regarding ropes', true, []],
    ['LAST CHANCE TO SAVE', true, ['capitals']],
    ['IBM Q3 API', true, []],
    ['Your invoice', true, ['promise']],
    ['Ropes for Harbour Ltd', true, []],
  ] as const)('“%s”', (subject, opensThread, tricks) => {
    expect(subjectTricks(mail(subject), opensThread)).toEqual(tricks);
  });
  it('a promise that the body keeps, and a reply that answers something, are none', () => {
    expect(subjectTricks(mail('Your invoice', 'Here is the invoice for May.'), true)).toEqual([]);
    expect(subjectTricks(mail('Re: ropes', 'Hi', 'earlier'), true)).toEqual([]);
  });
  it('is a warning only where opens show it', () => {
    const severity = (step: StepWorld) =>
      findFlags(world({ subject: 'Re: our call', links: [PAGE], ...step })).find(
        ({ code }) => code === 'clickbait-subject',
      )?.severity;
    expect(severity({ prospects: 120, openers: 90 })).toBe('warning');
    expect(severity({ prospects: 120, openers: 90, replies: 30 })).toBe('note');
    expect(severity({ prospects: 20, openers: 15 })).toBe('note');
  });
});

describe('one email by itself', () => {
  it('is judged by its words alone', () => {
    const [many, plain] = [
      emailsOf({ prospects: 1, text: THREE, subject: 'FINAL NOTICE NOW' })[0],
      emailsOf({ prospects: 1 })[0],
    ];
    if (many === undefined || plain === undefined) throw new Error('the world is empty');
    expect(messageFlags(many, DEFAULT_THRESHOLDS).map(({ code }) => code)).toEqual([
      'too-many-ctas',
      'clickbait-subject',
    ]);
    expect(messageFlags(plain, DEFAULT_THRESHOLDS)).toEqual([]);
  });
});

describe('maturity', () => {
  it('starts anew on the day somebody is back', () => {
    const away = inputOf(emailsOf({ prospects: 60, age: 20, returnsAt: NOW - DAY / 2 }));
    expect(away.figures.rates.reply.maturity).toBeLessThan(0.7);
    expect(codes(away)).toContain('maturing');
  });
});
