import { describe, expect, it } from 'vitest';
import { sdrFigures } from '../../../lib/analytics/team/figures';
import { sheetToCsv } from '../../../lib/export/csv';
import { comparisonSheet, ctaOutcomesSheet, teamSheet } from '../../../lib/export/insight-sheets';
import type { Sheet } from '../../../lib/export/sheets';

const EVIL = '=HYPERLINK("https://x.test")';
const rate = (hits: number, of: number) => ({
  hits,
  of,
  value: hits / of,
  low: 0.01,
  high: 0.2,
  level: 0.9,
  maturity: 1,
});
const place = (name: string) => ({
  id: name,
  kind: 'sequence' as const,
  sequence: { id: name, name },
  step: null,
  variant: null,
  delivered: 80,
});

/** A row by its headings. */
function row(sheet: Sheet, at: number): Record<string, unknown> {
  return Object.fromEntries(sheet.columns.map(({ heading }, i) => [heading, sheet.rows[at]?.[i]]));
}

describe('the tables of Compare, CTAs and Team', () => {
  it('a comparison says both rates, the difference and the verdict, and that clicks were not tracked', () => {
    const sheet = comparisonSheet({
      first: place(EVIL),
      second: place('B'),
      unit: 'prospects',
      reply: {
        verdict: 'second',
        sentence: '',
        probability: 0.004,
        difference: { low: -0.2, high: -0.05 },
        shrunk: [
          { value: 0.01, low: 0, high: 0.1 },
          { value: 0.1, low: 0, high: 0.2 },
        ],
        moreProspects: null,
        moreDays: null,
        rates: [rate(1, 80), rate(11, 88)],
        daysToMature: null,
        hopeless: false,
      },
      click: null,
    });
    expect(row(sheet, 0)).toMatchObject({
      Outcome: 'replies',
      'First: rate: prospects': 1,
      'Second: rate': 11 / 88,
      'Second: rate: out of delivered prospects': 88,
      'First less second: low end, 90 % interval': -0.2,
      Verdict: 'second',
    });
    expect(row(sheet, 1)).toMatchObject({ 'First: rate': null, Verdict: 'untracked' });
    expect(sheetToCsv(sheet)).toContain('"\'=HYPERLINK');
  });

  it('CTAs keep every group with its numerator, and leave out what no tracker saw', () => {
    const none = { emails: 0, templates: 0, hits: 0, value: null, low: null, high: null };
    const some = { emails: 40, templates: 2, hits: 4, value: 0.1, low: 0.04, high: 0.3 };
    const sheet = ctaOutcomesSheet([
      {
        position: 'first',
        outcome: 'reply',
        byNumber: [none, some, none, none],
        byKind: [{ kind: 'link', group: some }],
      },
      { position: 'first', outcome: 'click', byNumber: [none, none, none, none], byKind: [] },
    ]);
    expect(sheet.rows).toHaveLength(5);
    expect(row(sheet, 1)).toMatchObject({ Group: 'one CTA', Rate: 0.1, 'Emails with the outcome': 4 });
    expect(row(sheet, 0)).toMatchObject({ Group: 'no CTA', Rate: null });
    expect(row(sheet, 4)).toMatchObject({ 'Grouped by': 'kind of the only CTA', Group: 'link' });
  });

  it('a team without outreach has no rates, not rates of zero; names are text', () => {
    const figures = sdrFigures({ sdr: '@anna', emails: [], deliveries: [], clicks: [] });
    const [first] = figures;
    if (first === undefined) throw new Error('An SDR has a row of their own.');
    const sheet = teamSheet([{ ...first, sdr: '' }, first], (sdr) => (sdr === '' ? null : '7'));
    expect(row(sheet, 0)).toMatchObject({
      SDR: 'The whole team',
      'Click rate': null,
      'Filter version': null,
    });
    expect(row(sheet, 1)).toMatchObject({
      Sequence: 'All sequences',
      'Reply rate': null,
      'Filter version': '7',
    });
    expect(sheetToCsv(sheet)).toContain("'@anna");
  });
});
