import type { FlagInput } from '../../../lib/analytics/flags/rule';
import { emailsOf, inputOf, type StepWorld } from './world';

export const PAGE = 'https://a.example/page';
export const world = (...steps: StepWorld[]): FlagInput => inputOf(emailsOf(...steps));
export const THREE =
  'Hi,\n\nShall I send you the report?\n\nWho looks after this on your side?\n\nDo you have 15 minutes on Tuesday?';
const TWO = 'Hi,\n\nShall I send you the report?\n\nDo you have 15 minutes on Tuesday?';

/** A flag, a world in which it must fire, and one in which it must not. */
export const WORLDS: readonly (readonly [code: string, fires: FlagInput, silent: FlagInput])[] = [
  ['too-many-ctas', world({ prospects: 60, text: THREE }), world({ prospects: 60, text: TWO })],
  ['two-ctas', world({ prospects: 60, text: TWO }), world({ prospects: 60, text: THREE })],
  [
    'no-cta',
    world({ prospects: 60, text: 'Hi,\n\nWe sell ropes.' }),
    // A later email may well ask for nothing.
    world({ prospects: 60 }, { prospects: 60, text: 'Hi,\n\nWe sell ropes.' }),
  ],
  [
    'phantom-clicks',
    world({ prospects: 100, links: [PAGE], clickers: 3, scanned: 20 }),
    world({ prospects: 100, links: [PAGE], clickers: 12, scanned: 8 }),
  ],
  [
    'clicks-without-replies',
    world({ prospects: 120, links: [PAGE], clickers: 30, replies: 1 }),
    world({ prospects: 120, links: [PAGE], clickers: 30, replies: 14 }),
  ],
  [
    'opens-without-clicks',
    world({ prospects: 150, links: [PAGE], openers: 80, clickers: 1, replies: 1 }),
    world({ prospects: 150, links: [PAGE], openers: 80, clickers: 15, replies: 1 }),
  ],
  [
    'clickbait-subject',
    world({ prospects: 120, subject: 'Re: our call', links: [PAGE], openers: 90 }),
    world({ prospects: 120, subject: 'Re: our call', inReplyTo: 'earlier', links: [PAGE], openers: 90 }),
  ],
  ['many-bounces', world({ prospects: 80, bounced: 14 }), world({ prospects: 80, bounced: 3 })],
  ['too-early', world({ prospects: 30 }), world({ prospects: 60 })],
  ['maturing', world({ prospects: 60, age: 1 }), world({ prospects: 60, age: 20 })],
  [
    'untracked-links',
    world({ prospects: 60, links: [PAGE], tracked: false }),
    world({ prospects: 60, links: [PAGE], tracked: true }),
  ],
  [
    'step-adds-nothing',
    inputOf(emailsOf({ prospects: 240, replies: 12 }, { prospects: 228 }), 2),
    inputOf(emailsOf({ prospects: 240, replies: 12 }, { prospects: 228, replies: 24 }), 2),
  ],
  [
    'unfiltered-counters',
    { ...world({ prospects: 60 }), counters: [{ tracker: 'Mixmax', clicks: 31 }] },
    { ...world({ prospects: 60 }), counters: [{ tracker: 'Mixmax', clicks: 0 }] },
  ],
  [
    'tracker-clock',
    { ...world({ prospects: 60 }), clocks: [{ tracker: 'csv', skew: 3_600_000, events: 40 }] },
    { ...world({ prospects: 60 }), clocks: [{ tracker: 'csv', skew: 20_000, events: 40 }] },
  ],
];
