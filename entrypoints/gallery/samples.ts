import type { Rate } from '../../lib/analytics/rates/rate';
import type { Figures, Flag, Rates, StepReport } from '../../lib/analytics/report-types';
import type { ClickEvidence } from '../../lib/api/audit-types';
import type { ImportView, SequenceRow, TimelineEntry } from '../../lib/api/protocol';

/** Invented values for every state a component can be in. Fixed, so that pictures of them can be compared. */

const share = (hits: number, of: number, low: number, high: number, maturity = 1): Rate => ({
  hits,
  of,
  value: of === 0 ? null : hits / of,
  low: of === 0 ? null : low,
  high: of === 0 ? null : high,
  level: 0.9,
  maturity,
});

export const RATE = share(12, 143, 0.053, 0.129);
export const CLICKS = share(5.2, 143, 0.016, 0.07);
export const RAW = share(31, 143, 0.165, 0.279);
export const MATURING = share(3, 60, 0.02, 0.12, 0.55);
export const CERTAIN = share(143, 143, 0.981, 1);
export const NONE = share(0, 143, 0, 0.019);
export const NOTHING = share(0, 0, 0, 0);

const RATES: Rates = {
  click: CLICKS,
  rawClick: RAW,
  clickableClick: CLICKS,
  clickToOpen: share(5.2, 40, 0.06, 0.24),
  open: share(40, 143, 0.22, 0.34),
  reply: RATE,
  bounce: share(4, 147, 0.012, 0.061),
  autoReply: share(6, 143, 0.021, 0.08),
  unsubscribe: share(1, 143, 0.002, 0.03),
};
export const UNTRACKED_RATES: Rates = { ...RATES, clickableClick: NOTHING, rawClick: NONE };

export const FLAGS: readonly Flag[] = [
  {
    code: 'phantom-clicks',
    severity: 'warning',
    message: '',
    evidence: { share: 0.83, raw: 31, human: 5.2 },
  },
  {
    code: 'too-early',
    severity: 'note',
    message: '',
    evidence: { delivered: 43, missing: 57 },
  },
];

const FIGURES: Figures = {
  prospects: { reached: 147, delivered: 143, bounced: 4 },
  emails: { sent: 402, delivered: 398, bounced: 4, clickable: 390 },
  rates: RATES,
  ratesPerEmail: RATES,
  clicks: { raw: 31, human: 5.2, phantom: 25.8 },
  answers: { reply: 12, autoReply: 6, calendar: 1, challenge: 0 },
  ctas: { perEmail: 1.3, max: 3 },
  flags: FLAGS,
};

export const ROWS: readonly SequenceRow[] = [
  {
    ...FIGURES,
    id: 's1',
    name: 'Closing the books in four days',
    origin: 'template',
    firstSentAt: '2026-03-02T09:00:00Z',
    lastSentAt: '2026-04-10T09:00:00Z',
  },
  {
    ...FIGURES,
    rates: { ...UNTRACKED_RATES, reply: MATURING },
    flags: [],
    id: 's2',
    name: 'A name so long that it has to be broken somewhere, for it was taken from the subject of an email',
    origin: 'label',
    firstSentAt: '1970-01-01T00:00:00Z',
    lastSentAt: '1970-01-01T00:00:00Z',
  },
];

export const STEPS: readonly StepReport[] = [
  { ...FIGURES, index: 1, subject: 'Your month-end' },
  { ...FIGURES, index: 2, subject: '', flags: [], ratesPerEmail: UNTRACKED_RATES },
];

export const IMPORTS: readonly ImportView[] = (['done', 'running', 'cancelled', 'failed'] as const).map(
  (state, index) => ({
    id: state,
    name: index === 0 ? 'Sent.mbox' : `clicks-${index}.csv`,
    startedAt: Date.parse('2026-04-10T09:00:00Z') - index * 3_600_000,
    state,
    messages: 1402 * (1 - Math.min(1, index)),
    events: 31 * index,
    duplicates: index === 0 ? 12 : 0,
    problems: state === 'failed' ? [{ file: 'clicks-3.csv', where: 'row 7', message: 'No time.' }] : [],
    problemCount: state === 'failed' ? 3 : 0,
    error: state === 'failed' ? 'The file ends in the middle of a row.' : null,
  }),
);

const click = (verdict: 'human' | 'unsure' | 'scanner', human: number, reasons: string[]): TimelineEntry => ({
  what: 'click',
  key: verdict,
  company: 'northwind.example',
  said: null,
  at: '2026-03-02T10:20:00Z',
  url: 'https://tallyhouse.example/close',
  verdict,
  human,
  reasons,
});

export const TIMELINE: readonly TimelineEntry[] = [
  {
    what: 'sent',
    at: '2026-03-02T09:00:00Z',
    step: 1,
    subject: 'Your month-end',
    text: 'Do you have 15 minutes on Tuesday?',
    ctas: [],
    flags: [],
    delivered: true,
  },
  click('human', 0.97, ['80 minutes after sending', 'opened before the click']),
  click('unsure', 0.5, ['from a cloud network']),
  click('scanner', 0.02, ['3 seconds after sending', 'all links at the same moment']),
  { what: 'answer', at: '2026-03-02T11:00:00Z', kind: 'reply', from: 'ann@northwind.example' },
  { what: 'answer', at: '2026-03-02T11:05:00Z', kind: 'auto-reply', from: 'ann@northwind.example' },
];

export const EVIDENCE: ClickEvidence = {
  raw: 31,
  human: 5.2,
  phantom: 25.8,
  waiting: 1,
  clickers: { expected: 5.2, low: 3, high: 8 },
  verdicts: { human: 5, unsure: 1, scanner: 25 },
  said: 1,
  forMachine: [{ text: '3 seconds after sending', clicks: 20 }],
  forHuman: [{ text: 'the prospect replied later', clicks: 4 }],
};
