/**
 * The six sequences of the sample mailbox. Every number below is chosen, not random: the tests work the rates out from
 * these numbers by hand.
 */

export interface SampleStep {
  /** Days after the step before. */
  readonly after: number;
  /** `{first}` and `{company}` are filled in. Follow-ups go out as `Re:` in the thread. */
  readonly paragraphs: readonly string[];
  /** Link text and address, in place of `[1]`, `[2]`, … in the paragraphs. */
  readonly links: readonly (readonly [text: string, url: string])[];
}

export interface Story {
  readonly subject: string;
  readonly steps: readonly SampleStep[];
  readonly prospects: number;
  /** Days before now that the first email went out. */
  readonly startedDaysAgo: number;
  readonly bounced: number;
  /** Prospects who answered step 1 and step 2. */
  readonly replies: readonly [number, number];
  readonly autoReplies: number;
  /** Prospects with a click by a person, hours after step 1. */
  readonly humanClickers: number;
  /** Prospects whose company's scanner fetches the first link within a second of sending. */
  readonly scanned: number;
  /** Prospects who opened (only where the tracker counts opens). */
  readonly opened: number;
  /** Which export the clicks of this sequence are in. */
  readonly tracker: 'sendgrid' | 'csv';
}

const site = (path: string): string => `https://tallyhouse.example/${path}`;

export const STORIES: readonly Story[] = [
  {
    subject: 'Closing the books in four days',
    prospects: 90,
    startedDaysAgo: 48,
    bounced: 2,
    replies: [8, 3],
    autoReplies: 3,
    humanClickers: 16,
    scanned: 0,
    opened: 40,
    tracker: 'sendgrid',
    steps: [
      {
        after: 0,
        paragraphs: [
          'Hi {first},',
          'Most finance teams of your size need nine working days to close a month. Ours need four, because invoices and approvals meet in one place before the month ends.',
          '[1] shows how Alder Foods did it, in two minutes of reading.',
        ],
        links: [['This page', site('alder-foods')]],
      },
      {
        after: 4,
        paragraphs: [
          'Hi {first},',
          'One more thought for {company}: the teams that close fastest stopped chasing receipts altogether. [1] has the steps.',
        ],
        links: [['The same page', site('alder-foods')]],
      },
    ],
  },
  {
    subject: 'Everything new at Tallyhouse',
    prospects: 80,
    startedDaysAgo: 41,
    bounced: 1,
    replies: [1, 0],
    autoReplies: 2,
    humanClickers: 4,
    scanned: 6,
    opened: 22,
    tracker: 'sendgrid',
    steps: [
      {
        after: 0,
        paragraphs: [
          'Hi {first},',
          'There is a lot to tell. You can [1] with one of us, read [2] by our finance lead, or join [3] next week with forty other teams.',
        ],
        links: [
          ['book a demo', site('demo')],
          ['the cash-flow guide', site('cash-flow-guide')],
          ['the webinar', site('webinar')],
        ],
      },
      {
        after: 5,
        paragraphs: ['Hi {first},', 'In case it got buried: [1], [2] and [3] are still open for {company}.'],
        links: [
          ['the demo', site('demo')],
          ['the guide', site('cash-flow-guide')],
          ['the webinar', site('webinar')],
        ],
      },
    ],
  },
  {
    subject: 'Benchmarks for finance teams',
    prospects: 70,
    startedDaysAgo: 34,
    bounced: 0,
    replies: [2, 1],
    autoReplies: 1,
    humanClickers: 3,
    scanned: 50,
    opened: 18,
    tracker: 'sendgrid',
    steps: [
      {
        after: 0,
        paragraphs: [
          'Hi {first},',
          'We asked 300 finance teams how long each step of their month takes. [1] are open to read, no form.',
        ],
        links: [['The results', site('benchmarks')]],
      },
      {
        after: 4,
        paragraphs: [
          'Hi {first},',
          'The chart on page three is the one your peers at {company} tend to print: [1].',
        ],
        links: [['see it here', site('benchmarks')]],
      },
    ],
  },
  {
    subject: 'Approvals without the chasing',
    prospects: 24,
    startedDaysAgo: 1,
    bounced: 0,
    replies: [1, 0],
    autoReplies: 1,
    humanClickers: 2,
    scanned: 0,
    opened: 8,
    tracker: 'sendgrid',
    steps: [
      {
        after: 0,
        paragraphs: [
          'Hi {first},',
          'Approvals now arrive where {company} already talks. [1] is a one-minute recording of it.',
        ],
        links: [['Here', site('approvals')]],
      },
    ],
  },
  {
    subject: 'The month-end checklist',
    prospects: 76,
    startedDaysAgo: 55,
    bounced: 1,
    replies: [0, 0],
    autoReplies: 2,
    humanClickers: 24,
    scanned: 0,
    opened: 0,
    tracker: 'csv',
    steps: [
      {
        after: 0,
        paragraphs: [
          'Hi {first},',
          'Thirty-one things that go wrong at month end, and who should own each: [1]. Yours to keep.',
        ],
        links: [['the checklist', site('checklist')]],
      },
      {
        after: 6,
        paragraphs: [
          'Hi {first},',
          'The checklist now has a version for groups with several entities, which I thought of {company} for: [1].',
        ],
        links: [['the new version', site('checklist-groups')]],
      },
    ],
  },
  {
    subject: 'Invoices at {company}',
    prospects: 60,
    startedDaysAgo: 27,
    bounced: 14,
    replies: [2, 0],
    autoReplies: 0,
    humanClickers: 3,
    scanned: 0,
    opened: 0,
    tracker: 'csv',
    steps: [
      {
        after: 0,
        paragraphs: [
          'Hi {first},',
          'When an invoice gets stuck at {company}, who hears of it first? [1] is how others made that question go away.',
        ],
        links: [['This', site('stuck-invoices')]],
      },
    ],
  },
];
