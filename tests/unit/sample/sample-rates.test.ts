import { beforeAll, describe, expect, it } from 'vitest';
import { type Analysis, analyse } from '../../../lib/analytics/analyse';
import { report } from '../../../lib/analytics/report';
import type { Report, SequenceReport } from '../../../lib/analytics/report-types';
import { assertReport } from '../../../lib/export/schema';
import { makeSample, SAMPLE_ACCOUNT } from '../../../lib/sample/sample';
import { type ReadFacts, readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

/**
 * Worked out by hand from the stories in lib/sample/stories.ts. A prospect who bounced gets no step 2, one who
 * answered step 1 gets none either; so e.g. "Closing the books": 90 sent, 2 bounced, 8 answered, 90 − 2 − 8 = 80 follow-ups.
 *
 * Intervals are the roots of (p − π)² n = z² π (1 − π), solved apart from the program.
 * Wilson at 90 % (z = 1.644854, z² = 2.705543), e.g. replies of the first row, 11 of 88:
 *   p = .125, 1 + z²/n = 1.030745, centre = (.125 + 2.705543/176) / 1.030745 = .136186,
 *   half = 1.644854 / 1.030745 × √(.125 × .875 / 88 + 2.705543 / (4 × 88²)) = .058202 → .0780 to .1944
 */
const BY_HAND = [
  //  name                            reached bounced replies  low      high     clickers raw  sent  CTAs
  ['Closing the books in four days', 90, 2, 11, 0.07798, 0.19439, 16, 16, 90 + 80, 1],
  ['Everything new at Tallyhouse', 80, 1, 1, 0.00283, 0.05476, 4, 10, 80 + 78, 3],
  ['Benchmarks for finance teams', 70, 0, 3, 0.01726, 0.10248, 3, 53, 70 + 68, 1],
  ['Approvals without the chasing', 24, 0, 1, 0.00935, 0.16685, 2, 2, 24, 1],
  ['The month-end checklist', 76, 1, 0, 0, 0.03482, 24, 24, 76 + 75, 1],
  ['Invoices at', 60, 14, 2, 0.01449, 0.12318, 3, 3, 60, 1],
] as const;

describe('the sample mailbox', () => {
  let facts: ReadFacts;
  let analysis: Analysis;
  let result: Report;
  beforeAll(async () => {
    facts = await readFacts(sampleFiles());
    analysis = analyse(facts, { now: SAMPLE_NOW, accounts: [SAMPLE_ACCOUNT] });
    result = report(analysis, { problems: facts.problems, detail: true });
  });

  const sequence = (name: string): SequenceReport => {
    const found = result.sequences.find((entry) => entry.name.startsWith(name));
    if (found === undefined)
      throw new Error(`no sequence “${name}” in ${result.sequences.map((entry) => entry.name).join(', ')}`);
    return found;
  };

  it('is read without a problem, and finds whose mailbox it is', () => {
    expect(facts.problems).toEqual([]);
    expect(new Set(facts.messages.map((message) => message.account))).toEqual(new Set([SAMPLE_ACCOUNT]));
  });

  it('holds six sequences and nothing else', () => {
    expect(result.sequences).toHaveLength(6);
    const count = (kind: string): number =>
      (result.messages ?? []).filter((message) => message.kind === kind).length;
    expect({ oneOff: count('one-off'), internal: count('internal'), delay: count('delay') }).toEqual({
      oneOff: 1,
      internal: 1,
      delay: 1,
    });
  });

  it.each(BY_HAND)(
    '%s: the rates worked out by hand',
    (name, reached, bounced, replies, low, high, clickers, raw, sent, ctas) => {
      const { prospects, emails, rates, ctas: found } = sequence(name);
      const delivered = reached - bounced;
      expect(prospects).toEqual({ reached, delivered, bounced });
      expect(emails.sent).toBe(sent);
      expect(emails.bounced).toBe(bounced);
      expect(rates.reply).toMatchObject({
        hits: replies,
        of: delivered,
        value: replies / delivered,
        level: 0.9,
      });
      expect(rates.reply.low).toBeCloseTo(low, 4);
      expect(rates.reply.high).toBeCloseTo(high, 4);
      expect(rates.bounce).toMatchObject({ hits: bounced, of: reached, value: bounced / reached });
      expect(rates.rawClick).toMatchObject({ hits: raw, of: delivered, value: raw / delivered });
      expect(rates.click.of).toBe(delivered);
      // The judge gives probabilities: their sum may miss the true number by less than one prospect.
      expect(Math.abs(rates.click.hits - clickers)).toBeLessThan(1);
      expect(found.max).toBe(ctas);
    },
  );

  it('counts steps by email', () => {
    const [first, second] = sequence('Closing the books').steps;
    expect(first?.ratesPerEmail.reply).toMatchObject({ hits: 8, of: 88 });
    expect(second?.ratesPerEmail.reply).toMatchObject({ hits: 3, of: 80 });
    expect(second?.emails).toMatchObject({ sent: 80, delivered: 80, bounced: 0 });
  });

  it('adds up: 400 prospects, 18 bounced, 18 replies, 52 human clickers', () => {
    expect(result.totals.prospects).toEqual({ reached: 400, delivered: 382, bounced: 18 });
    expect(result.totals.rates.reply).toMatchObject({ hits: 18, of: 382 });
    expect(Math.abs(result.totals.rates.click.hits - 52)).toBeLessThan(2);
    expect(result.totals.answers).toMatchObject({ reply: 18, autoReply: 9 });
  });

  it('flags what each story is about, and only that', () => {
    const codes = (name: string): string[] => sequence(name).flags.map((flag) => flag.code);
    expect(codes('Everything new')).toContain('too-many-ctas');
    expect(codes('Benchmarks')).toContain('phantom-clicks');
    expect(codes('Approvals')).toContain('too-early');
    expect(codes('Closing the books')).toEqual([]);
  });

  it('lists the click that belongs to no email', () => {
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]?.message).toContain('someone.else@elsewhere.example');
  });

  it('makes a report that the published schema takes', () => {
    expect(() => assertReport(result)).not.toThrow();
  });

  it('gives the same report whatever the order of the facts', () => {
    const backwards = analyse(
      { messages: [...facts.messages].reverse(), events: [...facts.events].reverse() },
      { now: SAMPLE_NOW, accounts: [SAMPLE_ACCOUNT] },
    );
    expect(report(backwards, { detail: true, problems: facts.problems })).toEqual(result);
  });

  it('counts nothing twice when every fact comes twice', () => {
    const twice = analyse(
      { messages: [...facts.messages, ...facts.messages], events: [...facts.events, ...facts.events] },
      { now: SAMPLE_NOW, accounts: [SAMPLE_ACCOUNT] },
    );
    expect(report(twice, { detail: true, problems: facts.problems })).toEqual(result);
  });

  it('is the same every time it is made', () => {
    expect(makeSample(SAMPLE_NOW)).toEqual(makeSample(SAMPLE_NOW));
  });
});
